"""What a detector has to find, counted from what was done: never from what was meant, nor from any detector.

A habit is *required* if it was done on as many distinct days as the thresholds of its domain ask for, and if the lower
bound of Wilson's interval (one standard error, 84 % one-sided) of its share reaches their confidence. The share is, for
a time, of the days of its class on which somebody was home and it was not done already; for a trigger, of the times it
fired with all that is needed and with something to do. Only acts within the judge's tolerance of the middle count.

A condition is *needed* if without it the share would be 0.1 lower. Nothing but the clock tells when people are asleep:
if no part of the day that has nine of ten acts brings a share 0.1 higher, their sleep is as good as not answering. An
intention that ended is nothing to find.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tools.simulate.truth import Confounder, PlantedHabit, Truth

from .household import Household
from .intention import ASLEEP, DONE, Intention, Occasion

CLOCK, SUN = 30.0, 20.0  # minutes that a suggested time, or offset from the sun, may be off
SAME = 15.0  # minutes within which the times of two sorts of days are one time
RECENT = 21  # days that say when a habit is done now, should it wander
FEW = 2  # acts that have no middle
NEEDED = 0.1  # of the share, that a condition has to be worth
TOLD = 0.9  # share of the acts that a part of the day has to have
SLOT, NIGHT = 15, 180  # minutes to which a part of the day is told, and one at which everybody sleeps
FAIR = 0.8  # share of a sun habit's acts that a clock has to reach to be as good
DAY = 1440.0
SLOTS = round(DAY) // SLOT

OCCURRENCES, OCCURRENCES_OF = 10, {"light": 8, "switch": 8, "media_player": 6, "lock": 4}
SUPPORT, SUPPORT_OF = 10, {"light": 6, "switch": 6, "media_player": 4, "lock": 4}
CONFIDENCE, CONFIDENCE_OF = 0.7, {"light": 0.6, "switch": 0.6, "media_player": 0.6, "climate": 0.75, "lock": 0.85}


def wilson(hits: int, tries: int, deviations: float = 1.0) -> float:
    """Return the lower bound of Wilson's interval, 0 to 1; 0 where nothing was tried.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927).
    """
    if not tries:
        return 0.0
    share, square = hits / tries, deviations**2
    middle = share + square / (2 * tries)
    width = deviations * np.sqrt(share * (1 - share) / tries + square / (4 * tries**2))
    return float((middle - width) / (1 + square / tries))


def derive(home: Household) -> Truth:
    """Return what there is to find in a household's history."""
    habits = [] if home.plan.null else list(home.reminders)
    over = list(home.confounders)
    for intention in home.intentions:
        if intention.until is not None:
            over += [
                Confounder(entity_id=each, state=intention.state, reason="it ended") for each in intention.entities
            ]
        elif intention.kind == "follow_up":
            habits += _follow_up(home, intention)
        elif intention.kind == "scene":
            habits += _scene(home, intention)
        else:
            habits += _timed(home, intention)
    return Truth(habits=_once(habits), confounders=tuple(over))


def _once(habits: Sequence[PlantedHabit]) -> tuple[PlantedHabit, ...]:
    """Leave out what two intentions to the same effect have said twice."""
    kept: list[PlantedHabit] = []
    for habit in habits:
        twins = [
            each
            for each in kept
            if (each.kind, each.entities) == (habit.kind, habit.entities) == ("scene", habit.entities)
        ]
        if not twins:
            kept.append(habit)
    return tuple(kept)


def _members(home: Household, intention: Intention) -> tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]]:
    dwelling = home.world.dwelling
    entities = tuple(member for entity in intention.entities for member in dwelling.members(entity))
    groups = {entity: dwelling.members(entity) for entity in intention.entities if entity in dwelling.groups}
    return entities, groups | {
        dwelling.echoes[each]: members for each, members in groups.items() if each in dwelling.echoes
    }


def _follow_up(home: Household, intention: Intention) -> list[PlantedHabit]:
    seen = [each for each in intention.occasions if each.day < home.history]
    # What nobody can tell is no excuse.
    excused = frozenset() if _is_told_by_clock(home, seen) else ASLEEP
    seen = [each._replace(lacking=each.lacking - excused) for each in seen]
    fair = [each for each in seen if not each.lacking]
    kept = [each for each in fair if each.kept]
    if not kept:
        return []
    entities, equivalents = _members(home, intention)
    domain = entities[0].partition(".")[0]
    days = len({each.day for each in kept})
    bound = wilson(len(kept), len(fair))
    enough = days >= SUPPORT_OF.get(domain, SUPPORT) and bound >= CONFIDENCE_OF.get(domain, CONFIDENCE)
    return [
        PlantedHabit(
            kind="follow_up",
            entities=entities,
            equivalents=equivalents,
            state=intention.state,
            trigger=intention.trigger,
            conditions=_needed(intention, seen, len(kept), len(fair)),
            support_days=days,
            share=len(kept) / len(fair),
            required=enough,
            note=f"{intention.name}; {len(kept)} of {len(fair)}",
        )
    ]


def _needed(intention: Intention, seen: Sequence[Occasion], kept: int, fair: int) -> tuple[Mapping[str, str], ...]:
    """Return the conditions without which the share would clearly be lower."""
    specs: dict[str, Mapping[str, str]] = {str(index): one.spec for index, one in enumerate(intention.provided)}
    specs |= {"away": {"condition": "presence"}, "asleep": {"condition": "awake"}}
    needed = []
    for name, spec in specs.items():
        more = sum(each.lacking == {name} for each in seen)
        if kept / fair - kept / (fair + more) >= NEEDED:
            needed.append(spec)
    return tuple(needed)


def _is_told_by_clock(home: Household, seen: Sequence[Occasion]) -> bool:
    able = [each for each in seen if not each.lacking - ASLEEP]
    minutes = np.array([_minute(home, each) for each in able])
    return is_told_by_clock(minutes, np.array([each.kept for each in able], dtype=np.bool_))


def is_told_by_clock(minutes: NDArray[np.float64], kept: NDArray[np.bool_]) -> bool:
    """Tell whether some part of the day, the night left out, has nearly all that was kept and clearly less of the rest.

    Args:
        minutes: float64[n], when there was a chance, minutes of the local day.
        kept: bool[n], whether it was taken.
    """
    if not kept.any():
        return False
    slots = ((minutes - NIGHT) % DAY // SLOT).astype(np.int64)
    every, hits = (np.append(0, np.bincount(some, minlength=SLOTS).cumsum()) for some in (slots, slots[kept]))
    inside, acts = every[None, :] - every[:, None], hits[None, :] - hits[:, None]
    share = np.where(acts >= TOLD * kept.sum(), acts / np.maximum(inside, 1), 0.0)
    return bool(share.max() - kept.mean() >= NEEDED)


def _scene(home: Household, intention: Intention) -> list[PlantedHabit]:
    same = [each for each in home.intentions if each.kind == "scene" and each.entities == intention.entities]
    kept = {each.day for one in same for each in one.occasions if each.kept and each.day < home.history}
    domain = intention.entities[0].partition(".")[0]
    return [
        PlantedHabit(
            kind="scene",
            entities=intention.entities,
            state=intention.state,
            support_days=len(kept),
            required=len(kept) >= SUPPORT_OF.get(domain, SUPPORT),
            note=intention.name,
        )
    ]


def _timed(home: Household, intention: Intention) -> list[PlantedHabit]:
    """Return a habit for each time that emerged: one for days of work and one for others, if they differ."""
    labels = sorted({each.label for each in intention.occasions if each.kept})
    groups: list[list[Occasion]] = []
    for label in labels:
        mine = [each for each in intention.occasions if each.label == label]
        near = [group for group in groups if _apart(_middle(home, group), _middle(home, mine)) <= SAME]
        near[0].extend(mine) if near and intention.kind == "routine" else groups.append(mine)
    if intention.kind == "sun":
        groups = [intention.occasions]
    return [habit for group in groups if (habit := _one_time(home, intention, group))]


def _one_time(home: Household, intention: Intention, group: Sequence[Occasion]) -> PlantedHabit | None:
    kept = [each for each in group if each.kept and each.day < home.history]
    if not kept:
        return None
    middle = _middle(home, kept)
    weekdays = _weekdays(home, group, middle)
    offset = _offset(home, intention, kept)
    if intention.kind == "sun":
        near = [each for each in kept if abs(_from_sun(home, intention, each) - offset) <= SUN]
    else:
        near = [each for each in kept if _apart(_minute(home, each), middle) <= CLOCK]
    chances = {_due_day(home, each, middle) for each in group if each.lacking != DONE}
    done = {_due_day(home, each, middle) for each in group} - chances
    due = [day for day in range(home.history) if home.world.clock.weekday(day) in weekdays and day not in done]
    due = [day for day in due if day in home.world.home_days]
    hits = len({_due_day(home, each, middle) for each in near} & set(due))
    entities, equivalents = _members(home, intention)
    domain = entities[0].partition(".")[0]
    enough = hits >= OCCURRENCES_OF.get(domain, OCCURRENCES)
    reliable = wilson(hits, len(due)) >= CONFIDENCE_OF.get(domain, CONFIDENCE)
    return PlantedHabit(
        kind=intention.kind,
        entities=entities,
        equivalents=equivalents,
        state=intention.state,
        time=f"{int(middle) // 60:02}:{int(middle) % 60:02}",
        weekdays=tuple(sorted(weekdays)),
        event=intention.event,
        offset_minutes=round(offset) if intention.event else None,
        clock_is_fair=intention.kind == "sun" and _is_fair(home, kept, middle),
        support_days=hits,
        share=hits / len(due) if due else None,
        required=enough and reliable,
        note=f"{intention.name}; {hits} of {len(due)}",
    )


def _weekdays(home: Household, group: Sequence[Occasion], middle: float) -> frozenset[int]:
    """Return the days of the week on which there mostly is a chance to do it, the time after the history included."""
    chances = {_due_day(home, each, middle) for each in group if not each.lacking & {"away", "asleep"}}
    lived = [day for day in home.world.home_days if day < home.world.clock.days]
    found = set()
    for weekday in range(7):
        days = [day for day in lived if home.world.clock.weekday(day) == weekday]
        if days and sum(day in chances for day in days) >= 0.5 * len(days):
            found.add(weekday)
    # Who works early one week and late the next has no day of the week on which it mostly happens.
    return frozenset(found or {home.world.clock.weekday(each.day) for each in group if each.kept})


def _due_day(home: Household, occasion: Occasion, middle: float) -> int:
    """Return the day on which a time is due that an act belongs to: the day before, for one shortly after midnight."""
    day, minute = home.world.clock.local(occasion.time)
    return int((day * DAY + minute - middle + DAY / 2) // DAY)


def _minute(home: Household, occasion: Occasion) -> float:
    return home.world.clock.local(occasion.time)[1]


def _middle(home: Household, group: Sequence[Occasion]) -> float:
    """Return the median time of day, of the last weeks of the history where there are enough, round the clock."""
    kept = [each for each in group if each.kept]
    recent = [each for each in kept if home.history - RECENT <= each.day < home.history]
    minutes = np.array([_minute(home, each) for each in (recent if len(recent) > FEW else kept)])
    if not len(minutes):
        return float("nan")
    turns = np.exp(2j * np.pi * minutes / DAY)
    start = float(np.angle(turns.sum())) / (2 * np.pi) * DAY
    return (start + float(np.median((minutes - start + DAY / 2) % DAY - DAY / 2))) % DAY


def _from_sun(home: Household, intention: Intention, occasion: Occasion) -> float:
    moment = home.world.clock.event(intention.event or "sunset", occasion.day)
    return float("nan") if moment is None else (occasion.time - moment) / 60


def _offset(home: Household, intention: Intention, kept: Sequence[Occasion]) -> float:
    return float(np.median([_from_sun(home, intention, each) for each in kept])) if intention.event else 0.0


def _is_fair(home: Household, kept: Sequence[Occasion], middle: float) -> bool:
    return sum(_apart(_minute(home, each), middle) <= CLOCK for each in kept) >= FAIR * len(kept)


def _apart(one: float, other: float) -> float:
    apart = abs(one - other) % DAY
    return min(apart, DAY - apart)

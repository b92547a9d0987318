"""Follow-ups: something changes, and a person acts.

Counted as the automation would run: each firing of the trigger while there is something left to do is an opportunity,
an act within the learned delay is a hit. A rule has to beat the same clock times on other days, survive the number of
pairs tried (Benjamini and Hochberg), and explain acts that no better rule explains already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray

from ..model.habits.pattern import Pattern
from ..model.habits.trigger import kind_of
from ..model.moments import CHANGED
from ..model.things import AT_REST, PARTLY, domains_where, states_of
from ..past.acts import Unit
from ..past.chance import discoveries, surprise_among
from ..past.days.other_days import OtherDays
from ..past.numbers.crossings import crossing_of, sensor_of
from ..past.rule import Attempt, Firings, Outcomes, Rule
from ..past.timeline import Timeline
from ..past.together import in_either_order
from ..settings import Settings
from .crossings import is_too_late, rooms_of
from .evidence import Needs, confidence_needed, days_followed, distinct, median, sign
from .judged import LEAST_SHARE, MANY, Found, judge, judge_bare
from .lasting import find_lasting, may_last
from .limits import sharpest
from .screening import Look, Mesh, worth_a_look
from .timeout import find_timeout

_WINDOWS = (10.0, 30.0, 60.0, 120.0, 300.0, 600.0)  # longest delay of an immediate follow-up, seconds
_SURPRISE = 3.0  # standard deviations at least: one in a thousand triggers gets further by accident
_COARSER = 0.2  # so many fewer for the coarse sieve before it
_FALSE_DISCOVERIES = 0.01
_AT_FIRST = 4  # other units that have a say before the next ones, twice as many each time
_TRIGGER_DOMAINS = domains_where(lambda thing: thing.is_trigger)
_MOST_STATES = 12  # an entity with more is a measurement


def chosen(
    found: Iterable[Found],
    timeline: Timeline,
    settings: Settings,
    is_sought: Callable[[Pattern], bool] = lambda _: False,
) -> tuple[Pattern, ...]:
    """Return the rules that explain acts which no better one explains, as patterns sorted by signature.

    Args:
        found: rules that stand.
        timeline: the past.
        settings: the thresholds.
        is_sought: tells of a rule that it is asked about: whether it stands counts then, not whether another is better.
    """
    of: dict[Unit, list[Found]] = {}
    for one in found:
        of.setdefault(one.unit, []).append(one)
    patterns = (
        pattern
        for unit, mine in of.items()
        for one, is_best in _best(unit, mine, timeline, settings)
        if is_sought(pattern := pattern_of(one)) or is_best
    )
    return tuple(sorted(patterns, key=lambda pattern: pattern.signature))


class Search:
    """Tries every trigger on units, all or some, each once."""

    def __init__(self, timeline: Timeline, units: tuple[Unit, ...], settings: Settings) -> None:
        """Know all units, as they have a say in how surprising something has to be."""
        self._timeline, self._units, self._settings = timeline, units, settings
        self._triggers = trigger_times(timeline)
        self._pairs = len(units) * len(self._triggers)
        self._tried = self._pairs  # with the pairs of a unit and a number that is crossed, once any were looked for
        self._known: dict[Unit, list[Found]] = {}
        self._surprise = max(_SURPRISE, surprise_among(self._pairs))
        # No trigger asks for fewer days than one that is not sensitive.
        known, days = timeline.home, len(timeline.lived_days)
        fewest = min((days_followed(settings, unit.entities, known, "", days) for unit in units), default=1)
        # Every hit is an act behind a firing, so hits have to reach no more than those acts do.
        surprise = self._surprise - _COARSER
        self._sieve = Mesh(windows=_WINDOWS, surprise=surprise, share=LEAST_SHARE, many=MANY, fewest=fewest)

    def standing(self, asked: tuple[Unit, ...]) -> tuple[Found, ...]:
        """Find every rule that passes every gate, also where several of them explain the same acts.

        What stands among so many tries stands beside whatever else is found. So where all that was found for the units
        that are asked about does, the other ones have no say, or some of them have had enough.

        Args:
            asked: some of the units.
        """
        found, beside = self._found(asked), list[Found]()
        stands = self._stand(found)
        others, count = [unit for unit in self._units if unit not in asked], _AT_FIRST
        while others and not stands[: len(found)].all():
            beside += self._found(others[:count])
            others, count = others[count:], 2 * count
            stands = self._stand([*found, *beside])
        return tuple(one for one, stand in zip(found, stands, strict=False) if stand)

    def _stand(self, found: Sequence[Found]) -> NDArray[np.bool_]:
        return discoveries(np.array([one.p_value for one in found]), self._tried, _FALSE_DISCOVERIES)

    def _found(self, units: Sequence[Unit]) -> list[Found]:
        """Return the best rule of each trigger for each of some units."""
        new = [unit for unit in units if unit not in self._known]
        if new:
            self._known.update({unit: [] for unit in new})
            for one in self._looked_for(new):
                self._known[one.unit].append(one)
        return [one for unit in units for one in self._known[unit]]

    def _looked_for(self, units: Sequence[Unit]) -> list[Found]:
        looks = worth_a_look(units, self._triggers, self._timeline, self._sieve)
        found = list(_candidates(looks, self._timeline, self._settings, self._surprise))
        finer, tried = replace(self._sieve, surprise=_SURPRISE - _COARSER), self._pairs
        for room in rooms_of(self._timeline, self._units):
            tried += room.tried
            if mine := [unit for unit in room.units if unit in units]:
                found += self._crossing([*worth_a_look(mine, room.triggers, room.timeline, finer)], room.timeline)
        found += find_lasting(tuple(units), self._timeline, self._settings)
        self._tried = tried + sum(map(may_last, self._units))
        return found

    def _crossing(self, looks: Sequence[Look], timeline: Timeline) -> Iterator[Found]:
        """Yield the best rule of each sensor and side for each unit.

        Conditions take longest to learn, so they are learned for the number that people go by, not for all tried.
        """
        bare = _candidates(looks, timeline, self._settings, _SURPRISE, is_bare=True)
        sharp = {(one.unit, one.rule.entity_id, one.rule.to) for one in sharpest(bare, timeline.home)}
        chosen = (look for look in looks if (look.unit, *look.trigger) in sharp)
        yield from _candidates(chosen, timeline, self._settings, _SURPRISE)


def trigger_times(timeline: Timeline) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Return every arrival that could set something off, by entity and state.

    That something was pressed is none: which of its buttons it was, its state doesn't tell. Nor is anything that is no
    longer in the home.

    Examples:
        >>> door = past("0 binary_sensor.door off, 60 binary_sensor.door on, 90 binary_sensor.door off")
        >>> {state: times.tolist() for (_, state), times in trigger_times(door).items()}
        {'off': [90.0], 'on': [60.0]}
    """
    found = {}
    for name, series in timeline.series.items():
        is_there = not timeline.home.is_gone(name)
        if is_there and name.partition(".")[0] in _TRIGGER_DOMAINS and len(series.states) <= _MOST_STATES:
            # No trigger of Home Assistant tells a cover that was stopped on its way down from one that was opened.
            told = [state for state in series.states if state not in {CHANGED, PARTLY}]
            found.update({(name, state): series.reached(state) for state in told})
    return found


def _candidates(
    looks: Iterable[Look], timeline: Timeline, settings: Settings, surprise: float, *, is_bare: bool = False
) -> Iterator[Found]:
    """Yield the best rule of each trigger that precedes enough of a unit's acts.

    Args:
        surprise: by how many standard deviations more than by accident.
        is_bare: as it is without conditions, however surely it is kept.
    """
    known: dict[Unit, tuple[NDArray[np.int64], Needs, OtherDays]] = {}
    firings: Firings | None = None
    for look in looks:
        unit, name = look.unit, look.trigger[0]
        if sensor_of(name) in unit.entities or name in unit.kin or _is_one_wish(look):
            continue
        if unit not in known:
            needs = Needs(settings, unit.entities, timeline.home, len(timeline.lived_days))
            known[unit] = timeline.calendar.day(unit.acts), needs, OtherDays(unit=unit, timeline=timeline)
        days, needs, other_days = known[unit]
        spacing = (timeline.until - timeline.since) / len(look.firings)
        needed, sure, to_ask = needs[sensor_of(name)]
        rules = [one for one in _rules(look) if _is_worth_trying(one, days, look.delay, spacing, (needed, surprise))]
        if not rules:
            continue
        if firings is None or firings.time is not look.firings:
            firings = Firings(timeline=timeline, entity_id=name, time=look.firings)
        attempt = Attempt(firings=firings, unit=unit)
        tries = _telling(rules, attempt)
        if is_bare:
            passing = [one for rule in tries if (one := judge_bare(rule, attempt, other_days, needed, surprise))]
        else:
            judged = [judge(rule, attempt, other_days, (needed, to_ask), surprise) for rule in tries]
            passing = [one for one in judged if one and (one.evidence.lower_bound >= sure or not _comes_too_late(one))]
        if passing:
            yield max(passing, key=lambda one: (one.evidence.lower_bound >= sure, one.worth))


def _comes_too_late(found: Found) -> bool:
    """Tell whether half of the answers come in the later half of the longest window, which then cuts others off."""
    if found.rule.for_seconds or found.rule.high < _WINDOWS[-1]:
        return False
    hits = found.outcomes.where(found.outcomes.hit)
    return 2 * median(found.unit.acts[hits.act] - hits.time) > found.rule.high


def _telling(rules: Iterable[Rule], attempt: Attempt) -> Iterator[Rule]:
    """Leave out each window that holds no more acts than the shorter one before it, which is the better rule."""
    before: Outcomes | None = None
    for rule in rules:
        outcomes = attempt.outcomes(rule)
        if rule.for_seconds or before is None or not np.array_equal(outcomes.act, before.act):
            yield rule
        before = outcomes


def _is_one_wish(look: Look) -> bool:
    """Tell whether a trigger is only moved along with the unit, by the same hands and now before it and now after."""
    name, state = look.trigger
    are_alike = (state in AT_REST) == (look.unit.state in AT_REST)
    return state in states_of(name) and in_either_order(look.firings, look.unit.acts, are_alike=are_alike)


def _is_worth_trying(
    rule: Rule, days: NDArray[np.int64], delay: NDArray[np.float64], spacing: float, needed: tuple[int, float]
) -> bool:
    """Tell cheaply whether acts crowd behind a trigger at all.

    Args:
        days: int64[n], local days of the acts.
        delay: float64[n], seconds since the trigger's last firing.
        spacing: mean seconds between two firings.
        needed: distinct days, and by how many standard deviations more than by accident.
    """
    behind = (delay >= rule.low) & (delay <= rule.high)
    by_accident = exp(-rule.low / spacing) - exp(-rule.high / spacing)
    expected = len(delay) * by_accident
    count = int(np.count_nonzero(behind))
    is_surprise = count - expected >= needed[1] * sqrt(expected * (1 - by_accident))
    return is_surprise and distinct(days[behind]) >= needed[0]


def _rules(look: Look) -> list[Rule]:
    """List the delays worth trying: at once within a few windows, or after a while."""
    name, state = look.trigger
    rules = [Rule(entity_id=name, to=state, low=0.0, high=window, for_seconds=0) for window in look.at_once]
    timeout = find_timeout(name, state, look.delay, look.unit) if look.later else None
    return rules if timeout is None or is_too_late(name, timeout) else [*rules, timeout]


def _best(unit: Unit, found: list[Found], timeline: Timeline, settings: Settings) -> Iterator[tuple[Found, bool]]:
    """Yield the rules of a unit, best first, and whether each explains acts that no better one explains.

    What may act is better than what may only ask, and another thing a better reason than that it has been long enough.
    """

    def merits(one: Found) -> tuple[bool, bool, float]:
        name = sensor_of(one.rule.entity_id)
        sure = confidence_needed(settings, unit.entities, timeline.home, name)
        return one.evidence.lower_bound >= sure, one.rule.entity_id not in unit.entities, one.worth

    explained = np.zeros(len(unit.acts), dtype=np.bool_)
    days = timeline.calendar.day(unit.acts)
    for one in sorted(found, key=merits, reverse=True):
        fresh = np.unique(one.outcomes.act[one.outcomes.hit])
        fresh = fresh[~explained[fresh]]
        name = sensor_of(one.rule.entity_id)
        needed = days_followed(settings, unit.entities, timeline.home, name, len(timeline.lived_days))
        # An echo of a trigger that is already taken explains little that is new.
        is_new = len(np.unique(days[fresh])) >= needed and len(fresh) >= 0.5 * one.outcomes.hit.sum()
        explained[fresh] |= is_new
        yield one, is_new


def pattern_of(one: Found) -> Pattern:
    """Return a rule that stands as a pattern."""
    trigger = crossing_of(one.rule.entity_id, one.rule.to, one.rule.for_seconds)
    # The number may be another one tomorrow, and the habit the same.
    name = sensor_of(one.rule.entity_id)
    return Pattern(
        signature=sign(kind_of(trigger).value, one.unit.entities, one.unit.state, name, one.rule.to),
        trigger=trigger,
        entities=one.unit.entities,
        state=one.unit.state,
        weekdays=one.weekdays,
        conditions=one.conditions,
        evidence=one.evidence,
    )

"""Left on: something ran far longer than it ever usefully does, until a person found it.

The longest usual use is learned with the few overlong ones set apart: where sorted by length, one use lasts at least
twice as long as the one before it, and there are two to one a fortnight beyond that gap. With ``n`` uses whose lengths
fall off like an exponential, chance makes ``j`` of them ``r`` times as long as all others with probability
``n ** (-j * (r - 1))`` (Renyi, On the theory of order statistics, 1953: the gap above the ``j`` largest is exponential
with rate ``j``). Where lengths fall off like a power, from a minute to a day as those of many lamps do, it is
``r ** (-j * a)`` with the exponent ``a`` of the longer half (Hill, A simple general approach to inference about the
tail of a distribution, 1975). The likelier one counts. A reminder comes after one and a half times the longest usual
use.

A reminder that would have come while everybody slept or was away is a false alarm: nobody was there to remind. What was
left on until the next morning counts where somebody was still about when it would have come; but some things are on all
night now and then on purpose, so it takes one time more.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..model.habits.pattern import Evidence, Pattern
from ..model.habits.trigger import LeftOn
from ..model.home import Home
from ..model.things import domains_where
from ..past.acts import Unit
from ..past.chance import wilson_lower
from ..past.days.calendar import by_weekday
from ..past.presence import is_attended
from ..past.timeline import Timeline
from ..past.uses import Uses, overlong
from ..past.ways_in import keeps_people_out
from ..settings import Settings
from .evidence import confidence_needed, days_needed, sign

_DOMAINS = domains_where(lambda thing: thing.is_left_on)
_FORTNIGHT = 14  # days; a reminder that comes more often is none
_FEWEST = 2  # overlong uses: one alone is an accident
_FARTHER = 2.0  # times as long as the longest usual use
_MARGIN = 1.5  # of the longest usual use
_SHORTEST = 1800.0  # of a reminder, seconds
_LONGEST = 12 * 3600.0  # seconds; what is on for longer is always on
_STEP = 900  # seconds to which a reminder is rounded up
_CHANCE = 1e-3


def find_left_on(timeline: Timeline, units: tuple[Unit, ...], settings: Settings) -> tuple[Pattern, ...]:
    """Find what people forget to turn off.

    Returns:
        The patterns that pass every gate, one for what is moved together, sorted by signature.
    """
    found = [
        pattern
        for name in timeline.series
        for state in _in_use(name, timeline.home)
        if (pattern := _judge(name, state, timeline, settings)) is not None
    ]
    return tuple(sorted(_once(found, units, timeline.home), key=lambda pattern: pattern.signature))


def _once(found: list[Pattern], units: tuple[Unit, ...], home: Home) -> list[Pattern]:
    """Keep one reminder for the things of a unit: for the group that stands for them, else for the most forgotten."""
    groups = {name for name, entity in home.entities.items() if entity.members}
    kept: list[Pattern] = []
    for one in sorted(found, key=lambda one: (groups.isdisjoint(one.entities), -one.evidence.hits, one.entities)):
        alike = [{*unit.entities, *unit.kin} for unit in units if unit.state == one.state]
        if not any({*one.entities, *other.entities} <= some for some in alike for other in kept):
            kept.append(one)
    return kept


def _in_use(name: str, home: Home) -> Iterator[str]:
    """Yield the state in which an entity can be forgotten."""
    if name.partition(".")[0] in _DOMAINS:
        yield "on"
    elif keeps_people_out(name, home):
        yield "open"


def _judge(name: str, state: str, timeline: Timeline, settings: Settings) -> Pattern | None:
    uses = Uses.of(timeline, name, state)
    most = len(timeline.lived_days) // _FORTNIGHT
    split = _split(np.sort(uses.lasted), most)
    if split is None:
        return None
    usual, chance = split
    bound = int(-(-max(_MARGIN * usual[-1], _SHORTEST) // _STEP) * _STEP)
    outcomes = overlong(timeline, name, state, bound)
    hit_days = np.unique(timeline.calendar.day(outcomes.time[outcomes.hit]))
    days = np.unique(timeline.calendar.day(uses.began[uses.lasted <= usual[-1]]))
    hits, runs = int(outcomes.hit.sum()), len(outcomes.hit)
    if (
        not _FEWEST <= runs <= most
        or len(hit_days) < _fewest(outcomes.time[outcomes.hit] - bound, name, timeline)
        or len(days) < days_needed(settings, (name,), timeline.home, None)
        or hits / runs < confidence_needed(settings, (name,), timeline.home, None)
    ):
        return None
    return Pattern(
        signature=sign("left_on", name, state),
        trigger=LeftOn(entity_id=name, to=state, for_seconds=bound),
        entities=(name,),
        state=state,
        evidence=Evidence(
            opportunities=runs,
            hits=hits,
            support_days=len(days),
            eligible_days=len(timeline.lived_days),
            chance=chance,
            lower_bound=wilson_lower(hits, runs),
            spread_seconds=float(np.median(np.abs(usual - np.median(usual)))),
            window_seconds=float(usual[-1]),
            first_day=int(hit_days[0]),
            last_day=int(hit_days[-1]),
            by_weekday=by_weekday(hit_days),
        ),
    )


def _fewest(began: NDArray[np.float64], name: str, timeline: Timeline) -> int:
    """Return on how many days it has to be left on: on one more unless people were about until the end twice.

    Args:
        began: float64[n], when it was left on, UTC epoch seconds.
        name: of the entity.
        timeline: the past.
    """
    attended = is_attended(timeline, began, timeline.series[name].until(began))
    return _FEWEST if np.count_nonzero(attended) >= _FEWEST else _FEWEST + 1


def _split(lasted: NDArray[np.float64], most: int) -> tuple[NDArray[np.float64], float] | None:
    """Return the usual uses, and how likely chance alone sets the others so far apart; None where nothing is apart.

    Args:
        lasted: float64[n], seconds, ascending.
        most: how many may be overlong.

    Examples:
        >>> usual, chance = _split(np.array([600.0, 900.0, 1200.0, 7200.0, 9000.0]), 2)
        >>> usual.tolist(), round(np.log(chance) / np.log(5))
        ([600.0, 900.0, 1200.0], -10)
    """
    count = len(lasted)
    best: tuple[NDArray[np.float64], float] | None = None
    for over in range(_FEWEST, min(most, count - 1) + 1):
        longest = lasted[count - over - 1]
        if not 0 < longest <= _LONGEST:
            continue
        ratio = float(lasted[count - over] / longest)
        chance = max(float(count) ** (-over * (ratio - 1)), ratio ** (-over * _fall(lasted[: count - over])))
        if ratio >= _FARTHER and chance < (_CHANCE if best is None else best[1]):
            best = lasted[: count - over], chance
    return best


def _fall(usual: NDArray[np.float64]) -> float:
    """Return the exponent of the power by which the lengths of the longer half fall off; infinite where all are equal.

    Args:
        usual: float64[n], seconds, ascending, the last one above 0.
    """
    longer = np.maximum(usual[len(usual) // 2 :], 1.0)
    spread = float(np.log(longer / longer[0]).mean())
    return 1 / spread if spread else float(np.inf)

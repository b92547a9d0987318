"""When overrides speak for a change: on which days, at which hours or with whom at home something is not wanted.

Every way to part the runs is tried: some weekdays, an hour or several, who is home. A part is left out where people
nearly always undo what is done in it and hardly ever elsewhere, more clearly than chance would have it among so many
parts. Where nothing parts them and most of it is undone, it had better be off.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from ..model.decisions.adjustment import Adjustment
from ..model.decisions.followed import Aftermath, Override
from ..model.decisions.second_thought import Part, SecondThought
from ..model.event import Cause
from ..model.habits.pattern import Between, Condition, Pattern, SomebodyHome, StateIs
from ..past.chance import binomial_tail, log_likelihood, wilson_lower

FEWEST = 3  # overrides, and days with one: a bad evening is no habit
MOSTLY = 0.5  # lower bound of the share that is undone
ELSEWHERE = 0.25  # highest share that may be undone outside of the part
CHANCE = 0.05  # highest probability that chance parts them so well, all parts that were tried considered
ABOVE_USUAL = 0.2  # by how much more is undone than people undo of their own acts
_SAME_DELAY = 0.5  # seconds; no hand repeats a delay so exactly
_HOUR = 60  # minutes
_DAY = 24  # hours


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Cell:
    """What was done in one hour of the week, while the same people were home.

    Attributes:
        days: those on which it was undone.
    """

    weekday: int
    hour: int
    home: tuple[str, ...]
    acts: int
    overridden: int
    days: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Cut:
    """One way to part the runs.

    Attributes:
        part: what would be left out.
        includes: tells whether a cell belongs to it.
        keeps: what leaves it out.
    """

    key: str
    part: Part
    includes: Callable[[_Cell], bool]
    keeps: Adjustment


def second_thought(
    pattern: Pattern, aftermath: Aftermath, *, usual: float = 0.0, has_zones: bool = True
) -> SecondThought | None:
    """Return the change that overrides speak for, if they do.

    Args:
        pattern: what was accepted.
        aftermath: what became of it since.
        usual: share of their own acts that people undid as quickly, before there was an automation, 0 to 1.
        has_zones: people may be in zones other than home, so that nobody can ask for all the ways to be away.
    """
    cells = _by_hand(aftermath)
    cuts = [*_weekdays(pattern, cells), *_hours(pattern, cells), *_presence(pattern, cells, has_zones=has_zones)]
    found = [(gain, cut) for cut in cuts if (gain := _gain(cut, cells, len(cuts))) is not None]
    best = max(found, key=lambda one: one[0])[1] if found else None
    thought = _parted(best, cells) if best else _all_of_it(cells, usual)
    return None if thought is None or thought.key in aftermath.declined else thought


def _by_hand(aftermath: Aftermath) -> list[_Cell]:
    """Add the counts up, without what a timer in the device undoes."""
    timed = Counter((one.day, one.minute // _HOUR, one.home) for one in _by_timers(aftermath.overrides))
    cells: defaultdict[tuple[int, int, tuple[str, ...]], list[tuple[int, int, int]]] = defaultdict(list)
    for tally in aftermath.tallies:
        undone = max(0, tally.overridden - timed[tally.day, tally.hour, tally.home])
        # A restart may come between an act and its override.
        cells[tally.weekday, tally.hour, tally.home].append((max(tally.acts, tally.overridden), undone, tally.day))
    return [
        _Cell(
            weekday=weekday,
            hour=hour,
            home=home,
            acts=sum(acts for acts, _, _ in counts),
            overridden=sum(undone for _, undone, _ in counts),
            days=frozenset(day for _, undone, day in counts if undone),
        )
        for (weekday, hour, home), counts in cells.items()
    ]


def _by_timers(overrides: tuple[Override, ...]) -> list[Override]:
    devices = [one for one in overrides if one.cause is Cause.DEVICE]

    def delay(one: Override) -> float:
        return one.undone_at - one.acted_at

    return [one for one in devices if sum(abs(delay(one) - delay(other)) <= _SAME_DELAY for other in devices) >= FEWEST]


def _weekdays(pattern: Pattern, cells: list[_Cell]) -> Iterator[_Cut]:
    """Yield the days on which most is undone, one more each time."""
    acts, undone = Counter[int](), Counter[int]()
    for cell in cells:
        acts[cell.weekday] += cell.acts
        undone[cell.weekday] += cell.overridden
    worst_first = sorted((day for day in acts if acts[day]), key=lambda day: (-undone[day] / acts[day], day))
    for number in range(1, len(worst_first)):
        days = frozenset(worst_first[:number])
        if rest := pattern.weekdays - days:
            yield _Cut(
                key=f"weekdays_{''.join(map(str, sorted(days)))}",
                part=days,
                includes=partial(_is_on, days=days),
                keeps=Adjustment(weekdays=rest),
            )


def _is_on(cell: _Cell, *, days: frozenset[int]) -> bool:
    return cell.weekday in days


def _hours(pattern: Pattern, cells: list[_Cell]) -> Iterator[_Cut]:
    """Yield the bands of hours between those in which it acted; the first and the last one reach to midnight."""
    hours = sorted({cell.hour for cell in cells if cell.acts})
    last = len(hours) - 1
    for first in range(len(hours)):
        for end in range(first, len(hours)):
            if (first, end) == (0, last):
                continue
            begin, until = (hours[first] if first else 0), (hours[end] + 1 if end < last else _DAY)
            yield _band(pattern, begin, until)
            if first and end < last:
                yield _band(pattern, until, begin)


def _band(pattern: Pattern, begin: int, until: int) -> _Cut:
    """Return a band of hours, which may span midnight, the end excluded."""
    inside = Between(after=begin * _HOUR, before=until % _DAY * _HOUR)
    outside = Between(after=inside.before, before=inside.after)

    def includes(cell: _Cell) -> bool:
        if begin < until:
            return begin <= cell.hour < until
        return cell.hour >= begin or cell.hour < until

    return _Cut(key=f"hours_{begin}_{until}", part=inside, includes=includes, keeps=_also(pattern, outside))


def _presence(pattern: Pattern, cells: list[_Cell], *, has_zones: bool) -> Iterator[_Cut]:
    persons = sorted({name for cell in cells for name in cell.home})
    if not persons:
        return
    for is_home in (True, False):
        yield _Cut(
            key=f"home_{'somebody' if is_home else 'nobody'}",
            part=SomebodyHome(home=is_home),
            includes=partial(_has, somebody=is_home),
            keeps=_also(pattern, SomebodyHome(home=not is_home)),
        )
    for name in persons:
        yield _Cut(
            key=f"away_{name}",
            part=StateIs(entity_id=name, state="not_home"),
            includes=partial(_is_without, name=name),
            keeps=_also(pattern, StateIs(entity_id=name, state="home")),
        )
        if not has_zones:
            yield _Cut(
                key=f"home_{name}",
                part=StateIs(entity_id=name, state="home"),
                includes=partial(_is_with, name=name),
                keeps=_also(pattern, StateIs(entity_id=name, state="not_home")),
            )


def _has(cell: _Cell, *, somebody: bool) -> bool:
    return bool(cell.home) is somebody


def _is_with(cell: _Cell, *, name: str) -> bool:
    return name in cell.home


def _is_without(cell: _Cell, *, name: str) -> bool:
    return name not in cell.home


def _also(pattern: Pattern, condition: Condition) -> Adjustment:
    return Adjustment(conditions=(*pattern.conditions, condition))


def _gain(cut: _Cut, cells: list[_Cell], tried: int) -> float | None:
    """Return how much better two parts explain the overrides than one does; None where it may be chance."""
    there = [cell for cell in cells if cut.includes(cell)]
    acts, undone = _sums(there)
    if undone < FEWEST or wilson_lower(undone, acts) < MOSTLY or _days_undone(there) < FEWEST:
        return None
    all_acts, all_undone = _sums(cells)
    others, others_undone = all_acts - acts, all_undone - undone
    if others < FEWEST or others_undone / others > ELSEWHERE:
        return None
    if binomial_tail(undone, acts, (others_undone + 0.5) / (others + 1)) * tried > CHANCE:
        return None
    parted = log_likelihood(undone, acts) + log_likelihood(others_undone, others)
    return parted - log_likelihood(all_undone, all_acts)


def _sums(cells: Iterable[_Cell]) -> tuple[int, int]:
    several = list(cells)
    return sum(one.acts for one in several), sum(one.overridden for one in several)


def _days_undone(cells: Iterable[_Cell]) -> int:
    return len(frozenset[int]().union(*(one.days for one in cells)))


def _parted(cut: _Cut, cells: list[_Cell]) -> SecondThought:
    acts, undone = _sums(cell for cell in cells if cut.includes(cell))
    all_acts, all_undone = _sums(cells)
    return SecondThought(
        key=cut.key,
        part=cut.part,
        adjustment=cut.keeps,
        acts=acts,
        overridden=undone,
        lower_bound=wilson_lower(undone, acts),
        other_acts=all_acts - acts,
        other_overridden=all_undone - undone,
    )


def _all_of_it(cells: list[_Cell], usual: float) -> SecondThought | None:
    acts, undone = _sums(cells)
    bound = wilson_lower(undone, acts)
    if _days_undone(cells) < FEWEST or bound < max(MOSTLY, usual + ABOVE_USUAL):
        return None
    return SecondThought(key="off", part=None, adjustment=None, acts=acts, overridden=undone, lower_bound=bound)

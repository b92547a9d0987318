"""From rows to sealed blocks and daily totals: pure columns, for a worker thread."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from ..codes.acted_on import is_acted_on
from ..codes.codec import ENTITY_BITS, ENTITY_MASK, NUMBER_FLAG, floats_of, key_of, time_of
from .block import MOST, TARGET, UNITS_PER_MS, Block, BlockKind, Integers, encode

type Flags = NDArray[np.bool_]
type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayTotals:
    """What is kept of each entity's day when its events are gone.

    Attributes:
        day: int64[n], the local day's ordinal (1 is 0001-01-01).
        entity: int64[n], numbers.
        changes: int64[n], how many events.
        numbers: int64[n], how many of them were numbers; the rest is of these.
        low: float64[n], NaN where there was no number.
        high: float64[n].
        total: float64[n], their sum.
    """

    day: Integers
    entity: Integers
    changes: Integers
    numbers: Integers
    low: Floats
    high: Floats
    total: Floats

    def __iter__(self) -> Iterator[tuple[int, int, int, int, float | None, float | None, float]]:
        """Iterate over rows, None for what is not there."""
        columns = (self.day, self.entity, self.changes, self.numbers, self.low, self.high, self.total)
        for day, entity, changes, numbers, low, high, total in zip(*(c.tolist() for c in columns), strict=True):
            yield day, entity, changes, numbers, low if numbers else None, high if numbers else None, total


def kinds_of(keys: Integers, values: Integers, names: Mapping[int, str]) -> Integers:
    """Return what each event is for, int64[n], values of ``Kind``.

    Args:
        keys: int64[n].
        values: int64[n].
        names: entity ids by number.
    """
    acted_on = np.zeros(ENTITY_MASK + 1, dtype=bool)
    acted_on[[number for number, name in names.items() if is_acted_on(name)]] = True
    kinds: Integers = np.where(values & NUMBER_FLAG != 0, BlockKind.NUMBERS.value, BlockKind.STATES.value)
    kinds[acted_on[keys & ENTITY_MASK]] = BlockKind.ACTS.value
    return kinds


def in_milliseconds(keys: Integers, kinds: Integers) -> Integers:
    """Return keys in whole milliseconds whose order by time, kind and entity is the order they came in.

    Where two events of one millisecond would change places, the later one moves on by one.

    Args:
        keys: int64[n], ascending.
        kinds: int64[n].
    """
    entities = keys & ENTITY_MASK
    ranks = kinds << ENTITY_BITS | entities
    ms = (keys >> ENTITY_BITS) // UNITS_PER_MS
    late = np.flatnonzero(_is_out_of_order(ms, ranks))
    while len(late):
        ms[late + 1] = ms[late] + (ranks[late + 1] < ranks[late])
        # What moved can only be ahead of its next neighbour now.
        after = np.unique(late + 1)
        after = after[after < len(ms) - 1]
        pairs = np.stack((after, after + 1))
        late = after[_is_out_of_order(ms[pairs], ranks[pairs])[0]]
    moved: Integers = ms * UNITS_PER_MS << ENTITY_BITS | entities
    return moved


def _is_out_of_order(ms: Integers, ranks: Integers) -> Flags:
    is_out: Flags = (ms[1:] < ms[:-1]) | (ms[1:] == ms[:-1]) & (ranks[1:] < ranks[:-1])
    return is_out


def seal(
    keys: Integers, values: Integers, kinds: Integers, sample_ms: int = 0, whole: Collection[int] = ()
) -> list[Block]:
    """Make blocks of a stretch of rows.

    Args:
        keys: int64[n], ascending, at most a day.
        values: int64[n].
        kinds: int64[n].
        sample_ms: keep one number of an entity in each span of so many milliseconds, the first; 0 keeps all.
        whole: numbers of entities of which all is kept.
    """
    keys = in_milliseconds(keys, kinds)
    order = np.argsort(keys & ENTITY_MASK, kind="stable")
    keys, values, kinds = keys[order], values[order], kinds[order]
    blocks: list[Block] = []
    for kind in BlockKind:
        is_kind = kinds == kind
        if kind is BlockKind.NUMBERS and sample_ms:
            is_kind &= _is_first_of_span(keys, is_kind, sample_ms) | np.isin(keys & ENTITY_MASK, [*whole])
        blocks += [encode(kind, *part) for part in _parts(keys[is_kind], values[is_kind])]
    return blocks


def _is_first_of_span(keys: Integers, is_number: Flags, sample_ms: int) -> Flags:
    spans = (keys >> ENTITY_BITS) // UNITS_PER_MS // sample_ms << ENTITY_BITS | keys & ENTITY_MASK
    places = np.flatnonzero(is_number)
    spans = spans[places]
    is_first = np.zeros(len(keys), dtype=bool)
    is_first[places[np.append(True, spans[1:] != spans[:-1])[: len(places)]]] = True
    return is_first


def _parts(keys: Integers, values: Integers) -> Iterator[tuple[Integers, Integers]]:
    """Cut where one entity ends and another begins, and the part is long enough."""
    ends = np.append(np.flatnonzero(np.diff(keys & ENTITY_MASK)) + 1, len(keys))
    begin = 0
    while begin < len(keys):
        # The last entity's end within the target, else the end of the first entity.
        place = max(np.searchsorted(ends, begin + TARGET, side="right") - 1, np.searchsorted(ends, begin, side="right"))
        end = min(int(ends[place]), begin + MOST)
        yield keys[begin:end], values[begin:end]
        begin = end


def totals(keys: Integers, values: Integers, timezone: ZoneInfo) -> DayTotals:
    """Add up each entity's local days.

    Args:
        keys: int64[n], ascending, at least one.
        values: int64[n].
        timezone: the home's.
    """
    days = _local_days(keys, timezone)
    order = np.lexsort((keys & ENTITY_MASK, days))
    entities, days, values = (keys & ENTITY_MASK)[order], days[order], values[order]
    begins = np.flatnonzero(np.append(True, (np.diff(days) != 0) | (np.diff(entities) != 0)))
    is_number = values & NUMBER_FLAG != 0
    numbers = np.where(is_number, floats_of(values), np.nan)
    return DayTotals(
        day=days[begins],
        entity=entities[begins],
        changes=np.diff(np.append(begins, len(keys))),
        numbers=np.add.reduceat(is_number.astype(np.int64), begins),
        low=np.fmin.reduceat(numbers, begins),
        high=np.fmax.reduceat(numbers, begins),
        total=np.add.reduceat(np.where(is_number, numbers, 0.0), begins),
    )


def _local_days(keys: Integers, timezone: ZoneInfo) -> Integers:
    first = datetime.fromtimestamp(time_of(int(keys[0])), UTC).astimezone(timezone).date()
    last = datetime.fromtimestamp(time_of(int(keys[-1])), UTC).astimezone(timezone).date()
    ordinals = range(first.toordinal(), last.toordinal() + 1)
    midnights = [datetime.combine(first + timedelta(n), datetime.min.time(), timezone) for n in range(len(ordinals))]
    begins = np.array([key_of(midnight.timestamp(), 0) for midnight in midnights])
    return np.array(ordinals)[np.searchsorted(begins, keys, side="right") - 1]

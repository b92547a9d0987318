"""Pages of the past: several who ask for the same one at once, or soon after, have it read once.

Whoever turns pages seldom has the next one read. What is around a page in the database comes with it, so more than a
page is known then, and kept for some seconds; and whoever does turn pages has several of them read at once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
import time

import numpy as np

from ...cache import Cache, Lifetime
from ...coordinator import HomeIQCoordinator
from ...coordinator.health.figures import async_figures
from ...model.event import EventColumns

EVENTS = "events"
SETTLED = 60.0  # seconds after which a span is stored as it will be, but for what arrives late
_LIFETIME = Lifetime(most=32, seconds=10)
_EVENT = 24  # bytes of an event: its time, and where its entity, state and cause stand
_FURTHER = 4000  # events that are read or kept beyond a page

type _Span = tuple[int, int, float, float, tuple[str, ...] | None]
"""Which history in which edition, begin, end, entities."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Stretch:
    """The first events of a span.

    Attributes:
        events: with others before them, perhaps, and behind them.
        first: place of the first one.
        last: place behind the last one.
        is_all: there are no others in the span.
    """

    events: EventColumns
    first: int
    last: int
    is_all: bool

    def has(self, count: int) -> bool:
        """Tell whether so many events can be told from it, or all that there are."""
        return self.is_all or self.last - self.first >= count

    def page(self, most: int) -> EventColumns:
        """Return the first so many of them."""
        return self.events.part(self.first, min(self.last, self.first + most))

    def behind(self, most: int, settled: float) -> tuple[float, _Stretch] | None:
        """Return what the page after one of so many is made of, without what may change, and the moment it begins at.

        It begins with the last event of the page before, which is told only to know that there is another page.
        """
        if self.last - self.first < most:
            return None
        times = self.events.time
        moment = float(times[self.first + most - 1])
        first, last = np.searchsorted(times[: self.last], (moment, settled)).tolist()
        rest = _Stretch(events=self.events, first=first, last=last, is_all=self.is_all and last == self.last)
        return (moment, rest) if first < last else None


def _weigh(stretch: _Stretch) -> int:
    """Return about how many bytes a stretch takes: those that are around it are of another one, mostly."""
    return (stretch.last - stretch.first) * _EVENT


async def async_first(
    coordinator: HomeIQCoordinator, begin: float, end: float, entities: Collection[str] | None, *, most: int
) -> EventColumns:
    """Return the first events of a span; those that are over may be some seconds old.

    Args:
        coordinator: has the history.
        begin: epoch seconds, included.
        end: epoch seconds, excluded.
        entities: read these only.
        most: events at most.

    Raises:
        TooSlowError: there was no answer in time.
        DatabaseUnusableError: the database can't be read.
    """
    events, settled = coordinator.events, time.time() - SETTLED
    cache: Cache[object, _Stretch] = async_figures(coordinator.hass).cache(EVENTS, _LIFETIME, _weigh)
    # What was forgotten is told by no page from before: the past has another edition then.
    span: _Span = (id(events), events.edition, begin, end, None if entities is None else tuple(entities))

    async def read(count: int) -> _Stretch:
        found = await events.first(begin, end, entities, most=count, spare=_FURTHER)
        return _Stretch(events=found, first=0, last=len(found), is_all=len(found) < count)

    stretch = cache.peek(span)
    if stretch is None:
        once = partial(read, most)
        stretch = await (cache.async_get(span, once) if end <= settled else once())
    if not stretch.has(most):
        # Pages are turned: what was read with the one before does not reach that far.
        stretch = await read(most + _FURTHER)
    if following := stretch.behind(most, settled):
        moment, rest = following
        cache.put((*span[:2], moment, *span[3:]), rest)
    return stretch.page(most)

"""Pages of the past: several who ask for the same one at once, or soon after, have it read once."""

from collections.abc import Collection
import time

from ...cache import Lifetime
from ...coordinator import HomeIQCoordinator
from ...coordinator.health.figures import async_figures
from ...model.event import EventColumns

EVENTS = "events"
SETTLED = 60.0  # seconds after which a span is stored as it will be, but for what arrives late
_LIFETIME = Lifetime(most=64, seconds=10)


async def async_first(
    coordinator: HomeIQCoordinator, begin: float, end: float, entities: Collection[str] | None, *, most: int
) -> EventColumns:
    """Return the first events of a span; one that is over may be some seconds old.

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
    events = coordinator.events

    async def read() -> EventColumns:
        return await events.first(begin, end, entities, most=most)

    if end > time.time() - SETTLED:
        return await read()
    # What was forgotten is told by no page from before: the past has another edition then.
    key = (id(events), events.edition, begin, end, entities and tuple(entities), most)
    found: EventColumns = await async_figures(coordinator.hass).cache(EVENTS, _LIFETIME).async_get(key, read)
    return found

"""The points of an outbox that a server has refused for good."""

from __future__ import annotations

from functools import partial

from ...model.event import EventRow
from ..file.database import Database
from .line import entity_of
from .set_aside import MOST, Rejected, events_aside, send_again


class RefusedPoints:
    """Points that are set aside, as a server refuses them."""

    def __init__(self, database: Database) -> None:
        """Know those of a database."""
        self._database = database

    async def refused_again(self, now: float) -> int:
        """Have those wait again that were refused; return how many."""
        return await self._database.write(partial(send_again, now=now))

    async def refused_events(self, since: float, until: float) -> list[EventRow]:
        """Return the events of a span (epoch seconds, the end excluded) that were refused, under the names of then."""
        return await self._database.read(partial(events_aside, since=since, until=until))

    async def kept_aside(self, limit: int = 100) -> list[Rejected]:
        """Return the newest points that were refused."""
        rows = await self._database.read(
            lambda connection: connection.execute(
                "SELECT line, reason FROM influx_rejected ORDER BY id DESC LIMIT ?", (limit,)
            ).fetchall()
        )
        return [Rejected(line=line, reason=reason) for line, reason in rows]

    async def rejected_entities(self) -> dict[str, int]:
        """Return how many of the points kept aside are of which entity."""
        counts: dict[str, int] = {}
        for point in await self.kept_aside(MOST):
            entity_id = entity_of(point.line)
            counts[entity_id] = counts.get(entity_id, 0) + 1
        return counts

"""Tracing: what is known of the newest correlation ids, for whoever asks what became of something."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.ai_use import AiCall
from ...model.hooks import Delivery
from ...model.run import NotedRequest, Run
from ...store.hooks.deliveries import Deliveries
from ...store.tables.ai_use import AiUses
from ...store.tables.runs import FIRST
from ...store.traces import Traces
from ..file.tables import Tables

IDS = 20
EACH = 20  # rows of each kind that are told of one id


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What one thing led to, each kind in the order in which it came.

    Attributes:
        correlation: the id that all of it bears.
        requests: for a run.
        calls: of the home's AI.
        deliveries: what programs were to be told.
    """

    correlation: str
    requests: tuple[NotedRequest, ...] = ()
    runs: tuple[Run, ...] = ()
    calls: tuple[AiCall, ...] = ()
    deliveries: tuple[Delivery, ...] = ()


class Tracing:
    """Asks the tables that have ids."""

    def __init__(self, tables: Tables) -> None:
        """Ask these tables."""
        self._runs = tables.runs
        self._traces, self._uses = Traces(tables.database), AiUses(tables.database)
        self._deliveries = Deliveries(tables.database)

    async def async_newest(self) -> tuple[Trace, ...]:
        """Return what is known of the newest ids, the newest first.

        Raises:
            DatabaseUnusableError: the database can't be read.
        """
        return tuple([await self.async_of(one) for one in await self._traces.newest(IDS)])

    async def async_runs(self, limit: int, before: int = FIRST) -> tuple[Run, ...]:
        """Return the newest runs that are over, of those before one that is named by its id; the newest first.

        Raises:
            DatabaseUnusableError: the database can't be read.
        """
        return await self._runs.newest(limit, before)

    async def async_of(self, correlation: str) -> Trace:
        """Return what is known of an id; nothing, where nothing bears it.

        Raises:
            DatabaseUnusableError: the database can't be read.
        """
        return Trace(
            correlation=correlation,
            requests=await self._runs.requests_of(correlation, EACH),
            runs=await self._runs.of(correlation, EACH),
            calls=await self._uses.calls_of(correlation, EACH),
            deliveries=tuple(await self._deliveries.of(correlation, EACH)),
        )

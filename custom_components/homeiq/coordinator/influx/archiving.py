"""What may be deleted here because the archive has it; what it lacks is sent once more."""

from __future__ import annotations

import time

from ...const import LOGGER
from ...store.influx.client import InfluxClient
from ...store.influx.direction import Direction
from ...store.influx.failure import InfluxError
from ...store.proof import STEP, Completeness, Proof
from ..file.tables import Tables
from .copying import Copying
from .trouble import EMPTY, InfluxNotices

_AGAIN = 86400.0  # after which what is lacking is sent once more, seconds


class Archiving:
    """Asks the archive before anything is deleted for it."""

    def __init__(self, tables: Tables, client: InfluxClient, copying: Copying, notices: InfluxNotices) -> None:
        """Ask a server what it has of a database."""
        self._tables = tables
        self._copying = copying
        self._notices = notices
        self._proof = Proof(tables.database, client)
        self._sent_again = self._sent_of = float("-inf")

    async def async_kept_there(self, until: float, recent: float) -> float:
        """Return up to which time events may go here, given that they were sent: the archive has to have them all.

        A server that says yes to everything and stores nothing is noticed in no other way. What it lacks is sent once
        more, as it may never have been sent: events from before it was connected, imported later, or given up when too
        much waited.

        Args:
            until: up to which time they were sent, epoch seconds.
            recent: since which time they stay here anyway, epoch seconds.
        """
        first = await self._tables.events.first_time()
        end = min(until, recent)
        if first is None or first >= end:
            return until
        if self._notices.is_shared:
            return first
        try:
            kept = await self._proof.reach(first, end)
        except InfluxError as err:
            self._notices.async_unreadable(err)
            return first
        self._notices.async_unreadable(None)
        if not kept.lacking:
            self._notices.async_show(EMPTY, None)
            return until if kept.until >= end else kept.until
        await self._async_send_again(kept)
        return kept.until

    async def _async_send_again(self, kept: Completeness) -> None:
        """Tell of a day of which the archive lacks something, and send it once more, but not again and again."""
        self._notices.async_show(EMPTY, {"points": str(kept.lacking)})
        if time.monotonic() - self._sent_again < _AGAIN and kept.until <= self._sent_of:
            return
        copied = await self._copying.async_progress(Direction.TO)
        if copied and copied.reached < copied.until:
            # The copy that is under way may get there.
            return
        LOGGER.info("InfluxDB lacks %s events of a day, which are sent once more", kept.lacking)
        self._sent_again, self._sent_of = time.monotonic(), kept.until
        await self._copying.async_begin(Direction.TO, (kept.until, kept.until + STEP))

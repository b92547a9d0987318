"""Whether another HomeIQ writes under the name of this home: each would read, forget and archive the other's events.

Each start of HomeIQ leaves marks of its own at the server, now and then, by the server's clock. Marks of an earlier
start end before those of this one begin. So another one's that came since are somebody else's.
"""

from __future__ import annotations

import secrets
import time

from homeassistant.core import callback

from ...const import LOGGER
from ...store.influx.client import InfluxClient
from ...store.influx.failure import InfluxError
from ...store.influx.probe import tag_of
from ...store.influx.read import read_marks
from ...went_out import WENT_OUT, Way
from ..background import Background
from .trouble import SHARED, InfluxNotices

EVERY = 300.0  # seconds between two marks
MARKS = "home_mark"
_WITHIN = 3600  # seconds in which marks count
_SETTLED = 20.0  # before the first mark is left, seconds: what waits since before goes first


class Namesakes:
    """Looks for others of one name."""

    def __init__(self, client: InfluxClient, mark: str = "") -> None:
        """Leave marks of one's own; ``mark`` tells this start from all others."""
        self._client = client
        self._mark = mark or secrets.token_hex(8)

    async def look(self) -> bool:
        """Leave a mark, and return whether somebody else left one since the first of them.

        Raises:
            InfluxError: the server doesn't answer.
        """
        home = self._client.target.home
        # No time of ours: clocks of two homes may differ.
        await self._client.write(f'{MARKS},home={tag_of(home)} mark="{self._mark}"')
        marks = await read_marks(self._client, MARKS, _WITHIN)
        first = next((place for place, mark in enumerate(marks) if mark == self._mark), len(marks))
        return any(mark != self._mark for mark in marks[first:])


class NamesakeWatch:
    """Looks for others in the background."""

    def __init__(self, client: InfluxClient, background: Background, notices: InfluxNotices) -> None:
        """Look for nobody yet."""
        self._target = client.target
        self._namesakes = Namesakes(client)
        self._background = background
        self._notices = notices
        self._next = time.monotonic() + _SETTLED

    @callback
    def async_begin(self) -> None:
        """Look, where the last look was some minutes ago."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + EVERY
            self._background.async_spawn(self.async_look(), "InfluxDB namesakes")

    async def async_look(self) -> None:
        """Look now."""
        try:
            is_shared = await self._namesakes.look()
        except InfluxError as err:
            # That nothing is taken is told by who sends; a keeper of numbers can't be asked at all.
            LOGGER.debug("Nobody knows whether another HomeIQ writes to InfluxDB: %s", err)
            return
        WENT_OUT.note(Way.INFLUXDB, self._target.address, 1)
        if is_shared and not self._notices.is_shared:
            LOGGER.warning("Another HomeIQ writes to InfluxDB under the name of this home")
        told = {"home": self._target.home, "url": self._target.address}
        self._notices.async_show(SHARED, told if is_shared else None)

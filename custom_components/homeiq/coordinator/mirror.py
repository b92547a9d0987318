"""InfluxDB, where the owner connected one: sends what waits, copies history, and says when something is wrong."""

import asyncio
import time

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from ..const import DOMAIN, LOGGER
from ..model.event import EventColumns
from ..model.forgotten import without_forgotten
from ..model.home import Home
from ..model.rename import with_todays_names
from ..settings import Profile, Role, Settings
from ..store.errors import DatabaseError
from ..store.influx.backfill import Direction
from ..store.influx.client import InfluxClient, load
from ..store.influx.drain import Batching, Drain, Sent
from ..store.influx.errors import InfluxError
from ..store.influx.outbox import Outbox, Waiting
from ..store.influx.read import read_columns
from ..store.influx.target import Target
from .background import Background
from .copying import Copying
from .tables import Tables

FAILING = "influx_failing"
FILLING = "influx_outbox_filling"
NEARLY_FULL = 0.8  # share of the outbox at which the owner is told
BATCHES = {
    Profile.NUC: Batching(size=500, seconds=3.0),
    Profile.STANDARD: Batching(size=1000, seconds=5.0),
}
_RETRY = 30.0  # how long to wait for our own database, or for a copy that was cut off, seconds


class Mirror:
    """Keeps a server in step with the home's own database.

    Attributes:
        copying: copies history there and back.
        waiting: how much waited at the newest look.
    """

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry, settings: Settings, tables: Tables, background: Background
    ) -> None:
        """Prepare; nothing is sent yet. The tables have to have an outbox."""
        assert tables.outbox, "opened with a target"  # noqa: S101
        self._hass = hass
        self._entry = entry
        self._settings = settings
        self._tables = tables
        self._background = background
        self._outbox: Outbox = tables.outbox
        self._target = Target.from_data(entry.data["influxdb"])
        self._client = InfluxClient(self._target, async_get_clientsession(hass, verify_ssl=self._target.verify_ssl))
        self._drain = Drain(self._outbox, self._client, BATCHES[settings.storage.profile], self._async_tell)
        self.copying = Copying(hass, settings, tables, background, self._client)
        self.waiting = Waiting()
        for issue in (FAILING, FILLING):
            ir.async_delete_issue(hass, DOMAIN, issue)

    @property
    def sent(self) -> Sent:
        """How sending goes."""
        return self._drain.sent

    @property
    def generation(self) -> str:
        """Which interface the server has."""
        return self._target.generation.value

    @property
    def is_archive(self) -> bool:
        """What is older than the recent weeks is there only."""
        return self._settings.influxdb.role is Role.ARCHIVE

    async def async_start(self) -> None:
        """Send from now on, and go on with copies that were cut off."""
        await self._hass.async_add_import_executor_job(load)
        self._background.async_spawn(self._async_drain(), "InfluxDB")
        await self.copying.async_resume()
        if self._entry.data.get("copy_history") and await self.copying.async_progress(Direction.TO) is None:
            await self.copying.async_begin(Direction.TO)

    @callback
    def async_learn_home(self, home: Home) -> None:
        """Write areas and device classes as they are now."""
        assert self._tables.lines  # noqa: S101 - as above
        self._tables.lines.learn(home)

    async def async_look(self) -> None:
        """See how much waits, and warn before any of it is given up."""
        self.waiting = await self._outbox.waiting(time.time())
        if self.waiting.full < NEARLY_FULL:
            ir.async_delete_issue(self._hass, DOMAIN, FILLING)
            return
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            FILLING,
            is_fixable=False,
            severity=ir.IssueSeverity.WARNING,
            translation_key=FILLING,
            translation_placeholders={
                "percent": f"{100 * min(self.waiting.full, 1):.0f}",
                "points": str(self.waiting.points),
                "dropped": str(self.waiting.dropped),
            },
        )

    async def async_older(self, since: float) -> EventColumns | None:
        """Return the events that only the archive has, from a time in epoch seconds; None where it doesn't answer."""
        if not self.is_archive:
            return None
        first = await self._tables.events.first_time()
        try:
            older = await read_columns(self._client, since, time.time() if first is None else first)
        except InfluxError as err:
            LOGGER.warning("The archive in InfluxDB can't be read, so only recent weeks are learned from: %s", err)
            return None
        older = with_todays_names(older, await self._tables.renames.all())
        return without_forgotten(older, await self._tables.eraser.all())

    async def async_forgettable(self, now: float) -> float:
        """Return up to which time events are safe elsewhere, in epoch seconds."""
        if not self.is_archive:
            return now
        copied = await self.copying.async_progress(Direction.TO)
        if copied and copied.reached < copied.until:
            return copied.reached
        waiting = await self._outbox.waiting(now)
        return now if waiting.since is None else min(now, waiting.since)

    async def _async_drain(self) -> None:
        while True:
            try:
                await self._drain.run()
            except DatabaseError as err:
                LOGGER.debug("Sending to InfluxDB waits for the database: %s", err)
                await asyncio.sleep(_RETRY)

    @callback
    def _async_tell(self, err: InfluxError | None) -> None:
        if err is None:
            LOGGER.info("InfluxDB takes events again")
            ir.async_delete_issue(self._hass, DOMAIN, FAILING)
            return
        LOGGER.warning("InfluxDB takes no events; they wait in the outbox: %s", err)
        if err.trouble == "unauthorized":
            self._entry.async_start_reauth(self._hass)
            return
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            FAILING,
            is_fixable=False,
            severity=ir.IssueSeverity.WARNING,
            translation_key=FAILING,
            translation_placeholders={"detail": str(err)},
        )

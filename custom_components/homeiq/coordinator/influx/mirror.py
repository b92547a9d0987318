"""InfluxDB, where the owner connected one: sends what waits, copies history, and says when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
import time

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from ...const import LOGGER
from ...model.event import EventColumns
from ...model.home import Home
from ...model.overview import Health
from ...settings import Profile, Role, Settings
from ...store.influx.archive import Archive
from ...store.influx.client import InfluxClient, load
from ...store.influx.direction import Direction
from ...store.influx.drain import Batching, Drain, SentSoFar
from ...store.influx.failure import InfluxError
from ...store.influx.target import Target
from ...store.outbox.outbox import Outbox, Waiting
from ..background import Background
from ..errors import translated
from ..file.tables import Tables
from .archived_units import ArchivedUnits
from .archiving import Archiving
from .copying import Copying
from .namesakes import NamesakeWatch
from .reporting import Reporting
from .trouble import FAILING, FILLING, REFUSED, InfluxNotices

NEARLY_FULL = 0.8  # share of the outbox at which the owner is told
BATCHES = {
    Profile.NUC: Batching(size=500, seconds=3.0),
    Profile.STANDARD: Batching(size=1000, seconds=5.0),
}
_DAY = 86400.0  # seconds; so long a refused point is told of
_NAMED = 5  # entities named at most


class Mirror:
    """Keeps a server in step with the home's own database.

    Attributes:
        copying: copies history there and back.
        reporting: sends the figures about HomeIQ.
        waiting: how much waited at the newest look.
        namesakes: looks whether another HomeIQ writes under the name of this home.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        settings: Settings,
        tables: Tables,
        background: Background,
        on_change: Callable[[], None],
    ) -> None:
        """Prepare; nothing is sent yet. The tables have to have an outbox.

        Args:
            hass: Home Assistant.
            entry: where the server is.
            settings: what is kept here.
            tables: the database.
            background: where points are sent.
            on_change: called when something begins or ceases to be wrong.
        """
        assert tables.outbox, "opened with a target"  # noqa: S101
        self._hass = hass
        self._entry = entry
        self._settings = settings
        self._tables = tables
        self._background = background
        self._outbox: Outbox = tables.outbox
        self._target = Target.from_data(entry.data["influxdb"])
        self._client = InfluxClient(self._target, async_get_clientsession(hass, verify_ssl=self._target.verify_ssl))
        self._archive = Archive(self._client, self._outbox, tables.eraser, tables.renames)
        self._drain = Drain(self._outbox, self._client, BATCHES[settings.storage.profile], self._async_tell)
        self._notices = InfluxNotices(hass, self._target.address)
        self.copying = Copying(hass, settings, tables, background, self._client, self._notices)
        self.reporting = Reporting(hass, self._client, background)
        self.waiting = Waiting()
        self._on_change = on_change
        self.namesakes = NamesakeWatch(self._client, background, self._notices)
        self._units = ArchivedUnits(tables, self._client)
        self._archiving = Archiving(tables, self._client, self.copying, self._notices)

    @property
    def sent(self) -> SentSoFar:
        """How sending goes."""
        return self._drain.sent

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong, as translation keys."""
        up = self._notices.names
        # Of a token that is refused, there is a question instead of a notice.
        return up if self.sent.trouble is None or FAILING in up else (FAILING, *up)

    @property
    def generation(self) -> str:
        """Which interface the server has."""
        return self._target.generation.value

    @property
    def is_archive(self) -> bool:
        """What is older than the recent weeks is there only."""
        return self._settings.influxdb.role is Role.ARCHIVE

    async def async_start(self, health: Callable[[], Health]) -> None:
        """Send from now on, and go on with copies that were cut off.

        Args:
            health: tells how HomeIQ is.
        """
        await self._hass.async_add_import_executor_job(load)
        if count := await self._outbox.bring_back():
            LOGGER.info("%s parcels for InfluxDB that could not be read wait to be sent again", count)
        self._background.async_keep(self._drain.run, "InfluxDB")
        if self._settings.influxdb.figures:
            self.reporting.async_start(health)
        await self.copying.async_resume()
        if self._entry.data.get("copy_history") and await self.copying.async_progress(Direction.TO) is None:
            await self.copying.async_begin(Direction.TO)

    @callback
    def async_learn_home(self, home: Home) -> None:
        """Write areas and device classes as they are now."""
        self._outbox.learn(home)

    async def async_look(self) -> None:
        """See how much waits and what was refused, and warn before any of it is given up."""
        self._drain.look()
        self.namesakes.async_begin()
        now = time.time()
        self.waiting = waiting = await self._outbox.waiting(now)
        filling = {
            "percent": f"{100 * min(waiting.full, 1):.0f}",
            "points": str(waiting.points),
            "dropped": str(waiting.dropped),
        }
        self._notices.async_show(FILLING, filling if waiting.full >= NEARLY_FULL else None)
        # Of an archive, what it refuses may be nowhere else.
        is_told = self.is_archive or (waiting.rejected_at or 0.0) >= now - _DAY
        refused = await self._async_refused() if is_told and waiting.refused_aside else None
        self._notices.async_show(REFUSED, refused)

    async def async_older(self, since: float) -> EventColumns | None:
        """Return the events that only the archive has, from a time in epoch seconds; None where it doesn't answer."""
        if not self.is_archive or self._notices.is_shared:
            return None
        await self._units.async_read()
        first = await self._tables.events.first_time()
        try:
            older = await self._archive.span(since, time.time() if first is None else first)
        except InfluxError as err:
            LOGGER.warning("The archive in InfluxDB can't be read, so only recent weeks are learned from: %s", err)
            self._notices.async_unreadable(err)
            return None
        self._notices.async_unreadable(None)
        return older

    async def async_forgettable(self, now: float) -> float:
        """Return up to which time events are safe elsewhere, in epoch seconds."""
        if not self.is_archive:
            return now
        copied = await self.copying.async_progress(Direction.TO)
        until = copied.reached if copied and copied.reached < copied.until else now
        # What waits may have happened long before it began to wait.
        earliest = await self._outbox.earliest()
        # What can't be read now may be read by the next Python: until then this is the only copy.
        damaged = (await self._outbox.waiting(now)).damaged_since
        sent = min(one for one in (until, earliest, damaged) if one is not None)
        return await self._archiving.async_kept_there(sent, now - self._settings.influxdb.recent_days * _DAY)

    async def _async_refused(self) -> dict[str, str]:
        names = [name for name in await self._outbox.rejected_entities() if name]
        return {
            "points": str(self.waiting.refused_aside),
            "entities": ", ".join([*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])]),
        }

    async def async_send_refused(self) -> None:
        """Send what was refused once more.

        Raises:
            HomeAssistantError: the database can't be written.
        """
        with translated():
            await self._outbox.refused_again(time.time())
            await self.async_look()

    async def async_bring_back(self) -> None:
        """Try once more to read what was set aside, and send it.

        Raises:
            HomeAssistantError: the database can't be written.
        """
        with translated():
            await self._outbox.bring_back()
            await self.async_look()

    async def async_let_go(self) -> None:
        """Give up for good what was set aside.

        Raises:
            HomeAssistantError: the database can't be written.
        """
        with translated():
            await self._outbox.let_go()
            await self.async_look()

    @callback
    def _async_tell(self, err: InfluxError | None) -> None:
        if err is None:
            LOGGER.info("InfluxDB takes events again")
        else:
            LOGGER.warning("InfluxDB takes no events; they wait in the outbox: %s", err)
        self._notices.async_failing(err)
        if err and err.trouble == "unauthorized":
            self._entry.async_start_reauth(self._hass)
        self._on_change()

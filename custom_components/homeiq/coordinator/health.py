"""Whether HomeIQ is well: looked at every half minute, and at once when writing fails or works again."""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from time import monotonic

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..const import DOMAIN, LOGGER
from ..model.overview import Health
from ..telemetry.resources import ResourceWatch
from .background import Background
from .mirror import FAILING as INFLUX_FAILING, FILLING, NEARLY_FULL, Mirror
from .tables import Tables

FAILING = "database_failing"
DROPPED = "events_dropped"
LOOKS = 10  # how many looks the rate of events is a mean over


class HealthWatch:
    """Keeps the newest health."""

    def __init__(
        self,
        hass: HomeAssistant,
        tables: Tables,
        background: Background,
        count: Callable[[], int],
        notify: Callable[[], None],
        mirror: Mirror | None = None,
    ) -> None:
        """Watch a database and a listener.

        Args:
            hass: Home Assistant.
            tables: the database.
            background: where it looks when writing fails.
            count: tells how many events were heard so far.
            notify: called when the health is new.
            mirror: InfluxDB, where there is one.
        """
        self._hass = hass
        self._tables = tables
        self._background = background
        self._count = count
        self._notify = notify
        self._mirror = mirror
        self._resources = ResourceWatch()
        self._heard = deque([(monotonic(), count())], maxlen=LOOKS + 1)
        self._dropped = 0
        tables.writer.on_state_change = self.async_writing_changed
        # Left by a set-up that was unloaded while writing failed.
        ir.async_delete_issue(hass, DOMAIN, FAILING)
        self.health = Health(store=tables.writer.stats)

    async def async_look(self, _now: datetime | None = None) -> None:
        """Take all figures anew."""
        usage = await self._hass.async_add_executor_job(self._resources.look)
        if self._mirror:
            await self._mirror.async_look()
        stats, mirror = self._tables.writer.stats, self._mirror
        problems = {
            FAILING: stats.failing,
            DROPPED: stats.dropped > self._dropped,
            INFLUX_FAILING: mirror is not None and mirror.sent.trouble is not None,
            FILLING: mirror is not None and mirror.waiting.full >= NEARLY_FULL,
        }
        self._dropped = stats.dropped
        self.health = Health(
            store=stats,
            problems=tuple(problem for problem, is_there in problems.items() if is_there),
            events_per_minute=self._events_per_minute(),
            cpu_percent=usage.cpu_percent,
            memory_mb=usage.memory_mb,
            influx_waiting=mirror.waiting.points if mirror else None,
            influx_rejected=mirror.waiting.rejected if mirror else None,
        )
        self._notify()

    @callback
    def async_writing_changed(self, failing: bool) -> None:  # noqa: FBT001 - the store calls it so
        """Tell the owner, once, that events can't be written, and that they can again."""
        if failing:
            LOGGER.warning("Events can't be written to the database; they wait in memory")
            ir.async_create_issue(
                self._hass,
                DOMAIN,
                FAILING,
                is_fixable=False,
                severity=ir.IssueSeverity.ERROR,
                translation_key=FAILING,
            )
        else:
            LOGGER.info("Events are written to the database again")
            ir.async_delete_issue(self._hass, DOMAIN, FAILING)
        self._background.async_spawn(self.async_look(), "health")

    def _events_per_minute(self) -> float:
        self._heard.append((monotonic(), self._count()))
        (begin, before), (end, after) = self._heard[0], self._heard[-1]
        return 60 * (after - before) / (end - begin) if end > begin else 0.0

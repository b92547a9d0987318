"""Parts of HomeIQ that most homes never use: loaded once one of them is asked for, and never in the event loop.

Whoever uses a part first awaits ``async_load`` of it, and imports from it after that, within a function: by then an
import is a look into a table. Nobody imports a part in any other way, by however many others; a test holds that.
"""

from __future__ import annotations

from importlib import import_module
import sys

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from .const import DOMAIN, LOGGER


class PartMissingError(HomeAssistantError):
    """A part can't be loaded, as where HomeIQ was updated and Home Assistant not started again since."""

    def __init__(self, part: str) -> None:
        """Say which one."""
        super().__init__(
            translation_domain=DOMAIN, translation_key="part_missing", translation_placeholders={"part": part}
        )


class Part:
    """Modules that are loaded together.

    Attributes:
        name: what people know it by.
        modules: by their full names, what others import of it; what these import themselves comes with them.
    """

    def __init__(self, name: str, *modules: str) -> None:
        """Load nothing yet; modules are named from here."""
        self.name = name
        self.modules = tuple(f"{__package__}.{module}" for module in modules)

    @property
    def is_loaded(self) -> bool:
        """Tell whether all of it can be imported at once."""
        return all(map(sys.modules.get, self.modules))

    async def async_load(self, hass: HomeAssistant) -> None:
        """Load it, unless it is.

        Raises:
            PartMissingError: that is not possible.
        """
        if self.is_loaded:
            return
        try:
            await hass.async_add_import_executor_job(self._load)
        except Exception as err:
            # Whatever a module of another version may raise; what is missing is told to whoever wanted it.
            LOGGER.exception("The part of HomeIQ for %s can't be loaded", self.name)
            raise PartMissingError(self.name) from err

    def _load(self) -> None:
        for module in self.modules:
            import_module(module)


INFLUXDB = Part(
    "InfluxDB",
    "coordinator.influx.mirror",
    "store.influx.client",
    "store.influx.probe",
    "store.outbox.outbox",
)
GAMES = Part("Games", "coordinator.games.scoreboards", "coordinator.games.team_watch")
AI = Part("AI", "enrich.proposal", "enrich.question", "enrich.rewording", "enrich.vocabulary")
PARTS = (INFLUXDB, GAMES, AI)

"""The home with what was seen to open something: what is judged by must know it."""

from dataclasses import replace

from homeassistant.core import HomeAssistant

from ...capture.registries import read_home
from ...model.home import Home
from ..keeping.tables import Tables


async def async_guarded_home(hass: HomeAssistant, tables: Tables) -> Home:
    """Return the home as it is now, and what the history has shown to open something.

    Raises:
        DatabaseUnusableError: the database can't be read.
    """
    openings = await tables.openings.all()
    return replace(read_home(hass), openings=openings)

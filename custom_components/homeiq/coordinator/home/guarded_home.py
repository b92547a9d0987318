"""The home with what was seen to open something: what is judged by must know it."""

from collections.abc import Mapping
from dataclasses import replace

from homeassistant.core import HomeAssistant, callback

from ...capture.registries import read_home
from ...model.home import Home
from ...model.opener import Opening
from ..file.tables import Tables
from .forwards import read_forwards
from .units import eras_of


async def async_guarded_home(hass: HomeAssistant, tables: Tables) -> Home:
    """Return the home as it is now, what the history has shown to open something, and in which units it was measured.

    Raises:
        DatabaseUnusableError: the database can't be read.
    """
    home = guarded_home(hass, await tables.openings.all())
    return replace(home, eras=eras_of(await tables.units.all(), home))


@callback
def guarded_home(hass: HomeAssistant, openings: Mapping[str, Opening]) -> Home:
    """Return the home as it is now, with what was seen to open something, and what forwards to what."""
    return replace(read_home(hass), openings=openings, forwards=read_forwards(hass))

"""The home with what was seen to open something: what is judged by must know it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from homeassistant.core import HomeAssistant, callback

from ...capture.registries import read_home
from ...model.home import Home
from ...model.opener import Opening
from ...model.readings import UnitTold
from ..file.tables import Tables
from .forwards import read_forwards
from .units import eras_of


async def async_guarded_home(
    hass: HomeAssistant, tables: Tables, units: Mapping[str, Sequence[UnitTold]] | None = None
) -> Home:
    """Return the home as it is now, what the history has shown to open something, and in which units it was measured.

    Args:
        hass: Home Assistant.
        tables: the database.
        units: what was told in which; None is what the database knows by now.

    Raises:
        DatabaseUnusableError: the database can't be read.
    """
    home = guarded_home(hass, await tables.openings.all())
    return replace(home, eras=eras_of(await tables.units.all() if units is None else units, home))


@callback
def guarded_home(hass: HomeAssistant, openings: Mapping[str, Opening]) -> Home:
    """Return the home as it is now, with what was seen to open something, and what forwards to what."""
    return replace(read_home(hass), openings=openings, forwards=read_forwards(hass))

"""What HomeIQ has written to the owner's files is recognised by its id where the database knows nothing of it."""

from __future__ import annotations

import time

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ...apply.editor import Editor
from ...apply.errors import ConfigFileError
from ...const import LOGGER
from ...model.decisions.edit import Place
from ...model.habits.suggestion import Decision, DecisionKind
from ...store.tables.recognised import Recognised
from .tables import Tables

_MARK = "homeiq_"


async def async_recognise(hass: HomeAssistant, tables: Tables) -> None:
    """Take what is there for accepted, so that it is not offered again; once for each database, and after each gap.

    Raises:
        DatabaseUnusableError: the database can't be read or written.
    """
    recognised = Recognised(tables.database)
    if await recognised.is_done():
        return
    known = await tables.findings.decisions()
    # What took the place of something else, as a habit that moved, has the id of that one.
    written = {version.edit.key for version in await tables.versions.written()}
    for place in Place:
        for key in await _async_keys(hass, place):
            signature = key.removeprefix(_MARK)
            if signature not in known and key not in written:
                LOGGER.info("Recognised what HomeIQ has made earlier: %s", key)
                decision = Decision(signature=signature, verdict=DecisionKind.ACCEPTED, decided_at=time.time())
                await tables.findings.decide(decision)
    await recognised.note_done()


async def _async_keys(hass: HomeAssistant, place: Place) -> list[str]:
    keys = _async_marked(hass, place)
    if not keys or place not in hass.config.components:
        return []
    try:
        entries = await Editor(hass, place).async_entries(keys)
    except ConfigFileError as err:
        LOGGER.warning("Nobody knows what HomeIQ has made earlier: %s", err)
        return []
    return sorted(entries or ())


@callback
def _async_marked(hass: HomeAssistant, place: Place) -> list[str]:
    entries = er.async_get(hass).entities.values()
    return [entry.unique_id for entry in entries if entry.domain == place and entry.unique_id.startswith(_MARK)]

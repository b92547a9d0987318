"""What became of accepted automations: asked of the owner's files, and of Home Assistant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from homeassistant.const import STATE_OFF
from homeassistant.core import HomeAssistant, callback

from ...apply.editor import Editor
from ...apply.errors import ConfigFileError
from ...const import LOGGER
from ...model.decisions.acceptance import Version
from ...model.decisions.edit import Place
from ...model.decisions.followed import Fate, Followed


async def async_fates(hass: HomeAssistant, versions: Iterable[Version]) -> dict[str, Fate]:
    """Return what became of each, by signature; left out is what nobody can tell now, as its file can't be read."""
    by_place: defaultdict[Place, list[Version]] = defaultdict(list)
    for version in versions:
        by_place[version.mode.place].append(version)
    fates: dict[str, Fate] = {}
    for place, several in by_place.items():
        if place not in hass.config.components:
            continue
        editor = Editor(hass, place)
        try:
            entries = await editor.async_entries([version.edit.key for version in several])
        except ConfigFileError as err:
            LOGGER.debug("Nobody knows what %s says: %s", editor.file_name, err)
            continue
        if entries is not None:
            fates |= {one.suggestion.signature: _fate(hass, editor, one, entries.get(one.edit.key)) for one in several}
    return fates


@callback
def async_entity_of(hass: HomeAssistant, followed: Followed) -> str | None:
    """Return the entity of something accepted; None where there is none any more."""
    entry = Editor(hass, followed.place).async_entry(followed.key) if followed.fate.is_there else None
    return entry.entity_id if entry else None


@callback
def _fate(hass: HomeAssistant, editor: Editor, version: Version, said: Any) -> Fate:
    """Judge by what the file says; None where it says nothing."""
    key = version.edit.key
    if said is None and not editor.async_entity_id(key):
        return Fate.DELETED
    entry = editor.async_entry(key)
    is_off = entry is not None and hass.states.is_state(entry.entity_id, STATE_OFF)
    # The state of a script says whether it runs, and that of a scene when it was called for.
    if entry is not None and (entry.disabled or (is_off and version.mode.place is Place.AUTOMATION)):
        return Fate.DISABLED
    return Fate.ACTIVE if said == version.edit.after else Fate.EDITED

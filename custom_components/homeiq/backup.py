"""Backups: Home Assistant says when it begins to copy the configuration, and when it is done."""

from __future__ import annotations

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN
from .coordinator.file.backups import CUT, async_hold_closed, async_release


async def async_pre_backup(hass: HomeAssistant) -> None:
    """Write what waits, and keep the database's file from changing."""
    ir.async_delete_issue(hass, DOMAIN, CUT)
    loaded = hass.config_entries.async_loaded_entries(DOMAIN)
    for entry in loaded:
        await entry.runtime_data.async_hold()
    if not loaded:
        await async_hold_closed(hass)


async def async_post_backup(hass: HomeAssistant) -> None:
    """Go on as before."""
    await async_release(hass)

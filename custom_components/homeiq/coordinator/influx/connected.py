"""Whether a server is connected: without one, nothing of what keeps it in step is loaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ...settings import Settings
from ..background import Background
from ..file.tables import Tables

if TYPE_CHECKING:
    from .mirror import Mirror


def mirror_of(
    hass: HomeAssistant,
    entry: ConfigEntry,
    settings: Settings,
    tables: Tables,
    background: Background,
    on_change: Callable[[], None],
) -> Mirror | None:
    """Return what keeps the server in step, where one is connected: then something waits for it in an outbox."""
    if tables.outbox is None:
        return None
    from .mirror import Mirror  # noqa: PLC0415 - on demand, and loaded by now

    return Mirror(hass, entry, settings, tables, background, on_change)

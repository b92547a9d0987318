"""The door for panels and programs that stay: commands and subscriptions on Home Assistant's own websocket.

``asking`` is what all commands share, ``live`` and ``topic`` are the subscriptions, the others are the commands.
"""

from __future__ import annotations

from homeassistant.core import HomeAssistant, callback

from . import days, deciding, figures, finding, hello, watching, went_out
from .live import async_go_live

__all__ = ["async_go_live", "async_setup_websocket"]


@callback
def async_setup_websocket(hass: HomeAssistant) -> None:
    """Register all commands, once for the process: a page stays open across a reload of the entry."""
    for part in (hello, finding, days, watching, deciding, figures, went_out):
        part.async_register(hass)

"""The actions: ask for a run, list what was found, decide, bring history in and over.

They are registered once for the process, so that automations which use them stay valid while the entry is not loaded.
"""

from __future__ import annotations

from homeassistant.core import HomeAssistant, callback

from . import (
    adjusting,
    checking,
    deciding,
    decisions,
    exporting,
    forgetting,
    history,
    learning,
    listing,
    pausing,
    refining,
    webhooks,
)
from .learning import async_refresh
from .naming.selectors import async_offer_choices

__all__ = ["async_offer_choices", "async_refresh", "async_setup_services"]


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register all actions."""
    for part in (
        learning,
        history,
        listing,
        deciding,
        decisions,
        adjusting,
        refining,
        exporting,
        pausing,
        forgetting,
        checking,
        webhooks,
    ):
        part.async_register(hass)

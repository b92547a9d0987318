"""The greeting, before anything else: also to those who may nothing, and while HomeIQ is not loaded."""

from __future__ import annotations

from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.loader import async_get_loaded_integration

from ..answers.hello import Hello
from ..answers.record import told
from ..bundle import async_bundle
from ..const import DOMAIN
from ..rights import Right, may
from .asking import Asked, async_register_question


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register it."""
    async_register_question(hass, "homeiq/hello", _async_greet, None)


async def _async_greet(asked: Asked) -> dict[str, Any]:
    hass, user = asked.hass, asked.user
    hello = Hello(
        version=str(async_get_loaded_integration(hass, DOMAIN).version),
        is_loaded=bool(hass.config_entries.async_loaded_entries(DOMAIN)),
        is_admin=user.is_admin,
        rights=tuple(right.value for right in Right if may(hass, user, right)),
        bundle=(await async_bundle(hass)).digest,
    )
    return told(hello)

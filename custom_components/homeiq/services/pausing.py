"""The actions that pause the learning, and resume it."""

from __future__ import annotations

from homeassistant.core import HomeAssistant, ServiceCall, callback
import probatio as vol

from .fields import LENGTH, end_of
from .loaded import coordinator_of
from .registering import async_register_action

_PAUSE = vol.Schema(LENGTH)
_RESUME = vol.Schema({})


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them."""
    async_register_action(hass, "pause_learning", _async_pause, _PAUSE)
    async_register_action(hass, "resume_learning", _async_resume, _RESUME)


async def _async_pause(call: ServiceCall) -> None:
    await coordinator_of(call.hass).pausing.async_pause(end_of(call.data))


async def _async_resume(call: ServiceCall) -> None:
    await coordinator_of(call.hass).pausing.async_resume()

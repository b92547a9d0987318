"""The actions that pause the learning, and resume it."""

from homeassistant.core import HomeAssistant, ServiceCall, callback
import probatio as vol

from ..const import DOMAIN
from .fields import LENGTH, end_of
from .loaded import coordinator_of

_PAUSE = vol.Schema(LENGTH)
_RESUME = vol.Schema({})


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them; who may turn a switch may pause."""
    hass.services.async_register(DOMAIN, "pause_learning", _async_pause, _PAUSE)
    hass.services.async_register(DOMAIN, "resume_learning", _async_resume, _RESUME)


async def _async_pause(call: ServiceCall) -> None:
    await coordinator_of(call.hass).pausing.async_pause(end_of(call))


async def _async_resume(call: ServiceCall) -> None:
    await coordinator_of(call.hass).pausing.async_resume()

"""The words of the home, in the event loop: from the texts that Home Assistant has read already."""

from __future__ import annotations

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.translation import async_get_cached_translations

from ..const import DOMAIN
from ..model.words import Words

_PREFIX = f"component.{DOMAIN}.common."


@callback
def async_spoken(hass: HomeAssistant) -> Words | None:
    """Return the words of the home's language; None while Home Assistant still reads those of another one."""
    texts = async_get_cached_translations(hass, hass.config.language, "common", DOMAIN)
    templates = {key.removeprefix(_PREFIX): text for key, text in texts.items()}
    return Words.of(templates, hass.config.country or "") if templates else None

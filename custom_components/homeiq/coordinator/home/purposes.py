"""Automations with triggers of a purpose, where Home Assistant has them and they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from homeassistant.core import HomeAssistant

from ...apply.purpose import async_purposeful
from ...capture.registries import read_home
from ...model.habits.suggestion import Suggestion


async def async_in_todays_words(hass: HomeAssistant, suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Return suggestions with their automations as they would be written: with triggers of a purpose where they fit."""
    home = read_home(hass)
    return tuple([replace(one, automation=await async_purposeful(hass, one.automation, home)) for one in suggestions])

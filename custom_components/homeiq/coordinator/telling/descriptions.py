"""Habits in plain words, for those who ask about a room or a thing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from homeassistant.core import HomeAssistant

from ...capture.registries import read_home
from ...model.habits.pattern import Pattern
from ...model.home import Home
from ...suggest.words.wording import title
from .language import locale_of, read_words


def is_about(pattern: Pattern, what: str, home: Home) -> bool:
    """Tell whether a habit has to do with a room or a thing, named as people do or by its id."""
    what = what.strip().lower()
    for entity_id in pattern.named:
        entity = home.entities.get(entity_id)
        area = home.areas.get(entity.area_id) if entity and entity.area_id else None
        names = (entity_id, home.name_of(entity_id), area.name if area else "", area.area_id if area else "")
        if any(what in name.lower() for name in names):
            return True
    return False


async def async_titles(hass: HomeAssistant, patterns: Sequence[Pattern]) -> list[str]:
    """Say each habit in the language of the home."""
    home, language = read_home(hass), locale_of(hass)
    return await hass.async_add_executor_job(partial(_titles, patterns, home, language))


def _titles(patterns: Sequence[Pattern], home: Home, language: str) -> list[str]:
    words = read_words(language)
    return [title(pattern, home, words) for pattern in patterns]

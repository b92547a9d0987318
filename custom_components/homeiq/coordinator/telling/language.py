"""The words of the home's language, from the files of translations: for whoever is not in the event loop."""

from __future__ import annotations

from functools import lru_cache
import json
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant

from ...model.words import Words

TRANSLATIONS = Path(__file__).parents[2] / "translations"


def locale_of(hass: HomeAssistant) -> str:
    """Return the language of the home and, behind it, its country: ``en@US``."""
    return f"{hass.config.language}@{hass.config.country or ''}"


# They are asked for at each look at the automations and each decision, and a new version comes with a restart.
@lru_cache(maxsize=2)
def read_words(locale: str) -> Words:
    """Read the words for titles and reasons, once. Reads files, so it is called off the event loop.

    Args:
        locale: a language, or what ``locale_of`` returns.
    """
    language, _, country = locale.partition("@")
    return Words.from_translations(_translation("en"), _translation(language), country)


def _translation(language: str) -> Any:
    try:
        return json.loads((TRANSLATIONS / f"{language}.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}

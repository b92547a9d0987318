"""What lets somebody in, offered before anybody could look at it."""

from dataclasses import replace
from typing import Any

from homeassistant.core import HomeAssistant

from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.suggest.draft import draft
from tests.accepted import async_a_home
from tests.homes import async_learn
from tests.offers import a_pattern, a_suggestion


def on_way(entity_id: str, **parts: Any) -> Suggestion:
    """A habit of opening a way in, as a version of HomeIQ that knew less has drafted it."""
    state = "open" if entity_id.startswith("cover.") else "on"
    pattern = replace(a_pattern("way", entities=(entity_id, "light.kitchen")[: parts.pop("things", 1)]), state=state)
    pattern = replace(pattern, **parts)
    return a_suggestion(pattern, title="Way", automation=draft(pattern, "Way", ""))


async def async_offer(hass: HomeAssistant, suggestion: Suggestion, *entity_ids: str) -> None:
    """Offer a suggestion before anybody can look at what it acts on."""
    await async_learn(hass, await async_a_home(hass), [suggestion])
    for entity_id in (*suggestion.pattern.entities, *entity_ids):
        hass.states.async_set(entity_id, "off")

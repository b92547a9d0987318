"""What lets somebody in, offered before anybody could look at it."""

from dataclasses import replace
from typing import Any

from homeassistant.core import CoreState, HomeAssistant

from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.suggest.draft import draft
from tests.accepted import async_a_home
from tests.homes import async_save, async_show
from tests.offers import a_pattern, a_suggestion


def on_way(entity_id: str, **parts: Any) -> Suggestion:
    """A habit of opening a way in, as a version of HomeIQ that knew less has drafted it."""
    state = "open" if entity_id.startswith("cover.") else "on"
    pattern = replace(a_pattern("way", entities=(entity_id, "light.kitchen")[: parts.pop("things", 1)]), state=state)
    pattern = replace(pattern, **parts)
    return a_suggestion(pattern, title="Way", automation=draft(pattern, "Way", ""))


async def async_offer(hass: HomeAssistant, suggestion: Suggestion, *entity_ids: str) -> None:
    """Offer a suggestion before anybody can look at what it acts on."""
    entry = await async_a_home(hass)
    # While Home Assistant starts, what there is no state of is still to come.
    hass.set_state(CoreState.starting)
    await async_save(hass, suggestion)
    await async_show(hass, entry, [suggestion])
    hass.set_state(CoreState.running)
    for entity_id in (*suggestion.pattern.entities, *entity_ids):
        hass.states.async_set(entity_id, "off")

"""A suggestion as an entry of the owner's files."""

from homeassistant.core import HomeAssistant

from custom_components.homeiq.apply.forms import async_form
from custom_components.homeiq.model.decisions.edit import Place
from custom_components.homeiq.model.habits.pattern import SetTo
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.things import PARTLY
from custom_components.homeiq.suggest.draft import draft
from tests.habits import FILM, film
from tests.offers import a_suggestion

HOME = Home(entities={name: Entity(entity_id=name, name=name, device_class="blind") for name in FILM})


async def test_a_scene_brings_each_of_its_things_to_its_own_state(hass: HomeAssistant) -> None:
    pattern = film(
        each={**FILM, "cover.blind": PARTLY},
        values=(
            SetTo(entity_id="cover.blind", attribute="current_position", value=40.0, spread=0.0),
            SetTo(entity_id="light.reading", attribute="brightness", value=51.0, spread=0.0),
        ),
    )

    form = await async_form(hass, a_suggestion(pattern), Place.SCENE, HOME)

    assert form.config["entities"] == {
        "cover.blind": {"state": "open", "current_position": 40},
        "light.ceiling": "off",
        "light.reading": {"state": "on", "brightness": 51},
        "light.shelf": "on",
        "media_player.tv": "playing",
    }


async def test_a_script_calls_an_action_for_each_state(hass: HomeAssistant) -> None:
    suggestion = a_suggestion(film(), automation=draft(film(), "Film", "Why"))

    form = await async_form(hass, suggestion, Place.SCRIPT, HOME)

    assert [one["action"] for one in form.config["sequence"]] == [
        "cover.close_cover",
        "light.turn_off",
        "light.turn_on",
        "media_player.media_play",
    ]

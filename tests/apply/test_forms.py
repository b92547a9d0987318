"""A suggestion as an entry of the owner's files."""

from homeassistant.core import HomeAssistant
import pytest

from custom_components.homeiq.apply.forms import RefusedFormError, async_form
from custom_components.homeiq.model.decisions.edit import Place
from custom_components.homeiq.model.habits.pattern import SetTo
from custom_components.homeiq.model.habits.trigger import AtTime
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


GARAGE = Entity(entity_id="cover.garage", name="Garage", device_class="garage")
FRONT = Entity(entity_id="lock.front", name="Front door")
GUARDED = Home(entities={**HOME.entities, "cover.garage": GARAGE, "lock.front": FRONT})


@pytest.mark.parametrize("place", [Place.SCENE, Place.SCRIPT, Place.AUTOMATION])
@pytest.mark.parametrize("opened", [{"cover.garage": "open"}, {"lock.front": "unlocked"}])
async def test_what_lets_somebody_in_is_written_in_no_form(
    hass: HomeAssistant, place: Place, opened: dict[str, str]
) -> None:
    pattern = film(AtTime(minute=1200), each={"light.shelf": "on", **opened})
    suggestion = a_suggestion(pattern, automation=draft(pattern, "Film", "Why"))

    with pytest.raises(RefusedFormError):
        await async_form(hass, suggestion, place, GUARDED)


@pytest.mark.parametrize("place", [Place.SCENE, Place.SCRIPT, Place.AUTOMATION])
async def test_what_keeps_somebody_out_may_be_written_in_each_form(hass: HomeAssistant, place: Place) -> None:
    pattern = film(AtTime(minute=1200), each={"light.shelf": "on", "cover.garage": "closed", "lock.front": "locked"})
    suggestion = a_suggestion(pattern, automation=draft(pattern, "Film", "Why"))

    form = await async_form(hass, suggestion, place, GUARDED)

    assert form.key

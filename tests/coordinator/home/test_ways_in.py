"""Every door refuses what lets somebody in, and says so."""

from dataclasses import replace
from pathlib import Path
import re

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.capture.registries import read_home
from custom_components.homeiq.const import DATABASE_FILE
from custom_components.homeiq.coordinator.home.ways_in import WaysIn
from custom_components.homeiq.enrich.vocabulary import offered_for
from custom_components.homeiq.model.habits.trigger import LeftOn, OnDemand
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.opener import Opening
from custom_components.homeiq.settings import Profile, Settings
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.tables.openings import Openings
from custom_components.homeiq.suggest.draft import draft
from tests.a_way_in import async_offer, on_way
from tests.accepted import async_a_home, async_accept, file_of
from tests.actions import async_adjust, async_ask, async_suggestions
from tests.offers import a_pattern, a_suggestion
from tests.test_export import async_export

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

WAYS = (
    *("switch.garage_door", "switch.door_strike", "switch.tueroeffner", "input_boolean.alarm_scharf"),
    *("cover.portail", "cover.living_room", "light.door_opener", "siren.alarm"),
)


@pytest.mark.parametrize("entity_id", WAYS)
async def test_a_way_in_is_accepted_in_no_mode(hass: HomeAssistant, entity_id: str) -> None:
    await async_offer(hass, on_way(entity_id))

    async def refused(mode: str) -> str | None:
        with pytest.raises(ServiceValidationError, match=re.escape(entity_id)) as error:
            await async_accept(hass, "way", mode=mode)
        return error.value.translation_key

    assert [await refused(mode) for mode in ("enabled", "disabled", "shadow", "script")] == ["refused_unsafe"] * 4
    assert file_of(hass).read_text() == "[]\n"
    assert file_of(hass, "scripts.yaml").read_text() == ""


async def test_no_scene_has_a_way_in(hass: HomeAssistant) -> None:
    await async_offer(hass, on_way("switch.gate", things=2, trigger=OnDemand()))

    with pytest.raises(ServiceValidationError, match=r"switch\.gate"):
        await async_accept(hass, "way", mode="scene")

    assert file_of(hass, "scenes.yaml").read_text() == ""


@pytest.mark.parametrize("entity_id", WAYS)
async def test_a_way_in_is_not_exported(hass: HomeAssistant, entity_id: str) -> None:
    await async_offer(hass, on_way(entity_id))

    with pytest.raises(ServiceValidationError, match=re.escape(entity_id)):
        await async_export(hass, "way", format="yaml")
    with pytest.raises(ServiceValidationError, match=re.escape(entity_id)):
        await async_export(hass, "way", format="blueprint")


@pytest.mark.parametrize("entity_id", ["switch.hoftor", "switch.all", "input_boolean.alarm_armed"])
async def test_no_change_adds_a_way_in(hass: HomeAssistant, entity_id: str) -> None:
    await async_offer(hass, a_suggestion(), "switch.cancello", entity_id)
    hass.states.async_set("switch.all", "off", {"entity_id": ["switch.cancello"]})

    with pytest.raises(ServiceValidationError) as refused:
        await async_adjust(hass, "kitchen-at-seven", entity_id=["light.kitchen", entity_id])

    assert refused.value.translation_key == "refused_unsafe"


def test_an_ai_is_offered_no_way_in() -> None:
    names = ("switch.kettle", "switch.door_strike", "switch.toaster", "switch.portail", "switch.relay_2")
    relay = Opening(entity_id="switch.relay_2", contact="binary_sensor.garage", times=30, followed=29)
    home = Home(
        entities={name: Entity(entity_id=name, name="", area_id="kitchen") for name in names},
        openings={"switch.relay_2": relay},
    )

    offered = offered_for(a_pattern(entities=("switch.kettle",)), home, lambda _: True)

    assert offered.to_switch == ("switch.kettle", "switch.toaster")
    assert offered.unsafe == {"switch.door_strike", "switch.portail", "switch.relay_2"}


async def test_what_was_found_before_it_was_known_to_be_a_way_in_is_not_shown(hass: HomeAssistant) -> None:
    hass.states.async_set("switch.relay_2", "off")
    hass.states.async_set("cover.gate", "closed")
    reminder = replace(a_pattern("left", entities=("cover.gate",)), state="open")
    reminder = replace(reminder, trigger=LeftOn(entity_id="cover.gate", to="open", for_seconds=1800))
    found = (
        on_way("switch.relay_2"),
        a_suggestion(reminder, automation=draft(reminder, "Gate", "", "The gate is open")),
    )
    database = await Database.open(Path(hass.config.path(DATABASE_FILE)), Profile.NUC)
    opening = Opening(entity_id="switch.relay_2", contact="binary_sensor.garage", times=30, followed=29)
    await Openings(database).save([opening])
    await database.close()

    await async_a_home(hass, *found)

    assert [one["signature"] for one in await async_suggestions(hass)] == ["left"]


async def test_programs_are_told_what_is_kept_back_beside_the_first_patterns(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    hass.states.async_set("lock.front", "locked")
    await async_a_home(hass)
    client = await hass_client()

    first = await (await client.get("/api/homeiq/patterns")).json()
    next_one = await (await client.get("/api/homeiq/patterns?cursor=1")).json()

    assert [one["entity_id"] for one in first["kept_back"]] == ["lock.front"]
    assert "kept_back" not in next_one


async def test_to_tell_what_is_kept_back_takes_no_question_to_the_database(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await async_a_home(hass)
    hass.states.async_set("lock.front", "locked")
    asked: list[Database] = []

    async def ask(database: Database, _work: object) -> None:
        asked.append(database)

    monkeypatch.setattr(Database, "read", ask)
    told = await entry.runtime_data.async_kept_back()

    assert ([one.entity_id for one in told], asked) == (["lock.front"], [])


async def test_what_is_kept_back_is_told_again_for_a_second_unless_something_has_changed(hass: HomeAssistant) -> None:
    await async_a_home(hass)
    looks, now = list[Home](), [100.0]

    def look() -> Home:
        looks.append(read_home(hass))
        return looks[-1]

    ways_in = WaysIn(hass, Settings(), look, lambda: now[0])
    counts = []
    for seconds, state in ((0.0, None), (0.9, None), (0.2, None), (0.0, "locked")):
        now[0] += seconds
        if state:
            hass.states.async_set("lock.front", state)
        told = await ways_in.async_kept_back()
        counts.append((len(looks), [one.entity_id for one in told]))

    assert counts == [(1, []), (1, []), (2, []), (3, ["lock.front"])]


async def test_what_is_kept_back_is_listed_with_its_reason_and_a_way_out(hass: HomeAssistant) -> None:
    registry = er.async_get(hass)
    await async_a_home(hass)
    for entity_id in ("switch.haustuer", "cover.living_room", "lock.front", "switch.kettle", "cover.blind"):
        domain, _, name = entity_id.partition(".")
        registry.async_get_or_create(domain, "test", name, suggested_object_id=name)
        hass.states.async_set(entity_id, "off")

    listed = await async_ask(hass, "list_patterns")
    registry.async_update_entity("switch.haustuer", device_class="outlet")
    registry.async_update_entity("cover.living_room", device_class="shade")
    later = await async_ask(hass, "list_patterns", entity_id="switch.haustuer")

    told = {one["entity_id"]: (one["ground"], one["remedy"][:35]) for one in listed["kept_back"]}
    assert told == {
        "switch.haustuer": ("name", "If it opens nothing, choose “Outlet"),
        "cover.living_room": ("unproven", "If it covers a window, choose what "),
        "lock.front": ("kind", "That stays so, whatever it is calle"),
    }
    assert later["kept_back"] == []

"""Which covers keep people out."""

from dataclasses import replace

import pytest

from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.past.ways_in import keeps_people_out


@pytest.mark.parametrize(
    "entity_id",
    [
        *("cover.garage_door", "cover.garage", "cover.front_door", "cover.frontdoor", "cover.driveway_gate"),
        *("cover.gate2", "cover.garagentor", "cover.hoftor", "cover.tor", "cover.haustur", "cover.haustuer"),
        "cover.roller_shutter_door",
        *("cover.garage_shutter", "cover.garagen", "cover.garagenrolltor", "cover.tiefgarage"),
    ],
)
def test_a_cover_without_a_class_that_is_called_a_door_is_one(entity_id: str) -> None:
    assert keeps_people_out(entity_id, Home())


@pytest.mark.parametrize(
    "entity_id",
    [
        *("cover.kitchen_blind", "cover.terrace_door_blind", "cover.rollladen_terrassentur", "cover.jalousieaktor"),
        *("cover.motor_1", "cover.gateway_blind", "cover.outdoor_shutter", "cover.store_links", "light.garage_door"),
        *("cover.garage_blind", "cover.garage_rollladen_links"),
    ],
)
def test_a_blind_keeps_nobody_out_whatever_it_hangs_in_front_of(entity_id: str) -> None:
    assert not keeps_people_out(entity_id, Home())


@pytest.mark.parametrize("name", ["Garagentor", "Haustür", "Einfahrt: Tor", "Side gate", "Back door"])
def test_a_name_says_what_an_id_does_not(name: str) -> None:
    cover = Entity(entity_id="cover.shelly_1", name=name)

    assert keeps_people_out("cover.shelly_1", Home(entities={"cover.shelly_1": cover}))


@pytest.mark.parametrize(("device_class", "guarded"), [("shutter", False), ("gate", True)])
def test_a_device_class_is_believed_before_a_name(device_class: str, guarded: bool) -> None:  # noqa: FBT001 - a column of the table
    cover = replace(Entity(entity_id="cover.door", name="Door"), device_class=device_class)

    assert keeps_people_out("cover.door", Home(entities={"cover.door": cover})) is guarded

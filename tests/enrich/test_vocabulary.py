from dataclasses import replace

from custom_components.homeiq.enrich.vocabulary import (
    MOST_TO_ASK,
    MOST_TO_SWITCH,
    Choosable,
    offered_for,
    private_states,
)
from custom_components.homeiq.model.habits.pattern import Idle, StateIs
from custom_components.homeiq.model.habits.trigger import LeftOn, OnChange
from tests.enrich.a_home import a_home, an_entity
from tests.offers import a_pattern

KITCHEN = an_entity("light.kitchen", area_id="bakery")


def everything(_: str) -> bool:
    return True


def test_things_of_the_same_kind_and_room_can_be_switched_instead() -> None:
    home = a_home(
        KITCHEN,
        an_entity("light.table", area_id="bakery"),
        an_entity("light.attic", area_id="attic"),
        an_entity("switch.oven", area_id="bakery"),
        an_entity("light.led", area_id="bakery", category="config"),
        an_entity("light.bed"),
    )

    assert offered_for(a_pattern(), home, everything).to_switch == ("light.kitchen", "light.table")


def test_of_something_left_on_nothing_else_is_reminded_of() -> None:
    home = a_home(KITCHEN, an_entity("light.table", area_id="bakery"))
    left_on = a_pattern(trigger=LeftOn(entity_id="light.kitchen", to="on", for_seconds=900))

    assert offered_for(left_on, home, everything).to_switch == ("light.kitchen",)


def test_without_a_room_nothing_else_can_be_switched() -> None:
    home = a_home(an_entity("light.kitchen"), an_entity("light.table"))

    assert offered_for(a_pattern(), home, everything).to_switch == ("light.kitchen",)


def test_a_gate_is_not_offered_where_blinds_open() -> None:
    home = a_home(
        an_entity("cover.blind", area_id="bakery"),
        an_entity("cover.gate", area_id="bakery", device_class="gate"),
        an_entity("cover.shade", area_id="bakery"),
    )
    opening = replace(a_pattern(entities=("cover.blind",)), state="open")

    assert offered_for(opening, home, everything).to_switch == ("cover.blind", "cover.shade")


def test_what_people_ask_about_is_near_by_or_of_the_whole_home() -> None:
    home = a_home(
        KITCHEN,
        an_entity("binary_sensor.attic", area_id="attic"),
        an_entity("binary_sensor.bed", area_id="attic", device_class="occupancy"),
        an_entity("input_boolean.asleep"),
        an_entity("light.attic", area_id="attic"),
        an_entity("person.anna"),
        an_entity("sensor.bakery", area_id="bakery"),
        an_entity("switch.oven", area_id="bakery"),
    )

    assert offered_for(a_pattern(), home, everything).to_ask == (
        "light.kitchen",
        "switch.oven",
        "person.anna",
        "input_boolean.asleep",
        "binary_sensor.bed",
    )


def test_what_the_habit_looks_at_is_offered_first_also_where_it_is_gone() -> None:
    change = OnChange(entity_id="binary_sensor.door", to="on")
    quiet = Idle(entity_id="sensor.gone", state="off", seconds=60)

    offered = offered_for(a_pattern(trigger=change, conditions=(quiet,)), a_home(KITCHEN), everything)

    assert offered.to_ask == ("binary_sensor.door", "sensor.gone", "light.kitchen")


def test_what_homeiq_must_not_know_is_not_offered() -> None:
    home = a_home(KITCHEN, an_entity("light.table", area_id="bakery"), an_entity("person.anna"))

    assert offered_for(a_pattern(), home, lambda _: False) == Choosable(to_switch=("light.kitchen",), to_ask=())


def test_no_more_is_offered_than_anybody_reads() -> None:
    crowd = [an_entity(f"light.l{number}", area_id="bakery") for number in range(100)]

    offered = offered_for(a_pattern(), a_home(KITCHEN, *crowd), everything)

    assert (len(offered.to_switch), len(offered.to_ask)) == (MOST_TO_SWITCH, MOST_TO_ASK)
    assert offered.to_switch[0] == "light.kitchen"


def test_only_words_of_the_home_are_private() -> None:
    pattern = a_pattern(
        trigger=OnChange(entity_id="person.anna", to="Grandmother"),
        conditions=(
            StateIs(entity_id="input_select.mode", state="Quarantine"),
            StateIs(entity_id="sensor.people", state="2"),
            Idle(entity_id="binary_sensor.bed", state="off", seconds=60),
        ),
    )

    assert list(private_states(pattern)) == ["Grandmother", "Quarantine"]
    assert list(private_states(a_pattern())) == []

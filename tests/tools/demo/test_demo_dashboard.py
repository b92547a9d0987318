import json

from tools.demo.custom_components.homeiq_demo_home.script import Thing
from tools.demo.dashboard import by_room, dashboard


def a_light(name: str, area: str | None = "Hall", members: tuple[str, ...] = ()) -> Thing:
    return Thing(entity_id=f"light.{name}", name=name, state="off", area=area, members=members)


def test_rooms_come_by_name_and_what_has_none_comes_last() -> None:
    assert list(by_room([a_light("a", None), a_light("b", "Kitchen"), a_light("c", "Hall")])) == [
        "Hall",
        "Kitchen",
        "Elsewhere",
    ]


def test_a_group_stands_for_its_lamps() -> None:
    group = a_light("both", members=("light.a", "light.b"))

    assert by_room([a_light("a"), a_light("b"), group]) == {"Hall": [group]}


def test_sensors_are_no_tiles() -> None:
    assert by_room([Thing(entity_id="sensor.hall", name="Hall", state="1", area="Hall")]) == {}


def test_the_five_best_suggestions_have_a_card_each() -> None:
    text = json.dumps(dashboard([a_light("a")]))

    assert [f"sensor.homeiq_suggestion_{number}" in text for number in range(7)] == [
        False,
        True,
        True,
        True,
        True,
        True,
        False,
    ]

import json
import re

from homeassistant.core import HomeAssistant
from homeassistant.helpers.template import Template

from tools.demo.custom_components.homeiq_demo_home.script import Thing
from tools.demo.dashboard import SUGGESTION, by_room, dashboard


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


def test_suggestions_can_be_ticked_and_learning_paused_and_what_it_brought_is_shown() -> None:
    text = json.dumps(dashboard([a_light("a")]))

    assert {
        "todo.homeiq_suggestions",
        "switch.homeiq_learning",
        "sensor.homeiq_acts_saved",
        "sensor.homeiq_overrides",
    } <= set(re.findall(r"\w+\.homeiq_\w+", text))


def test_a_card_says_how_sure_it_is_and_the_rest_behind_a_question(hass: HomeAssistant) -> None:
    hass.states.async_set(
        "sensor.s", "Turn on A", {"confidence": 0.93, "reason": "You did this on 9 of 10 days. By chance it is 8 %."}
    )

    text = Template(SUGGESTION.format(sensor="sensor.s"), hass).async_render()

    assert text == (
        "### Turn on A\n\n**93 % sure.** You did this on 9 of 10 days.\n\n"
        "<details><summary>Why?</summary>\nBy chance it is 8 %.\n</details>"
    )

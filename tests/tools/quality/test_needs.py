"""A condition has to be the right one, not merely any."""

from typing import Any

import pytest

from tools.quality.needs import meets

DARK = {"condition": "state", "entity_id": "sun.sun", "state": "below_horizon"}
MORNING = {"condition": "time", "after": "06:00:00", "before": "09:00:00"}
COMPUTER = {"condition": "state", "entity_id": "switch.pc", "state": "on"}
WORKDAYS = {"condition": "time", "weekday": "mon tue wed thu fri"}
PRESENCE = {"condition": "presence"}
AWAKE = {"condition": "awake"}


def band(after: str, before: str) -> dict[str, str]:
    return {"condition": "time", "after": after, "before": before}


@pytest.mark.parametrize(
    ("condition", "need"),
    [
        (DARK, DARK),
        ({"condition": "sun", "after": "sunset"}, DARK),
        ({"condition": "or", "conditions": [{"condition": "sun", "before": "sunrise"}]}, DARK),
        (band("05:30:00", "08:30:00"), MORNING),
        ({"condition": "state", "entity_id": ["switch.pc"], "state": ["on"]}, COMPUTER),
        ({"condition": "time", "weekday": ["mon", "tue", "wed", "thu", "fri"]}, WORKDAYS),
        ({"condition": "state", "entity_id": "person.alex", "state": "home"}, PRESENCE),
        (band("06:00:00", "23:30:00"), AWAKE),
        ({"condition": "sun", "after": "sunrise"}, {**DARK, "state": "above_horizon"}),
    ],
)
def test_the_right_condition_meets_the_need(condition: dict[str, Any], need: dict[str, Any]) -> None:
    assert meets({"conditions": [condition]}, need)


@pytest.mark.parametrize(
    ("condition", "need"),
    [
        (band("20:30:00", "00:00:00"), DARK),
        ({**DARK, "state": "above_horizon"}, DARK),
        (DARK, {**DARK, "state": "above_horizon"}),
        (band("12:00:00", "15:00:00"), MORNING),
        (band("00:00:00", "23:00:00"), MORNING),
        (DARK, MORNING),
        ({**COMPUTER, "state": "off"}, COMPUTER),
        ({**COMPUTER, "entity_id": "switch.fan"}, COMPUTER),
        ({"condition": "time", "weekday": ["sat", "sun"]}, WORKDAYS),
        (COMPUTER, PRESENCE),
        (band("22:00:00", "06:00:00"), AWAKE),
    ],
)
def test_another_condition_does_not(condition: dict[str, Any], need: dict[str, Any]) -> None:
    assert not meets({"conditions": [condition]}, need)


def test_no_condition_meets_no_need() -> None:
    assert not meets({}, DARK)


def test_what_sets_it_off_needs_no_condition_beside() -> None:
    trigger = {"entity_id": "switch.pc", "to": "on"}

    assert meets({"trigger": trigger}, COMPUTER)
    assert not meets({"trigger": {**trigger, "to": "off"}}, COMPUTER)

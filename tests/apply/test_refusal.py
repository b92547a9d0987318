from types import MappingProxyType
from typing import Any

import pytest

from custom_components.homeiq.apply.refusal import ConfigFault, FaultKind, refusal, scene_refusal
from custom_components.homeiq.model.habits.pattern import Idle
from custom_components.homeiq.model.habits.trigger import OnChange
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.suggest.draft import draft
from tests.offers import a_pattern

ENTITIES = (
    Entity(entity_id="light.hall", name="Hall"),
    Entity(entity_id="switch.kettle", name="Kettle"),
    Entity(entity_id="binary_sensor.motion", name="Motion", device_class="motion"),
    Entity(entity_id="sun.sun", name="Sun"),
    Entity(entity_id="cover.blind", name="Blind", device_class="blind"),
    Entity(entity_id="cover.garage", name="Garage", device_class="garage"),
    Entity(entity_id="cover.all", name="All covers", members=("cover.blind", "cover.some")),
    Entity(entity_id="cover.some", name="Some covers", members=("cover.garage", "cover.all", "cover.gone")),
    Entity(entity_id="lock.front", name="Front door"),
    Entity(entity_id="valve.water", name="Water"),
    Entity(entity_id="lawn_mower.mo", name="Mo"),
    Entity(entity_id="alarm_control_panel.home", name="Alarm"),
)
HOME = Home(entities=MappingProxyType({entity.entity_id: entity for entity in ENTITIES}))


def an_action(action: str, *entities: str, **more: Any) -> dict[str, Any]:
    return {"action": action, "target": {"entity_id": list(entities)}, **more}


ON = an_action("light.turn_on", "light.hall")


def an_automation(*actions: Any, **parts: Any) -> dict[str, Any]:
    return {
        "id": "x",
        "alias": "X",
        "description": "",
        "triggers": [{"trigger": "time", "at": "07:00:00"}],
        "conditions": [],
        "actions": list(actions or [ON]),
        "mode": "single",
        **parts,
    }


@pytest.mark.parametrize(
    "action",
    [
        ON,
        {**ON, "target": {"entity_id": "light.hall"}, "data": {"brightness_pct": 40}},
        an_action("cover.open_cover", "cover.blind"),
        an_action("cover.close_cover", "cover.garage", "cover.all"),
        an_action("lock.lock", "lock.front"),
        an_action("valve.close_valve", "valve.water"),
        an_action("lawn_mower.start_mowing", "lawn_mower.mo"),
        an_action("lawn_mower.dock", "lawn_mower.mo"),
        {"delay": "00:05:00"},
        {"if": [{"condition": "state", "entity_id": "light.hall", "state": "on"}], "then": [ON], "else": ON},
        {"choose": [{"conditions": [], "sequence": [ON]}], "default": [ON]},
        {"parallel": [{"sequence": [ON]}, ON]},
        {"condition": "state", "entity_id": "light.hall", "state": "on"},
        {"wait_for_trigger": [{"trigger": "state", "entity_id": "light.hall"}]},
    ],
)
def test_what_does_no_harm_may_be_made(action: dict[str, Any]) -> None:
    assert refusal(an_automation(action), HOME) is None


@pytest.mark.parametrize(
    ("action", "why", "what"),
    [
        (an_action("lock.unlock", "lock.front"), FaultKind.SERVICE, "lock.unlock"),
        (an_action("lock.open", "lock.front"), FaultKind.SERVICE, "lock.open"),
        (an_action("valve.open_valve", "valve.water"), FaultKind.SERVICE, "valve.open_valve"),
        (
            an_action("alarm_control_panel.alarm_disarm", "alarm_control_panel.home"),
            FaultKind.SERVICE,
            "alarm_control_panel.alarm_disarm",
        ),
        (an_action("cover.open_cover", "cover.garage"), FaultKind.UNSAFE, "cover.garage"),
        (
            an_action("cover.set_cover_position", "cover.garage", data={"position": 50}),
            FaultKind.UNSAFE,
            "cover.garage",
        ),
        (an_action("cover.toggle", "cover.blind"), FaultKind.SERVICE, "cover.toggle"),
        (an_action("cover.open_cover", "cover.all"), FaultKind.UNSAFE, "cover.garage"),
        (an_action("homeassistant.turn_on", "light.hall"), FaultKind.SERVICE, "homeassistant.turn_on"),
        (an_action("shell_command.wipe", "light.hall"), FaultKind.SERVICE, "shell_command.wipe"),
        (an_action("script.turn_on", "script.x"), FaultKind.SERVICE, "script.turn_on"),
        (an_action("light.turn_on", "switch.kettle"), FaultKind.TARGET, "switch.kettle"),
        (an_action("light.turn_on", "light.gone"), FaultKind.UNKNOWN, "light.gone"),
        (an_action("light.turn_on", "all"), FaultKind.TARGET, "all"),
        ({"action": "light.turn_on", "target": {"area_id": ["hall"]}}, FaultKind.TARGET, "light.turn_on"),
        ({"action": "light.turn_on"}, FaultKind.TARGET, "light.turn_on"),
        ({**ON, "data": {"entity_id": "lock.front"}}, FaultKind.TARGET, "light.turn_on"),
        ({**ON, "data": {"brightness": "{{ 3 }}"}}, FaultKind.TEMPLATE, "{{ 3 }}"),
        (
            {**ON, "action": "{% if x %}light.turn_on{% endif %}"},
            FaultKind.TEMPLATE,
            "{% if x %}light.turn_on{% endif %}",
        ),
        ({**ON, "response_variable": "x"}, FaultKind.FORM, "response_variable"),
        ({"event": "boom"}, FaultKind.FORM, "event"),
        ({"device_id": "abc", "domain": "lock", "type": "unlock"}, FaultKind.FORM, "device_id, domain, type"),
        ({"scene": "scene.all_open"}, FaultKind.FORM, "scene"),
        ({"repeat": {"count": 9, "sequence": [ON]}}, FaultKind.FORM, "repeat"),
        ({"if": [], "then": [an_action("lock.unlock", "lock.front")]}, FaultKind.SERVICE, "lock.unlock"),
        ({"choose": [{"sequence": [an_action("lock.unlock", "lock.front")]}]}, FaultKind.SERVICE, "lock.unlock"),
        ({"choose": ["nonsense"]}, FaultKind.FORM, "nonsense"),
        ({"if": [], "then": [ON], "repeat": {}}, FaultKind.FORM, "repeat"),
        ("light.turn_on", FaultKind.FORM, "light.turn_on"),
    ],
)
def test_what_could_do_harm_is_refused(action: Any, why: FaultKind, what: str) -> None:
    assert refusal(an_automation(action), HOME) == ConfigFault(why=why, what=what)


@pytest.mark.parametrize(
    ("parts", "why", "what"),
    [
        ({"use_blueprint": {"path": "x.yaml"}}, FaultKind.FORM, "use_blueprint"),
        ({"variables": {"x": 1}}, FaultKind.FORM, "variables"),
        ({"actions": []}, FaultKind.FORM, "actions"),
        ({"triggers": [{"trigger": "webhook", "webhook_id": "x"}]}, FaultKind.FORM, "webhook"),
        ({"triggers": ["sunset"]}, FaultKind.FORM, "sunset"),
        ({"triggers": [{"trigger": "template", "value_template": "{{ 1 }}"}]}, FaultKind.TEMPLATE, "{{ 1 }}"),
        ({"triggers": [{"trigger": "state", "entity_id": ["light.gone"]}]}, FaultKind.UNKNOWN, "light.gone"),
        ({"conditions": [{"condition": "state", "entity_id": "light.gone"}]}, FaultKind.UNKNOWN, "light.gone"),
        ({"conditions": ["{{ true }}"]}, FaultKind.TEMPLATE, "{{ true }}"),
    ],
)
def test_triggers_and_conditions_are_looked_at_as_well(parts: dict[str, Any], why: FaultKind, what: str) -> None:
    assert refusal(an_automation(**parts), HOME) == ConfigFault(why=why, what=what)


REMIND = {"action": "persistent_notification.create", "data": {"title": "HomeIQ", "message": "The iron is on"}}


def test_a_reminder_may_be_made() -> None:
    assert refusal(an_automation(REMIND), HOME) is None


def test_a_reminder_says_nothing_but_words() -> None:
    config = an_automation({**REMIND, "data": {**REMIND["data"], "url": "x"}})  # type: ignore[dict-item]

    assert refusal(config, HOME) == ConfigFault(why=FaultKind.FORM, what="url")


def test_the_one_template_of_our_own_drafts_may_stand() -> None:
    idle = Idle(entity_id="binary_sensor.motion", state="off", seconds=600)
    trigger = OnChange(entity_id="binary_sensor.motion", to="on")
    drafted = draft(a_pattern(trigger=trigger, entities=("light.hall",), conditions=(idle,)), "X", "")

    assert "template" in str(drafted["conditions"])
    assert refusal(drafted, HOME) is None


@pytest.mark.parametrize(
    ("states", "refused"),
    [
        ({"light.hall": "on", "cover.blind": "open"}, None),
        ({"lock.front": "locked"}, None),
        ({"lock.front": "unlocked"}, ConfigFault(why=FaultKind.UNSAFE, what="lock.front")),
        ({"cover.all": "open"}, ConfigFault(why=FaultKind.UNSAFE, what="cover.garage")),
        ({"light.gone": "on"}, ConfigFault(why=FaultKind.UNKNOWN, what="light.gone")),
        ({"binary_sensor.motion": "on"}, ConfigFault(why=FaultKind.TARGET, what="binary_sensor.motion")),
    ],
)
def test_a_scene_opens_nothing_either(states: dict[str, str], refused: ConfigFault | None) -> None:
    assert scene_refusal(states, HOME) == refused

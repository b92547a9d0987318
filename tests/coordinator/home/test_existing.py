"""Beside the automations that the owner wrote by hand."""

import asyncio
from datetime import timedelta
from functools import partial
import json
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser, async_fire_time_changed

from custom_components.homeiq.apply.existing import async_read_existing
from custom_components.homeiq.capture.controls import is_hands
from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator import HomeIQCoordinator
from custom_components.homeiq.model.existing import ConflictKind
from custom_components.homeiq.model.habits.pattern import EVERY_DAY
from custom_components.homeiq.model.habits.trigger import AtTime, OnChange
from custom_components.homeiq.model.run import RefreshRequest
from tests.apply.owners import LEAVES_TIMERS, async_own
from tests.evenings import async_live, evenings
from tests.homes import async_remember, async_set_up
from tests.offers import a_pattern, a_suggestion

pytestmark = LEAVES_TIMERS

HALL = {"entity_id": "light.hall"}
EVENING = {
    "id": "evening",
    "alias": "Evening",
    "triggers": [{"trigger": "time", "at": "18:05:00"}],
    "actions": [{"action": "light.turn_on", "target": HALL}],
}
NIGHT = {
    "id": "night",
    "alias": "Night",
    "triggers": [{"trigger": "time", "at": "22:10:00"}],
    "actions": [{"action": "light.turn_off", "target": HALL}],
}
AT_SIX = a_suggestion(
    a_pattern("hall-at-six", trigger=AtTime(minute=1080), entities=("light.hall",), weekdays=EVERY_DAY)
)
QUIET_NIGHTS = {"schedule": {"nightly": False}}


async def async_finish(hass: HomeAssistant) -> None:
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_wait(hass: HomeAssistant, freezer: FrozenDateTimeFactory, **time: float) -> None:
    freezer.tick(timedelta(**time))
    async_fire_time_changed(hass)
    await async_finish(hass)


async def async_refresh(hass: HomeAssistant, entry: MockConfigEntry) -> HomeIQCoordinator:
    coordinator: HomeIQCoordinator = entry.runtime_data
    await coordinator.async_request_refresh_run(RefreshRequest(requested_at=0.0))
    await async_finish(hass)
    return coordinator


async def async_write(hass: HomeAssistant, *automations: dict[str, Any]) -> None:
    """Write automations by hand and reload them, as the editor does."""
    path = Path(hass.config.path("configuration.yaml"))
    await hass.async_add_executor_job(path.write_text, json.dumps({"automation": list(automations)}))
    await hass.services.async_call("automation", "reload", blocking=True)


async def async_open(hass: HomeAssistant) -> list[dict[str, Any]]:
    answer: Any = await hass.services.async_call(DOMAIN, "list_suggestions", {}, blocking=True, return_response=True)
    return list[Any](answer["suggestions"])


def issues(hass: HomeAssistant) -> dict[str, str]:
    """The notices about automations, each with the automations that it names."""
    return {
        issue.issue_id: str((issue.translation_placeholders or {})["automations"])
        for issue in ir.async_get(hass).issues.values()
        if issue.domain == DOMAIN and issue.issue_id.startswith("automations_")
    }


async def test_what_the_home_does_already_is_found_but_not_suggested(hass: HomeAssistant) -> None:
    await async_own(hass, EVENING)
    await async_live(hass, evenings())

    coordinator = await async_refresh(hass, await async_set_up(hass))

    assert sorted(pattern.state for pattern in coordinator.data.patterns) == ["off", "on"]
    assert [one.pattern.state for one in coordinator.data.suggestions] == ["off"]


async def test_a_suggestion_goes_when_its_owner_writes_the_automation_by_hand(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_own(hass)
    await async_remember(hass, AT_SIX)
    await async_set_up(hass, QUIET_NIGHTS)
    before = await async_open(hass)

    await async_write(hass, EVENING)
    await async_wait(hass, freezer, seconds=1.1)
    with_it = await async_open(hass)
    await async_write(hass)
    await async_wait(hass, freezer, seconds=1.1)

    assert [one["signature"] for one in before] == ["hall-at-six"]
    assert with_it == []
    assert [one["signature"] for one in await async_open(hass)] == ["hall-at-six"]


async def test_a_suggestion_is_shown_with_what_it_would_get_in_the_way_of(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_own(hass, EVENING, NIGHT | {"triggers": [{"trigger": "time", "at": "18:00:00"}]})
    await async_remember(hass, AT_SIX)
    await async_set_up(hass, QUIET_NIGHTS)
    await hass.services.async_call("automation", "turn_off", {"entity_id": "automation.evening"}, blocking=True)
    await async_wait(hass, freezer, seconds=1.1)

    (shown,) = await async_open(hass)

    assert shown["conflicts"] == [
        {
            "kind": "undoes",
            "entity_id": "automation.night",
            "name": "Night",
            "text": "Your automation “Night” does the opposite at the same time.",
        },
        {
            "kind": "disabled",
            "entity_id": "automation.evening",
            "name": "Evening",
            "text": "Your automation “Evening” does this already, but is turned off.",
        },
    ]
    assert shown["reason"].startswith(
        "Your automation “Night” does the opposite at the same time.\n"
        "Your automation “Evening” does this already, but is turned off.\n"
    )


async def test_conflicts_are_told_in_the_language_of_the_home(hass: HomeAssistant) -> None:
    hass.config.language = "de"
    await async_own(hass, EVENING | {"conditions": ["{{ true }}"]})
    await async_remember(hass, AT_SIX)

    await async_set_up(hass)

    (shown,) = await async_open(hass)
    assert shown["conflicts"][0]["text"].startswith("Deine Automatisierung „Evening“ tut das zum Teil schon")


async def test_what_an_act_sets_off_is_a_loop(hass: HomeAssistant) -> None:
    follower = {
        "alias": "Follower",
        "trigger": {"platform": "state", "entity_id": "light.hall", "to": "on"},
        "action": {"service": "switch.turn_on", "entity_id": "switch.hall"},
    }
    await async_own(hass, follower)
    switch = OnChange(entity_id="switch.hall", to="on")
    await async_remember(hass, a_suggestion(a_pattern(trigger=switch, entities=("light.hall",))))

    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data

    assert [one.kind for one in coordinator.data.suggestions[0].conflicts] == [ConflictKind.LOOP]


async def test_an_automation_that_never_runs_is_listed_until_it_does(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    dusk = {**EVENING, "triggers": [{"trigger": "event", "event_type": "dusk"}]}
    dawn = {**dusk, "id": "dawn", "alias": "Dawn"}
    await async_own(hass, dusk, dawn)
    hass.states.async_set("light.hall", "off")
    await async_live(hass, evenings())
    await async_set_up(hass, QUIET_NIGHTS)
    new = issues(hass)

    await async_wait(hass, freezer, days=59)
    still_new = issues(hass)
    await async_wait(hass, freezer, days=1, seconds=1)
    stale = issues(hass)
    await hass.services.async_call("automation", "trigger", {"entity_id": "automation.dawn"}, blocking=True)
    await async_wait(hass, freezer, hours=1)
    one_left = issues(hass)
    await hass.services.async_call("automation", "turn_off", {"entity_id": "automation.evening"}, blocking=True)
    await async_wait(hass, freezer, seconds=1.1)

    assert (new, still_new) == ({}, {})
    assert stale == {"automations_stale": "- Dawn\n- Evening"}
    assert one_left == {"automations_stale": "- Evening"}
    assert issues(hass) == {}


async def test_an_automation_that_names_what_is_gone_is_listed_until_it_is_mended(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    hass.states.async_set("light.hall", "off")
    made = [
        {"action": "scene.create", "data": {"scene_id": "before", "snapshot_entities": "light.hall"}},
        {"action": "scene.turn_on", "target": {"entity_id": "scene.before"}},
        {"action": "light.turn_on", "target": {"entity_id": "all"}},
    ]
    fine = {**EVENING, "actions": made}
    broken = {**NIGHT, "actions": [{"action": "light.turn_off", "target": {"entity_id": "light.gone"}}]}
    await async_own(hass, fine, broken)
    await async_set_up(hass, QUIET_NIGHTS)
    before = issues(hass)

    hass.states.async_set("light.gone", "off")
    await async_wait(hass, freezer, hours=1)

    assert before == {"automations_broken": "- Night (light.gone)"}
    assert issues(hass) == {}


async def test_an_entity_that_gets_its_name_back_mends_the_automation(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    registry = er.async_get(hass)
    lamp = registry.async_get_or_create("light", "demo", "1", suggested_object_id="new_name")
    await async_own(hass, EVENING)
    await async_set_up(hass, QUIET_NIGHTS)
    before = issues(hass)

    registry.async_update_entity(lamp.entity_id, new_entity_id="light.hall")
    await hass.async_block_till_done()
    await async_wait(hass, freezer, seconds=61)

    assert before == {"automations_broken": "- Evening (light.hall)"}
    assert issues(hass) == {}


async def test_an_automation_that_cannot_be_loaded_is_listed_until_it_can(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    hass.states.async_set("light.hall", "off")
    await async_own(hass, EVENING | {"triggers": [{"trigger": "telepathy"}]})
    await async_set_up(hass, QUIET_NIGHTS)
    before = issues(hass)

    await async_write(hass, EVENING)
    await async_wait(hass, freezer, seconds=1.1)

    assert before == {"automations_unavailable": "- Evening"}
    assert issues(hass) == {}


async def test_a_notice_names_twenty_and_counts_the_rest(hass: HomeAssistant) -> None:
    broken = [{**EVENING, "id": f"{number}", "alias": f"Number {number:02}"} for number in range(23)]
    await async_own(hass, *broken)

    await async_set_up(hass)

    lines = issues(hass)["automations_broken"].splitlines()
    assert lines[0] == "- Number 00 (light.hall)"
    assert lines[19:] == ["- Number 19 (light.hall)", "- … (+3)"]


async def test_notices_can_be_switched_off(hass: HomeAssistant) -> None:
    await async_own(hass, EVENING)

    await async_set_up(hass, {"automations": {"report": False}})

    assert issues(hass) == {}


async def test_an_unload_takes_the_notices_back(hass: HomeAssistant) -> None:
    await async_own(hass, EVENING)
    entry = await async_set_up(hass)
    before = issues(hass)

    assert await hass.config_entries.async_unload(entry.entry_id)

    assert list(before) == ["automations_broken"]
    assert issues(hass) == {}


async def test_everybody_may_ask_what_the_automations_do(
    hass: HomeAssistant, hass_read_only_user: MockUser, freezer: FrozenDateTimeFactory
) -> None:
    hass.states.async_set("light.hall", "off")
    conditions = [{"condition": "sun.is_set"}, "{{ true }}"]
    await async_own(
        hass, EVENING, NIGHT | {"triggers": [{"trigger": "time", "at": "18:00:00"}], "conditions": conditions}
    )
    await async_remember(hass, AT_SIX)
    await async_set_up(hass, QUIET_NIGHTS)

    answer = await hass.services.async_call(
        DOMAIN,
        "list_automations",
        {"limit": 2},
        blocking=True,
        return_response=True,
        context=Context(user_id=hass_read_only_user.id),
    )

    on = {"entities": ["light.hall"], "state": "on", "weekdays": [0, 1, 2, 3, 4, 5, 6], "delay_seconds": 0}
    both: dict[str, Any] = {
        "enabled": True,
        "available": True,
        "last_triggered": None,
        "not_understood": [],
        "stale": False,
        "broken": False,
        "unknown_entities": [],
        "conflicts": [],
    }
    assert answer == {
        "automations": [
            {
                **both,
                "entity_id": "automation.evening",
                "name": "Evening",
                "triggers": [{"time": "18:05"}],
                "effects": [{**on, "trigger": {"time": "18:05"}, "conditions": []}],
                "covers": ["hall-at-six"],
            },
            {
                **both,
                "entity_id": "automation.night",
                "name": "Night",
                "triggers": [{"time": "18:00"}],
                "effects": [
                    {
                        **on,
                        "state": "off",
                        "trigger": {"time": "18:00"},
                        "conditions": [{"dark": True}, {"not_understood": "template"}],
                    }
                ],
                "covers": [],
            },
        ],
        "next_cursor": None,
    }


async def test_a_listing_says_what_is_stale_broken_and_contradicted(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    at_six = {"trigger": "time", "at": "18:00:00"}
    attic = {"action": "light.turn_off", "target": {"entity_id": "light.attic"}}
    opposite = NIGHT | {
        "triggers": [{"trigger": "event", "event_type": "dusk"}, at_six],
        "actions": [*NIGHT["actions"], attic],
    }
    await async_own(hass, opposite)
    await async_remember(hass, AT_SIX)
    await async_live(hass, evenings())
    await async_set_up(hass, QUIET_NIGHTS)
    await hass.services.async_call("automation", "trigger", {"entity_id": "automation.night"}, blocking=True)
    ran_at = freezer.time_to_freeze
    freezer.tick(timedelta(days=61))

    answer: Any = await hass.services.async_call(DOMAIN, "list_automations", {}, blocking=True, return_response=True)

    (night,) = answer["automations"]
    assert (night["stale"], night["broken"], night["unknown_entities"]) == (True, True, ["light.attic"])
    assert night["last_triggered"] == ran_at.replace(microsecond=0).isoformat() + "+00:00"
    assert night["conflicts"] == [{"signature": "hall-at-six", "kind": "undoes"}]


async def test_reading_many_automations_lets_others_have_their_turn(hass: HomeAssistant) -> None:
    await async_own(hass, *({**EVENING, "id": f"{number}", "alias": f"{number}"} for number in range(300)))
    turns = 0

    async def take_turns() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    other = hass.async_create_task(take_turns())
    existing = await async_read_existing(hass, partial(is_hands, hass))
    other.cancel()

    assert len(existing.automations) == 300
    assert turns > 2


async def test_without_automations_there_are_none(hass: HomeAssistant) -> None:
    assert (await async_read_existing(hass, partial(is_hands, hass))).automations == ()


async def test_a_reload_of_scenes_is_heard(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_setup_component(hass, "scene", {"scene": [{"name": "Calm", "entities": {"light.hall": "off"}}]})
    await async_own(hass, EVENING | {"actions": [{"scene": "scene.calm"}]})
    await async_remember(hass, AT_SIX)
    await async_set_up(hass, QUIET_NIGHTS)
    before = await async_open(hass)

    path = Path(hass.config.path("configuration.yaml"))
    bright = {"scene": [{"name": "Calm", "entities": {"light.hall": "on"}}]}
    await hass.async_add_executor_job(path.write_text, json.dumps(bright))
    await hass.services.async_call("scene", "reload", blocking=True)
    await async_wait(hass, freezer, seconds=1.1)

    assert [one["kind"] for one in before[0]["conflicts"]] == ["undoes"]
    assert await async_open(hass) == []

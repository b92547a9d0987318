import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import DOMAIN as AUTOMATIONS
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
from homeassistant.helpers import area_registry as ar, entity_registry as er, issue_registry as ir, label_registry as lr
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockUser,
    async_capture_events,
    async_fire_time_changed,
    async_mock_service,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
import yaml

from custom_components.homeiq.const import DOMAIN, EVENT_SUGGESTION_RESOLVED
from custom_components.homeiq.model.decisions.acceptance import Accepted, AcceptMode
from custom_components.homeiq.model.habits.pattern import EVERY_DAY, SetTo, StateIs
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.model.habits.trigger import AtTime, OnDemand
from custom_components.homeiq.model.things.brought import BroughtTo
from custom_components.homeiq.suggest.draft import draft
from tests.accepted import INCLUDED, OWN, async_a_home, async_accept, async_furnish, async_undo, file_of, write_files
from tests.actions import async_signatures
from tests.evenings import query
from tests.homes import async_learn
from tests.offers import a_pattern, a_suggestion, after_motion, hall_light

# Automations by the clock go on waiting for their time, also when Home Assistant has stopped.
pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

AUTOMATION = "homeiq_kitchen-at-seven"
ENTITY = "automation.kitchen_at_07_00"


def two_lamps() -> Suggestion:
    pattern = a_pattern("both", entities=("light.hall", "light.kitchen"))
    return a_suggestion(pattern, title="Both lamps", automation=draft(pattern, "Both lamps", ""))


async def test_an_accepted_suggestion_is_an_automation_of_the_editor(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_a_home(hass, a_suggestion(), hall_light(), automations=OWN)
    resolved = async_capture_events(hass, EVENT_SUGGESTION_RESOLVED)

    answer = await async_accept(hass, "kitchen-at-seven")
    client = await hass_client()
    response = await client.get(f"/api/config/automation/config/{AUTOMATION}")

    assert answer == {"signature": "kitchen-at-seven", "mode": "enabled", "id": AUTOMATION, "entity_id": ENTITY}
    assert await response.json() == {"id": AUTOMATION, **a_suggestion().automation}
    assert file_of(hass).read_text().startswith(OWN)
    assert await async_signatures(hass) == ["hall-after-motion"]
    assert [(event.data["signature"], event.data["verdict"]) for event in resolved] == [
        ("kitchen-at-seven", "accepted")
    ]


async def test_an_accepted_automation_acts_when_its_trigger_comes(hass: HomeAssistant) -> None:
    hass.states.async_set("binary_sensor.hall_motion", "off", {"device_class": "motion"})
    await async_a_home(hass, after_motion())
    calls = async_mock_service(hass, "light", "turn_on")
    await async_accept(hass, "hall-after-motion")

    hass.states.async_set("binary_sensor.hall_motion", "on", {"device_class": "motion"})
    await hass.async_block_till_done()

    assert [call.data for call in calls] == [{"entity_id": ["light.hall"]}]
    assert "trigger: motion.detected" in file_of(hass).read_text()


@pytest.mark.parametrize(("at_home", "runs"), [("0", 0), ("1", 1)])
async def test_what_is_for_who_is_home_does_nothing_while_nobody_is(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, at_home: str, runs: int
) -> None:
    pattern = a_pattern(weekdays=EVERY_DAY)
    config = draft(pattern, "Kitchen at 07:00", "", for_who_is_home=True)
    await async_a_home(hass, a_suggestion(pattern, automation=config))
    calls = async_mock_service(hass, "light", "turn_on")
    hass.states.async_set("zone.home", at_home)
    await async_accept(hass, "kitchen-at-seven")

    freezer.move_to(dt_util.start_of_local_day() + timedelta(days=1, hours=7))
    async_fire_time_changed(hass)
    await hass.async_block_till_done()

    assert len(calls) == runs


def at_bedtime() -> Suggestion:
    pattern = replace(
        a_pattern(
            "bedtime", trigger=AtTime(minute=22 * 60), entities=("cover.blind", "light.hall"), weekdays=EVERY_DAY
        ),
        state="off",
        otherwise=(BroughtTo(entity_id="cover.blind", state="closed"),),
    )
    return a_suggestion(pattern, title="Bedtime", automation=draft(pattern, "Bedtime", ""))


async def test_one_wish_is_one_automation_that_does_all_of_it_until_it_is_undone(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_a_home(hass, at_bedtime())
    before = file_of(hass).read_text()
    hass.states.async_set("cover.blind", "open", {"device_class": "blind"})
    closed, put_out = async_mock_service(hass, "cover", "close_cover"), async_mock_service(hass, "light", "turn_off")
    await async_accept(hass, "bedtime")

    freezer.move_to(dt_util.start_of_local_day() + timedelta(days=1, hours=22))
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    written = yaml.safe_load(file_of(hass).read_text())[-1]["actions"]
    await async_undo(hass, "bedtime")

    assert [call.data["entity_id"] for call in (*closed, *put_out)] == [["cover.blind"], ["light.hall"]]
    assert [one["action"] for one in written] == ["cover.close_cover", "light.turn_off"]
    assert file_of(hass).read_text() == before
    assert await async_signatures(hass) == ["bedtime"]


async def test_undo_leaves_the_file_byte_for_byte_as_it_was(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion(), automations=OWN)
    await async_accept(hass, "kitchen-at-seven")

    await async_undo(hass, "kitchen-at-seven")

    assert file_of(hass).read_text() == OWN
    assert hass.states.get(ENTITY) is None
    assert hass.states.get("automation.mine") is not None
    assert await async_signatures(hass) == ["kitchen-at-seven"]


async def test_what_was_undone_is_offered_again_after_a_restart_and_can_be_accepted_again(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass, a_suggestion())
    await async_accept(hass, "kitchen-at-seven")
    await async_undo(hass, "kitchen-at-seven")
    await hass.config_entries.async_reload(entry.entry_id)

    answer = await async_accept(hass, "kitchen-at-seven")

    assert answer["entity_id"] == ENTITY


async def test_an_accepted_automation_wears_the_label_and_stands_in_the_room(
    hass: HomeAssistant, area_registry: ar.AreaRegistry, entity_registry: er.EntityRegistry
) -> None:
    kitchen = area_registry.async_create("Kitchen")
    light = entity_registry.async_get_or_create("light", "demo", "kitchen", suggested_object_id="kitchen")
    entity_registry.async_update_entity(light.entity_id, area_id=kitchen.id)
    await async_a_home(hass, a_suggestion())

    await async_accept(hass, "kitchen-at-seven")

    entry = entity_registry.async_get(ENTITY)
    label = lr.async_get(hass).async_get_label_by_name("HomeIQ")
    assert entry
    assert label
    assert (entry.labels, entry.area_id) == ({label.label_id}, kitchen.id)


async def test_an_automation_can_be_made_without_being_switched_on(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())

    await async_accept(hass, "kitchen-at-seven", mode="disabled")

    assert hass.states.get(ENTITY).state == "off"  # type: ignore[union-attr]


async def test_one_that_was_off_when_it_was_taken_back_is_on_when_it_is_accepted_again(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())
    await async_accept(hass, "kitchen-at-seven", mode="disabled")
    await async_undo(hass, "kitchen-at-seven")

    await async_accept(hass, "kitchen-at-seven")
    again = hass.states.get(ENTITY)
    await hass.services.async_call("automation", "turn_off", {"entity_id": ENTITY}, blocking=True)
    await async_undo(hass, "kitchen-at-seven")
    await async_accept(hass, "kitchen-at-seven")
    once_more = hass.states.get(ENTITY)

    assert [state.state for state in (again, once_more) if state] == ["on", "on"]


async def test_a_suggestion_can_become_a_scene_and_be_undone(hass: HomeAssistant) -> None:
    await async_a_home(hass, two_lamps())

    answer = await async_accept(hass, "both", mode="scene")
    scenes = yaml.safe_load(file_of(hass, "scenes.yaml").read_text())
    await async_undo(hass, "both")

    assert answer["entity_id"] == "scene.both_lamps"
    assert scenes == [
        {"id": "homeiq_both", "name": "Both lamps", "entities": {"light.hall": "on", "light.kitchen": "on"}}
    ]
    assert file_of(hass, "scenes.yaml").read_text() == ""
    assert hass.states.get("scene.both_lamps") is None


@pytest.mark.parametrize(
    ("domain", "state", "values", "expected"),
    [
        ("light", "on", {"brightness": 75.0, "color_temp_kelvin": 2703.0}, ("on", 76, 2700)),
        ("cover", "partly_open", {"current_position": 39.6}, ("open", 40)),
        ("media_player", "playing", {"volume_level": 0.2}, ("playing", 0.2)),
    ],
)
async def test_a_scene_is_set_as_people_set_it(
    hass: HomeAssistant, domain: str, state: str, values: dict[str, float], expected: tuple[str | float, ...]
) -> None:
    names = (f"{domain}.hall", f"{domain}.kitchen")
    known = [
        SetTo(entity_id=name, attribute=attribute, value=value, spread=1.0)
        for name in names
        for attribute, value in values.items()
    ]
    pattern = replace(a_pattern("both", entities=names), state=state, values=tuple(known))
    await async_furnish(hass, *names, device_class="blind")
    await async_a_home(hass, a_suggestion(pattern, title="Both", automation=draft(pattern, "Both", "")))

    await async_accept(hass, "both", mode="scene")

    (scene,) = yaml.safe_load(file_of(hass, "scenes.yaml").read_text())
    as_set = dict(zip(("state", *values), expected, strict=True))
    assert list(scene["entities"].values()) == [as_set, as_set]


async def test_a_suggestion_can_become_a_script_and_be_undone(hass: HomeAssistant) -> None:
    await async_a_home(hass, two_lamps())

    answer = await async_accept(hass, "both", mode="script")
    scripts = yaml.safe_load(file_of(hass, "scripts.yaml").read_text())
    await async_undo(hass, "both")

    assert answer["entity_id"] == "script.homeiq_both"
    assert list(scripts) == ["homeiq_both"]
    assert scripts["homeiq_both"]["sequence"][0]["action"] == "light.turn_on"
    assert file_of(hass, "scripts.yaml").read_text() == ""


def on_demand() -> Suggestion:
    pattern = a_pattern("evening", trigger=OnDemand(), entities=("light.hall", "light.kitchen"), weekdays=EVERY_DAY)
    return a_suggestion(pattern, title="Evening", automation=draft(pattern, "Evening", ""))


async def test_what_nothing_sets_off_becomes_a_scene(hass: HomeAssistant) -> None:
    await async_a_home(hass, on_demand())

    answer = await async_accept(hass, "evening")

    assert (answer["mode"], answer["entity_id"]) == ("scene", "scene.evening")


@pytest.mark.parametrize("mode", ["disabled", "shadow"])
async def test_what_nothing_sets_off_cannot_wait_for_it(hass: HomeAssistant, mode: str) -> None:
    await async_a_home(hass, on_demand())

    with pytest.raises(ServiceValidationError) as refused:
        await async_accept(hass, "evening", mode=mode)

    assert refused.value.translation_key == "no_trigger"


async def async_moved(hass: HomeAssistant) -> str:
    """Accept a habit that then moves by an hour, as *moved* suggests; return the file as it was accepted."""
    entry = await async_a_home(hass, a_suggestion(automation=draft(a_pattern(), "Kitchen", "")))
    await async_accept(hass, "kitchen-at-seven")
    accepted = file_of(hass).read_text()
    pattern = a_pattern("moved", trigger=AtTime(minute=8 * 60))
    moved = a_suggestion(pattern, automation=draft(pattern, "Kitchen", ""), moved_from="kitchen-at-seven")
    await async_learn(hass, entry, [moved])
    return accepted


@pytest.mark.parametrize("mode", ["disabled", "shadow", "ask", "scene", "script"])
async def test_what_moves_an_automation_makes_nothing_else_of_it(hass: HomeAssistant, mode: str) -> None:
    accepted = await async_moved(hass)

    with pytest.raises(ServiceValidationError) as refused:
        await async_accept(hass, "moved", mode=mode)

    assert refused.value.translation_key == "only_moves"
    assert file_of(hass).read_text() == accepted
    assert await async_signatures(hass) == ["moved"]


async def test_a_habit_that_has_moved_moves_its_automation(hass: HomeAssistant) -> None:
    accepted = await async_moved(hass)

    await async_accept(hass, "moved")
    (automation,) = yaml.safe_load(file_of(hass).read_text())
    await async_undo(hass, "kitchen-at-seven")

    assert (automation["id"], automation["triggers"][0]["at"]) == (AUTOMATION, "08:00:00")
    assert await async_signatures(hass) == []
    assert file_of(hass).read_text() == accepted


async def test_what_is_only_set_makes_no_scene_which_would_turn_it_on(hass: HomeAssistant) -> None:
    rooms = ("climate.bath", "climate.hall")
    night = replace(a_pattern("night", entities=rooms), state="heat#temperature=17")
    await async_a_home(hass, a_suggestion(night, title="Night", automation=draft(night, "Night", "")))

    with pytest.raises(ServiceValidationError) as refused:
        await async_accept(hass, "night", mode="scene")

    assert refused.value.translation_key == "no_scene_of_what_is_set"


async def test_one_thing_makes_no_scene(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())

    with pytest.raises(ServiceValidationError) as refused:
        await async_accept(hass, "kitchen-at-seven", mode="scene")

    assert refused.value.translation_key == "no_scene"


@pytest.mark.parametrize("action", ["accept_suggestion", "undo_suggestion", "adjust_suggestion"])
async def test_what_was_never_offered_is_unknown(hass: HomeAssistant, action: str) -> None:
    await async_a_home(hass)

    with pytest.raises(ServiceValidationError) as refused:
        await hass.services.async_call(DOMAIN, action, {"signature": "none"}, blocking=True)

    assert refused.value.translation_key == "unknown_suggestion"


@pytest.mark.parametrize("action", ["accept_suggestion", "undo_suggestion", "adjust_suggestion", "export"])
async def test_only_administrators_decide(hass: HomeAssistant, hass_read_only_user: MockUser, action: str) -> None:
    await async_a_home(hass, a_suggestion())

    with pytest.raises(Unauthorized):
        await hass.services.async_call(
            DOMAIN,
            action,
            {"signature": "kitchen-at-seven"},
            blocking=True,
            context=Context(user_id=hass_read_only_user.id),
            return_response=action == "export",
        )


async def test_no_door_lets_anybody_else_in(hass: HomeAssistant, hass_read_only_user: MockUser) -> None:
    entry = await async_a_home(hass, a_suggestion())

    with pytest.raises(Unauthorized):
        await entry.runtime_data.decisions.accepting.async_accept("kitchen-at-seven", user_id=hass_read_only_user.id)
    with pytest.raises(Unauthorized):
        await entry.runtime_data.decisions.accepting.async_accept("kitchen-at-seven", user_id="nobody")

    assert file_of(hass).read_text() == "[]\n"


async def test_an_administrator_may(hass: HomeAssistant, hass_admin_user: MockUser) -> None:
    entry = await async_a_home(hass, a_suggestion())

    accepted = await entry.runtime_data.decisions.accepting.async_accept("kitchen-at-seven", user_id=hass_admin_user.id)

    assert accepted == Accepted(signature="kitchen-at-seven", key=AUTOMATION, entity_id=ENTITY, mode=AcceptMode.ENABLED)


async def test_a_file_that_is_not_included_stays_as_it_was_and_the_owner_is_told(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry
) -> None:
    await async_a_home(hass, a_suggestion(), automations=OWN, configuration="automation: []\n")

    with pytest.raises(HomeAssistantError, match="Kitchen at 07:00") as refused:
        await async_accept(hass, "kitchen-at-seven")

    assert refused.value.translation_key == "file_not_included"
    assert file_of(hass).read_text() == OWN
    assert await async_signatures(hass) == ["kitchen-at-seven"]
    assert issue_registry.async_get_issue(DOMAIN, "file_not_included")
    assert query(hass, "SELECT count(*) FROM automation_versions") == [(0,)]


async def test_an_automation_of_that_id_in_another_file_is_left_alone(hass: HomeAssistant) -> None:
    elsewhere = f"automation:\n- id: {AUTOMATION}\n  alias: Mine\n  triggers: []\n  actions: []\n"
    await async_a_home(hass, a_suggestion(), automations=OWN)
    # Somebody writes it after the suggestion was shown.
    write_files(hass, OWN, elsewhere)
    await hass.services.async_call(AUTOMATIONS, "reload", blocking=True)

    with pytest.raises(HomeAssistantError) as refused:
        await async_accept(hass, "kitchen-at-seven")

    assert refused.value.translation_key == "entry_known"
    assert file_of(hass).read_text() == OWN
    assert hass.states.get("automation.mine")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("- id: a\n  alias: [\n", "file_broken"),
        ("- id: a\n\talias: A\n", "file_broken"),
        ("alias: A\n", "file_unsupported"),
        ("!include_dir_merge_list automations\n", "file_unsupported"),
        (f"- id: {AUTOMATION}\n  alias: Mine\n  triggers: []\n  actions: []\n", "entry_known"),
    ],
)
async def test_a_file_that_fights_back_stays_as_it_was(hass: HomeAssistant, text: str, key: str) -> None:
    await async_a_home(hass, a_suggestion())
    file_of(hass).write_text(text)

    with pytest.raises(HomeAssistantError) as refused:
        await async_accept(hass, "kitchen-at-seven")

    assert refused.value.translation_key == key
    assert file_of(hass).read_text() == text
    assert query(hass, "SELECT count(*) FROM automation_versions") == [(0,)]


async def test_a_read_only_file_stays_as_it_was(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())
    file_of(hass).chmod(0o444)

    with pytest.raises(HomeAssistantError) as refused:
        await async_accept(hass, "kitchen-at-seven")

    assert refused.value.translation_key == "file_unwritable"
    assert file_of(hass).read_text() == "[]\n"


async def test_secrets_and_includes_of_the_owner_survive(hass: HomeAssistant) -> None:
    own = "- id: mine\n  alias: !secret name\n  triggers: !include triggers.yaml\n  actions: []"
    file_of(hass, "secrets.yaml").write_text("name: Mine\n")
    file_of(hass, "triggers.yaml").write_text("[]\n")
    await async_a_home(hass, a_suggestion(), automations=own)

    await async_accept(hass, "kitchen-at-seven")
    accepted = file_of(hass).read_text()
    await async_undo(hass, "kitchen-at-seven")

    assert accepted.startswith(own)
    assert file_of(hass).read_text() == own


async def test_an_automation_that_a_person_has_changed_is_not_undone(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_a_home(hass, a_suggestion())
    await async_accept(hass, "kitchen-at-seven")
    client = await hass_client()
    config = await (await client.get(f"/api/config/automation/config/{AUTOMATION}")).json()
    await client.post(f"/api/config/automation/config/{AUTOMATION}", json={**config, "alias": "Mine now"})
    await hass.async_block_till_done()
    edited = file_of(hass).read_text()

    with pytest.raises(HomeAssistantError) as refused:
        await async_undo(hass, "kitchen-at-seven")

    assert refused.value.translation_key == "entry_edited"
    assert file_of(hass).read_text() == edited


async def test_an_automation_that_a_person_has_deleted_is_offered_again_when_undone(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_a_home(hass, a_suggestion())
    await async_accept(hass, "kitchen-at-seven")
    client = await hass_client()
    await client.delete(f"/api/config/automation/config/{AUTOMATION}")
    await hass.async_block_till_done()

    await async_undo(hass, "kitchen-at-seven")

    assert await async_signatures(hass) == ["kitchen-at-seven"]


async def test_an_automation_that_a_person_has_moved_is_not_undone_while_it_works(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())
    await async_accept(hass, "kitchen-at-seven")
    moved = f"{INCLUDED}automation moved:\n{file_of(hass).read_text()}"
    write_files(hass, "[]\n", moved)

    with pytest.raises(HomeAssistantError) as refused:
        await async_undo(hass, "kitchen-at-seven")
    still = hass.states.get("automation.kitchen_at_07_00")
    offered = await async_signatures(hass)
    write_files(hass, "[]\n")
    await async_undo(hass, "kitchen-at-seven")

    assert refused.value.translation_key == "entry_moved"
    assert still is not None
    assert (still.state, offered) == ("on", [])
    # Deleted there as well, it is gone, though Home Assistant had not read that yet.
    assert not hass.states.is_state("automation.kitchen_at_07_00", "on")
    assert await async_signatures(hass) == ["kitchen-at-seven"]


async def test_of_two_accepts_at_once_one_makes_the_automation(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())

    answers = await asyncio.gather(
        async_accept(hass, "kitchen-at-seven"), async_accept(hass, "kitchen-at-seven"), return_exceptions=True
    )

    assert [type(answer) for answer in answers] == [dict, ServiceValidationError]
    assert len(yaml.safe_load(file_of(hass).read_text())) == 1


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_accepting_while_the_editor_saves_loses_nothing_a_hundred_times(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    names = [f"s{number}" for number in range(100)]
    # Each of another lamp: what one of them does already would not be offered again.
    patterns = [a_pattern(name, entities=(f"light.{name}",)) for name in names]
    await async_a_home(hass, *[with_own_id(a_suggestion(pattern)) for pattern in patterns])
    client = await hass_client()
    theirs = {key: value for key, value in a_suggestion().automation.items() if key != "id"}

    await asyncio.gather(
        *[
            work
            for name in names
            for work in (
                async_accept(hass, name),
                client.post(f"/api/config/automation/config/theirs_{name}", json={**theirs, "alias": name}),
            )
        ]
    )
    await hass.async_block_till_done()

    ids = [one["id"] for one in yaml.safe_load(file_of(hass).read_text())]
    assert sorted(ids) == sorted([f"homeiq_{name}" for name in names] + [f"theirs_{name}" for name in names])
    assert len(hass.states.async_entity_ids(AUTOMATIONS)) == 200


def with_own_id(suggestion: Suggestion) -> Suggestion:
    automation: dict[str, Any] = {**suggestion.automation, "alias": f"Ours {suggestion.signature}"}
    return a_suggestion(suggestion.pattern, title=suggestion.title, automation=automation)


async def test_what_never_may_be_made_is_refused_whoever_drafted_it(hass: HomeAssistant) -> None:
    unlocking = {"actions": [{"action": "lock.unlock", "target": {"entity_id": ["lock.front"]}}]}
    await async_a_home(hass, a_suggestion(automation={**a_suggestion().automation, **unlocking}))

    with pytest.raises(ServiceValidationError) as refused:
        await async_accept(hass, "kitchen-at-seven")

    assert refused.value.translation_key == "refused_service"
    assert file_of(hass).read_text() == "[]\n"


async def test_what_home_assistant_would_not_accept_is_refused(hass: HomeAssistant) -> None:
    nonsense = {"triggers": [{"trigger": "time", "at": "25:00:00"}]}
    await async_a_home(hass, a_suggestion(automation={**a_suggestion().automation, **nonsense}))

    with pytest.raises(ServiceValidationError) as refused:
        await async_accept(hass, "kitchen-at-seven")

    assert refused.value.translation_key == "invalid_automation"


@pytest.mark.parametrize(("lost", "open_after"), [("nothing", []), (AUTOMATION, ["kitchen-at-seven"])])
async def test_a_crash_between_the_note_and_the_end_is_cleared_up_at_the_next_start(
    hass: HomeAssistant, lost: str, open_after: list[str]
) -> None:
    entry = await async_a_home(hass, a_suggestion())
    await async_accept(hass, "kitchen-at-seven")
    await hass.config_entries.async_unload(entry.entry_id)
    query(hass, "UPDATE automation_versions SET is_pending = 1")
    query(hass, "DELETE FROM decisions")
    query(
        hass,
        "INSERT OR REPLACE INTO suggestions (rank, signature, body)"
        " SELECT 0, signature, suggestion FROM automation_versions",
    )
    blocks = [block for block in file_of(hass).read_text().split("- id: ") if not block.startswith(lost)]
    file_of(hass).write_text("- id: ".join(blocks))
    await hass.services.async_call("automation", "reload", blocking=True)

    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()

    assert await async_signatures(hass) == open_after
    assert query(hass, "SELECT count(*) FROM automation_versions WHERE is_pending") == [(0,)]


async def test_a_condition_on_an_entity_that_is_not_there_is_refused(hass: HomeAssistant) -> None:
    pattern = a_pattern(conditions=(StateIs(entity_id="switch.gone", state="on"),))
    await async_a_home(hass, a_suggestion(pattern, automation=draft(pattern, "Kitchen", "")))
    hass.states.async_remove("switch.gone")

    with pytest.raises(ServiceValidationError, match="There is no entity switch"):
        await async_accept(hass, "kitchen-at-seven")


async def test_the_verdict_stands_in_the_file_beside_the_trigger(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion(automation=draft(a_pattern(), "Kitchen", "", note="37 of 40 right.")))

    accepted = await async_accept(hass, "kitchen-at-seven")

    assert "note: 37 of 40 right." in file_of(hass).read_text()
    assert hass.states.get(accepted["entity_id"])

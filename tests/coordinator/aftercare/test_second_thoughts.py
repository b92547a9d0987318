"""What is undone again and again is asked about, and the answer is done."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator
import yaml

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.aftercare.second_thoughts import AnsweredError, SecondThoughts
from custom_components.homeiq.model.decisions.followed import Fate
from tests.accepted import OWN, async_undo, file_of
from tests.answering import async_begin
from tests.evenings import query
from tests.lamps import AUTOMATION, async_a_lamp, async_look, async_move, async_switch, the_lamp

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

SUNDAYS = "overridden_lamp_weekdays_6"
EVERYWHERE = "overridden_everywhere"
ALWAYS = "overridden_lamp_off"
SUNDAY = 6
type Questions = list[ir.IssueEntry]


@pytest.fixture
def ann(hass_admin_user: User) -> Context:
    return Context(user_id=hass_admin_user.id)


@pytest.fixture(autouse=True)
def monday(freezer: FrozenDateTimeFactory) -> None:
    freezer.move_to(datetime(2026, 6, 1, 17, 0, tzinfo=dt_util.get_default_time_zone()))


def questions(hass: HomeAssistant) -> Questions:
    return [
        issue
        for (domain, name), issue in ir.async_get(hass).issues.items()
        if domain == DOMAIN and name.startswith("overridden") and issue.active
    ]


async def async_live(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    ann: Context,
    days: int,
    *,
    is_undone: Callable[[datetime], bool],
) -> None:
    """Walk through the hall every evening at eight; some evenings the lamp is turned off at once, else at bedtime."""
    for _ in range(days):
        evening = dt_util.now().replace(hour=20, minute=0, second=0)
        freezer.move_to(evening)
        await async_move(hass)
        freezer.tick({True: timedelta(seconds=40 + evening.day * 7), False: timedelta(hours=2)}[is_undone(evening)])
        await async_switch(hass, "off", ann)
        freezer.move_to((evening + timedelta(days=1)).replace(hour=17))


def on_sundays(evening: datetime) -> bool:
    return evening.weekday() == SUNDAY


def always(_evening: datetime) -> bool:
    return True


async def async_sundays(hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context) -> MockConfigEntry:
    """Live from a Sunday to the Sunday after next; on all three the lamp is turned off at once."""
    freezer.tick(timedelta(days=SUNDAY))
    entry = await async_a_lamp(hass, automations=OWN)
    await async_live(hass, freezer, ann, 15, is_undone=on_sundays)
    return entry


async def test_who_turns_it_off_every_sunday_is_asked_to_leave_sundays_out(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context
) -> None:
    await async_sundays(hass, freezer, ann)

    (question,) = questions(hass)

    assert question.issue_id == SUNDAYS
    assert question.is_fixable
    assert (
        question.data
        == question.translation_placeholders
        == {
            "title": "Lamp after motion",
            "where": "on Sundays",
            "overridden": "3",
            "acts": "3",
            "percent": "75",
            "other_overridden": "0",
            "other_acts": "12",
        }
    )


async def test_two_sundays_are_not_asked_about(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context
) -> None:
    await async_a_lamp(hass)

    await async_live(hass, freezer, ann, 14, is_undone=on_sundays)

    assert questions(hass) == []


async def test_saying_yes_leaves_sundays_out_of_the_real_automation(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_sundays(hass, freezer, ann)
    before = file_of(hass).read_bytes()
    flow, answer = await async_begin(hass, hass_client, SUNDAYS)

    tried = await answer(next_step_id="adjust")
    untouched = file_of(hass).read_bytes()
    done = await answer()
    await async_look(hass, freezer)

    assert flow["menu_options"] == ["adjust", "turn_off", "keep"]
    assert tried["type"] == "form"
    assert "every day except Sundays" in tried["description_placeholders"]["after"]
    assert int(tried["description_placeholders"]["runs"]) <= int(tried["description_placeholders"]["runs_before"])
    assert untouched == before
    assert done["type"] == "create_entry"
    (automation,) = [one for one in yaml.safe_load(file_of(hass).read_text()) if one["id"] == "homeiq_lamp"]
    assert automation["conditions"] == [{"condition": "time", "weekday": ["mon", "tue", "wed", "thu", "fri", "sat"]}]
    assert questions(hass) == []
    assert (the_lamp(entry).fate, the_lamp(entry).overridden) == (Fate.ACTIVE, 3)


async def test_the_adjusted_one_stays_off_on_sundays_and_undo_brings_the_old_one_back(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_sundays(hass, freezer, ann)
    before = file_of(hass).read_bytes()
    _, answer = await async_begin(hass, hass_client, SUNDAYS)
    await answer(next_step_id="adjust")
    await answer()
    await async_look(hass, freezer)
    runs = the_lamp(entry).runs

    await async_live(hass, freezer, ann, 7, is_undone=lambda _: False)
    after = the_lamp(entry).runs
    await async_undo(hass, "lamp")
    undone_once = file_of(hass).read_bytes()
    await async_undo(hass, "lamp")

    assert after - runs == 6
    assert undone_once == before
    assert file_of(hass).read_text() == OWN


async def test_where_nothing_tells_when_it_is_asked_whether_to_turn_it_off(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_a_lamp(hass)
    await async_live(hass, freezer, ann, 4, is_undone=always)
    (question,) = questions(hass)
    flow, answer = await async_begin(hass, hass_client, ALWAYS)

    done = await answer(next_step_id="turn_off")
    await async_look(hass, freezer)

    assert question.translation_key == EVERYWHERE
    assert flow["menu_options"] == ["turn_off", "keep"]
    assert done["type"] == "create_entry"
    assert hass.states.is_state(AUTOMATION, "off")
    assert the_lamp(entry).fate is Fate.DISABLED
    assert questions(hass) == []


async def test_keeping_it_is_remembered(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_a_lamp(hass)
    await async_live(hass, freezer, ann, 4, is_undone=always)
    _, answer = await async_begin(hass, hass_client, ALWAYS)

    await answer(next_step_id="keep")
    await async_live(hass, freezer, ann, 4, is_undone=always)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert questions(hass) == []
    assert query(hass, "SELECT signature, adjustment FROM declined_adjustments") == [("lamp", "off")]
    assert the_lamp(entry).overridden == 8


async def test_ignoring_it_under_repairs_is_remembered_too(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context, hass_ws_client: WebSocketGenerator
) -> None:
    await async_a_lamp(hass)
    await async_live(hass, freezer, ann, 4, is_undone=always)
    assert await async_setup_component(hass, "repairs", {})
    user = await hass.auth.async_get_user(str(ann.user_id))
    assert user
    token = await hass.auth.async_create_refresh_token(user, "https://example.com/app")
    client = await hass_ws_client(hass, hass.auth.async_create_access_token(token))

    await client.send_json_auto_id(
        {"type": "repairs/ignore_issue", "domain": DOMAIN, "issue_id": ALWAYS, "ignore": True}
    )
    answer = await client.receive_json()
    await hass.async_block_till_done(wait_background_tasks=True)

    assert answer["success"]
    assert query(hass, "SELECT signature, adjustment FROM declined_adjustments") == [("lamp", "off")]
    (kept,) = questions(hass)
    assert kept.dismissed_version


async def test_it_is_asked_again_after_a_restart(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context
) -> None:
    entry = await async_a_lamp(hass)
    await async_live(hass, freezer, ann, 4, is_undone=always)

    await hass.config_entries.async_unload(entry.entry_id)
    unloaded = questions(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert unloaded == []
    assert [question.issue_id for question in questions(hass)] == [ALWAYS]


async def test_an_automation_that_is_gone_or_off_is_not_asked_about(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context
) -> None:
    await async_a_lamp(hass)
    await async_live(hass, freezer, ann, 4, is_undone=always)
    before = questions(hass)

    await hass.services.async_call("automation", "turn_off", {"entity_id": AUTOMATION}, blocking=True)
    await async_look(hass, freezer)

    assert len(before) == 1
    assert questions(hass) == []


@pytest.mark.parametrize("step", ["adjust", "turn_off", "keep"])
async def test_what_was_decided_meanwhile_says_so(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    ann: Context,
    hass_client: ClientSessionGenerator,
    step: str,
) -> None:
    await async_sundays(hass, freezer, ann)
    _, answer = await async_begin(hass, hass_client, SUNDAYS)
    await async_undo(hass, "lamp")
    await async_look(hass, freezer)

    told = await answer(next_step_id=step)

    assert (told["type"], told["reason"]) == ("abort", "decided")


async def test_what_was_deleted_a_moment_ago_cannot_be_turned_off(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context, hass_client: ClientSessionGenerator
) -> None:
    await async_a_lamp(hass)
    await async_live(hass, freezer, ann, 4, is_undone=always)
    _, answer = await async_begin(hass, hass_client, ALWAYS)
    er.async_get(hass).async_remove(AUTOMATION)

    told = await answer(next_step_id="turn_off")

    assert (told["type"], told["reason"]) == ("abort", "decided")


async def test_what_has_no_part_to_leave_out_cannot_be_adjusted(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context
) -> None:
    entry = await async_a_lamp(hass)
    await async_live(hass, freezer, ann, 4, is_undone=always)
    thoughts: SecondThoughts = entry.runtime_data.second_thoughts

    with pytest.raises(AnsweredError):
        await thoughts.async_adjust(thoughts.async_question(ALWAYS))


async def test_without_homeiq_nothing_can_be_decided(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_sundays(hass, freezer, ann)
    _, answer = await async_begin(hass, hass_client, SUNDAYS)
    await hass.config_entries.async_unload(entry.entry_id)

    told = await answer(next_step_id="keep")

    assert told["reason"] == "not_loaded"


async def test_a_file_that_cannot_be_written_says_why(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context, hass_client: ClientSessionGenerator
) -> None:
    await async_sundays(hass, freezer, ann)
    _, answer = await async_begin(hass, hass_client, SUNDAYS)
    await answer(next_step_id="adjust")
    file_of(hass).chmod(0o444)

    told = await answer()

    assert told["reason"] == "refused"
    assert "automations.yaml" in told["description_placeholders"]["reason"]
    assert [question.issue_id for question in questions(hass)] == [SUNDAYS]


async def async_forget(hass: HomeAssistant, **fields: Any) -> None:
    await hass.services.async_call(DOMAIN, "forget", fields, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)


@pytest.mark.parametrize("fields", [{"entity_id": "light.lamp"}, {"start": "2026-06-01 00:00:00"}])
async def test_a_question_that_rests_on_what_is_forgotten_is_asked_no_more(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context, fields: dict[str, str]
) -> None:
    entry = await async_sundays(hass, freezer, ann)

    await async_forget(hass, **fields)

    assert questions(hass) == []
    assert query(hass, "SELECT count(*) FROM overrides UNION ALL SELECT count(*) FROM followed_hours") == [(0,), (0,)]
    assert the_lamp(entry).overridden == 3


async def test_what_is_undone_after_its_run_was_forgotten_is_no_override(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context
) -> None:
    entry = await async_a_lamp(hass)
    await async_move(hass)
    freezer.tick(timedelta(seconds=20))

    await async_forget(hass, entity_id="light.lamp")
    await async_switch(hass, "off", ann)

    assert (the_lamp(entry).acts, the_lamp(entry).overridden, the_lamp(entry).undecided) == (1, 0, 0)
    assert query(hass, "SELECT entity_id FROM overrides") == []


async def test_another_entity_that_is_forgotten_leaves_the_question(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context
) -> None:
    await async_sundays(hass, freezer, ann)

    await async_forget(hass, entity_id="light.attic")

    assert [question.issue_id for question in questions(hass)] == [SUNDAYS]


async def test_what_an_adjusted_automation_did_says_nothing_about_the_one_that_undo_brings_back(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: Context
) -> None:
    entry = await async_a_lamp(hass, automations=OWN)
    adjustment = {"signature": "lamp", "weekdays": ["mon", "tue", "wed", "thu", "fri", "sat"]}
    await hass.services.async_call(DOMAIN, "adjust_suggestion", adjustment, blocking=True)
    await async_look(hass, freezer)
    await async_live(hass, freezer, ann, 3, is_undone=always)

    await async_undo(hass, "lamp")
    await async_look(hass, freezer)
    counted = query(hass, "SELECT count(*) FROM overrides UNION ALL SELECT count(*) FROM followed_hours")
    await async_live(hass, freezer, ann, 1, is_undone=always)

    assert counted == [(0,), (0,)]
    assert questions(hass) == []
    assert the_lamp(entry).overridden == 4

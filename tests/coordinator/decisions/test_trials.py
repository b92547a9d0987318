"""A suggestion on trial: a week in which nothing runs, and the question at its end."""

from datetime import UTC, timedelta
from http import HTTPStatus
import re
import threading
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_capture_events,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.const import DOMAIN, EVENT_SUGGESTION_RESOLVED
from custom_components.homeiq.coordinator.decisions import trials
from custom_components.homeiq.learn.trial_days import follow_trial
from custom_components.homeiq.model.decisions.trial import TrialDay
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.habits.pattern import EVERY_DAY
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.suggest.draft import draft
from tests.accepted import async_a_home, async_accept, async_undo, file_of
from tests.actions import async_ask, async_signatures
from tests.answering import async_client_of_today
from tests.evenings import async_live, evenings
from tests.offers import a_pattern, a_suggestion

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

ISSUE = "trial_over_hall"


def at_six() -> Suggestion:
    pattern = a_pattern("hall", trigger=AtTime(minute=18 * 60), entities=("light.hall",), weekdays=EVERY_DAY)
    return a_suggestion(pattern, title="Hall at six", automation=draft(pattern, "Hall at six", ""))


def begin_at_noon(freezer: FrozenDateTimeFactory) -> None:
    """Leave the first day's six o'clock to the trial, whatever hour it is."""
    freezer.move_to((dt_util.now() + timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0))


async def async_on_trial(hass: HomeAssistant) -> MockConfigEntry:
    await async_live(hass, evenings())
    entry = await async_a_home(hass, at_six())
    await async_accept(hass, "hall", mode="shadow")
    return entry


async def async_a_week_later(hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory) -> None:
    """Live on for a week: on five evenings somebody turns the hall light on at six, and every morning off."""
    begin = dt_util.now().replace(minute=0, second=0, microsecond=0)
    lived: list[Any] = []
    for day in range(8):
        evening = (begin + timedelta(days=day)).replace(hour=18, minute=5)
        lived += [(evening.timestamp(), "light.hall", "on", Cause.PERSON)] if day < 6 else []
        lived += [((evening + timedelta(hours=4)).timestamp(), "light.hall", "off", Cause.PERSON)] if day < 6 else []
        lived += [((evening + timedelta(hours=1)).timestamp(), "light.kitchen", ("on", "off")[day % 2], Cause.PERSON)]
    freezer.tick(timedelta(days=7, hours=1))
    events: EventLog = entry.runtime_data.events
    await events.append([row for row in lived if begin.timestamp() < row[0] < dt_util.utcnow().timestamp()])
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_answer(hass: HomeAssistant, hass_client: ClientSessionGenerator, step: str) -> dict[str, Any]:
    assert await async_setup_component(hass, "repairs", {})
    client = await async_client_of_today(hass, hass_client)
    begun = await client.post("/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": ISSUE})
    assert begun.status == HTTPStatus.OK
    flow = await begun.json()
    answered = await client.post(f"/api/repairs/issues/fix/{flow['flow_id']}", json={"next_step_id": step})
    await hass.async_block_till_done()
    return {**flow, "answer": await answered.json()}


async def test_a_trial_writes_nothing_and_takes_the_suggestion_off_the_list(hass: HomeAssistant) -> None:
    resolved = async_capture_events(hass, EVENT_SUGGESTION_RESOLVED)

    await async_on_trial(hass)

    assert file_of(hass).read_text() == "[]\n"
    assert await async_signatures(hass) == []
    assert resolved == []


async def test_a_trial_can_be_called_off(hass: HomeAssistant) -> None:
    await async_on_trial(hass)

    await async_undo(hass, "hall")

    assert await async_signatures(hass) == ["hall"]


async def test_a_trial_goes_on_over_a_restart(hass: HomeAssistant, issue_registry: ir.IssueRegistry) -> None:
    entry = await async_on_trial(hass)

    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert await async_signatures(hass) == []
    assert issue_registry.async_get_issue(DOMAIN, ISSUE) is None


def asked(issue_registry: ir.IssueRegistry) -> dict[str, str | int | float | None]:
    """Return what the question after a trial says."""
    issue = issue_registry.async_get_issue(DOMAIN, ISSUE)
    assert issue
    assert issue.is_fixable
    assert issue.data
    return issue.data


async def test_after_a_week_it_tells_what_it_would_have_done_beside_what_they_did(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, issue_registry: ir.IssueRegistry
) -> None:
    begin_at_noon(freezer)
    entry = await async_on_trial(hass)

    await async_a_week_later(hass, entry, freezer)

    told = asked(issue_registry)
    assert (told["runs"], told["false_alarms"]) == (str(int(str(told["hits"])) + int(str(told["false_alarms"]))), "1")
    assert str(told["moments"]).count("18:00 ✓") == int(str(told["hits"])) >= 5
    assert str(told["moments"]).count("18:00 ✗") == 1


async def test_a_trial_that_ends_while_its_question_is_worked_out_asks_nothing(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    issue_registry: ir.IssueRegistry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begin_at_noon(freezer)
    await async_on_trial(hass)
    is_worked_out, may_end = threading.Event(), threading.Event()

    def slowly(*args: Any, **kwargs: Any) -> tuple[TrialDay, ...]:
        is_worked_out.set()
        may_end.wait(60)
        return follow_trial(*args, **kwargs)

    monkeypatch.setattr(trials, "follow_trial", slowly)
    freezer.tick(timedelta(days=7, hours=1))
    async_fire_time_changed(hass, dt_util.utcnow())
    assert await hass.async_add_executor_job(is_worked_out.wait, 60)

    await async_undo(hass, "hall")
    may_end.set()
    await hass.async_block_till_done(wait_background_tasks=True)

    assert issue_registry.async_get_issue(DOMAIN, ISSUE) is None
    assert "hall" in await async_signatures(hass)


async def async_log(hass: HomeAssistant) -> list[dict[str, Any]]:
    answer = await async_ask(hass, "list_accepted")
    return list(answer["trials"])


async def test_the_question_tells_each_day_what_would_have_run_and_what_you_did(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, issue_registry: ir.IssueRegistry
) -> None:
    begin_at_noon(freezer)
    entry = await async_on_trial(hass)
    await async_a_week_later(hass, entry, freezer)

    told = asked(issue_registry)

    lines = str(told["moments"]).split("\n")
    assert len(lines) <= 8
    assert re.fullmatch(r"- \d+ [A-Z][a-z]+: 18:00 ✓ 18:05", lines[0])
    assert [line.partition(": ")[2] for line in lines].count("18:00 ✗") == 1


async def test_a_run_marks_the_days_of_a_trial(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    begin_at_noon(freezer)
    entry = await async_on_trial(hass)
    (fresh,) = entry.runtime_data.decisions.offers.basis.grounds.trials

    await async_a_week_later(hass, entry, freezer)
    await hass.services.async_call(DOMAIN, "refresh", blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)
    await hass.config_entries.async_reload(entry.entry_id)
    (marked,) = entry.runtime_data.decisions.offers.basis.grounds.trials

    # On the last evening nobody turned it on.
    assert (fresh.letters, marked.letters) == ("", "ssssssw")


async def test_the_log_can_be_read_while_the_trial_goes_on(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    entry = await async_on_trial(hass)
    at_first = await async_log(hass)
    events: EventLog = entry.runtime_data.events
    noon = dt_util.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)
    await events.append([(noon.timestamp(), "light.hall", state, Cause.PERSON) for state in ("off", "on")])
    freezer.move_to(noon + timedelta(hours=1))

    (trial,) = await async_log(hass)

    assert [(one["signature"], one["title"]) for one in at_first] == [("hall", "Hall at six")]
    assert trial["began_at"] < trial["until"]
    assert trial["days"][-1] == {
        "day": noon.date().isoformat(),
        "runs": [],
        "you_alone_at": [noon.astimezone(UTC).isoformat(timespec="seconds")],
    }


async def test_the_log_is_empty_for_those_who_may_not_read_what_it_is_about(
    hass: HomeAssistant, hass_read_only_user: MockUser, freezer: FrozenDateTimeFactory
) -> None:
    begin_at_noon(freezer)
    entry = await async_on_trial(hass)
    freezer.tick(timedelta(days=1))
    noon = dt_util.utcnow().timestamp()
    await entry.runtime_data.events.append([(noon, "light.hall", state, Cause.PERSON) for state in ("off", "on")])
    freezer.tick(timedelta(hours=1))
    context = Context(user_id=hass_read_only_user.id)

    logs = []
    for names in (("todo.homeiq_suggestions",), ("todo.homeiq_suggestions", "light.hall")):
        hass_read_only_user.mock_policy({"entities": {"entity_ids": {one: {"read": True} for one in names}}})
        answer: Any = await hass.services.async_call(
            DOMAIN, "list_accepted", {}, blocking=True, return_response=True, context=context
        )
        logs += answer["trials"]

    assert [bool(one["days"]) for one in logs] == [False, True]
    assert [logs[1] | {"days": []}, logs[1]] == [logs[0], (await async_log(hass))[0]]


async def test_asked_again_at_once_the_log_is_not_read_anew(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_on_trial(hass)
    freezer.tick(60)
    before = await async_log(hass)
    events: EventLog = entry.runtime_data.events
    await events.append([(dt_util.utcnow().timestamp() - 1, "light.hall", "on", Cause.PERSON)])

    soon = await async_log(hass)
    freezer.tick(301)
    later = await async_log(hass)

    assert soon == before
    assert later != before


async def test_without_a_trial_there_is_no_log(hass: HomeAssistant) -> None:
    await async_on_trial(hass)
    await async_undo(hass, "hall")

    assert await async_log(hass) == []


async def test_of_a_day_with_many_runs_the_first_ones_are_told(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, issue_registry: ir.IssueRegistry
) -> None:
    begin_at_noon(freezer)
    entry = await async_on_trial(hass)
    events: EventLog = entry.runtime_data.events
    noon = dt_util.now().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=2)
    flickering = [(noon.timestamp() + 60 * n, "light.hall", ("on", "off")[n % 2], Cause.PERSON) for n in range(20)]
    freezer.tick(timedelta(days=7, hours=1))
    await events.append(flickering)
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done(wait_background_tasks=True)

    told = asked(issue_registry)

    (line,) = [line for line in str(told["moments"]).split("\n") if f"- {noon:%-d %B}:" in line]
    assert line.count("+") == 8
    assert line.endswith(", … 2")


async def test_it_can_be_switched_on_then(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    hass_client: ClientSessionGenerator,
    issue_registry: ir.IssueRegistry,
) -> None:
    entry = await async_on_trial(hass)
    await async_a_week_later(hass, entry, freezer)

    asked = await async_answer(hass, hass_client, "switch_on")

    assert asked["menu_options"] == ["switch_on", "drop"]
    assert asked["description_placeholders"]["title"] == "Hall at six"
    assert asked["answer"]["type"] == "create_entry"
    assert hass.states.get("automation.hall_at_six")
    assert issue_registry.async_get_issue(DOMAIN, ISSUE) is None


async def test_it_can_be_dropped_then(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    hass_client: ClientSessionGenerator,
    issue_registry: ir.IssueRegistry,
) -> None:
    entry = await async_on_trial(hass)
    await async_a_week_later(hass, entry, freezer)
    resolved = async_capture_events(hass, EVENT_SUGGESTION_RESOLVED)

    asked = await async_answer(hass, hass_client, "drop")

    assert asked["answer"]["type"] == "create_entry"
    assert [(event.data["signature"], event.data["verdict"]) for event in resolved] == [("hall", "dismissed")]
    assert file_of(hass).read_text() == "[]\n"
    assert "hall" not in await async_signatures(hass)
    assert issue_registry.async_get_issue(DOMAIN, ISSUE) is None


@pytest.mark.parametrize("step", ["switch_on", "drop"])
async def test_a_trial_that_was_decided_meanwhile_says_so(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, hass_client: ClientSessionGenerator, step: str
) -> None:
    entry = await async_on_trial(hass)
    await async_a_week_later(hass, entry, freezer)
    assert await async_setup_component(hass, "repairs", {})
    client = await async_client_of_today(hass, hass_client)
    flow = await (await client.post("/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": ISSUE})).json()
    await entry.runtime_data.decisions.trials.async_drop("hall")

    answered = await client.post(f"/api/repairs/issues/fix/{flow['flow_id']}", json={"next_step_id": step})

    assert (await answered.json())["reason"] == "decided"


@pytest.mark.parametrize("step", ["switch_on", "drop"])
async def test_without_homeiq_nothing_can_be_answered(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, hass_client: ClientSessionGenerator, step: str
) -> None:
    entry = await async_on_trial(hass)
    await async_a_week_later(hass, entry, freezer)
    await hass.config_entries.async_unload(entry.entry_id)

    asked = await async_answer(hass, hass_client, step)

    assert asked["answer"]["reason"] == "not_loaded"


async def test_what_cannot_be_written_then_says_why_and_is_offered_again(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_on_trial(hass)
    await async_a_week_later(hass, entry, freezer)
    file_of(hass).chmod(0o444)

    asked = await async_answer(hass, hass_client, "switch_on")

    assert asked["answer"]["reason"] == "refused"
    assert "hall" in await async_signatures(hass)

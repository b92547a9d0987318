"""Questions under Repairs, where only the owner can decide."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.translation import async_get_translations
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.suggest.draft import draft
from tests.accepted import async_a_home, async_accept, file_of
from tests.actions import async_signatures
from tests.homes import async_learn
from tests.offers import a_pattern, a_suggestion, hall_light
from tools.integration import LANGUAGES

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

KITCHEN = "kitchen-at-seven"


def an_automation(action: str, name: str = "Mine", light: str = "light.kitchen") -> str:
    """Write an automation of the owner's that does something with a light at seven."""
    return f"""\
- id: {name.lower()}
  alias: {name}
  triggers:
  - trigger: time
    at: '07:00:00'
  actions:
  - action: light.{action}
    target:
      entity_id: {light}
"""


def kitchen() -> Suggestion:
    return a_suggestion(automation=draft(a_pattern(), "Kitchen", ""))


def kitchen_moved() -> Suggestion:
    pattern = a_pattern("moved", trigger=AtTime(minute=8 * 60))
    return a_suggestion(pattern, title="Move it", automation=draft(pattern, "Kitchen", ""), moved_from=KITCHEN)


def questions(hass: HomeAssistant) -> list[str]:
    return sorted(
        issue.issue_id for issue in ir.async_get(hass).issues.values() if issue.domain == DOMAIN and issue.is_fixable
    )


async def async_asked_home(hass: HomeAssistant, *suggestions: Suggestion, automations: str) -> MockConfigEntry:
    assert await async_setup_component(hass, "repairs", {})
    return await async_a_home(hass, *suggestions, automations=automations)


async def async_wait(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Wait until HomeIQ has read the automations anew."""
    freezer.tick(timedelta(seconds=1.1))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_switch_off(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await hass.services.async_call("automation", "turn_off", {"entity_id": "automation.mine"}, blocking=True)
    await async_wait(hass, freezer)


async def async_answer(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, issue_id: str, step: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Open a question and answer it; return what was asked and what came of the answer."""
    client = await hass_client()
    begun = await client.post("/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": issue_id})
    assert begun.status == HTTPStatus.OK
    asked = await begun.json()
    answered = await client.post(f"/api/repairs/issues/fix/{asked['flow_id']}", json={"next_step_id": step})
    await hass.async_block_till_done()
    return asked, await answered.json()


async def test_a_suggestion_that_nothing_stands_against_asks_nothing(hass: HomeAssistant) -> None:
    await async_asked_home(hass, kitchen(), automations=an_automation("turn_off", light="light.attic"))

    assert questions(hass) == []


async def test_an_automation_that_undoes_a_habit_is_asked_about(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_asked_home(hass, kitchen(), automations=an_automation("turn_off"))

    asked, answer = await async_answer(hass, hass_client, f"automation_against_{KITCHEN}", "replace")

    assert asked["menu_options"] == ["replace", "dismiss"]
    assert asked["description_placeholders"]["conflict"] == (
        "Your automation “Mine” does the opposite at the same time."
    )
    assert answer["type"] == "create_entry"
    state = hass.states.get("automation.mine")
    assert state
    assert state.state == "off"
    assert hass.states.get("automation.kitchen")
    assert questions(hass) == []


async def test_it_can_be_left_as_it_is(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    own = an_automation("turn_off")
    await async_asked_home(hass, kitchen(), automations=own)

    await async_answer(hass, hass_client, f"automation_against_{KITCHEN}", "dismiss")

    state = hass.states.get("automation.mine")
    assert state
    assert state.state == "on"
    assert file_of(hass).read_text() == own
    assert await async_signatures(hass) == []
    assert questions(hass) == []


async def test_what_cannot_be_accepted_turns_nothing_off(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_asked_home(hass, kitchen(), automations=an_automation("turn_off"))
    file_of(hass).write_text("- : [")

    _, answer = await async_answer(hass, hass_client, f"automation_against_{KITCHEN}", "replace")

    assert (answer["type"], answer["reason"]) == ("abort", "refused")
    assert "automations.yaml is not valid YAML" in answer["description_placeholders"]["reason"]
    state = hass.states.get("automation.mine")
    assert state
    assert state.state == "on"


async def test_an_automation_that_is_off_while_its_habit_goes_on_can_be_turned_on(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, freezer: FrozenDateTimeFactory
) -> None:
    await async_asked_home(hass, kitchen(), automations=an_automation("turn_on"))
    covered = await async_signatures(hass)
    await async_switch_off(hass, freezer)

    asked, answer = await async_answer(hass, hass_client, f"automation_switched_off_{KITCHEN}", "turn_on")
    await async_wait(hass, freezer)

    assert covered == []
    assert asked["menu_options"] == ["turn_on", "dismiss"]
    assert answer["type"] == "create_entry"
    state = hass.states.get("automation.mine")
    assert state
    assert state.state == "on"
    assert await async_signatures(hass) == []
    assert questions(hass) == []


async def test_it_can_stay_off(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, freezer: FrozenDateTimeFactory
) -> None:
    await async_asked_home(hass, kitchen(), automations=an_automation("turn_on"))
    await async_switch_off(hass, freezer)

    await async_answer(hass, hass_client, f"automation_switched_off_{KITCHEN}", "dismiss")

    state = hass.states.get("automation.mine")
    assert state
    assert state.state == "off"
    assert await async_signatures(hass) == []


async def test_a_habit_that_has_moved_moves_its_automation_if_its_owner_wants(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_asked_home(hass, kitchen(), automations="[]\n")
    await async_accept(hass, KITCHEN)
    await async_learn(hass, entry, [kitchen_moved()])

    asked, answer = await async_answer(hass, hass_client, "habit_moved_moved", "move")

    assert asked["menu_options"] == ["move", "keep"]
    assert answer["type"] == "create_entry"
    assert "at: 08:00:00" in file_of(hass).read_text()
    assert questions(hass) == []


async def test_a_habit_that_has_moved_may_leave_its_automation_where_it_is(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_asked_home(hass, kitchen(), automations="[]\n")
    await async_accept(hass, KITCHEN)
    before = file_of(hass).read_text()
    await async_learn(hass, entry, [kitchen_moved()])

    await async_answer(hass, hass_client, "habit_moved_moved", "keep")

    assert file_of(hass).read_text() == before
    assert questions(hass) == []


async def test_a_question_goes_when_it_is_settled_elsewhere(hass: HomeAssistant) -> None:
    await async_asked_home(hass, kitchen(), automations=an_automation("turn_off"))
    before = questions(hass)

    await hass.services.async_call(DOMAIN, "snooze_suggestion", {"signature": KITCHEN}, blocking=True)

    assert before == [f"automation_against_{KITCHEN}"]
    assert questions(hass) == []


async def test_what_was_decided_while_it_was_asked_is_said(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_asked_home(hass, kitchen(), automations=an_automation("turn_off"))
    client = await hass_client()
    issue = {"handler": DOMAIN, "issue_id": f"automation_against_{KITCHEN}"}
    flow = await (await client.post("/api/repairs/issues/fix", json=issue)).json()
    await async_accept(hass, KITCHEN)

    answered = await client.post(f"/api/repairs/issues/fix/{flow['flow_id']}", json={"next_step_id": "replace"})

    assert (await answered.json())["reason"] == "decided"
    state = hass.states.get("automation.mine")
    assert state
    assert state.state == "on"


async def test_nothing_is_done_while_homeiq_is_not_loaded(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_asked_home(hass, kitchen(), automations=an_automation("turn_off"))
    await hass.config_entries.async_unload(entry.entry_id)

    _, answer = await async_answer(hass, hass_client, f"automation_against_{KITCHEN}", "replace")

    assert answer["reason"] == "not_loaded"


async def test_three_are_asked_at_once_and_what_is_ignored_takes_nobodys_place(hass: HomeAssistant) -> None:
    kept = [a_suggestion(a_pattern(name), moved_from="x", title=name) for name in "abcde"]
    entry = await async_asked_home(hass, automations="[]\n")
    await async_learn(hass, entry, [*kept, hall_light()])
    first = questions(hass)

    ir.async_get(hass).async_ignore(DOMAIN, "habit_moved_b", ignore=True)
    await async_learn(hass, entry, kept[:])

    assert first == ["habit_moved_a", "habit_moved_b", "habit_moved_c"]
    assert questions(hass) == ["habit_moved_a", "habit_moved_b", "habit_moved_c", "habit_moved_d"]


async def test_an_ignored_question_stays_ignored_over_a_reload(hass: HomeAssistant) -> None:
    entry = await async_asked_home(hass, kitchen(), automations=an_automation("turn_off"))
    issue_id = f"automation_against_{KITCHEN}"
    ir.async_get(hass).async_ignore(DOMAIN, issue_id, ignore=True)

    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    issue = ir.async_get(hass).async_get_issue(DOMAIN, issue_id)
    assert issue
    assert issue.dismissed_version


async def test_all_questions_go_with_homeiq(hass: HomeAssistant) -> None:
    entry = await async_asked_home(hass, kitchen(), automations=an_automation("turn_off"))

    await hass.config_entries.async_remove(entry.entry_id)

    assert questions(hass) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "answers"),
    [
        ("habit_moved", ["move", "keep"]),
        ("automation_against", ["replace", "dismiss"]),
        ("automation_switched_off", ["turn_on", "dismiss"]),
    ],
)
async def test_every_answer_has_words(hass: HomeAssistant, language: str, key: str, answers: list[str]) -> None:
    texts = await async_get_translations(hass, language, "issues", [DOMAIN])

    path = f"component.{DOMAIN}.issues.{key}.fix_flow.step.init.menu_options"
    assert [f"{path}.{answer}" in texts for answer in answers] == [True] * len(answers)

"""What is answered to an automation that asks first: it proposes to act by itself, or it goes."""

from datetime import datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
import yaml

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.model.decisions.acceptance import AcceptMode
from custom_components.homeiq.model.decisions.ask import Reply
from custom_components.homeiq.model.habits.suggestion import DecisionKind, Objection
from tests.accepted import OWN, async_accept, async_undo, file_of
from tests.answering import async_begin
from tests.asking import a_phone, async_an_asking_lamp, async_breathe, async_pass, async_tap, async_until, async_walk
from tests.evenings import query
from tests.lamps import AUTOMATION
from tests.test_todo import notices

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

QUESTION = "may_climb_lamp"


@pytest.fixture
def ann(hass: HomeAssistant) -> MockUser:
    return MockUser(name="Ann", is_owner=True).add_to_hass(hass)


@pytest.fixture(autouse=True)
def noon(freezer: FrozenDateTimeFactory) -> None:
    freezer.move_to(datetime(2026, 6, 1, 19, 0, tzinfo=dt_util.UTC))


def is_asked(hass: HomeAssistant) -> bool:
    issue = ir.async_get(hass).async_get_issue(DOMAIN, QUESTION)
    return issue is not None and issue.active


def is_gone(hass: HomeAssistant) -> bool:
    return hass.states.get(AUTOMATION) is None


async def async_answer(hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: MockUser, *replies: Reply) -> None:
    """Be asked once a day, and answer."""
    for reply in replies:
        await async_walk(hass)
        await async_tap(hass, reply, ann)
        freezer.tick(timedelta(days=1))


async def async_much_wanted(hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: MockUser) -> MockConfigEntry:
    """Be asked, and say yes, for eight days."""
    a_phone(hass, "pixel", ann)
    entry = await async_an_asking_lamp(hass)
    await async_answer(hass, freezer, ann, *[Reply.YES] * 8)
    return entry


async def test_after_eight_yes_it_proposes_to_act_by_itself_and_does_when_told(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: MockUser, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_much_wanted(hass, freezer, ann)
    await async_until(hass, lambda: is_asked(hass))
    asking = file_of(hass).read_text()

    flow, answer = await async_begin(hass, hass_client, QUESTION)
    done = await answer(next_step_id="act")
    await async_pass(hass, freezer, seconds=2)
    (acting,) = yaml.safe_load(file_of(hass).read_text())
    await async_until(hass, lambda: not is_asked(hass))
    await async_undo(hass, "lamp")
    await async_pass(hass, freezer, seconds=2)

    assert flow["description_placeholders"]["yes"] == "8"
    assert done["type"] == "create_entry"
    assert [action["action"] for action in acting["actions"]] == ["light.turn_on"]
    assert file_of(hass).read_text() == asking
    # For a moment it is neither what acts nor what asks.
    await async_until(hass, lambda: [one.asked for one in entry.runtime_data.data.asked.values()] == [0])


async def test_who_wants_to_be_asked_on_is_not_asked_that_again(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: MockUser, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_much_wanted(hass, freezer, ann)
    await async_until(hass, lambda: is_asked(hass))

    _, answer = await async_begin(hass, hass_client, QUESTION)
    await answer(next_step_id="go_on")
    await async_answer(hass, freezer, ann, Reply.YES)

    assert not is_asked(hass)
    assert entry.runtime_data.data.climbing == frozenset()
    assert entry.runtime_data.data.asked["lamp"].yes == 9


async def test_the_question_is_there_again_after_a_restart(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: MockUser
) -> None:
    entry = await async_much_wanted(hass, freezer, ann)
    await async_until(hass, lambda: is_asked(hass))

    await hass.config_entries.async_unload(entry.entry_id)
    gone = not is_asked(hass)
    await hass.config_entries.async_setup(entry.entry_id)

    await async_until(hass, lambda: is_asked(hass))
    assert gone


async def test_what_asks_acts_when_it_is_accepted_once_more(hass: HomeAssistant, ann: MockUser) -> None:
    a_phone(hass, "pixel", ann)
    await async_an_asking_lamp(hass)

    answer = await async_accept(hass, "lamp")

    assert (answer["mode"], answer["entity_id"]) == (AcceptMode.ENABLED, AUTOMATION)


@pytest.mark.parametrize(
    "replies",
    [[Reply.STOP], [Reply.SKIP] * 3, [Reply.YES, Reply.SKIP, Reply.SKIP, Reply.SKIP]],
    ids=["stop", "no", "yes"],
)
async def test_what_nobody_wants_goes_and_is_dismissed(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: MockUser, replies: list[Reply]
) -> None:
    a_phone(hass, "pixel", ann)
    entry = await async_an_asking_lamp(hass)
    before = OWN if "mine" in file_of(hass).read_text() else "[]\n"

    await async_answer(hass, freezer, ann, *replies)
    await async_until(hass, lambda: is_gone(hass))
    await async_until(hass, lambda: len(entry.runtime_data.data.dismissed) == 1)

    (dismissed,) = entry.runtime_data.data.dismissed
    assert (dismissed.verdict, dismissed.objection) == (DecisionKind.DISMISSED, Objection.ASKED_TOO_OFTEN)
    assert file_of(hass).read_text() == before
    assert entry.runtime_data.data.suggestions == ()


async def test_what_nobody_answers_goes(hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: MockUser) -> None:
    a_phone(hass, "pixel", ann)
    await async_an_asking_lamp(hass)

    for _ in range(6):
        await async_walk(hass)
        await async_pass(hass, freezer, minutes=11)
        await async_pass(hass, freezer, days=1)

    await async_until(hass, lambda: is_gone(hass))
    # It takes the place of the receipt for accepting it.
    await async_until(
        hass, lambda: any(one["message"].startswith("Nobody answered six times") for one in notices(hass))
    )
    assert len(notices(hass)) == 1


async def test_stop_is_heard_when_it_is_late(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ann: MockUser
) -> None:
    a_phone(hass, "pixel", ann)
    await async_an_asking_lamp(hass)
    await async_walk(hass)
    await async_pass(hass, freezer, minutes=11)
    await async_until(hass, lambda: query(hass, "SELECT reply FROM asked") == [("silence",)])

    await async_tap(hass, Reply.STOP, ann)

    await async_until(hass, lambda: is_gone(hass))


async def test_what_somebody_has_changed_is_switched_off_and_not_deleted(hass: HomeAssistant, ann: MockUser) -> None:
    a_phone(hass, "pixel", ann)
    await async_an_asking_lamp(hass)
    text = file_of(hass).read_text().replace("Turn on lamp?", "Light?")
    file_of(hass).write_text(text)
    await hass.services.async_call("automation", "reload", blocking=True)
    await async_walk(hass)

    await async_tap(hass, Reply.STOP, ann)

    await async_until(hass, lambda: hass.states.is_state(AUTOMATION, "off"))
    await async_breathe(hass)
    assert file_of(hass).read_text() == text

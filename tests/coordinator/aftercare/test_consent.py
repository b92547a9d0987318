"""An accepted automation that asks first: on the phones of those at home, within the limits, and only yes acts."""

from dataclasses import replace
from datetime import datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockUser
import yaml

from custom_components.homeiq.model.decisions.ask import AskCounts, Reply
from custom_components.homeiq.model.habits.rung import Rung
from custom_components.homeiq.model.habits.trigger import LeftOn
from custom_components.homeiq.suggest.draft import draft
from tests.accepted import OWN, async_a_home, async_accept, async_undo, file_of
from tests.asking import (
    PIXEL,
    TAG,
    a_person,
    a_phone,
    asked,
    async_an_asking_lamp,
    async_breathe,
    async_pass,
    async_tap,
    async_until,
    async_walk,
    withdrawn,
)
from tests.evenings import query
from tests.lamps import LAMP, the_lamp
from tests.offers import a_pattern, a_suggestion

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

ALLOWED = "binary_sensor.homeiq_may_ask"


@pytest.fixture
def ann(hass: HomeAssistant) -> MockUser:
    return MockUser(name="Ann", is_owner=True).add_to_hass(hass)


@pytest.fixture(autouse=True)
def noon(freezer: FrozenDateTimeFactory) -> None:
    freezer.move_to(datetime(2026, 6, 1, 12, 0, tzinfo=dt_util.get_default_time_zone()))


def replies(hass: HomeAssistant) -> list[str | None]:
    return [row[0] for row in query(hass, "SELECT reply FROM asked ORDER BY asked_at")]


async def test_it_asks_in_words_and_acts_on_a_yes(hass: HomeAssistant, ann: MockUser) -> None:
    phone = a_phone(hass, "pixel", ann)
    entry = await async_an_asking_lamp(hass)

    await async_walk(hass)
    before = hass.states.get(LAMP)
    await async_tap(hass, Reply.YES, ann)

    await async_until(hass, lambda: withdrawn(phone) == [TAG])
    (question,) = asked(phone)
    assert question.data["title"] == "Turn on lamp?"
    assert question.data["message"] == "You often do that now. Without an answer within 10 minutes nothing happens."
    assert [each["title"] for each in question.data["data"]["actions"]] == ["Yes", "Not today", "Stop asking"]
    assert (before.state, hass.states.get(LAMP).state) == ("off", "on")  # type: ignore[union-attr]
    assert entry.runtime_data.data.asked == {"lamp": AskCounts(asked=1, yes=1, more=7)}
    await async_until(hass, lambda: replies(hass) == ["yes"])


async def test_what_it_did_after_a_yes_is_followed_as_its_doing(
    hass: HomeAssistant, ann: MockUser, freezer: FrozenDateTimeFactory
) -> None:
    a_phone(hass, "pixel", ann)
    entry = await async_an_asking_lamp(hass)
    await async_walk(hass)
    freezer.tick(timedelta(minutes=5))
    await async_tap(hass, Reply.YES, ann)

    await async_until(hass, lambda: the_lamp(entry).acts == 1)
    await hass.services.async_call(
        "light", "turn_off", {"entity_id": LAMP}, blocking=True, context=Context(user_id=ann.id)
    )

    await async_until(hass, lambda: the_lamp(entry).overridden == 1)
    assert the_lamp(entry).runs == 1


async def test_what_people_do_by_hand_while_it_asks_is_not_its_doing(hass: HomeAssistant, ann: MockUser) -> None:
    a_phone(hass, "pixel", ann)
    entry = await async_an_asking_lamp(hass)
    await async_walk(hass)

    await hass.services.async_call("light", "turn_on", {"entity_id": LAMP}, blocking=True)
    await async_breathe(hass)

    followed = the_lamp(entry)
    assert (followed.runs, followed.acts) == (1, 0)


async def test_not_today_and_silence_do_nothing(
    hass: HomeAssistant, ann: MockUser, freezer: FrozenDateTimeFactory
) -> None:
    phone = a_phone(hass, "pixel", ann)
    await async_an_asking_lamp(hass)

    await async_walk(hass)
    await async_tap(hass, Reply.SKIP, ann)
    await async_pass(hass, freezer, minutes=1)
    await async_walk(hass)
    await async_pass(hass, freezer, minutes=11)
    await async_tap(hass, Reply.YES, ann)

    assert hass.states.get(LAMP).state == "off"  # type: ignore[union-attr]
    assert withdrawn(phone) == [TAG, TAG]
    await async_until(hass, lambda: replies(hass) == ["not_today", "silence"])


@pytest.mark.parametrize("stranger", [True, False])
async def test_what_nobody_who_was_asked_says_is_no_answer(
    hass: HomeAssistant,
    ann: MockUser,
    stranger: bool,  # noqa: FBT001 - a case
) -> None:
    a_phone(hass, "pixel", ann)
    await async_an_asking_lamp(hass)
    await async_walk(hass)

    await async_tap(hass, Reply.YES, MockUser(name="Bob").add_to_hass(hass) if stranger else None)

    assert hass.states.get(LAMP).state == "off"  # type: ignore[union-attr]
    await async_until(hass, lambda: replies(hass) == [None])


async def test_only_those_who_are_home_are_asked(hass: HomeAssistant, ann: MockUser) -> None:
    bob = MockUser(name="Bob").add_to_hass(hass)
    cat = MockUser(name="Cat").add_to_hass(hass)
    phones = [a_phone(hass, "pixel", ann), a_phone(hass, "fairphone", bob), a_phone(hass, "tablet", cat)]
    a_person(hass, "ann", ann, "not_home")
    a_person(hass, "bob", bob)
    a_person(hass, "cat", cat, "unknown")
    await async_an_asking_lamp(hass, targets=[PIXEL, "notify.mobile_app_fairphone", "notify.mobile_app_tablet"])

    await async_walk(hass)
    for name, user in (("bob", bob), ("cat", cat)):
        a_person(hass, name, user, "not_home")
    await async_tap(hass, Reply.SKIP, bob)
    await async_walk(hass)

    assert [len(asked(phone)) for phone in phones] == [0, 1, 1]
    await async_until(hass, lambda: replies(hass) == ["not_today"])


async def test_it_asks_no_more_than_so_many_times_a_day(
    hass: HomeAssistant, ann: MockUser, freezer: FrozenDateTimeFactory
) -> None:
    phone = a_phone(hass, "pixel", ann)
    entry = await async_an_asking_lamp(hass, asks_per_day=2)

    for _ in range(3):
        await async_walk(hass)
        await async_tap(hass, Reply.YES, ann)
        await async_pass(hass, freezer, minutes=1)
    today = len(asked(phone))
    shown = hass.states.get(ALLOWED)
    await hass.config_entries.async_reload(entry.entry_id)
    await async_breathe(hass)
    await async_walk(hass)
    after_a_reload = len(asked(phone))
    await async_pass(hass, freezer, days=1)
    await async_walk(hass)

    assert (today, after_a_reload, len(asked(phone))) == (2, 2, 3)
    assert shown is not None
    assert (shown.state, shown.attributes["may_ask"], shown.attributes["asks_left"]) == ("off", False, 0)


async def test_it_asks_nothing_in_quiet_hours(
    hass: HomeAssistant, ann: MockUser, freezer: FrozenDateTimeFactory
) -> None:
    phone = a_phone(hass, "pixel", ann)
    await async_an_asking_lamp(hass, quiet_from="13:00:00", quiet_until="14:00:00")

    freezer.move_to(dt_util.now().replace(hour=13, minute=0))
    await async_pass(hass, freezer)
    await async_walk(hass)
    quiet = (hass.states.get(ALLOWED).state, len(asked(phone)))  # type: ignore[union-attr]
    freezer.move_to(dt_util.now().replace(hour=14, minute=0))
    await async_pass(hass, freezer)
    await async_walk(hass)

    assert quiet == ("off", 0)
    assert len(asked(phone)) == 1


async def test_it_goes_on_asking_where_homeiq_is_gone(hass: HomeAssistant, ann: MockUser) -> None:
    phone = a_phone(hass, "pixel", ann)
    entry = await async_an_asking_lamp(hass, asks_per_day=0)
    await hass.config_entries.async_remove(entry.entry_id)

    await async_walk(hass)
    await async_tap(hass, Reply.YES, ann)

    assert len(asked(phone)) == 1
    assert hass.states.get(LAMP).state == "on"  # type: ignore[union-attr]


async def test_another_name_of_the_sensor_lifts_no_limit(
    hass: HomeAssistant, ann: MockUser, entity_registry: er.EntityRegistry
) -> None:
    phone = a_phone(hass, "pixel", ann)
    await async_an_asking_lamp(hass, asks_per_day=0)
    entity_registry.async_update_entity(ALLOWED, new_entity_id="binary_sensor.questions")
    await async_breathe(hass)

    await async_walk(hass)

    assert asked(phone) == []


async def test_it_is_an_automation_of_the_owner_and_undone_like_any_other(hass: HomeAssistant, ann: MockUser) -> None:
    a_phone(hass, "pixel", ann)
    options = {"notifications": {"targets": [PIXEL]}}
    suggestion = a_suggestion(automation=draft(a_pattern(), "Kitchen", "Why"))
    await async_a_home(hass, suggestion, automations=OWN, options=options)

    answer = await async_accept(hass, "kitchen-at-seven", mode="ask")
    (_, written) = yaml.safe_load(file_of(hass).read_text())
    await async_undo(hass, "kitchen-at-seven")

    assert answer["mode"] == "ask"
    assert written["triggers"] == suggestion.automation["triggers"]
    assert written["description"].startswith("It asks first: ")
    assert file_of(hass).read_text() == OWN


async def test_without_a_phone_it_is_said_where_to_choose_one(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion(), automations=OWN)

    with pytest.raises(ServiceValidationError) as refused:
        await async_accept(hass, "kitchen-at-seven", mode="ask")

    assert refused.value.translation_key == "no_phone_to_ask"
    assert file_of(hass).read_text() == OWN


async def test_a_name_that_home_assistant_would_work_out_is_not_asked_about(hass: HomeAssistant, ann: MockUser) -> None:
    a_phone(hass, "pixel", ann)
    await async_a_home(hass, a_suggestion(), options={"notifications": {"targets": [PIXEL]}})
    hass.states.async_set("light.kitchen", "off", {"friendly_name": "{{ 1 / 0 }}"})

    with pytest.raises(ServiceValidationError) as refused:
        await async_accept(hass, "kitchen-at-seven", mode="ask")

    assert refused.value.translation_key == "refused_template"


async def test_a_reminder_asks_nothing(hass: HomeAssistant, ann: MockUser) -> None:
    a_phone(hass, "pixel", ann)
    pattern = a_pattern("left-on", trigger=LeftOn(entity_id="light.kitchen", to="on", for_seconds=3600), entities=())
    await async_a_home(hass, a_suggestion(pattern), options={"notifications": {"targets": [PIXEL]}})

    with pytest.raises(ServiceValidationError) as refused:
        await async_accept(hass, "left-on", mode="ask")

    assert refused.value.translation_key == "nothing_to_ask"


async def test_a_question_that_a_restart_cut_off_says_nothing(
    hass: HomeAssistant, ann: MockUser, freezer: FrozenDateTimeFactory
) -> None:
    a_phone(hass, "pixel", ann)
    entry = await async_an_asking_lamp(hass)
    await async_walk(hass)
    await hass.config_entries.async_unload(entry.entry_id)
    freezer.tick(timedelta(hours=1))

    await hass.config_entries.async_setup(entry.entry_id)
    await async_breathe(hass)

    await async_until(hass, lambda: replies(hass) == ["lost"])
    assert entry.runtime_data.data.asked == {"lamp": AskCounts()}


async def test_the_answer_to_a_question_of_before_a_reload_is_heard(hass: HomeAssistant, ann: MockUser) -> None:
    a_phone(hass, "pixel", ann)
    entry = await async_an_asking_lamp(hass)
    await async_walk(hass)

    await hass.config_entries.async_reload(entry.entry_id)
    await async_breathe(hass)
    await async_tap(hass, Reply.YES, ann)

    await async_until(hass, lambda: replies(hass) == ["yes"])


@pytest.mark.parametrize(
    ("rung", "targets", "mode"),
    [
        (Rung.ASKS, [PIXEL], "ask"),
        (Rung.ASKS, [], "enabled"),
        (Rung.ACTS, [PIXEL], "enabled"),
        (None, [PIXEL], "enabled"),
    ],
)
async def test_who_only_says_yes_gets_what_the_rung_deserves(
    hass: HomeAssistant, ann: MockUser, rung: Rung | None, targets: list[str], mode: str
) -> None:
    a_phone(hass, "pixel", ann)
    pattern = replace(a_pattern(), rung=rung)
    suggestion = a_suggestion(pattern, automation=draft(pattern, "Kitchen", ""))
    entry = await async_a_home(hass, suggestion, options={"notifications": {"targets": targets}})

    accepting = entry.runtime_data.decisions.accepting
    accepted = await accepting.async_accept("kitchen-at-seven", mode=None, user_id=None)

    assert accepted.mode == mode

"""What people say to suggestions, through Home Assistant's doors, and that it lasts."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util
import probatio as vol
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.homeiq.const import DOMAIN, EVENT_SUGGESTION_CREATED, EVENT_SUGGESTION_RESOLVED
from custom_components.homeiq.model.habits.pattern import EVERY_DAY, WEEKEND
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.store.file.database import Database
from tests.accepted import async_a_home, async_accept
from tests.actions import async_ask, async_learn_now, async_say, async_signatures, async_suggestions, async_titles
from tests.evenings import async_live, evenings, query
from tests.homes import async_later, async_learn, async_remember, async_restart, async_set_up
from tests.offers import a_pattern, a_suggestion, hall_light, suggestions_of

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])


async def async_two_offers(hass: HomeAssistant) -> MockConfigEntry:
    await async_remember(hass, *suggestions_of("a", "b"))
    return await async_set_up(hass)


async def test_a_snoozed_suggestion_is_gone_and_that_is_announced(hass: HomeAssistant) -> None:
    await async_two_offers(hass)
    resolved = async_capture_events(hass, EVENT_SUGGESTION_RESOLVED)

    await async_say(hass, "snooze", "a", duration={"days": 2})

    assert await async_signatures(hass) == ["b"]
    assert [(event.data["signature"], event.data["verdict"]) for event in resolved] == [("a", "snoozed")]


async def test_a_snoozed_suggestion_comes_back_by_itself_at_its_time(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_two_offers(hass)
    await async_say(hass, "snooze", "a", duration={"hours": 2})
    created = async_capture_events(hass, EVENT_SUGGESTION_CREATED)

    await async_later(hass, freezer, hours=1, minutes=59)
    before = await async_signatures(hass)
    await async_later(hass, freezer, minutes=2)

    assert before == ["b"]
    assert await async_signatures(hass) == ["a", "b"]
    assert [event.data["signature"] for event in created] == ["a"]


async def test_two_snoozed_suggestions_come_back_one_after_the_other(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_two_offers(hass)
    await async_say(hass, "snooze", "a", duration={"hours": 3})
    await async_say(hass, "snooze", "b", duration={"hours": 1})

    await async_later(hass, freezer, hours=1, seconds=1)
    first = await async_signatures(hass)
    await async_later(hass, freezer, hours=2)

    assert first == ["b"]
    assert await async_signatures(hass) == ["a", "b"]


async def test_a_snooze_lasts_a_week_where_nothing_is_said(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_two_offers(hass)
    await async_say(hass, "snooze", "a")

    await async_later(hass, freezer, days=6, hours=23)
    before = await async_signatures(hass)
    await async_later(hass, freezer, hours=1, seconds=1)

    assert (before, await async_signatures(hass)) == (["b"], ["a", "b"])


async def test_a_snooze_until_a_moment_without_time_zone_means_the_home_s(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await hass.config.async_set_time_zone("Asia/Tokyo")
    await async_two_offers(hass)
    local: datetime = dt_util.now().replace(tzinfo=None) + timedelta(hours=2)
    await async_say(hass, "snooze", "a", until=local.isoformat())

    await async_later(hass, freezer, hours=2, seconds=1)

    assert await async_signatures(hass) == ["a", "b"]


async def test_a_snooze_survives_restarts(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    entry = await async_two_offers(hass)
    await async_say(hass, "snooze", "a", duration={"hours": 2})
    await async_restart(hass, entry)
    after_the_restart = await async_signatures(hass)

    await async_later(hass, freezer, hours=2, seconds=1)

    assert after_the_restart == ["b"]
    assert await async_signatures(hass) == ["a", "b"]


async def test_a_snooze_that_ended_while_home_assistant_was_off_is_over(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_two_offers(hass)
    await async_say(hass, "snooze", "a", duration={"hours": 2})
    await hass.config_entries.async_unload(entry.entry_id)
    freezer.tick(timedelta(hours=3))

    await hass.config_entries.async_setup(entry.entry_id)

    assert await async_signatures(hass) == ["a", "b"]
    assert query(hass, "SELECT count(*) FROM decisions") == [(0,)]


async def test_a_snooze_survives_learning_again(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_live(hass, evenings())
    await async_set_up(hass)
    await async_learn_now(hass)
    evening, night = await async_signatures(hass)
    await async_say(hass, "snooze", evening, duration={"hours": 2})

    await async_later(hass, freezer, minutes=5)
    await async_learn_now(hass)
    meanwhile = await async_signatures(hass)
    await async_later(hass, freezer, hours=2)

    assert (meanwhile, set(await async_signatures(hass))) == ([night], {evening, night})


@pytest.mark.parametrize("until", ["2020-01-01T00:00:00+00:00", "2500-01-01T00:00:00+00:00"])
async def test_a_snooze_that_makes_no_sense_is_refused(hass: HomeAssistant, until: str) -> None:
    await async_two_offers(hass)

    with pytest.raises(ServiceValidationError) as refused:
        await async_say(hass, "snooze", "a", until=until)

    assert refused.value.translation_key == "snooze_not_ahead"
    assert await async_signatures(hass) == ["a", "b"]


async def test_a_snooze_has_one_end(hass: HomeAssistant) -> None:
    await async_two_offers(hass)

    with pytest.raises(vol.Invalid):
        await async_say(hass, "snooze", "a", until="2027-01-01T00:00:00", duration={"days": 1})


@pytest.mark.parametrize("action", ["dismiss", "snooze"])
async def test_nobody_decides_on_what_is_not_offered(hass: HomeAssistant, action: str) -> None:
    await async_two_offers(hass)

    with pytest.raises(ServiceValidationError) as refused:
        await async_say(hass, action, "c")

    assert refused.value.translation_key == "unknown_suggestion"


async def test_what_a_person_says_is_kept(hass: HomeAssistant) -> None:
    await async_two_offers(hass)

    await async_say(hass, "dismiss", "a", reason="too bright", objection="wrong_time")

    assert query(hass, "SELECT signature, verdict, reason, objection FROM decisions") == [
        ("a", "dismissed", "too bright", "wrong_time")
    ]


async def test_an_objection_that_nobody_knows_is_refused(hass: HomeAssistant) -> None:
    await async_two_offers(hass)

    with pytest.raises(vol.Invalid):
        await async_say(hass, "dismiss", "a", objection="whatever")


async def test_what_shall_never_be_automated_is_gone_from_all_suggestions_at_once(hass: HomeAssistant) -> None:
    morning = a_suggestion(a_pattern("morning"))
    evening = a_suggestion(a_pattern("evening", trigger=AtTime(minute=18 * 60)))
    await async_remember(hass, morning, evening, hall_light())
    entry = await async_set_up(hass)

    await async_say(hass, "dismiss", "morning", objection="never_this_entity")
    at_once = await async_signatures(hass)
    await async_restart(hass, entry)

    assert (at_once, await async_signatures(hass)) == (["hall-after-motion"], ["hall-after-motion"])


async def async_evenings(hass: HomeAssistant) -> dict[str, str]:
    """Learn that the hall light is turned on every evening and off every night; return signatures by title."""
    await async_live(hass, evenings())
    await async_set_up(hass)
    await async_learn_now(hass)
    return await async_titles(hass)


async def test_without_weekends_a_habit_is_back_at_once_for_workdays_and_so_it_stays(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    signature = (await async_evenings(hass))["Turn on Hall at 18:00 every day"]
    created = async_capture_events(hass, EVENT_SUGGESTION_CREATED)

    await async_say(hass, "dismiss", signature, objection="not_at_weekends")
    at_once = await async_titles(hass)
    await async_later(hass, freezer, minutes=5)
    await async_learn_now(hass)

    assert set(at_once) == {"Turn on Hall at 18:00 on workdays", "Turn off Hall at 22:00 on workdays"}
    assert await async_titles(hass) == at_once
    assert signature not in at_once.values()
    assert {event.data["signature"] for event in created} == {*at_once.values()}


@pytest.mark.parametrize("objection", ["not_at_weekends", "never_this_entity"])
async def test_what_an_objection_does_not_touch_stays_as_it_is(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture, objection: str
) -> None:
    mornings = [(time - 11 * 3600, "light.porch", state, cause) for time, _, state, cause in evenings()]
    await async_live(hass, [*evenings(), *mornings])
    await async_set_up(hass)
    await async_learn_now(hass)
    before = {one["title"]: one for one in await async_suggestions(hass)}
    hall, porch = "Turn on Hall at 18:00 every day", "Turn on Porch at 07:00 every day"

    await async_say(hass, "dismiss", before[hall]["signature"], objection=objection)
    after = {one["title"]: one for one in await async_suggestions(hass)}

    assert after[porch] == before[porch]
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []


async def test_what_has_only_days_that_are_not_wanted_is_gone(hass: HomeAssistant) -> None:
    weekend = a_suggestion(a_pattern("weekend", weekdays=WEEKEND))
    await async_remember(hass, weekend, hall_light())
    await async_set_up(hass)

    await async_say(hass, "dismiss", "weekend", objection="not_at_weekends")

    assert await async_signatures(hass) == ["hall-after-motion"]


async def test_what_does_not_stand_on_the_days_that_are_left_is_gone(hass: HomeAssistant) -> None:
    await async_live(hass, [row for row in evenings() if row[2] == "off"])
    await async_remember(hass, a_suggestion(a_pattern("evening", entities=("light.hall",), weekdays=EVERY_DAY)))
    await async_set_up(hass)

    await async_say(hass, "dismiss", "evening", objection="not_at_weekends")

    assert await async_signatures(hass) == []


async def test_a_dismissed_habit_stays_away_when_homeiq_learns_again_and_after_a_restart(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    offered = await async_evenings(hass)
    await async_say(hass, "dismiss", offered["Turn on Hall at 18:00 every day"])
    (entry,) = hass.config_entries.async_entries(DOMAIN)

    await async_restart(hass, entry)
    after_the_restart = await async_titles(hass)
    await async_later(hass, freezer, minutes=5)
    await async_learn_now(hass)

    assert set(after_the_restart) == {"Turn off Hall at 22:00 every day"}
    assert await async_titles(hass) == after_the_restart


async def test_a_changed_suggestion_heeds_an_objection_to_another_one(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    hass.states.async_set("light.hall", "off")
    offered = await async_evenings(hass)
    night = offered["Turn off Hall at 22:00 every day"]
    await hass.services.async_call(DOMAIN, "adjust_suggestion", {"signature": night, "time": "22:10"}, blocking=True)
    evening = offered["Turn on Hall at 18:00 every day"]

    await async_say(hass, "dismiss", evening, objection="never_this_entity")
    await async_later(hass, freezer, minutes=5)
    await async_learn_now(hass)

    assert await async_titles(hass) == {}


async def async_acted_on(hass: HomeAssistant) -> set[tuple[str, str]]:
    """Return what habits there are, suggested or not."""
    found = (await async_ask(hass, "list_patterns"))["patterns"]
    return {(name, one["state"]) for one in found for name in one["entities"]}


async def test_what_is_done_elsewhere_is_no_habit_of_people_until_that_is_taken_back(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    evening = (await async_evenings(hass))["Turn on Hall at 18:00 every day"]
    await async_say(hass, "dismiss", evening, objection="already_done_elsewhere")
    await async_later(hass, freezer, minutes=5)
    await async_learn_now(hass)
    without = await async_acted_on(hass)

    await async_take_back(hass, evening)
    await async_later(hass, freezer, minutes=5)
    await async_learn_now(hass)

    assert without == {("light.hall", "off")}
    assert await async_acted_on(hass) == {("light.hall", "on"), ("light.hall", "off")}


@pytest.mark.parametrize(("objection", "is_wanted"), [("not_wanted", True), ("already_done_elsewhere", False)])
async def test_changes_are_tried_on_what_people_did_and_not_on_what_is_done_elsewhere(
    hass: HomeAssistant, objection: str, *, is_wanted: bool
) -> None:
    await async_live(hass, evenings())
    six, half_past = (
        a_suggestion(a_pattern(name, trigger=AtTime(minute=minute), entities=("light.hall",)))
        for name, minute in (("six", 1080), ("half past", 1110))
    )
    await async_a_home(hass, six, half_past)
    await async_say(hass, "dismiss", "six", objection=objection)

    changed = await async_ask(hass, "adjust_suggestion", signature="half past", time="18:25")

    assert (changed["backtest"]["hits"] > 0) is is_wanted


async def async_decisions(hass: HomeAssistant, **filters: Any) -> list[dict[str, Any]]:
    answer = await async_ask(hass, "list_decisions", **filters)
    return list(answer["decisions"])


async def async_take_back(hass: HomeAssistant, signature: str) -> None:
    await hass.services.async_call(DOMAIN, "take_back_decision", {"signature": signature}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_decisions_are_listed_the_newest_first(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_two_offers(hass)
    said = dt_util.now().isoformat("T", "seconds")
    await async_say(hass, "dismiss", "a", reason="too bright", objection="wrong_time")
    freezer.tick(timedelta(minutes=1))
    await async_say(hass, "snooze", "b", duration={"days": 1})

    newest, oldest = await async_decisions(hass)

    assert (newest["signature"], newest["verdict"], newest["objection"]) == ("b", "snoozed", None)
    assert newest["until"] == (dt_util.now() + timedelta(days=1)).isoformat("T", "seconds")
    assert oldest == {
        "signature": "a",
        "verdict": "dismissed",
        "decided_at": said,
        "until": None,
        "objection": "wrong_time",
        "reason": "too bright",
        "user_id": None,
        "title": "Do a",
        "kind": "routine",
        "entities": ["light.kitchen"],
    }


async def test_a_list_of_decisions_can_be_narrowed(hass: HomeAssistant) -> None:
    await async_two_offers(hass)
    await async_say(hass, "dismiss", "a")
    await async_say(hass, "snooze", "b")

    assert [one["signature"] for one in await async_decisions(hass, verdict="dismissed")] == ["a"]
    assert len(await async_decisions(hass, limit=1)) == 1


@pytest.mark.parametrize("action", ["dismiss", "snooze"])
async def test_what_is_taken_back_is_offered_again(hass: HomeAssistant, action: str) -> None:
    entry = await async_two_offers(hass)
    await async_say(hass, action, "a")

    await async_take_back(hass, "a")
    at_once = await async_signatures(hass)
    await async_restart(hass, entry)

    assert (at_once, await async_signatures(hass)) == (["a", "b"], ["a", "b"])
    assert await async_decisions(hass) == []


async def test_what_was_dismissed_nights_ago_is_offered_again_when_taken_back(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    offered = await async_evenings(hass)
    await async_say(hass, "dismiss", offered["Turn on Hall at 18:00 every day"], objection="never_this_entity")
    await async_later(hass, freezer, minutes=5)
    await async_learn_now(hass)
    nights_later = await async_titles(hass)

    await async_take_back(hass, offered["Turn on Hall at 18:00 every day"])
    at_once = await async_titles(hass)
    await async_later(hass, freezer, minutes=5)
    await async_learn_now(hass)

    assert (nights_later, set(at_once)) == ({}, {"Turn on Hall at 18:00 every day"})
    assert await async_titles(hass) == offered


async def test_with_an_objection_to_days_goes_what_was_offered_instead(hass: HomeAssistant) -> None:
    offered = await async_evenings(hass)
    evening = "Turn on Hall at 18:00 every day"
    await async_say(hass, "dismiss", offered[evening], objection="not_at_weekends")

    await async_take_back(hass, offered[evening])

    assert [title for title in await async_titles(hass) if "18:00" in title] == [evening]


async def test_what_nobody_decided_on_can_not_be_taken_back(hass: HomeAssistant) -> None:
    await async_two_offers(hass)

    with pytest.raises(ServiceValidationError) as refused:
        await async_take_back(hass, "a")

    assert refused.value.translation_key == "decided_by_nobody"


async def test_a_decision_that_can_not_be_read_costs_itself(hass: HomeAssistant) -> None:
    entry = await async_two_offers(hass)
    await async_say(hass, "dismiss", "a")
    query(hass, "UPDATE decisions SET suggestion = '{}'")
    await hass.config_entries.async_reload(entry.entry_id)

    with pytest.raises(ServiceValidationError) as refused:
        await async_take_back(hass, "a")

    assert refused.value.translation_key == "decided_by_nobody"


async def test_what_was_accepted_is_undone_and_not_taken_back(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())
    await async_accept(hass, "kitchen-at-seven")

    with pytest.raises(ServiceValidationError) as refused:
        await async_take_back(hass, "kitchen-at-seven")

    assert refused.value.translation_key == "decision_accepted"


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count the ways to the database's threads, each of which the event loop waits for."""
    taken: list[str] = []

    def counted(name: str, way: Callable[..., Any]) -> Callable[..., Any]:
        async def go(database: Database, work: Callable[[Any], Any]) -> Any:
            taken.append(name)
            return await way(database, work)

        return go

    for name in ("write", "read"):
        monkeypatch.setattr(Database, name, counted(name, getattr(Database, name)))
    return taken


def shown_by(entry: MockConfigEntry, ways: list[str]) -> list[tuple[list[str], list[str]]]:
    """Note, whenever something is shown, the ways that were taken until then, and the suggestions."""
    coordinator, seen = entry.runtime_data, list[tuple[list[str], list[str]]]()
    ways.clear()
    coordinator.async_add_listener(
        lambda: seen.append(([*ways], [one.signature for one in coordinator.data.suggestions]))
    )
    return seen


async def test_a_decision_is_stored_and_all_that_is_offered_read_in_one_question(
    hass: HomeAssistant, ways: list[str]
) -> None:
    await async_two_offers(hass)
    ways.clear()

    await async_say(hass, "snooze", "a")

    # Beside it, what phones were told of it is looked up.
    assert sorted(ways) == ["read", "read", "write"]


@pytest.mark.parametrize(("action", "shown"), [("dismiss", ["b"]), ("snooze", ["b"])])
async def test_a_decision_is_shown_once_it_is_stored_and_not_again_when_it_was_read_back(
    hass: HomeAssistant, ways: list[str], action: str, shown: list[str]
) -> None:
    entry = await async_two_offers(hass)
    seen = shown_by(entry, ways)

    await async_say(hass, action, "a")

    assert seen == [(["write"], shown)]


async def test_what_is_taken_back_is_shown_once_that_is_stored(hass: HomeAssistant, ways: list[str]) -> None:
    entry = await async_two_offers(hass)
    await async_say(hass, "dismiss", "a")
    seen = shown_by(entry, ways)

    await async_take_back(hass, "a")

    assert seen == [(["write"], ["a", "b"])]


async def test_what_is_taken_back_and_was_not_judged_is_shown_when_it_was(hass: HomeAssistant, ways: list[str]) -> None:
    entry = await async_two_offers(hass)
    await async_say(hass, "dismiss", "a")
    await async_learn(hass, entry, suggestions_of("b"))
    seen = shown_by(entry, ways)

    await async_take_back(hass, "a")

    assert [names for _, names in seen] == [["b", "a"]]
    assert "read" in seen[0][0]


async def test_what_was_read_before_somebody_decided_is_read_again(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await async_two_offers(hass)
    decisions, way, may_go_on, has_read = entry.runtime_data.decisions, Database.read, asyncio.Event(), asyncio.Event()

    async def go(database: Database, work: Callable[[Any], Any]) -> Any:
        found = await way(database, work)
        has_read.set()
        await may_go_on.wait()
        return found

    seen, is_shown = shown_by(entry, []), asyncio.Event()
    entry.runtime_data.async_add_listener(is_shown.set)
    monkeypatch.setattr(Database, "read", go)
    renewing = asyncio.create_task(decisions.offers.async_renew())
    await has_read.wait()
    deciding = asyncio.create_task(decisions.dismissing.async_dismiss("a"))
    await is_shown.wait()
    may_go_on.set()
    await asyncio.gather(renewing, deciding)

    # Once it is gone it is not there again.
    assert {tuple(names) for _, names in seen} == {("b",)}


@pytest.mark.parametrize("mode", ["enabled", "shadow"])
async def test_a_suggestion_goes_when_it_is_seen_what_it_has_become(hass: HomeAssistant, mode: str) -> None:
    entry = await async_a_home(hass, a_suggestion())
    coordinator, seen = entry.runtime_data, list[tuple[int, int, int]]()

    def note() -> None:
        data, grounds = coordinator.data, coordinator.decisions.offers.basis.grounds
        seen.append((len(data.suggestions), len(data.accepted), len(grounds.trials)))

    coordinator.async_add_listener(note)
    await async_accept(hass, "kitchen-at-seven", mode=mode)

    assert {*seen} - {(1, 0, 0)} == {(0, 1, 0) if mode == "enabled" else (0, 0, 1)}

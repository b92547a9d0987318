"""Subscriptions, heard as a page that stays open hears them."""

import asyncio
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockUser, async_fire_time_changed
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.homeiq.answers.decided import MOST
from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.habits.pattern import EVERY_DAY
from custom_components.homeiq.model.habits.trigger import LeftOn
from custom_components.homeiq.model.overview import ImportProgress
from custom_components.homeiq.websocket_api.topic import EVERY
from tests.accepted import async_a_home, async_accept
from tests.evenings import async_live, evenings
from tests.followed import followed
from tests.homes import async_learn, async_publish, async_remember, async_set_up
from tests.offers import DIARY, RECENT, a_pattern, a_suggestion, hall_light, in_the_way, suggestions_of
from tests.websocket_api.a_client import (
    Subscriber,
    async_ask,
    async_refused,
    async_subscribe,
    async_token_of_now,
)

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])


async def test_the_open_suggestions_come_at_once(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, [hall_light()])

    page = await async_subscribe(hass, hass_ws_client, "suggestions")

    assert page.document == {
        "order": ["hall-after-motion"],
        "suggestions": {
            "hall-after-motion": {
                "signature": "hall-after-motion",
                "title": "Turn on Hall after motion",
                "kind": "follow_up",
                "entities": ["light.hall"],
                "state": "on",
                "areas": [],
                "verdict": "You did it on 37 of 40 days",
                "confidence": 0.925,
                "backtest": {"days": 40, "runs": 40, "hits": 37, "false_alarms": 3, "misses": 1},
                "clashes": 0,
                "rung": "acts",
            }
        },
    }


async def test_what_acts_on_a_lock_says_so(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    door = a_suggestion(a_pattern("door", entities=("lock.front_door",)))
    await async_remember(hass, door, a_suggestion())
    await async_set_up(hass)

    page = await async_subscribe(hass, hass_ws_client, "suggestions")

    assert page.document
    told = {name: one.get("guards") for name, one in page.document["suggestions"].items()}
    assert told == {"door": True, "kitchen-at-seven": None}


async def test_the_last_weeks_are_told_also_after_a_restart(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    await async_remember(hass, a_suggestion(recent=RECENT, diary=DIARY))
    await async_set_up(hass)

    page = await async_subscribe(hass, hass_ws_client, "suggestions")

    assert page.document
    one = page.document["suggestions"]["kitchen-at-seven"]
    assert {name: one[name] for name in ("strip", "counts", "days")} == {
        "strip": {"first": "2026-10-26", "letters": "ss-swim"},
        "counts": {"saved": 3, "idle": 1, "wrong": 1, "missed": 1},
        "days": 7,
    }


async def test_a_reminder_stands_on_a_rung_of_its_own(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    entry = await async_set_up(hass)
    fan = a_pattern("fan", trigger=LeftOn(entity_id="fan.a", to="on", for_seconds=3600), entities=("fan.a",))
    await async_learn(hass, entry, [a_suggestion(fan)])

    page = await async_subscribe(hass, hass_ws_client, "suggestions")

    assert page.document
    assert page.document["suggestions"]["fan"]["rung"] == "reminds"


async def test_a_decision_is_told_as_a_difference(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, suggestions_of("a", "b"))
    page = await async_subscribe(hass, hass_ws_client, "suggestions")

    await entry.runtime_data.decisions.dismissing.async_dismiss("a")
    event = await page.async_hear()

    assert event == {"type": "patch", "patch": {"order": ["b"], "suggestions": {"a": None}}}


async def test_a_clash_is_told(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    entry = await async_set_up(hass)
    page = await async_subscribe(hass, hass_ws_client, "suggestions")

    await async_publish(hass, entry, suggestions=(a_suggestion(conflicts=(in_the_way(),)),))
    await page.async_hear()

    assert page.document
    one = page.document["suggestions"]["kitchen-at-seven"]
    clash = {"kind": "undoes", "entity_id": "automation.mine", "name": "Mine"}
    text = "Your automation “Mine” does the opposite."
    assert (one["clash"], one["clashes"], one["verdict"]) == (clash | {"text": text}, 1, text)


async def test_the_first_change_comes_at_once_and_the_others_together_after_a_while(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_set_up(hass)
    page = await async_subscribe(hass, hass_ws_client, "suggestions")

    # No time passes but what is ticked, and what was told by then would be heard before the answer.
    await async_publish(hass, entry, suggestions=suggestions_of("a"))
    await page.async_hear()
    for names in (("a", "b"), ("b",), ("c", "b")):
        await async_publish(hass, entry, suggestions=suggestions_of(*names))
    freezer.tick(EVERY / 2)
    await async_ask(page.client, "get_config")
    freezer.tick(EVERY / 2)
    await page.async_hear()

    assert page.document
    assert page.document["order"] == ["c", "b"]


async def test_what_is_the_same_is_not_told(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    entry = await async_set_up(hass)
    page = await async_subscribe(hass, hass_ws_client, "suggestions")

    await async_publish(hass, entry, history_import=ImportProgress(days_done=1, days_total=9, events=5, running=True))

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(page.async_hear(), 0.2)


async def test_a_page_stays_open_across_a_reload(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, suggestions_of("a", "b"))
    page = await async_subscribe(hass, hass_ws_client, "suggestions")

    await hass.config_entries.async_reload(entry.entry_id)
    away = await page.async_hear()
    freezer.tick(EVERY)
    back = await page.async_hear()
    await entry.runtime_data.decisions.dismissing.async_dismiss("a")
    freezer.tick(EVERY)
    await page.async_hear()

    assert (away, back["type"]) == ({"type": "away"}, "snapshot")
    assert page.document
    assert page.document["order"] == ["b"]


async def test_who_subscribes_while_it_is_not_loaded_hears_of_it_later(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    entry = await async_set_up(hass)
    await hass.config_entries.async_unload(entry.entry_id)
    page = Subscriber(await hass_ws_client(hass))
    await async_ask(page.client, "homeiq/overview/subscribe")

    first = await page.async_hear()
    await hass.config_entries.async_setup(entry.entry_id)
    second = await page.async_hear()

    assert (first, second["type"]) == ({"type": "away"}, "snapshot")


async def test_the_heart_beats_every_minute(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    await async_set_up(hass)
    page = await async_subscribe(hass, hass_ws_client, "suggestions")

    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=61))

    assert await page.async_hear() == {"type": "heartbeat"}


async def test_who_unsubscribes_hears_no_more(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    entry = await async_set_up(hass)
    page = await async_subscribe(hass, hass_ws_client, "suggestions")

    await async_ask(page.client, "unsubscribe_events", subscription=1)
    await async_publish(hass, entry, suggestions=suggestions_of("a"))

    assert (await async_ask(page.client, "homeiq/hello"))["is_loaded"]


async def test_who_comes_when_all_others_have_gone_is_told_what_is_so_by_then(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    entry = await async_set_up(hass)
    first = await async_subscribe(hass, hass_ws_client, "suggestions")
    await async_ask(first.client, "unsubscribe_events", subscription=1)

    again = await async_subscribe(hass, hass_ws_client, "suggestions")
    await async_ask(again.client, "unsubscribe_events", subscription=1)
    await async_publish(hass, entry, suggestions=suggestions_of("a"))
    later = await async_subscribe(hass, hass_ws_client, "suggestions")

    assert again.document == first.document
    assert later.document
    assert later.document["order"] == ["a"]


async def test_nobody_subscribes_without_end(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    await async_set_up(hass)
    client, other = await hass_ws_client(hass), await hass_ws_client(hass)
    for _ in range(50):
        await async_ask(client, "homeiq/suggestions/subscribe")
        await client.receive_json()

    assert (await async_refused(client, "homeiq/suggestions/subscribe"))[0] == "refused"
    await async_ask(other, "homeiq/suggestions/subscribe")
    await async_ask(client, "homeiq/overview/subscribe")
    await client.receive_json()
    await async_ask(client, "unsubscribe_events", subscription=1)
    assert (await async_refused(client, "unsubscribe_events", subscription=1))[0] == "not_found"
    await async_ask(client, "homeiq/suggestions/subscribe")


async def test_who_may_read_no_longer_is_told_so(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    hass_read_only_user: MockUser,
    hass_read_only_access_token: str,
) -> None:
    entry = await async_set_up(hass)
    page = Subscriber(await hass_ws_client(hass, hass_read_only_access_token))
    await async_ask(page.client, "homeiq/suggestions/subscribe")
    await page.async_hear()

    hass_read_only_user.mock_policy({})
    await async_publish(hass, entry, suggestions=suggestions_of("a"))

    assert await page.async_hear() == {"type": "ended"}
    assert (await async_refused(page.client, "homeiq/suggestions/subscribe"))[0] == "unauthorized"


async def test_the_overview_tells_of_the_import(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    entry = await async_set_up(hass)
    page = await async_subscribe(hass, hass_ws_client, "overview")

    await async_publish(hass, entry, history_import=ImportProgress(days_done=1, days_total=9, events=5, running=True))
    event = await page.async_hear()

    assert event["patch"]["history_import"]["days_total"] == 9
    assert page.document
    assert page.document["funnel"] == {"patterns": 0, "suggestions": 0}
    assert (page.document["status"], page.document["health"], page.document["days"]["known"]) == ("idle", "ok", 1)


async def test_the_overview_tells_what_a_run_had_to_learn_from(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    await async_live(hass, evenings())
    await async_set_up(hass)
    await hass.services.async_call(DOMAIN, "refresh", blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)

    page = await async_subscribe(hass, hass_ws_client, "overview")

    assert page.document
    funnel = page.document["funnel"]
    assert all(funnel[name] > 0 for name in ("events", "entities", "used", "acts", "days", "patterns", "suggestions"))
    assert funnel["used"] <= funnel["entities"]
    assert page.document["rungs"]["acts"] == funnel["suggestions"]


async def test_the_day_is_told_beside_the_usual_one(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to(dt_util.now().replace(hour=7, minute=5, second=0))
    entry = await async_set_up(hass)
    await async_learn(hass, entry, [a_suggestion(a_pattern(weekdays=EVERY_DAY))])
    page = Subscriber(await hass_ws_client(hass, await async_token_of_now(hass)))
    await async_ask(page.client, "homeiq/day/subscribe")
    await page.async_hear()
    assert page.document
    before = page.document["rows"]["kitchen-at-seven"]

    now = dt_util.utcnow().timestamp()
    await entry.runtime_data.events.append([(now - 60, "light.kitchen", "on", Cause.PERSON)])
    freezer.tick(timedelta(seconds=61))
    async_fire_time_changed(hass, dt_util.utcnow())
    beat, event = await page.async_hear(), await page.async_hear()

    assert (before["course"], before["done"], before["usual"]) == ("due", [], 420)
    assert beat == {"type": "heartbeat"}
    assert event["patch"] == {
        "rows": {"kitchen-at-seven": {"course": "usual", "done": [{"minute": 424, "by_hand": True}]}},
        "counts": {"usual": 1, "due": 0},
    }


async def test_decisions_are_told_with_what_became_of_them(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    entry = await async_a_home(hass, *suggestions_of("a", "b", "c", "d"))
    dismissing = entry.runtime_data.decisions.dismissing
    await async_accept(hass, "a")
    await async_accept(hass, "b", mode="shadow")
    await dismissing.async_dismiss("c", "No!")
    await dismissing.async_snooze("d", dt_util.utcnow().timestamp() + 86400)

    page = await async_subscribe(hass, hass_ws_client, "decisions")

    assert page.document
    told = {name: list(of) for name, of in page.document.items()}
    assert told == {"accepted": ["a"], "trials": ["b"], "later": ["d"], "dismissed": ["c"]}
    assert page.document["dismissed"]["c"]["reason"] == "No!"
    assert page.document["accepted"]["a"]["entity_id"] == "automation.kitchen_at_07_00"


async def test_the_system_is_told(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    await async_set_up(hass)

    page = await async_subscribe(hass, hass_ws_client, "system")

    assert page.document
    assert (page.document["status"], page.document["store"]["dropped"]) == ("ok", 0)


async def test_of_many_accepted_the_newest_are_told_with_what_asks_something_and_the_figures_are_of_all(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    entry = await async_set_up(hass)
    all_of_it = tuple(
        followed(f"habit-{number}", since=1000.0 + number, acts=4, overridden=1) for number in range(MOST + 10)
    )
    await async_publish(hass, entry, followed=all_of_it, climbing=frozenset({"habit-0"}))

    page = await async_subscribe(hass, hass_ws_client, "decisions")
    overview = await async_subscribe(hass, hass_ws_client, "overview")

    assert page.document
    assert overview.document
    assert page.document["accepted"].keys() == {"habit-0", *(f"habit-{number}" for number in range(11, MOST + 10))}
    assert page.document["accepted"]["habit-0"]["question"]["kind"] == "climb"
    assert page.document["more"] == {"accepted": 10}
    assert overview.document["accepted"] == {"there": MOST + 10, "saved": 3 * (MOST + 10), "undone": MOST + 10}

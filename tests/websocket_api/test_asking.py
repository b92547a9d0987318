"""Commands with one answer, asked as a panel does."""

from dataclasses import replace
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.homeiq.answers.findings import pattern_to_json, suggestion_to_json
from custom_components.homeiq.answers.hello import PROTOCOL
from custom_components.homeiq.bundle import async_bundle
from custom_components.homeiq.coordinator.health.figures import async_figures
from custom_components.homeiq.model.habits.diary import Axis, Delays, WasSet
from custom_components.homeiq.model.habits.gate import Gate, Refused
from custom_components.homeiq.model.habits.pattern import SetTo
from custom_components.homeiq.model.habits.trigger import Kind
from custom_components.homeiq.services.programs.searching import PAGES
from custom_components.homeiq.services.programs.written import SHORT
from custom_components.homeiq.suggest.draft import draft
from tests.accepted import OWN, async_a_home, async_accept
from tests.asking import PIXEL, a_person, a_phone
from tests.homes import async_learn, async_publish, async_set_up
from tests.offers import DIARY, RECENT, a_pattern, a_suggestion, hall_light
from tests.test_http_api import register
from tests.websocket_api.a_client import async_ask, async_refused

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

WAS_BRIGHT = WasSet(entity_id="light.kitchen", attribute="brightness", values=(125.0, 130.0))
WAS_WARM = WasSet(entity_id="light.kitchen", attribute="color_temp_kelvin", values=(2702.0,))
LAMPS = [a_suggestion(a_pattern(f"lamp-{number}", entities=(f"light.lamp_{number}",))) for number in range(5)]


async def test_the_greeting_says_what_somebody_may(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, hass_read_only_access_token: str
) -> None:
    entry = await async_set_up(hass)

    admin = await async_ask(await hass_ws_client(hass), "homeiq/hello")
    reader = await async_ask(await hass_ws_client(hass, hass_read_only_access_token), "homeiq/hello")
    await hass.config_entries.async_unload(entry.entry_id)
    unloaded = await async_ask(await hass_ws_client(hass), "homeiq/hello")

    bundle = (await async_bundle(hass)).digest
    hello = {"protocol": PROTOCOL, "version": "0.1.0", "is_loaded": True, "bundle": bundle}
    everything = {"is_admin": True, "rights": ["read", "decide", "change"]}
    assert admin == hello | everything
    assert reader == hello | {"is_admin": False, "rights": ["read"]}
    assert unloaded == hello | everything | {"is_loaded": False}


async def test_an_open_suggestion_is_told_in_full(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, [hall_light()])
    (suggestion,) = entry.runtime_data.data.suggestions

    answer = await async_ask(await hass_ws_client(hass), "homeiq/suggestion/get", signature="hall-after-motion")

    assert answer == {
        "suggestion": suggestion_to_json(suggestion),
        "pattern": pattern_to_json(suggestion.pattern),
        "areas": [],
        "is_open": True,
        "parts": {"when": "When Hall motion changes to on", "only_if": [], "do": ["Turn on Hall"]},
        "clashes": [],
        "changeable": ["for", "weekdays", "entity_id", "conditions", "values"],
    }


async def test_what_is_for_who_is_home_says_so_beside_its_conditions_and_not_among_them(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    entry = await async_set_up(hass)
    config = draft(a_pattern(), "Kitchen at 07:00", "", for_who_is_home=True)
    await async_learn(hass, entry, [a_suggestion(automation=config)])

    answer = await async_ask(await hass_ws_client(hass), "homeiq/suggestion/get", signature="kitchen-at-seven")

    assert answer["parts"]["only_if"] == ["On workdays", "If somebody is home"]
    assert answer["suggestion"]["conditions"] == config["conditions"][:-1]


async def test_the_days_of_a_suggestion_are_told_one_by_one(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    entry = await async_set_up(hass)
    diary = replace(DIARY, delays=(Delays(up_to=1, count=0), Delays(up_to=2, count=7)))
    await async_learn(hass, entry, [a_suggestion(recent=RECENT, diary=diary)])

    answer = await async_ask(await hass_ws_client(hass), "homeiq/suggestion/get", signature="kitchen-at-seven")

    assert (len(answer["points"]), answer["points"][5:]) == (
        7,
        [
            {"day": "2026-10-31", "by_hand": [415], "would_run": [420], "mark": "i"},
            {"day": "2026-11-01", "by_hand": [365], "would_run": [], "mark": "m"},
        ],
    )
    assert "".join(point["mark"] for point in answer["points"]) == answer["suggestion"]["strip"]["letters"]
    assert [len(day) for day in answer["hours"]] == [24] * 7
    assert answer["hours"][0] == [*[0] * 7, 1, *[0] * 12, 1, *[0] * 3]
    assert answer["delays"] == [{"up_to": 1, "count": 0}, {"up_to": 2, "count": 7}]


async def test_what_sensors_have_to_do_with_a_suggestion_is_told(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    entry = await async_set_up(hass)
    axis = Axis(entity_id="sensor.lux", unit="lx", above=None, below=40.0, did=(3.5, 20.0), did_not=(90.0,))
    await async_learn(hass, entry, [a_suggestion(recent=RECENT, diary=replace(DIARY, axes=(axis,)))])

    answer = await async_ask(await hass_ws_client(hass), "homeiq/suggestion/get", signature="kitchen-at-seven")

    assert answer["axes"] == [
        {"entity_id": "sensor.lux", "unit": "lx", "below": 40.0, "did": [3.5, 20.0], "did_not": [90.0]}
    ]


async def test_what_things_may_be_set_to_is_told_beside_what_people_set(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    entry = await async_set_up(hass)
    hass.states.async_set("light.kitchen", "on", {"min_color_temp_kelvin": 2202, "max_color_temp_kelvin": 6535})
    half = SetTo(entity_id="light.kitchen", attribute="brightness", value=128.0, spread=4.0)
    found = a_suggestion(recent=RECENT, diary=replace(DIARY, was_set=(WAS_BRIGHT, WAS_WARM)))
    await async_learn(hass, entry, [replace(found, pattern=replace(found.pattern, values=(half,)))])

    answer = await async_ask(await hass_ws_client(hass), "homeiq/suggestion/get", signature="kitchen-at-seven")

    assert answer["settings"] == [
        {
            "entity_id": "light.kitchen",
            "field": "brightness_pct",
            "value": 50,
            "least": 1,
            "most": 100.0,
            "step": 1,
            "unit": "%",
            "was_set": [49, 51],
        },
        {
            "entity_id": "light.kitchen",
            "field": "color_temp_kelvin",
            "least": 2202.0,
            "most": 6535.0,
            "step": 10,
            "unit": "K",
            "was_set": [2700],
        },
    ]


async def test_it_is_said_who_would_be_asked_before_something_asks_first(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, hass_admin_user: MockUser
) -> None:
    a_phone(hass, "pixel", hass_admin_user)
    a_person(hass, "anna", hass_admin_user)
    wishes = {"targets": [PIXEL], "quiet_from": "21:30:00", "quiet_until": "07:00:00", "asks_per_day": 2}
    entry = await async_set_up(hass, options={"notifications": wishes})
    await async_learn(hass, entry, [a_suggestion()])

    answer = await async_ask(await hass_ws_client(hass), "homeiq/suggestion/consent", signature="kitchen-at-seven")

    assert answer == {
        "title": "Turn on Kitchen?",
        "text": "You often do that now. Without an answer within 10 minutes nothing happens.",
        "labels": ["Yes", "Not today", "Stop asking"],
        "phones": [{"name": "pixel", "whose": "anna"}],
        "quiet": {"begin": "21:30", "end": "07:00"},
        "a_day": 2,
        "left": 2,
        "minutes": 10,
    }


async def test_where_nobody_can_be_asked_there_is_a_question_all_the_same(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    never_quiet = {"quiet_from": "03:00:00", "quiet_until": "03:00:00"}
    await async_learn(hass, await async_set_up(hass, options={"notifications": never_quiet}), [a_suggestion()])

    answer = await async_ask(await hass_ws_client(hass), "homeiq/suggestion/consent", signature="kitchen-at-seven")

    assert (answer["phones"], "quiet" in answer, answer["title"]) == ([], False, "Turn on Kitchen?")


async def test_what_has_its_time_in_the_quiet_hours_would_never_ask(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    late = {"quiet_from": "21:30:00", "quiet_until": "08:00:00"}
    await async_learn(hass, await async_set_up(hass, options={"notifications": late}), [a_suggestion()])

    answer = await async_ask(await hass_ws_client(hass), "homeiq/suggestion/consent", signature="kitchen-at-seven")

    assert answer["asleep"] == "07:00"


async def test_each_clash_is_told(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    off_at_seven = OWN.replace("05:00:00", "07:00:00").replace("light.attic", "light.kitchen")
    await async_a_home(hass, a_suggestion(), automations=off_at_seven)

    answer = await async_ask(await hass_ws_client(hass), "homeiq/suggestion/get", signature="kitchen-at-seven")

    assert answer["clashes"] == [
        {
            "entity_id": "automation.mine",
            "kind": "undoes",
            "title": "Mine",
            "says": "Your automation “Mine” does the opposite at the same time.",
        }
    ]


async def test_an_accepted_suggestion_is_told_as_accepted(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    await async_a_home(hass, a_suggestion())
    await async_accept(hass, "kitchen-at-seven")

    answer = await async_ask(await hass_ws_client(hass), "homeiq/suggestion/get", signature="kitchen-at-seven")

    assert (answer["suggestion"]["signature"], answer["is_open"]) == ("kitchen-at-seven", False)


async def test_nobody_knows_a_suggestion_that_is_not_there(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    await async_set_up(hass)

    code, _ = await async_refused(await hass_ws_client(hass), "homeiq/suggestion/get", signature="nobody")

    assert code == "not_found"


async def test_patterns_come_page_by_page_each_once(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, LAMPS)
    client = await hass_ws_client(hass)

    first = await async_ask(client, "homeiq/patterns/list", limit=3)
    second = await async_ask(client, "homeiq/patterns/list", limit=3, cursor=first["next_cursor"])

    signatures = [one["signature"] for one in [*first["patterns"], *second["patterns"]]]
    assert signatures == [one.signature for one in LAMPS]
    assert (second["next_cursor"], second["total"], second["kinds"]) == (None, 5, {"routine": 5})


async def test_devices_come_page_by_page(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    register(hass, "a", "b", "c")
    await async_set_up(hass)
    client = await hass_ws_client(hass)

    first = await async_ask(client, "homeiq/devices/list", limit=2)
    second = await async_ask(client, "homeiq/devices/list", limit=2, cursor=first["next_cursor"])

    devices = [*first["devices"], *second["devices"]]
    assert len({one["device_id"] for one in devices}) == 3
    assert (len(first["devices"]), second["next_cursor"]) == (2, None)


async def test_entities_come_page_by_page(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    registry = er.async_get(hass)
    for name in ("attic", "hall", "kitchen"):
        registry.async_get_or_create("light", "hue", name, suggested_object_id=name)
    await async_set_up(hass)
    client = await hass_ws_client(hass)

    first = await async_ask(client, "homeiq/entities/list", limit=2, cursor="light")
    second = await async_ask(client, "homeiq/entities/list", limit=1000, cursor=first["next_cursor"])

    assert [one["entity_id"] for one in first["entities"]] == ["light.attic", "light.hall"]
    assert second["entities"][0]["entity_id"] == "light.kitchen"
    assert second["next_cursor"] is None


async def test_patterns_tell_what_stands_in_their_way(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, LAMPS)
    refused = {"lamp-1": Refused(gate=Gate.DAYS, needs=3), "lamp-2": Refused(gate=Gate.ENDED)}
    await async_publish(hass, entry, refused=refused, suggestions=tuple(LAMPS[3:]))
    await entry.runtime_data.decisions.dismissing.async_dismiss("lamp-0")
    await async_publish(hass, entry, refused=refused, suggestions=tuple(LAMPS[3:]))

    found = await async_ask(await hass_ws_client(hass), "homeiq/patterns/list")

    told = [
        {name: one[name] for name in ("rung", "gate", "needs", "stand") if name in one} for one in found["patterns"]
    ]
    assert told == [
        {"gate": "decided", "stand": "decided"},
        {"gate": "days", "needs": 3, "stand": "forming"},
        {"gate": "ended", "stand": "ended"},
        {"rung": "acts", "stand": "acts"},
        {"rung": "acts", "stand": "acts"},
    ]
    assert found["stands"] == {"acts": 2, "decided": 1, "ended": 1, "forming": 1}


async def test_a_decision_moves_a_pattern_to_another_stand_at_once(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, LAMPS)
    client = await hass_ws_client(hass)
    before = await async_ask(client, "homeiq/patterns/list", stand="acts")

    await entry.runtime_data.decisions.dismissing.async_dismiss("lamp-0")
    after = await async_ask(client, "homeiq/patterns/list", stand=["decided"])

    assert before["total"] == 5
    assert ([one["signature"] for one in after["patterns"]], after["stands"]) == (["lamp-0"], {"acts": 4, "decided": 1})


async def test_a_page_of_patterns_is_put_together_once(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, LAMPS)
    client = await hass_ws_client(hass)

    pages = [await async_ask(client, "homeiq/patterns/list", limit=limit) for limit in (3, 3, 4, 3, SHORT + 1)]

    counts = async_figures(hass).caches[PAGES].counts
    assert [len(page["patterns"]) for page in pages] == [3, 3, 4, 3, 5]
    assert pages[0] == pages[1] == pages[3]
    assert (counts.hits, counts.misses) == (2, 2)


async def test_a_page_of_patterns_tells_of_a_decision_at_once(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, LAMPS)
    client = await hass_ws_client(hass)

    before = await async_ask(client, "homeiq/patterns/list")
    await entry.runtime_data.decisions.dismissing.async_dismiss("lamp-0")
    after = await async_ask(client, "homeiq/patterns/list")

    assert [one["stand"] for one in before["patterns"]] == ["acts"] * 5
    assert [one["stand"] for one in after["patterns"]] == ["decided", *["acts"] * 4]
    assert len(async_figures(hass).caches[PAGES]) == 1


async def test_patterns_are_searched_by_name_and_filtered_by_kind(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    hass.states.async_set("light.hall", "off", {"friendly_name": "Flur oben"})
    hass.states.async_set("light.lamp_2", "off", {"friendly_name": "Flur unten"})
    entry = await async_set_up(hass)
    await async_learn(hass, entry, [*LAMPS, hall_light()])
    client = await hass_ws_client(hass)

    both = await async_ask(client, "homeiq/patterns/list", search="FLUR")
    above = await async_ask(client, "homeiq/patterns/list", search="oben flur")
    routines = await async_ask(client, "homeiq/patterns/list", search="flur", kind=Kind.ROUTINE)

    def told(page: dict[str, Any]) -> list[str]:
        return [one["signature"] for one in page["patterns"]]

    assert told(both) == ["lamp-2", "hall-after-motion"]
    assert told(above) == ["hall-after-motion"]
    assert (told(routines), routines["kinds"]) == (["lamp-2"], {"follow_up": 1, "routine": 1})


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("suggestion/get", {}, "signature"),
    ("suggestion/consent", {}, "signature"),
    ("suggestion/get", {"signature": ""}, "signature"),
    ("suggestion/get", {"signature": "a", "more": 1}, "more"),
    ("patterns/list", {"limit": 0}, "limit"),
    ("patterns/list", {"limit": 1001}, "limit"),
    ("patterns/list", {"kind": "nothing"}, "kind.0"),
    ("patterns/list", {"stand": "days"}, "stand.0"),
    ("patterns/list", {"area_id": ""}, "area_id.0"),
    ("patterns/list", {"cursor": "-1"}, "cursor"),
    ("patterns/list", {"search": "a" * 101}, "search"),
    ("suggestions/subscribe", {"more": 1}, "more"),
    ("day/get", {}, "day"),
    ("day/get", {"day": "2026-02-30"}, "day"),
    ("day/get", {"day": "1969-12-31"}, "day"),
    ("day/get", {"day": ["workday"]}, "day"),
    ("day/get", {"day": {"a": 1}}, "day"),
]
"""A command, what it is given, and the field that is wrong in it."""


async def test_a_wrong_field_is_named(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    await async_set_up(hass)
    client = await hass_ws_client(hass)

    refusals = [await async_refused(client, f"homeiq/{command}", **fields) for command, fields, _ in WRONG]

    named = [(code, message.partition(":")[0]) for code, message in refusals]
    assert named == [("invalid_format", field) for *_, field in WRONG]


@pytest.mark.parametrize("command", ["suggestion/get", "patterns/list"])
async def test_while_it_is_not_loaded_nothing_is_told(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, command: str
) -> None:
    entry = await async_set_up(hass)
    await hass.config_entries.async_unload(entry.entry_id)
    fields = {"signature": "a"} if command == "suggestion/get" else {}

    code, _ = await async_refused(await hass_ws_client(hass), f"homeiq/{command}", **fields)

    assert code == "not_loaded"


async def test_who_may_not_read_the_list_is_told_nothing(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    hass_read_only_user: MockUser,
    hass_read_only_access_token: str,
) -> None:
    await async_set_up(hass)
    hass_read_only_user.mock_policy({"entities": {"domains": {"light": True}}})
    client = await hass_ws_client(hass, hass_read_only_access_token)

    refusals = [
        await async_refused(client, f"homeiq/{command}")
        for command in ("patterns/list", "suggestions/subscribe", "decisions/subscribe", "overview/subscribe")
    ]

    assert {code for code, _ in refusals} == {"unauthorized"}

"""Long lists that actions return, page by page: nothing is told twice, and nothing is left out."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, SupportsResponse
from homeassistant.exceptions import ServiceValidationError
import probatio as vol
import pytest

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.model.event import Cause
from tests.accepted import async_a_home, async_accept, async_furnish
from tests.actions import async_ask, async_say
from tests.evenings import async_live
from tests.home_network import lay_cables, receiver
from tests.homes import async_later, async_set_up
from tests.offers import a_pattern, a_suggestion
from tests.test_webhooks import async_add

pytestmark = [
    pytest.mark.usefixtures("socket_enabled", "home_network"),
    pytest.mark.parametrize("expected_lingering_timers", [True]),
]
NAMES = [f"x{number}" for number in range(5)]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WITHOUT_PAGES = {"list_webhooks"}  # a home has fifty at most


@pytest.fixture
def home_network(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_cables(monkeypatch)


async def async_five(hass: HomeAssistant) -> Any:
    """Set up a home with five suggestions."""
    patterns = [a_pattern(name, entities=(f"light.{name}",)) for name in NAMES]
    own = {"actions": [{"action": "light.turn_on", "target": {"entity_id": ["light.x0"]}}]}
    automation = {**a_suggestion().automation, **own}
    offered = [
        a_suggestion(one, title=f"Do {one.signature}", automation={**automation, "alias": one.signature})
        for one in patterns
    ]
    entry = await async_a_home(hass, *offered)
    await async_furnish(hass, *(f"light.{name}" for name in NAMES))
    return entry


async def async_pages(hass: HomeAssistant, action: str, **fields: Any) -> list[dict[str, Any]]:
    """Turn pages until there are none any more."""
    pages = [await async_ask(hass, action, **fields)]
    while (cursor := pages[-1]["next_cursor"]) is not None:
        assert len(pages) < 20
        pages.append(await async_ask(hass, action, cursor=cursor, **fields))
    return pages


def told(pages: list[dict[str, Any]], name: str, key: Callable[[dict[str, Any]], Any]) -> list[list[Any]]:
    return [[key(one) for one in page[name]] for page in pages]


def signature(one: dict[str, Any]) -> Any:
    return one["signature"]


@pytest.mark.parametrize(("action", "name"), [("list_suggestions", "suggestions"), ("list_patterns", "patterns")])
async def test_what_was_found_is_told_page_by_page(hass: HomeAssistant, action: str, name: str) -> None:
    await async_five(hass)
    (whole,) = await async_pages(hass, action)

    pages = await async_pages(hass, action, limit=2)

    in_order = [signature(one) for one in whole[name]]
    assert set(in_order) == set(NAMES)
    assert told(pages, name, signature) == [in_order[:2], in_order[2:4], in_order[4:]]


async def test_what_is_decided_between_two_pages_moves_nothing(hass: HomeAssistant) -> None:
    await async_five(hass)
    in_order = [signature(one) for one in (await async_ask(hass, "list_suggestions"))["suggestions"]]

    first = await async_ask(hass, "list_suggestions", limit=2)
    await async_say(hass, "dismiss", in_order[0])
    second = await async_ask(hass, "list_suggestions", limit=2, cursor=first["next_cursor"])
    await async_say(hass, "dismiss", in_order[3])
    third = await async_ask(hass, "list_suggestions", limit=2, cursor=second["next_cursor"])

    assert told([first, second, third], "suggestions", signature) == [in_order[:2], in_order[2:4], in_order[4:]]
    assert third["next_cursor"] is None


async def test_filters_hold_on_every_page(hass: HomeAssistant) -> None:
    await async_five(hass)

    pages = await async_pages(hass, "list_patterns", limit=1, entity_id=["light.x1", "light.x3"])

    assert [len(page["patterns"]) for page in pages] == [1, 1]
    assert {one["signature"] for page in pages for one in page["patterns"]} == {"x1", "x3"}


async def test_decisions_are_told_page_by_page_with_how_many_there_are(hass: HomeAssistant) -> None:
    await async_five(hass)
    for name in NAMES:
        await async_say(hass, "dismiss", name)

    pages = await async_pages(hass, "list_decisions", limit=2)

    newest_first = NAMES[::-1]
    assert told(pages, "decisions", signature) == [newest_first[:2], newest_first[2:4], newest_first[4:]]
    assert [page["total"] for page in pages] == [5, 5, 5]


async def test_two_lists_go_on_side_by_side_until_both_have_ended(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_five(hass)
    for name in NAMES[:4]:
        await async_accept(hass, name)
    await async_accept(hass, NAMES[4], mode="shadow")
    await async_later(hass, freezer, minutes=1)

    pages = await async_pages(hass, "list_accepted", limit=3)
    automations = await async_pages(hass, "list_automations", limit=3)

    assert [len(page["accepted"]) for page in pages] == [3, 1]
    assert {one["signature"] for page in pages for one in page["accepted"]} == set(NAMES[:4])
    assert told(pages, "trials", signature) == [["x4"], []]
    assert [len(page["automations"]) for page in automations] == [3, 1]
    assert len({one["entity_id"] for page in automations for one in page["automations"]}) == 4


async def test_deliveries_are_told_page_by_page_while_new_ones_come(hass: HomeAssistant) -> None:
    entry = await async_five(hass)
    async with receiver() as program:
        await async_add(hass, entry, program.url)
        for name in NAMES[:3]:
            await async_say(hass, "dismiss", name)
        first = await async_ask(hass, "list_deliveries", limit=2)
        await async_say(hass, "dismiss", NAMES[3])
        second = await async_ask(hass, "list_deliveries", limit=2, cursor=first["next_cursor"])

    numbers = [one["delivery"] for page in (first, second) for one in page["deliveries"]]
    assert numbers == sorted(set(numbers), reverse=True)
    assert (len(first["deliveries"]), len(second["deliveries"]), second["next_cursor"]) == (2, 1, None)


async def test_events_are_told_page_by_page_also_those_of_one_moment(hass: HomeAssistant) -> None:
    begin = NOON.timestamp()
    rows = [(begin + number // 3, "light.hall", f"state {number}", Cause.PERSON) for number in range(8)]
    await async_live(hass, rows)
    await async_set_up(hass)
    span: dict[str, Any] = {"start": NOON, "end": NOON + timedelta(hours=1)}
    (whole,) = await async_pages(hass, "query_events", **span)

    pages = await async_pages(hass, "query_events", limit=2, **span)

    assert [one for page in pages for one in page["events"]] == whole["events"]
    assert whole["total"] == len(whole["events"])
    assert [page["total"] for page in pages] == [whole["total"], *[None] * (len(pages) - 1)]


async def test_a_cursor_of_events_leads_on_in_its_own_question_only(hass: HomeAssistant) -> None:
    rows = [(NOON.timestamp() + number, "light.hall", f"state {number}", Cause.PERSON) for number in range(4)]
    await async_live(hass, rows)
    await async_set_up(hass)
    span: dict[str, Any] = {"start": NOON, "end": NOON + timedelta(hours=1)}
    cursor = (await async_ask(hass, "query_events", limit=2, **span))["next_cursor"]

    with pytest.raises(ServiceValidationError) as refused:
        await async_ask(hass, "query_events", **{**span, "start": NOON - timedelta(days=30)}, cursor=cursor)

    assert refused.value.translation_key == "wrong_cursor"


@pytest.mark.parametrize("cursor", ["x", "-1:a", "1:a\n2:b\n3:c", "\n", "", 7, None])
@pytest.mark.parametrize("action", ["list_suggestions", "list_patterns", "list_accepted", "list_deliveries"])
async def test_what_is_no_cursor_is_refused(hass: HomeAssistant, action: str, cursor: Any) -> None:
    await async_five(hass)

    with pytest.raises(vol.Invalid):
        await async_ask(hass, action, cursor=cursor)


async def test_every_list_has_a_limit_and_a_cursor(hass: HomeAssistant) -> None:
    await async_five(hass)
    services = hass.services.async_services_for_domain(DOMAIN)
    answering = {name: one for name, one in services.items() if one.supports_response is SupportsResponse.ONLY}
    lists = {
        name: {str(field) for field in one.schema.schema}
        for name, one in answering.items()
        if isinstance(one.schema, vol.Schema) and name not in WITHOUT_PAGES
    }

    without = {name for name, fields in lists.items() if "limit" in fields and "cursor" not in fields}

    assert {"list_suggestions", "query_events"} <= lists.keys()
    assert without == set()
    assert {name for name in lists if name.startswith("list_") and "limit" not in lists[name]} == set()

from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util
import pytest

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator import HomeIQCoordinator
from custom_components.homeiq.model.event import Cause, EventRow
from tests.evenings import async_live, query
from tests.homes import async_set_up

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def rows() -> list[EventRow]:
    begin = NOON.timestamp()
    return [
        (begin, "light.hall", "on", Cause.PERSON),
        (begin + 60, "sensor.power", "41.5", Cause.DEVICE),
        (begin + 120.25, "light.hall", "off", Cause.AUTOMATION),
    ]


async def async_query(hass: HomeAssistant, **fields: Any) -> dict[str, Any]:
    answer = await hass.services.async_call(DOMAIN, "query_events", fields, blocking=True, return_response=True)
    assert answer is not None
    return dict(answer)


async def test_events_say_when_what_and_who(hass: HomeAssistant) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    await async_live(hass, rows())
    await async_set_up(hass)

    answer = await async_query(hass, start=NOON, end=NOON + timedelta(hours=1), entity_id=["light.hall"])

    assert answer == {
        "events": [
            {"time": "2026-03-02T13:00:00.000+01:00", "entity_id": "light.hall", "state": "on", "cause": "person"},
            {"time": "2026-03-02T13:02:00.250+01:00", "entity_id": "light.hall", "state": "off", "cause": "automation"},
        ],
        "total": 2,
        "next_cursor": None,
    }


async def test_the_whole_home_can_be_asked_for_and_limited(hass: HomeAssistant) -> None:
    await async_live(hass, rows())
    await async_set_up(hass)
    local = dt_util.as_local(NOON).replace(tzinfo=None)

    answer = await async_query(hass, start=local, end=local + timedelta(days=1), limit=2)

    assert [event["state"] for event in answer["events"]] == ["on", "41.5"]
    assert answer["total"] == 3


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"start": NOON, "end": NOON}, "end_before_start"),
        ({"start": NOON, "end": NOON + timedelta(days=2)}, "span_too_long"),
        ({"start": NOON}, "span_too_long"),
    ],
)
async def test_a_span_that_makes_no_sense_is_refused(hass: HomeAssistant, fields: dict[str, Any], error: str) -> None:
    await async_set_up(hass)

    with pytest.raises(ServiceValidationError) as refused:
        await async_query(hass, **fields)

    assert refused.value.translation_key == error


async def test_a_database_that_can_not_be_read_is_named(hass: HomeAssistant) -> None:
    await async_set_up(hass)
    query(hass, "DROP TABLE event")

    with pytest.raises(HomeAssistantError) as failed:
        await async_query(hass, start=NOON, entity_id=["light.hall"])

    assert failed.value.translation_key == "database_unusable"


async def test_a_database_that_is_closed_is_none_that_fails(hass: HomeAssistant) -> None:
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    await coordinator.async_stop()

    with pytest.raises(HomeAssistantError) as failed:
        await async_query(hass, start=NOON, entity_id=["light.hall"])

    assert failed.value.translation_key == "not_loaded"


async def test_a_lamp_is_answered_with_its_brightness(hass: HomeAssistant) -> None:
    begin = NOON.timestamp()
    dimmed = [
        (begin + 1, "light.hall#brightness", "102", Cause.PERSON),
        (begin + 2, "light.door#brightness", "51", Cause.PERSON),
    ]
    await async_live(hass, [*rows(), *dimmed])
    await async_set_up(hass)

    answer = await async_query(hass, start=NOON, end=NOON + timedelta(minutes=1), entity_id=["light.hall"])

    assert [(event["entity_id"], event.get("attribute"), event["state"]) for event in answer["events"]] == [
        ("light.hall", None, "on"),
        ("light.hall", "brightness", "102"),
    ]

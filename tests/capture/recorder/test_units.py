"""In which units a real recorder's past was told."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done

from custom_components.homeiq.capture.cause import CauseClassifier
from custom_components.homeiq.capture.kept_home import KeptHome
from custom_components.homeiq.capture.listener import Listener
from custom_components.homeiq.capture.recorder import known_attributes
from custom_components.homeiq.capture.recorder.backfill import history_days
from custom_components.homeiq.capture.scope import EntityScope
from custom_components.homeiq.capture.valued_entities import UnitEar
from custom_components.homeiq.model.readings import UnitTold
from custom_components.homeiq.settings import Context, Scope
from tests.capture.a_recorder import Written, write

MONDAY = datetime(2026, 9, 21, tzinfo=UTC).timestamp()
DAY = 86400.0
HALL, PLUG, WEATHER = "sensor.hall", "sensor.plug", "weather.home"


async def told_in(
    hass: HomeAssistant, causes: CauseClassifier, until: float, done: Iterable[str] = (), scope: Scope | None = None
) -> list[tuple[float, str, str]]:
    days = history_days(hass, until, set(done), EntityScope(hass, scope or Scope()), causes)
    return [(one.since - MONDAY, one.name, one.unit) async for day in days for one in day.units]


def measured(time: float, unit: str | None, entity_id: str = HALL, state: str = "20", **others: Any) -> Written:
    attributes = {"unit_of_measurement": unit} if unit else {}
    return Written(time=MONDAY + time, entity_id=entity_id, state=state, attributes={**attributes, **others})


async def test_each_unit_is_told_once_until_it_is_another_one(utc: HomeAssistant, causes: CauseClassifier) -> None:
    await write(
        utc,
        [
            measured(0, "°F", state="68"),
            measured(100, "°F", state="69"),
            measured(150, "W", PLUG),
            measured(DAY, "°F", state="70"),
            measured(DAY + 100, "°C", state="21"),
            measured(2 * DAY, "°C", state="22"),
            measured(2 * DAY + 1, "W", PLUG, "21"),
        ],
    )

    told = await told_in(utc, causes, MONDAY + 3 * DAY)

    assert told == [(0, HALL, "°F"), (150, PLUG, "W"), (DAY + 100, HALL, "°C")]


async def test_one_that_was_set_back_on_the_same_day_is_told_both_times(
    utc: HomeAssistant, causes: CauseClassifier
) -> None:
    await write(utc, [measured(at, unit) for at, unit in ((0, "°C"), (60, "°F"), (90, "°F"), (120, "°C"))])

    assert await told_in(utc, causes, MONDAY + DAY) == [(0, HALL, "°C"), (60, HALL, "°F"), (120, HALL, "°C")]


async def test_what_tells_none_for_a_while_is_told_in_the_one_before(
    utc: HomeAssistant, causes: CauseClassifier
) -> None:
    away = [
        measured(60, None, state="unavailable"),
        Written(time=MONDAY + 70, entity_id=HALL, state=None),
        Written(time=MONDAY + 80, entity_id=HALL, state="unknown", attributes={"unit_of_measurement": 5}),
    ]
    await write(utc, [measured(0, "°C"), *away, measured(120, "°C")])

    assert await told_in(utc, causes, MONDAY + DAY) == [(0, HALL, "°C")]


async def test_a_sensor_whose_attributes_are_others_at_each_state_is_told_of_once(
    utc: HomeAssistant, causes: CauseClassifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_attributes, "_KEPT", 5)
    await write(utc, [measured(at * 6000.0, "W", PLUG, str(at), since=at) for at in range(60)])

    assert await told_in(utc, causes, MONDAY + 5 * DAY) == [(0, PLUG, "W")]


async def test_attributes_that_can_not_be_read_tell_no_unit(
    utc: HomeAssistant, causes: CauseClassifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.capture.a_recorder.json.dumps", lambda _: "{")
    await write(utc, [measured(0, "°C")])

    assert await told_in(utc, causes, MONDAY + DAY) == []


async def test_an_import_that_goes_on_tells_each_unit_once_more(utc: HomeAssistant, causes: CauseClassifier) -> None:
    await write(utc, [measured(0, "°F"), measured(DAY + 10, "°F"), measured(2 * DAY + 10, "°C")])

    told = await told_in(utc, causes, MONDAY + 3 * DAY, done=["2026-09-21"])

    assert told == [(DAY + 10, HALL, "°F"), (2 * DAY + 10, HALL, "°C")]


async def test_what_is_not_wanted_is_not_told_of(utc: HomeAssistant, causes: CauseClassifier) -> None:
    lamp = Written(time=MONDAY, entity_id="light.a", state="on", attributes={"unit_of_measurement": "W"})
    await write(utc, [measured(0, "°C"), measured(10, "W", PLUG), lamp])

    assert await told_in(utc, causes, MONDAY + DAY, scope=Scope(exclude_entities=(HALL,))) == [(10, PLUG, "W")]


async def test_the_numbers_of_the_weather_are_told_one_by_one(utc: HomeAssistant, causes: CauseClassifier) -> None:
    several = ((0, "°F", "mph", "rainy"), (60, "°F", "km/h", "rainy"), (90, "°C", "km/h", "sunny"))
    await write(
        utc,
        [
            Written(
                time=MONDAY + at,
                entity_id=entity_id,
                state=state,
                attributes={"temperature": 1, "temperature_unit": degrees, "wind_speed_unit": speed},
            )
            for at, degrees, speed, state in several
            for entity_id in (WEATHER, "weather.away")
        ],
    )
    kept = KeptHome(utc, Context(weather=WEATHER))
    kept.async_start()

    told = await told_in(utc, causes, MONDAY + DAY)

    kept.async_stop()
    turned = sorted(told, key=lambda one: one[1])
    assert {name: [(at, unit) for at, _, unit in several] for name, several in groupby(turned, lambda one: one[1])} == {
        **{
            f"{WEATHER}#{number}": [(0, "°F"), (90, "°C")]
            for number in ("apparent_temperature", "dew_point", "temperature")
        },
        **{f"{WEATHER}#{number}": [(0, "mph"), (60, "km/h")] for number in ("wind_gust_speed", "wind_speed")},
    }


async def test_the_import_is_told_the_units_that_the_listener_heard(
    utc: HomeAssistant, causes: CauseClassifier
) -> None:
    heard: list[UnitTold] = []
    ear = Listener(utc, EntityScope(utc, Scope()), causes, lambda _: None, units=UnitEar(heard.append))
    ear.start()
    said: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("20", {"unit_of_measurement": "°C"}),
        ("21", {"unit_of_measurement": "°C"}),
        ("unavailable", {}),
        ("70", {"unit_of_measurement": "°F", "friendly_name": "Hall"}),
        ("71", {"unit_of_measurement": "°F", "friendly_name": "Hall"}),
    )
    for state, shown in said:
        utc.states.async_set(HALL, state, shown)
    await utc.async_block_till_done()
    await async_wait_recording_done(utc)
    ear.stop()

    told = await told_in(utc, causes, datetime.now(UTC).timestamp() + 1)

    assert [(name, unit) for _, name, unit in told] == [(HALL, "°C"), (HALL, "°F")]
    assert [(one.name, one.unit) for one in heard] == [(HALL, "°C"), (HALL, "°F")]
    assert [time for time, *_ in told] == pytest.approx([one.since - MONDAY for one in heard], abs=1e-3)

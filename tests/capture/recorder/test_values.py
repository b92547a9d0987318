"""The values that a real recorder's past tells."""

from datetime import UTC, datetime

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done

from custom_components.homeiq.capture.cause import CauseClassifier
from custom_components.homeiq.capture.kept_home import KeptHome
from custom_components.homeiq.capture.listener import Listener
from custom_components.homeiq.capture.recorder import known_attributes
from custom_components.homeiq.capture.recorder.backfill import history_days
from custom_components.homeiq.capture.scope import EntityScope
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.settings import Context, Scope
from tests.capture.a_home import Heard
from tests.capture.a_recorder import Written, write

MONDAY = datetime(2026, 9, 21, tzinfo=UTC).timestamp()
DAY = 86400.0
HALL = "light.hall"
BRIGHTNESS = f"{HALL}#brightness"


async def imported(hass: HomeAssistant, causes: CauseClassifier, until: float) -> list[EventRow]:
    days = history_days(hass, until, set(), EntityScope(hass, Scope()), causes)
    return [row async for day in days for row in day.rows]


def lamp(time: float, brightness: int | None, state: str = "on", parent: bytes | None = None) -> Written:
    return Written(
        time=MONDAY + time, entity_id=HALL, state=state, parent=parent, attributes={"brightness": brightness}
    )


def told(time: float, entity_id: str, state: str, **attributes: object) -> Written:
    return Written(time=MONDAY + time, entity_id=entity_id, state=state, attributes=attributes)


async def test_brightness_is_read_with_the_states(utc: HomeAssistant, causes: CauseClassifier) -> None:
    await write(
        utc,
        [
            lamp(0, None, "off"),
            lamp(1000, 102),
            lamp(1060, 51),
            lamp(2000, None, "off"),
            lamp(DAY + 1000, 51),
            lamp(DAY + 2000, 255, parent=b"p" * 16),
            lamp(DAY + 4000, 30),
        ],
    )

    rows = await imported(utc, causes, MONDAY + 2 * DAY)

    assert [(time - MONDAY, name, state) for time, name, state, _ in rows] == [
        (0, HALL, "off"),
        (1000, HALL, "on"),
        (1000, BRIGHTNESS, "102"),
        (1060, BRIGHTNESS, "51"),
        (2000, HALL, "off"),
        (DAY + 1000, HALL, "on"),
        (DAY + 2000, BRIGHTNESS, "255"),
        (DAY + 4000, BRIGHTNESS, "30"),
    ]
    causes_told = [cause for _, name, _, cause in rows if name == BRIGHTNESS]
    assert causes_told == [Cause.DEVICE, Cause.DEVICE, Cause.AUTOMATION, Cause.DEVICE]


async def test_what_a_lamp_was_at_a_start_was_set_by_nobody(utc: HomeAssistant, causes: CauseClassifier) -> None:
    await write(utc, [lamp(0, 102), lamp(2000, 102)], starts=[MONDAY + 1000])

    rows = await imported(utc, causes, MONDAY + DAY)

    assert {cause for _, name, _, cause in rows if name == BRIGHTNESS} == {Cause.STARTUP}


async def test_attributes_that_can_not_be_read_are_passed_over(
    utc: HomeAssistant, causes: CauseClassifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.capture.a_recorder.json.dumps", lambda _: "{")
    await write(utc, [lamp(0, None, "off"), lamp(1000, 102)])

    assert [name for _, name, *_ in await imported(utc, causes, MONDAY + DAY)] == [HALL, HALL]


async def test_only_so_many_attributes_are_remembered(
    utc: HomeAssistant, causes: CauseClassifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_attributes, "_KEPT", 1)
    await write(utc, [lamp(0, None, "off"), *(lamp(1000 + DAY * day, 10 + day) for day in range(5))])

    rows = await imported(utc, causes, MONDAY + 5 * DAY)

    assert [state for _, name, state, _ in rows if name == BRIGHTNESS] == ["10", "11", "12", "13", "14"]


async def test_a_position_is_read_of_a_cover_that_can_be_set_to_one(
    utc: HomeAssistant, causes: CauseClassifier
) -> None:
    await write(
        utc,
        [
            told(0, "cover.blind", "closed", current_position=0),
            told(9, "cover.blind", "opening", current_position=0),
            told(19, "cover.blind", "opening", current_position=20),
            told(29, "cover.blind", "open", current_position=40),
            told(40, "cover.gate", "closed", current_position=0),
            told(50, "cover.gate", "open", current_position=100),
        ],
    )
    utc.states.async_set("cover.blind", "closed", {"supported_features": 15})

    rows = await imported(utc, causes, MONDAY + DAY)

    assert [row for row in rows if "#" in row[1]] == [
        (MONDAY + 29, "cover.blind#current_position", "40", Cause.DEVICE),
        (MONDAY + 50, "cover.gate#current_position", "none", Cause.DEVICE),
    ]


async def test_the_import_reads_what_the_listener_heard(
    utc: HomeAssistant, causes: CauseClassifier, listener: Listener, heard: Heard
) -> None:
    utc.states.async_set("climate.bath", "off", {"temperature": 16.0})
    utc.states.async_set("climate.bath", "heat", {"temperature": 21.5})
    utc.states.async_set("climate.bath", "heat", {"temperature": 19.0, "current_temperature": 18.2})
    utc.states.async_set("climate.bath", "heat", {"temperature": 19.0, "current_temperature": 18.4})
    utc.states.async_set("climate.bath", "off", {"temperature": 19.0})
    await utc.async_block_till_done()
    await async_wait_recording_done(utc)

    rows = await imported(utc, causes, datetime.now(UTC).timestamp() + 1)

    assert [row[1:] for row in rows] == [row[1:] for row in heard.rows]
    assert [state for _, _, state, _ in heard.rows] == ["off", "heat", "21.5", "19", "off"]


async def test_of_an_event_it_is_read_which_one_it_was(utc: HomeAssistant, causes: CauseClassifier) -> None:
    pushes = [("08", "single"), ("09", "single"), ("10", "double"), ("11", None)]
    await write(
        utc,
        [
            told(
                3600 * int(hour),
                "event.remote",
                f"2026-09-21T{hour}:00:00.000+00:00",
                **({"event_type": kind} if kind else {}),
            )
            for hour, kind in pushes
        ],
    )

    rows = await imported(utc, causes, MONDAY + DAY)

    assert [state for _, _, state, _ in rows] == ["single", "single", "double", "2026-09-21T11:00:00.000+00:00"]


async def test_the_weather_that_the_owner_named_is_read_with_its_numbers(
    utc: HomeAssistant, causes: CauseClassifier
) -> None:
    await write(
        utc,
        [
            told(0, "weather.home", "sunny", temperature=21.5),
            told(9, "weather.home", "sunny", temperature=22),
            told(19, "weather.home", "unavailable"),
            told(29, "weather.away", "sunny", temperature=30),
        ],
    )
    kept = KeptHome(utc, Context(weather="weather.home"))
    kept.async_start()

    rows = await imported(utc, causes, MONDAY + DAY)

    kept.async_stop()
    assert [(time - MONDAY, name, value) for time, name, value, _ in rows if "#" in name] == [
        (0, "weather.home#temperature", "21.5"),
        (9, "weather.home#temperature", "22"),
        (19, "weather.home#temperature", "none"),
    ]


async def test_what_a_preset_brought_is_known_of_the_past_as_well(utc: HomeAssistant, causes: CauseClassifier) -> None:
    name = "climate.bath"
    await write(
        utc,
        [
            told(0, name, "heat", temperature=20, preset_mode="comfort"),
            told(1000, name, "heat", temperature=17, preset_mode="eco"),
            told(2000, name, "heat", temperature=18, preset_mode="none"),
        ],
    )

    rows = await imported(utc, causes, MONDAY + DAY)

    assert [(state, cause) for _, name, state, cause in rows if "#" in name][1:] == [
        ("17", Cause.AUTOMATION),
        ("18", Cause.DEVICE),
    ]

"""Corners of Home Assistant's own automations: on each of these days they run when the replay says so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.homeiq.learn.one_past import past_of
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import Between, Condition, Idle, Pattern, StateIs
from custom_components.homeiq.model.habits.trigger import AtTime, Crosses, OnChange
from custom_components.homeiq.model.home import Entity
from custom_components.homeiq.past.acts import find_units, unit_of
from custom_components.homeiq.past.replay import replay
from custom_components.homeiq.suggest.draft import draft
from tests.driven import Drive, rows_of
from tests.habits import habit
from tests.histories import BERLIN, HOME, columns

SHORT = {
    "lamp": "light.hall",
    "lounge": "light.lounge",
    "cellar": "light.cellar",
    "door": "binary_sensor.door",
    "tv": "media_player.tv",
    "blind": "cover.blind",
    "lux": "sensor.hall_lux",
}
LUX = Entity(entity_id=SHORT["lux"], name="Hall", device_class="illuminance", unit="lx")
KNOWN = replace(HOME, entities={SHORT["lux"]: LUX})
TUESDAY, FRIDAY = "2026-09-08", "2026-09-11"
BEFORE = "door off, tv off, blind closed, lounge off, lux 100"
"""What everything is when the day begins."""

OPENED = OnChange(entity_id=SHORT["door"], to="on")
STAYED = replace(OPENED, for_seconds=300)
BELOW = Crosses(entity_id=SHORT["lux"], limit=40, is_above=False)
STAYED_BELOW = replace(BELOW, for_seconds=300)


def comes(name: str, to: str, for_seconds: int = 0) -> OnChange:
    return OnChange(entity_id=SHORT[name], to=to, for_seconds=for_seconds)


def stays(name: str, to: str) -> OnChange:
    return comes(name, to, 300)


def on(day: str, story: str) -> list[EventRow]:
    """What happened, told as "12:00:30 door on, 12:01 door off"; what has a "!" was found so at a start."""
    return [_row(day, *one.split()) for one in story.split(", ") if one]


def _row(day: str, clock: str, name: str, state: str) -> EventRow:
    cause = Cause.STARTUP if state.endswith("!") else Cause.PERSON if name == "lamp" else Cause.DEVICE
    moment = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=BERLIN)
    return (moment.timestamp(), SHORT[name], state.rstrip("!"), int(cause))


def about(day: str) -> list[EventRow]:
    """Some days on which somebody is there, and uses the lamp for ten minutes: it is off at all other times."""
    days = [f"{datetime.fromisoformat(day) + timedelta(days=off):%Y-%m-%d}" for off in range(-2, 4)]
    lived = [row for one in days for row in on(one, "09:00 lamp on, 09:10 lamp off, 21:00 cellar on")]
    return [*lived, *on(days[1], ", ".join(f"01:00 {one}" for one in BEFORE.split(", ")))]


async def both(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, pattern: Pattern, day: str, rows: Sequence[EventRow]
) -> tuple[list[str], list[str]]:
    """When Home Assistant and when the replay runs it on a day and the night after, as the clock shows it."""
    history = columns(rows)
    timeline = past_of(history, KNOWN)
    begin = datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=BERLIN)
    since, until = (begin - timedelta(minutes=30)).timestamp(), (begin + timedelta(hours=30)).timestamp()

    ran = await Drive(hass=hass, freezer=freezer, home=KNOWN).through(
        rows_of(history, timeline.readings, pattern.named), [draft(pattern, "Tried", "")], since, until
    )

    played = replay(pattern, unit_of(pattern, find_units(timeline), timeline), timeline).times
    replayed = [one for one in played.tolist() if since <= one < until]
    return _clocks(ran[f"homeiq_{pattern.signature}"]), _clocks(replayed)


def _clocks(moments: Sequence[float]) -> list[str]:
    return [f"{datetime.fromtimestamp(round(one), BERLIN):%d %H:%M:%S %Z}" for one in moments]


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        ("2026-03-28", "02:30", ["28 02:30:00 CET"]),
        ("2026-03-29", "02:30", ["30 02:30:00 CEST"]),
        ("2026-03-29", "03:00", ["29 03:00:00 CEST", "30 03:00:00 CEST"]),
        ("2026-10-25", "02:30", ["25 02:30:00 CEST", "25 02:30:00 CET", "26 02:30:00 CET"]),
        ("2026-10-25", "03:00", ["25 03:00:00 CET", "26 03:00:00 CET"]),
        (TUESDAY, "00:00", ["08 00:00:00 CEST", "09 00:00:00 CEST"]),
        (TUESDAY, "23:59", ["07 23:59:00 CEST", "08 23:59:00 CEST"]),
    ],
)
async def test_a_time_of_day_comes_when_the_clock_shows_it(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, day: str, clock: str, expected: list[str]
) -> None:
    hour, minute = map(int, clock.split(":"))

    found = await both(hass, freezer, habit(AtTime(minute=hour * 60 + minute)), day, about(day))

    assert found == (expected, expected)


@pytest.mark.parametrize(
    ("trigger", "story", "expected"),
    [
        (OPENED, "12:00 door on", ["12:00:00"]),
        (OPENED, "12:00 door unavailable, 12:01 door on", []),
        (OPENED, "12:00 door unknown, 12:01 door on", []),
        (OPENED, "12:00 door unavailable, 12:01 door off, 12:02 door on", ["12:02:00"]),
        (OPENED, "12:00 door on!", []),
        (STAYED, "12:00 door on", ["12:05:00"]),
        (STAYED, "12:00 door on, 12:04:59 door off", []),
        (STAYED, "12:00 door on, 12:02 door unavailable, 12:03 door on", []),
        (STAYED, "12:00 door on, 12:02 door on!", []),
        (BELOW, "12:00 lux 40, 12:10 lux 39.9, 12:20 lux 39", ["12:10:00"]),
        (BELOW, "12:00 lux 39, 12:10 lux 40, 12:20 lux 39", ["12:00:00", "12:20:00"]),
        (BELOW, "12:00 lux unavailable, 12:10 lux 39", ["12:10:00"]),
        (BELOW, "12:00 lux 39, 12:10 lux unavailable, 12:20 lux 38", ["12:00:00", "12:20:00"]),
        (replace(BELOW, limit=21.3), "12:00 lux 21.3, 12:10 lux 21.2", ["12:10:00"]),
        (STAYED_BELOW, "12:00 lux 39, 12:04 lux 38, 12:10 lux 41", ["12:05:00"]),
        (STAYED_BELOW, "12:00 lux 39, 12:04 lux 40, 12:04:30 lux 38", ["12:09:30"]),
        (STAYED_BELOW, "12:00 lux 39, 12:04 lux unavailable, 12:06 lux 38", ["12:11:00"]),
    ],
)
async def test_what_changes_sets_off_both_at_once(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, trigger: OnChange | Crosses, story: str, expected: list[str]
) -> None:
    found = await both(hass, freezer, habit(trigger), TUESDAY, [*about(TUESDAY), *on(TUESDAY, story)])

    assert found == ([f"08 {one} CEST" for one in expected],) * 2


@pytest.mark.parametrize(
    ("trigger", "story", "expected"),
    [
        (comes("tv", "playing"), "12:00 tv playing, 12:10 tv buffering, 12:11 tv playing", ["12:00:00"]),
        (stays("tv", "playing"), "12:00 tv playing, 12:03 tv buffering, 12:04 tv playing", ["12:09:00"]),
        (comes("tv", "off"), "12:00 tv playing, 12:30 tv idle, 12:40 tv off", ["12:30:00"]),
        (stays("tv", "off"), "12:00 tv playing, 12:30 tv idle, 12:40 tv off", ["12:35:00", "12:45:00"]),
        (comes("blind", "open"), "12:00 blind opening, 12:00:20 blind open", ["12:00:20"]),
        (stays("blind", "open"), "12:00 blind opening, 12:00:20 blind open", ["12:05:20"]),
        (comes("blind", "open"), "12:00 blind open, 13:00 blind closing, 13:00:09 blind open", ["12:00:00"]),
        (comes("blind", "closed"), "12:00 blind open, 13:00 blind closing, 13:00:20 blind closed", ["13:00:20"]),
    ],
)
async def test_what_has_several_words_for_a_state_sets_off_both_at_once(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, trigger: OnChange, story: str, expected: list[str]
) -> None:
    found = await both(hass, freezer, habit(trigger), TUESDAY, [*about(TUESDAY), *on(TUESDAY, story)])

    assert found == ([f"08 {one} CEST" for one in expected],) * 2


@pytest.mark.parametrize(
    ("condition", "story", "opened", "expected"),
    [
        (
            StateIs(entity_id=SHORT["lounge"], state="on"),
            "10:00 lounge on, 11:30 lounge unavailable, 12:30 lounge on",
            ["09:30", "11:00", "12:00", "13:00"],
            ["11:00:00", "13:00:00"],
        ),
        (
            Idle(entity_id=SHORT["lounge"], state="on", seconds=1800),
            "10:00 lounge on, 11:30 lounge unavailable, 12:40 lounge on",
            ["10:30", "11:00", "12:30", "13:00", "13:11"],
            ["11:00:00", "13:11:00"],
        ),
        (
            Idle(entity_id=SHORT["lounge"], state="on", seconds=1800),
            "10:00 lounge on, 11:00 lounge on!",
            ["10:31", "11:29", "11:31"],
            ["10:31:00", "11:31:00"],
        ),
        (
            Idle(entity_id=SHORT["door"], state="off", seconds=1800),
            "11:00 door off!",
            ["10:00", "10:20", "10:51", "11:25", "12:00"],
            ["10:00:00", "10:51:00", "12:00:00"],
        ),
        (
            Idle(entity_id=SHORT["tv"], state="off", seconds=600),
            "12:00 tv playing, 12:30 tv idle, 12:45 tv standby",
            ["12:35", "12:44", "12:50", "12:56"],
            ["12:44:00", "12:56:00"],
        ),
        (
            StateIs(entity_id=SHORT["blind"], state="open"),
            "12:00 blind opening, 12:00:20 blind open, 13:00 blind closing",
            ["12:00:10", "12:30", "13:00:10"],
            ["12:30:00"],
        ),
    ],
)
async def test_a_condition_holds_for_both_at_once(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    condition: Condition,
    story: str,
    opened: list[str],
    expected: list[str],
) -> None:
    opens = on(TUESDAY, ", ".join(f"{one} door on" for one in opened))
    closes = [(moment + 2, name, "off", cause) for moment, name, _, cause in opens]
    rows = [*about(TUESDAY), *on(TUESDAY, story), *opens, *closes]

    found = await both(hass, freezer, habit(OPENED, conditions=(condition,)), TUESDAY, rows)

    assert found == ([f"08 {one} CEST" for one in expected],) * 2


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (habit(OPENED, weekdays=frozenset({4})), ["11 12:00:00", "11 23:59:59"]),
        (habit(STAYED, weekdays=frozenset({5})), ["12 00:04:59"]),
        (habit(OPENED, conditions=(Between(after=23 * 60, before=60),)), ["11 23:59:59", "12 00:30:00"]),
        (habit(OPENED, conditions=(Between(after=30, before=12 * 60),)), ["12 00:30:00"]),
    ],
)
async def test_midnight_is_the_same_for_both(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, pattern: Pattern, expected: list[str]
) -> None:
    friday = on(FRIDAY, "12:00 door on, 12:01 door off, 23:59:59 door on")
    saturday = on("2026-09-12", "00:10 door off, 00:30 door on, 00:31 door off")

    found = await both(hass, freezer, pattern, FRIDAY, [*about(FRIDAY), *friday, *saturday])

    assert found == ([f"{one} CEST" for one in expected],) * 2

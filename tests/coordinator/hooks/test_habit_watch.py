"""What is not as always is told of what really is so, whoever was away, and on days on which somebody is there."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
import sqlite3
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser, async_fire_time_changed

from custom_components.homeiq.coordinator.hooks.days_off import DaysOff
from custom_components.homeiq.deliver.hooks.amiss import Amiss
from custom_components.homeiq.model.event import Cause, EventColumns
from custom_components.homeiq.model.habits.pattern import EVERY_DAY, WORKDAYS, Pattern
from custom_components.homeiq.model.habits.trigger import AtTime, LeftOn
from custom_components.homeiq.model.things.brought import BroughtTo
from custom_components.homeiq.store.sqlite import EventLog
from tests.accepted import async_a_home
from tests.evenings import async_live
from tests.home_network import Receiver, lay_cables, receiver
from tests.homes import async_publish
from tests.offers import a_pattern
from tests.test_webhooks import async_add, told

pytestmark = [
    pytest.mark.usefixtures("socket_enabled", "home_network"),
    pytest.mark.parametrize("expected_lingering_timers", [True]),
]
IRON = a_pattern("iron", trigger=LeftOn(entity_id="switch.iron", to="on", for_seconds=3600), entities=("switch.iron",))
EVIDENCE = replace(IRON.evidence, hits=39, support_days=39, window_seconds=600.0)
LAMP = replace(
    a_pattern("lamp", trigger=AtTime(minute=22 * 60 + 20), entities=("light.hall",), weekdays=EVERY_DAY),
    evidence=EVIDENCE,
)
LOCK = replace(LAMP, signature="lock", entities=("lock.front_door",), state="locked")


@pytest.fixture
def home_network(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_cables(monkeypatch)


async def async_wait(hass: HomeAssistant, freezer: FrozenDateTimeFactory, *seconds: float) -> None:
    for some in seconds:
        freezer.tick(some)
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=True)


async def async_watched(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, at: str, options: dict[str, Any] | None = None
) -> MockConfigEntry:
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to(at)
    return await async_a_home(hass, options=options or {})


async def async_learn(hass: HomeAssistant, entry: MockConfigEntry, *patterns: Pattern) -> None:
    await async_publish(hass, entry, patterns=patterns)


@asynccontextmanager
async def async_ironing(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> AsyncIterator[tuple[MockConfigEntry, Receiver]]:
    """Have a home whose iron was turned on at six in the evening, and a program that is told what was left on."""
    entry = await async_watched(hass, freezer, "2026-06-01T18:00:00+00:00")
    async with receiver() as program:
        await async_add(hass, entry, program.url, events=["habit_left_on"])
        await async_learn(hass, entry, IRON)
        hass.states.async_set("switch.iron", "on")
        yield entry, program


async def test_a_lost_connection_turns_nothing_off(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    async with async_ironing(hass, freezer) as (_, program):
        await async_wait(hass, freezer, 600, 600)
        for state in ("unavailable", "unknown", "on"):
            hass.states.async_set("switch.iron", state)
            await async_wait(hass, freezer, 60)
        await async_wait(hass, freezer, 20, 2200, 20, 3600)

        assert [(kind, data["since"]) for kind, data in told(program)] == [
            ("habit.left_on", "2026-06-01T18:00:00+00:00")
        ]


@pytest.mark.parametrize(
    ("off_for", "is_back_first", "since"),
    [
        (120, True, ["2026-06-01T18:00:00+00:00"]),
        (120, False, ["2026-06-01T18:00:00+00:00"]),
        (8 * 3600, True, ["2026-06-01T18:00:00+00:00", "2026-06-02T03:20:00+00:00"]),
        (8 * 3600, False, ["2026-06-01T18:00:00+00:00", "2026-06-02T03:20:00+00:00"]),
    ],
)
async def test_a_restart_turns_nothing_off_unless_it_takes_long(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, off_for: float, since: list[str], *, is_back_first: bool
) -> None:
    async with async_ironing(hass, freezer) as (entry, program):
        await async_wait(hass, freezer, 3000, 1800)
        await hass.config_entries.async_unload(entry.entry_id)
        hass.states.async_remove("switch.iron")
        await async_wait(hass, freezer, off_for)
        if is_back_first:
            hass.states.async_set("switch.iron", "on")
        await hass.config_entries.async_setup(entry.entry_id)
        hass.states.async_set("switch.iron", "on")
        await async_learn(hass, entry, IRON)
        await async_wait(hass, freezer, 20, 20, 3700, 20)

        assert [data["since"] for _, data in told(program)] == since


async def test_what_was_turned_off_and_on_between_two_looks_was_not_left_on(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    async with async_ironing(hass, freezer) as (_, program):
        await async_wait(hass, freezer, 3500)
        hass.states.async_set("switch.iron", "off")
        freezer.tick(1)
        hass.states.async_set("switch.iron", "on")
        await async_wait(hass, freezer, 20, 20, 3400)

    assert program.heard == []


async def async_evening(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    states: Mapping[str, str],
    by_hand: float | None,
) -> list[tuple[str, Any]]:
    """Live through an evening on which neither the lamp nor the lock is touched; return what is told."""
    entry = await async_watched(hass, freezer, "2026-06-01T18:00:00+00:00")
    user = MockUser().add_to_hass(hass)
    hass.states.async_set("light.hall", "off")
    hass.states.async_set("lock.front_door", "unlocked")
    hass.states.async_set("light.kitchen", "off")
    for name, state in states.items():
        hass.states.async_set(name, state)
    async with receiver() as program:
        await async_add(hass, entry, program.url, events=["habit_missed"])
        await async_learn(hass, entry, LAMP, LOCK)
        if by_hand is not None:
            await async_wait(hass, freezer, by_hand)
            hass.states.async_set("light.kitchen", "on", context=Context(user_id=user.id))
            await async_wait(hass, freezer, 20)
        freezer.move_to("2026-06-01T22:31:00+00:00")
        await async_wait(hass, freezer, 0, 20)
        return [(data["signature"], data["expected_by"]) for _, data in told(program)]


MISSED = "2026-06-01T22:30:00+00:00"
BOTH = [("lamp", MISSED), ("lock", MISSED)]


@pytest.mark.parametrize(
    ("states", "found"),
    [
        ({}, BOTH),
        ({"person.ann": "home", "person.ben": "not_home"}, BOTH),
        ({"person.ann": "unknown"}, BOTH),
        ({"person.ann": "work", "person.ben": "not_home"}, BOTH[1:]),
        ({"person.ann": "not_home", "person.ben": "unknown"}, BOTH[1:]),
    ],
)
async def test_while_nobody_is_home_only_what_keeps_out_is_missed(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, states: dict[str, str], found: list[tuple[str, str]]
) -> None:
    assert await async_evening(hass, freezer, states, by_hand=60) == found


async def test_of_one_wish_each_thing_that_was_not_done_is_told_with_the_state_that_it_should_have(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    night = replace(
        LAMP,
        entities=("cover.blind", "light.hall"),
        state="off",
        otherwise=(BroughtTo(entity_id="cover.blind", state="closed"),),
    )
    entry = await async_watched(hass, freezer, "2026-06-01T18:00:00+00:00")
    user = MockUser().add_to_hass(hass)
    for name, state in {"cover.blind": "open", "light.hall": "on", "light.kitchen": "off"}.items():
        hass.states.async_set(name, state)
    async with receiver() as program:
        await async_add(hass, entry, program.url, events=["habit_missed"])
        await async_learn(hass, entry, night)
        hass.states.async_set("light.kitchen", "on", context=Context(user_id=user.id))
        await async_wait(hass, freezer, 20)
        freezer.move_to("2026-06-01T22:31:00+00:00")
        await async_wait(hass, freezer, 0, 20)
        ((_, data),) = told(program)

    assert (data["entities"], data["state"], data["otherwise"]) == (
        ["cover.blind", "light.hall"],
        "off",
        {"cover.blind": "closed"},
    )


async def test_where_nobody_has_done_anything_for_a_day_only_what_keeps_out_is_missed(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    assert await async_evening(hass, freezer, {}, by_hand=None) == BOTH[1:]


@pytest.mark.parametrize(
    ("named", "state", "weekdays", "found"),
    [
        ("binary_sensor.workday", "off", WORKDAYS, []),
        ("binary_sensor.workday", "on", WORKDAYS, ["lock"]),
        ("binary_sensor.workday", "unavailable", WORKDAYS, ["lock"]),
        ("binary_sensor.workday", "off", EVERY_DAY, ["lock"]),
        ("calendar.holidays", "off", WORKDAYS, ["lock"]),
        (None, "off", WORKDAYS, ["lock"]),
    ],
)
async def test_on_a_day_off_nothing_of_workdays_is_missed(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    named: str | None,
    state: str,
    weekdays: frozenset[int],
    found: list[str],
) -> None:
    # A Monday.
    entry = await async_watched(hass, freezer, "2026-06-01T18:00:00+00:00", {"context": {"workday": named}})
    hass.states.async_set("lock.front_door", "unlocked")
    hass.states.async_set(named or "binary_sensor.workday", state)
    async with receiver() as program:
        await async_add(hass, entry, program.url, events=["habit_missed"])
        await async_learn(hass, entry, replace(LOCK, weekdays=weekdays))
        freezer.move_to("2026-06-01T22:31:00+00:00")
        await async_wait(hass, freezer, 0, 20)

        assert [data["signature"] for _, data in told(program)] == found


@pytest.mark.parametrize(
    ("has_workdays", "has_today", "found"),
    [(True, True, ["lock"]), (True, False, []), (False, True, []), (False, False, ["lock"])],
    ids=["on duty", "off duty", "a holiday", "no holiday"],
)
async def test_on_a_day_off_by_a_calendar_of_either_sort_nothing_of_workdays_is_missed(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    has_workdays: bool,  # noqa: FBT001 - each of a table
    has_today: bool,  # noqa: FBT001 - likewise
    found: list[str],
) -> None:
    # Four weeks until the morning of Monday, June 1: a calendar of shifts, or one with Ascension and the day behind it.
    days = [datetime(2026, 5, 1, tzinfo=UTC) + timedelta(days=number) for number in range(31)]
    kept = [day for day in days if (day.weekday() < 5 if has_workdays else day.day in {14, 15})]
    kept += [datetime(2026, 6, 1, tzinfo=UTC)] if has_today else []
    shifts = [(day + timedelta(hours=6), day + timedelta(hours=14, seconds=1)) for day in kept]
    rows = [(days[0], "off"), *(row for begin, end in shifts for row in ((begin, "on"), (end, "off")))]
    await async_live(hass, [(at.timestamp(), "calendar.days", state, Cause.DEVICE) for at, state in rows])
    entry = await async_watched(hass, freezer, "2026-06-01T18:00:00+00:00", {"context": {"workday": "calendar.days"}})
    hass.states.async_set("lock.front_door", "unlocked")
    async with receiver() as program:
        await async_add(hass, entry, program.url, events=["habit_missed"])
        await async_learn(hass, entry, replace(LOCK, weekdays=WORKDAYS))
        freezer.move_to("2026-06-01T22:31:00+00:00")
        await async_wait(hass, freezer, 0, 20)

        assert [data["signature"] for _, data in told(program)] == found


async def test_a_calendar_is_not_read_again_at_each_look(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Collection[str] | None] = []
    span = EventLog.span

    async def counted(self: EventLog, since: float, until: float, entities: Collection[str] | None) -> EventColumns:
        asked.append(entities)
        return await span(self, since, until, entities)

    hass.states.async_set("calendar.days", "off")
    entry = await async_watched(hass, freezer, "2026-06-01T18:00:00+00:00", {"context": {"workday": "calendar.days"}})
    tables = entry.runtime_data._tables  # noqa: SLF001 - looks come by the clock, and twenty of them take long
    days_off, lock = DaysOff(hass, tables), replace(LOCK, weekdays=WORKDAYS)
    missed = Amiss(pattern=lock, entities=lock.entities, moment=dt_util.utcnow().timestamp())
    monkeypatch.setattr(EventLog, "span", counted)

    for _ in range(20):
        assert await days_off.async_without([missed, missed], dt_util.now()) == [missed, missed]

    assert asked == [["calendar.days"]]


async def test_the_evening_before_a_day_off_is_one_of_a_workday(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    late = replace(LOCK, trigger=AtTime(minute=23 * 60 + 55), weekdays=WORKDAYS)
    entry = await async_watched(
        hass, freezer, "2026-06-01T18:00:00+00:00", {"context": {"workday": "binary_sensor.workday"}}
    )
    hass.states.async_set("lock.front_door", "unlocked")
    hass.states.async_set("binary_sensor.workday", "on")
    async with receiver() as program:
        await async_add(hass, entry, program.url, events=["habit_missed"])
        await async_learn(hass, entry, late)
        freezer.move_to("2026-06-02T00:06:00+00:00")
        hass.states.async_set("binary_sensor.workday", "off")
        await async_wait(hass, freezer, 0, 20)

        assert [data["expected_by"] for _, data in told(program)] == ["2026-06-02T00:05:00+00:00"]


async def test_what_came_back_about_its_time_was_not_done(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    entry = await async_watched(hass, freezer, "2026-06-01T18:00:00+00:00")
    hass.states.async_set("lock.front_door", "unlocked")
    async with receiver() as program:
        await async_add(hass, entry, program.url, events=["habit_missed"])
        await async_learn(hass, entry, LOCK)
        await async_wait(hass, freezer, 20)
        freezer.move_to("2026-06-01T22:20:00+00:00")
        for state in ("unavailable", "unlocked"):
            await async_wait(hass, freezer, 20)
            hass.states.async_set("lock.front_door", state)
        await async_wait(hass, freezer, 20, 600, 20)

        assert [data["signature"] for _, data in told(program)] == ["lock"]


async def test_what_nobody_listens_to_is_as_home_assistant_says(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    options = {"scope": {"exclude_entities": ["switch.iron"]}}
    entry = await async_watched(hass, freezer, "2026-06-01T18:00:00+00:00", options)
    async with receiver() as program:
        await async_add(hass, entry, program.url, events=["habit_left_on"])
        await async_learn(hass, entry, IRON)
        await async_wait(hass, freezer, 60)
        for state in ("on", "off", "on"):
            hass.states.async_set("switch.iron", state)
            await async_wait(hass, freezer, 60)
        await async_wait(hass, freezer, 3600, 20)

        assert [data["since"] for _, data in told(program)] == ["2026-06-01T18:03:00+00:00"]


async def test_where_the_history_can_not_be_read_things_are_as_home_assistant_says(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await async_watched(hass, freezer, "2026-06-01T18:00:00+00:00")
    events = entry.runtime_data.events
    async with receiver() as program:
        await async_add(hass, entry, program.url, events=["habit_left_on", "habit_missed"])
        await async_learn(hass, entry, IRON, LAMP)
        hass.states.async_set("light.hall", "off")
        hass.states.async_set("switch.iron", "on")

        def fail(*_: Any, **__: Any) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        monkeypatch.setattr("custom_components.homeiq.store.sqlite._read", fail)
        await async_wait(hass, freezer, 3601)
        freezer.move_to("2026-06-01T22:31:00+00:00")
        await async_wait(hass, freezer, 0, 20)

        assert events is entry.runtime_data.events
        assert [kind for kind, _ in told(program)] == ["habit.left_on", "habit.missed"]

"""The import of a real recorder's past."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
import gc
import random
import threading
import time
from zoneinfo import ZoneInfo

from homeassistant.auth.models import User
from homeassistant.components.recorder import Recorder, get_instance
from homeassistant.components.recorder.db_schema import States
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.recorder import session_scope
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done
from sqlalchemy import event, text

from custom_components.homeiq.capture.cause import CauseClassifier
from custom_components.homeiq.capture.errors import RecorderBusyError, RecorderMissingError
from custom_components.homeiq.capture.listener import Listener
from custom_components.homeiq.capture.recorder.backfill import LocalDay, history_days, local_days
from custom_components.homeiq.capture.scope import EntityScope
from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.settings import Scope
from tests.capture.a_home import CHILD, MACHINE, Heard, act, happen
from tests.capture.a_recorder import Announced, Written, naive, write

HOUR = 3600.0
DAY = 24 * HOUR
MONDAY = datetime(2026, 9, 21, tzinfo=UTC).timestamp()
OFTEN = (2000, 10, 10)  # after how many new objects Python looks for garbage, unless it is told otherwise
IN_WATTS = {"unit_of_measurement": "W"}
BEFORE, SCRIPT, PARENT = b"b" * 16, b"s" * 16, b"p" * 16


async def imported(
    hass: HomeAssistant,
    causes: CauseClassifier,
    until: float,
    done: Iterable[str] = (),
    scope: Scope | None = None,
) -> dict[str, list[EventRow]]:
    """Import everything that is not done yet."""
    wanted = EntityScope(hass, scope or Scope())
    return {day.name: list(day.rows) async for day in history_days(hass, until, set(done), wanted, causes)}


def joined(days: dict[str, list[EventRow]]) -> list[EventRow]:
    """Put days together."""
    return [row for rows in days.values() for row in rows]


def causes_in(days: dict[str, list[EventRow]]) -> list[Cause]:
    """List the causes in order of time."""
    return [Cause(cause) for *_, cause in joined(days)]


def a_busy_week(seed: int) -> list[Written]:
    """Make up a week of four entities that come, go, change, repeat themselves and are removed."""
    chance = random.Random(seed)  # noqa: S311
    states = ("on", "off", "on", "off", "unavailable", "unknown", "", "open")
    moments = sorted(MONDAY + chance.randrange(int(7 * DAY)) + chance.random() for _ in range(600))
    return [
        Written(time=moment, entity_id=f"light.l{chance.randrange(4)}", state=chance.choice(states))
        for moment in moments
    ]


@pytest.mark.parametrize("seed", range(4))
async def test_a_week_is_what_a_naive_reader_reads(utc: HomeAssistant, causes: CauseClassifier, seed: int) -> None:
    week = a_busy_week(seed)
    starts = [MONDAY + 30 * HOUR, MONDAY + 100 * HOUR]
    await write(utc, week, starts=starts)

    days = await imported(utc, causes, MONDAY + 6.3 * DAY)

    assert joined(days) == naive(week, MONDAY + 6.3 * DAY, starts)
    assert list(days) == [f"2026-09-{day}" for day in range(21, 28)]


@pytest.mark.parametrize("done", [{"2026-09-21"}, {"2026-09-22", "2026-09-25"}, {"2026-09-27", "2026-09-21"}])
async def test_an_import_that_goes_on_is_the_same_as_one_in_one_go(
    utc: HomeAssistant, causes: CauseClassifier, done: set[str]
) -> None:
    await write(utc, a_busy_week(9), starts=[MONDAY + 30 * HOUR])
    whole = await imported(utc, causes, MONDAY + 7 * DAY)

    rest = await imported(utc, causes, MONDAY + 7 * DAY, done)

    assert rest == {day: rows for day, rows in whole.items() if day not in done}


async def test_nothing_is_lost_or_read_twice_at_midnight(utc: HomeAssistant, causes: CauseClassifier) -> None:
    midnight = MONDAY + DAY
    await write(
        utc,
        [
            Written(time=midnight - 0.001, entity_id="light.a", state="on"),
            Written(time=midnight, entity_id="light.a", state="off"),
            Written(time=midnight + DAY, entity_id="light.a", state="on"),
        ],
    )

    days = await imported(utc, causes, midnight + DAY)

    assert days == {
        "2026-09-21": [(midnight - 0.001, "light.a", "on", Cause.STARTUP)],
        "2026-09-22": [(midnight, "light.a", "off", Cause.DEVICE)],
    }


async def test_days_without_events_are_days_too(utc: HomeAssistant, causes: CauseClassifier) -> None:
    await write(
        utc,
        [
            Written(time=MONDAY, entity_id="light.a", state="on"),
            Written(time=MONDAY + 2.5 * DAY, entity_id="light.a", state="off"),
        ],
    )

    days = await imported(utc, causes, MONDAY + 3 * DAY)

    assert list(days) == ["2026-09-21", "2026-09-22", "2026-09-23"]
    assert days["2026-09-22"] == []


async def test_the_recorder_keeps_no_pages_of_what_was_read(utc: HomeAssistant, causes: CauseClassifier) -> None:
    await write(utc, [Written(time=MONDAY, entity_id="light.a", state="on")])
    said: list[str] = []
    engine = get_instance(utc).engine
    event.listen(engine, "before_cursor_execute", lambda _connection, _cursor, statement, *_: said.append(statement))

    await imported(utc, causes, MONDAY + 3 * DAY)

    assert said[-1] == "PRAGMA shrink_memory"
    assert said.count("PRAGMA shrink_memory") == 4  # the extent, and each of three days


async def test_local_days_count(recorder_mock: Recorder, hass: HomeAssistant, causes: CauseClassifier) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    await write(hass, [Written(time=MONDAY - HOUR, entity_id="light.a", state="on")])

    days = await imported(hass, causes, MONDAY)

    assert list(days) == ["2026-09-21"]


def test_a_change_of_clocks_makes_a_day_of_25_hours() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 10, 24, 12, tzinfo=berlin).timestamp()
    end = datetime(2026, 10, 26, 6, tzinfo=berlin).timestamp()

    days = list(local_days(start, end, berlin))

    midnight = datetime(2026, 10, 25, tzinfo=berlin).timestamp()
    assert days == [
        LocalDay("2026-10-24", midnight - DAY, midnight),
        LocalDay("2026-10-25", midnight, midnight + 25 * HOUR),
        LocalDay("2026-10-26", midnight + 25 * HOUR, end),
    ]


async def test_causes_are_found_in_the_contexts(utc: HomeAssistant, causes: CauseClassifier) -> None:
    er.async_get(utc).async_get_or_create("automation", "automation", "homeiq_x", suggested_object_id="ours")
    await write(
        utc,
        [
            Written(time=MONDAY + 1, entity_id="light.a", state="off"),
            Written(time=MONDAY + 2, entity_id="light.a", state="on"),
            Written(time=MONDAY + 3, entity_id="light.a", state="off", user=b"u" * 16),
            Written(time=MONDAY + 4, entity_id="light.a", state="on", user=bytes.fromhex(MACHINE)),
            Written(time=MONDAY + 5, entity_id="light.a", state="off", parent=b"x" * 16),
            Written(time=MONDAY + 6, entity_id="light.a", state="on", context=SCRIPT),
            Written(time=MONDAY + 7, entity_id="light.a", state="off", context=PARENT),
            Written(time=MONDAY + 8, entity_id="light.a", state="on", parent=PARENT),
            Written(time=MONDAY + 9, entity_id="light.a", state="off", context=b"h" * 16),
            Written(time=MONDAY + 10, entity_id="light.a", state="on", context=None),
            Written(time=MONDAY + 11, entity_id="light.a", state="off", context=b"d" * 16),
            Written(time=MONDAY + 12, entity_id="light.a", state="on", user=bytes.fromhex(CHILD)),
        ],
        [
            Announced(time=MONDAY + 6, event_type="script_started", context=SCRIPT, data=None),
            Announced(
                time=MONDAY + 6.5,
                event_type="automation_triggered",
                context=PARENT,
                data='{"entity_id":"automation.ours"}',
            ),
            Announced(time=MONDAY + 6.6, event_type="script_started", context=PARENT, data="{}"),
            Announced(time=MONDAY + 8.5, event_type="homekit_state_change", context=b"h" * 16, data="{}"),
            Announced(time=MONDAY + 8.6, event_type="call_service", context=b"d" * 16, data="{}"),
            Announced(time=MONDAY + 8.7, event_type="automation_triggered", context=None, data="{}"),
        ],
    )

    days = await imported(utc, causes, MONDAY + DAY)

    assert causes_in(days) == [
        Cause.STARTUP,
        Cause.DEVICE,
        Cause.PERSON,
        Cause.AUTOMATION,
        Cause.AUTOMATION,
        Cause.AUTOMATION,
        Cause.HOMEIQ,
        Cause.HOMEIQ,
        Cause.PERSON,
        Cause.UNKNOWN,
        Cause.DEVICE,
        Cause.EXCLUDED,
    ]


async def test_a_script_that_ran_over_midnight_is_still_known(utc: HomeAssistant, causes: CauseClassifier) -> None:
    await write(
        utc,
        [
            Written(time=MONDAY, entity_id="light.a", state="off"),
            Written(time=MONDAY + DAY + 1, entity_id="light.a", state="on", context=SCRIPT),
        ],
        [Announced(time=MONDAY + DAY - 1, event_type="automation_triggered", context=SCRIPT, data="{}")],
    )

    days = await imported(utc, causes, MONDAY + 2 * DAY, done={"2026-09-21"})

    assert causes_in(days) == [Cause.AUTOMATION]


async def test_the_first_state_after_a_start_is_nobodys_act(utc: HomeAssistant, causes: CauseClassifier) -> None:
    await write(
        utc,
        [
            Written(time=MONDAY + 1, entity_id="light.a", state="on"),
            Written(time=MONDAY + 11, entity_id="light.a", state="off"),
            Written(time=MONDAY + 12, entity_id="light.a", state="on"),
        ],
        starts=[MONDAY, MONDAY + 10],
    )

    days = await imported(utc, causes, MONDAY + DAY)

    assert causes_in(days) == [Cause.STARTUP, Cause.STARTUP, Cause.DEVICE]


async def test_only_what_is_wanted_is_imported(utc: HomeAssistant, causes: CauseClassifier) -> None:
    ours = er.async_get(utc).async_get_or_create("sensor", DOMAIN, "x").entity_id
    entities = ("light.a", "sensor.power", ours)
    await write(utc, [Written(time=MONDAY, entity_id=entity_id, state="1") for entity_id in entities])

    everything = await imported(utc, causes, MONDAY + DAY)
    lamps = await imported(utc, causes, MONDAY + DAY, scope=Scope(include_domains=("light",)))

    assert {entity_id for _, entity_id, *_ in joined(everything)} == {"light.a", "sensor.power"}
    assert {entity_id for _, entity_id, *_ in joined(lamps)} == {"light.a"}


@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_the_past_reads_like_what_the_listener_heard(
    recorder_mock: Recorder,
    home: HomeAssistant,
    listener: Listener,
    causes: CauseClassifier,
    heard: Heard,
    hass_admin_user: User,
) -> None:
    person = Context(user_id=hass_admin_user.id)
    since = time.time()
    home.states.async_set("light.hall", "off")
    home.states.async_set("light.hall", "on", {"brightness": 1})
    home.states.async_set("light.hall", "on", {"brightness": 2})
    home.states.async_set("light.hall", "unavailable")
    home.states.async_remove("light.hall")
    home.states.async_set("light.hall", "off")
    await act(home, "input_boolean.turn_on", "input_boolean.cause", person)
    await act(home, "script.turn_on", "script.one", Context(user_id=hass_admin_user.id))
    await act(home, "input_boolean.turn_off", "input_boolean.cause")
    await happen(home, "noon")
    await happen(home, "dusk")
    until = time.time()

    days = await imported(home, causes, until, scope=Scope(exclude_domains=("automation", "script", "scene")))

    past = [row for row in joined(days) if row[0] >= since]
    # Of a change under a context of its own, the recorder doesn't say whether a call came before it.
    known = [(*row[:3], Cause.DEVICE if row[3] is Cause.CODE else row[3]) for row in heard.rows]
    assert past == [row for row in known if row[1].startswith(("light.", "input_boolean."))]
    assert {Cause(row[3]) for row in past} == {
        Cause.STARTUP,
        Cause.DEVICE,
        Cause.PERSON,
        Cause.AUTOMATION,
        Cause.HOMEIQ,
    }


async def test_what_is_still_on_its_way_to_the_database_is_imported(
    utc: HomeAssistant, causes: CauseClassifier
) -> None:
    utc.states.async_set("light.a", "on")
    await utc.async_block_till_done()

    days = await imported(utc, causes, time.time() + 1)

    assert [(entity_id, state) for _, entity_id, state, _ in joined(days)] == [("light.a", "on")]


async def test_a_renamed_entity_is_imported_under_its_new_name(utc: HomeAssistant, causes: CauseClassifier) -> None:
    entities = er.async_get(utc)
    entities.async_get_or_create("light", "test", "a", suggested_object_id="a")
    utc.states.async_set("light.a", "on")
    await async_wait_recording_done(utc)
    utc.states.async_remove("light.a")
    entities.async_update_entity("light.a", new_entity_id="light.b")
    await async_wait_recording_done(utc)

    days = await imported(utc, causes, time.time() + 1)

    assert [(entity_id, state) for _, entity_id, state, _ in joined(days)] == [("light.b", "on")]


async def test_progress_counts_done_days_too(utc: HomeAssistant, causes: CauseClassifier) -> None:
    await write(utc, [Written(time=MONDAY, entity_id="light.a", state="on")])
    told: list[tuple[int, int]] = []
    done = {"2026-09-21"}
    days = history_days(
        utc, MONDAY + 3 * DAY, done, EntityScope(utc, Scope()), causes, lambda *count: told.append(count)
    )

    names = [day.name async for day in days]

    assert names == ["2026-09-22", "2026-09-23"]
    assert told == [(1, 3), (2, 3), (3, 3)]


async def test_a_state_of_1970_is_not_where_the_past_begins(utc: HomeAssistant, causes: CauseClassifier) -> None:
    await write(
        utc,
        [
            Written(time=90.0, entity_id="light.hall", state="on"),
            Written(time=MONDAY, entity_id="light.hall", state="off"),
        ],
    )

    days = await imported(utc, causes, MONDAY + DAY)

    assert {name: len(rows) for name, rows in days.items()} == {"2026-09-21": 1}


async def test_an_empty_recorder_has_no_days(utc: HomeAssistant, causes: CauseClassifier) -> None:
    assert await imported(utc, causes, time.time()) == {}


async def test_a_past_that_begins_after_the_end_has_no_days(utc: HomeAssistant, causes: CauseClassifier) -> None:
    await write(utc, [Written(time=MONDAY, entity_id="light.a", state="on")])

    assert await imported(utc, causes, MONDAY - DAY) == {}


async def test_a_migrating_recorder_is_left_alone(utc: HomeAssistant, causes: CauseClassifier) -> None:
    get_instance(utc).migration_in_progress = True

    with pytest.raises(RecorderBusyError, match="migrates"):
        await imported(utc, causes, time.time())


async def test_a_database_that_cannot_be_read_is_busy(
    utc: HomeAssistant, causes: CauseClassifier, caplog: pytest.LogCaptureFixture
) -> None:
    def break_it() -> None:
        with session_scope(hass=utc) as session:
            session.connection().execute(text(f"ALTER TABLE {States.__tablename__} RENAME TO gone"))

    await async_wait_recording_done(utc)
    await get_instance(utc).async_add_executor_job(break_it)

    with pytest.raises(RecorderBusyError, match="OperationalError"):
        await imported(utc, causes, time.time())


async def test_an_unopened_database_is_a_missing_recorder(utc: HomeAssistant, causes: CauseClassifier) -> None:
    instance = get_instance(utc)
    instance.async_db_ready = asyncio.get_running_loop().create_future()
    instance.async_db_ready.set_result(False)

    with pytest.raises(RecorderMissingError, match="open"):
        await imported(utc, causes, time.time())


async def test_an_import_that_is_cut_off_waits_for_what_it_asked(utc: HomeAssistant, causes: CauseClassifier) -> None:
    gate, instance = threading.Event(), get_instance(utc)
    await write(utc, [Written(time=MONDAY, entity_id="light.a", state="on")])
    others = [instance.async_add_executor_job(gate.wait) for _ in range(20)]
    task = asyncio.create_task(imported(utc, causes, MONDAY + DAY))
    await asyncio.sleep(0.2)

    task.cancel()
    await asyncio.sleep(0.05)
    is_waiting = not task.done()
    gate.set()
    await asyncio.gather(task, *others, return_exceptions=True)

    assert is_waiting
    assert task.cancelled()


@pytest.mark.parametrize(
    "events",
    [
        [Written(time=MONDAY + at, entity_id="light.a", state=("on", "off")[at % 2]) for at in range(20_000)],
        [
            Written(time=MONDAY + at, entity_id="sensor.a", state=str(at), attributes={"of": at, **IN_WATTS})
            for at in range(20_000)
        ],
    ],
    ids=["states", "attributes"],
)
async def test_a_day_full_of_events_gives_python_no_garbage_to_look_for(
    utc: HomeAssistant, causes: CauseClassifier, events: list[Written]
) -> None:
    await write(utc, events)
    collections: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        # Other threads have garbage of their own.
        if phase == "start" and threading.current_thread().name.startswith("DbWorker"):
            collections.append(info["generation"])

    seldom = gc.get_threshold()
    gc.collect()
    gc.callbacks.append(note)
    gc.set_threshold(*OFTEN)
    try:
        days = history_days(utc, MONDAY + DAY, set(), EntityScope(utc, Scope()), causes)
        counts = [sum(1 for _ in day.rows) async for day in days]
    finally:
        gc.set_threshold(*seldom)
        gc.callbacks.remove(note)

    assert counts == [20_000]
    # Each takes two thousand objects that stay; as many tuples as events would take ten.
    assert len(collections) <= 2

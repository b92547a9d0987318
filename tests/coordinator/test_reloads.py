"""Reloading leaves nothing behind: no listener, task, timer, thread, open file or object, at rest and under use."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
import gc
from pathlib import Path
import threading
from typing import Any

from homeassistant.components.recorder import Recorder
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util.async_ import get_scheduled_timer_handles
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.const import DATABASE_FILE, DOMAIN, EVENT_SUGGESTION_RESOLVED
from tests.accepted import OWN, async_a_home, async_accept
from tests.actions import async_signatures
from tests.evenings import async_live, evenings
from tests.offers import a_suggestion, after_motion

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

RELOADS = 50
FINAL_WRITE = str(EVENT_HOMEASSISTANT_FINAL_WRITE)
WORKERS = "SyncWorker_"  # Home Assistant starts them as it needs them, and keeps them


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What there is of HomeIQ, and of what it may have opened."""

    listeners: Mapping[Any, int]
    tasks: Mapping[str, int]
    timers: int
    threads: int
    files: int
    objects: Mapping[str, int]


async def async_left(hass: HomeAssistant) -> Left:
    """Count it, once everything has come to rest."""
    await hass.async_block_till_done(wait_background_tasks=True)
    gc.collect()
    return Left(
        # Home Assistant's own stores listen for the last write for as long as they wait to be saved.
        listeners={name: count for name, count in hass.bus.async_listeners().items() if name != FINAL_WRITE},
        tasks=Counter(task.get_name() for task in asyncio.all_tasks() if "homeiq" in task.get_name().lower()),
        timers=sum("homeiq" in repr(handle) and not handle.cancelled() for handle in timers(hass)),
        threads=sum(not thread.name.startswith(WORKERS) for thread in threading.enumerate()),
        # Each connection has the write-ahead log open once. Of the file itself SQLite keeps what a third connection had
        # opened until the others are closed too, as closing it would take their locks, and gives it to the next one.
        files=sum(f"{DATABASE_FILE}-wal" in path for path in open_files()),
        objects=Counter(
            type(one).__name__
            for one in gc.get_objects()
            if type(one).__module__.startswith(
                ("custom_components.homeiq.coordinator", "custom_components.homeiq.capture")
            )
        ),
    )


async def async_grown(hass: HomeAssistant, before: Left) -> dict[str, Any]:
    """Return what there is beside what there was, once threads that were told to end had the time to."""
    patience = 100
    while (found := different(await async_left(hass), before)) and patience:
        patience -= 1
        await asyncio.sleep(0.1)
    return found


def different(one: Left, other: Left) -> dict[str, Any]:
    """Return what two counts differ in, by name."""
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in Left.__dataclass_fields__}
    return {
        name: {key: (a.get(key), b.get(key)) for key in a | b if a.get(key) != b.get(key)}
        if isinstance(a, dict)
        else (a, b)
        for name, (a, b) in pairs.items()
        if a != b
    }


def timers(hass: HomeAssistant) -> list[asyncio.TimerHandle]:
    return list(get_scheduled_timer_handles(hass.loop))


def open_files() -> list[str]:
    found: list[str] = []
    for number in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found.append(str(number.readlink()))
    return found


async def async_reload(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    assert await hass.config_entries.async_reload(entry.entry_id)


async def async_a_used_home(hass: HomeAssistant) -> MockConfigEntry:
    """Set up a home with a past, one suggestion accepted and one open, that was reloaded before."""
    await async_live(hass, evenings(range(1, 20)))
    hass.states.async_set("binary_sensor.hall_motion", "off", {"device_class": "motion"})
    entry = await async_a_home(hass, a_suggestion(), after_motion(), automations=OWN)
    await async_call(hass, "accept_suggestion", signature="hall-after-motion")
    await async_reload(hass, entry)
    return entry


async def async_call(hass: HomeAssistant, action: str, **fields: Any) -> None:
    """Call an action, and take a no for an answer."""
    with suppress(HomeAssistantError):
        await hass.services.async_call(DOMAIN, action, fields, blocking=True)


async def async_decide(hass: HomeAssistant) -> None:
    """Accept what is open, and take it back; learning has its own word about what that is."""
    with suppress(HomeAssistantError):
        for signature in (await async_signatures(hass))[:1]:
            await async_accept(hass, signature)
            await async_call(hass, "undo_suggestion", signature=signature)


async def async_undo_all(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Take back what was accepted under use."""
    signatures = {version.suggestion.signature for version in entry.runtime_data.data.accepted}
    for signature in signatures - {"hall-after-motion"}:
        await async_call(hass, "undo_suggestion", signature=signature)


@asynccontextmanager
async def in_use(*uses: Callable[[], Coroutine[Any, Any, Any]]) -> AsyncIterator[Counter[int]]:
    """Have people use HomeIQ all the time; yield how often each use has come to an end."""
    counts: Counter[int] = Counter()

    async def use(number: int) -> None:
        while True:
            await uses[number]()
            counts[number] += 1
            # A call that is refused at once would be made thousands of times, and the recorder keeps each of them.
            await asyncio.sleep(0.01)

    tasks = [asyncio.ensure_future(use(number)) for number in range(len(uses))]
    try:
        yield counts
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_fifty_reloads_at_rest_leave_nothing_behind(hass: HomeAssistant) -> None:
    entry = await async_a_used_home(hass)
    before = await async_left(hass)

    for _ in range(RELOADS):
        await async_reload(hass, entry)

    assert await async_grown(hass, before) == {}


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_fifty_quick_reloads_while_files_are_looked_at_leave_nothing_behind(hass: HomeAssistant) -> None:
    entry = await async_a_used_home(hass)
    before = await async_left(hass)

    for _ in range(RELOADS):
        hass.bus.async_fire("automation_reloaded")
        reloading = asyncio.ensure_future(async_reload(hass, entry))
        await asyncio.sleep(0)
        hass.bus.async_fire("automation_reloaded")
        await reloading

    assert await async_grown(hass, before) == {}


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_fifty_reloads_under_use_leave_nothing_behind(
    recorder_mock: Recorder, hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_a_used_home(hass)
    client = await hass_client()
    decided = async_capture_events(hass, EVENT_SUGGESTION_RESOLVED)
    before = await async_left(hass)

    async def forget_and_learn() -> None:
        await async_call(hass, "forget", entity_id=["light.nobody"])

    async def bring_in() -> None:
        await async_call(hass, "import_history")

    async def ask() -> None:
        async with client.get("/api/homeiq/events") as answer:
            await answer.read()

    async with in_use(partial(async_decide, hass), forget_and_learn, bring_in, ask) as counts:
        for _ in range(RELOADS):
            await async_reload(hass, entry)
            await asyncio.sleep(0.01)

    assert set(counts) == {0, 1, 2, 3}
    assert decided
    await async_undo_all(hass, entry)
    await async_reload(hass, entry)
    assert await async_grown(hass, before) == {}


async def test_after_removal_nothing_is_left(hass: HomeAssistant) -> None:
    entry = await async_a_used_home(hass)

    await hass.config_entries.async_remove(entry.entry_id)

    left = await async_left(hass)
    objects = {name for name in left.objects if name.startswith(("HomeIQCoordinator", "Background", "Listener"))}
    issues = [issue_id for domain, issue_id in ir.async_get(hass).issues if domain == DOMAIN]
    assert (dict(left.tasks), left.timers, left.files, objects, issues) == ({}, 0, 0, set(), [])
    assert not any(DATABASE_FILE in path for path in open_files())


async def test_a_decision_that_is_under_way_ends_before_the_database_closes(hass: HomeAssistant) -> None:
    entry = await async_a_used_home(hass)
    # What accepted automations have become is looked at in turn as well.
    await hass.async_block_till_done(wait_background_tasks=True)

    accepting = asyncio.ensure_future(async_accept(hass, "kitchen-at-seven"))
    while not any(task.get_name() == "homeiq decision" for task in asyncio.all_tasks()):  # noqa: ASYNC110 - it begins by itself
        await asyncio.sleep(0)
    await async_reload(hass, entry)
    await accepting

    data = entry.runtime_data.data
    assert "kitchen-at-seven" in {version.suggestion.signature for version in data.accepted}

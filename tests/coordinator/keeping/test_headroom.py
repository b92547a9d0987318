"""A machine that is short of something, and what HomeIQ does about it."""

import asyncio
from dataclasses import replace
from functools import partial
import gc
from time import process_time
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.dispatcher import async_dispatcher_send
import pytest

from custom_components.homeiq.capture.listener import LOOKED_AT
from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator import HomeIQCoordinator
from custom_components.homeiq.coordinator.file.tables import WRITING
from custom_components.homeiq.coordinator.keeping.watch import HealthWatch
from custom_components.homeiq.services.programs.deeds import DEEDS
from custom_components.homeiq.services.programs.written import THINGS, async_written
from custom_components.homeiq.spent import LOOP, SPENT
from custom_components.homeiq.telemetry.resources import ResourceWatch, Usage
from custom_components.homeiq.telemetry.shortage import LASTING
from tests.accepted import async_a_home
from tests.homes import async_set_up
from tests.offers import a_suggestion

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

PLENTY = Usage(
    cpu_percent=10,
    own_cpu_percent=1,
    steady_cpu_percent=1,
    memory_mb=300,
    memory_free_mb=4000,
    disk_free_mb=50_000,
)


class Machine:
    """A machine as the kernel would tell of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.usage = PLENTY
        monkeypatch.setattr(ResourceWatch, "look", lambda _: self.usage)

    def has(self, **changes: Any) -> None:
        self.usage = replace(PLENTY, **changes)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


def watch_of(coordinator: HomeIQCoordinator) -> HealthWatch:
    return coordinator._watch  # noqa: SLF001 - looks come by the clock, a hundred of which take long


async def async_looks(coordinator: HomeIQCoordinator, times: int = LASTING) -> None:
    for _ in range(times):
        await watch_of(coordinator).async_look()


def notice(hass: HomeAssistant, name: str) -> dict[str, str] | None:
    issue = ir.async_get(hass).async_get_issue(DOMAIN, name)
    return issue.translation_placeholders if issue else None


async def async_report(hass: HomeAssistant, entity_id: str, times: int) -> int:
    """Let an entity report, and return how much of it was heard."""
    before = hass.config_entries.async_loaded_entries(DOMAIN)[0].runtime_data.health.heard
    for number in range(times):
        hass.states.async_set(entity_id, str(number % 2 + times))
    coordinator: HomeIQCoordinator = hass.config_entries.async_loaded_entries(DOMAIN)[0].runtime_data
    await async_looks(coordinator, 1)
    heard: int = coordinator.health.heard - before
    return heard


async def test_too_little_disk_is_told_and_ends_by_itself(hass: HomeAssistant, machine: Machine) -> None:
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    machine.has(disk_free_mb=120)

    await async_looks(coordinator, LASTING - 1)
    before = notice(hass, "disk_short")
    await async_looks(coordinator, 1)
    told = notice(hass, "disk_short")
    machine.has()
    await async_looks(coordinator)

    assert before is None
    assert told is not None
    assert (told["free"], told["limit"]) == ("120", "500")
    assert notice(hass, "disk_short") is None


async def test_writing_that_fails_and_works_in_turns_makes_nothing_last_longer(
    hass: HomeAssistant, machine: Machine
) -> None:
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    machine.has(disk_free_mb=120)
    await async_looks(coordinator, 1)

    for is_failing in (True, False) * LASTING:
        async_dispatcher_send(hass, WRITING, is_failing)
        await hass.async_block_till_done(wait_background_tasks=True)
    told = notice(hass, "disk_short")
    await async_looks(coordinator, LASTING - 1)

    assert told is None
    assert notice(hass, "disk_short") is not None


async def test_a_night_of_learning_waits_for_room(hass: HomeAssistant, machine: Machine) -> None:
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    begun = asyncio.Event()

    async def learn() -> None:
        begun.set()
        await asyncio.sleep(0)

    machine.has(memory_free_mb=40)
    await async_looks(coordinator)
    night = asyncio.create_task(watch_of(coordinator).room.async_then(learn))
    await asyncio.sleep(0)
    waited = not begun.is_set()
    machine.has()
    await async_looks(coordinator)
    await night

    assert waited
    assert begun.is_set()


async def test_the_past_of_the_last_question_counts_as_kept_and_is_let_go_while_memory_is_short(
    hass: HomeAssistant, machine: Machine
) -> None:
    entry = await async_a_home(hass, a_suggestion())
    coordinator: HomeIQCoordinator = entry.runtime_data
    fields = {"signature": "kitchen-at-seven", "time": "07:10:00"}
    ask = partial(DEEDS["try"].async_do, coordinator, DEEDS["try"].schema(fields), None)
    await async_looks(coordinator, 1)
    room = watch_of(coordinator).room
    sizes = [room.kept_bytes["past"]]

    await ask()
    await async_looks(coordinator, 1)
    sizes.append(room.kept_bytes["past"])
    machine.has(memory_free_mb=40)
    await async_looks(coordinator)
    await ask()
    await async_looks(coordinator, 1)
    sizes.append(room.kept_bytes["past"])
    machine.has()
    await async_looks(coordinator)
    await ask()
    await async_looks(coordinator, 1)
    sizes.append(room.kept_bytes["past"])

    assert [size > 0 for size in sizes] == [False, True, False, True]


async def test_answers_that_are_kept_for_who_asks_again_count_as_kept(hass: HomeAssistant, machine: Machine) -> None:
    entry = await async_a_home(hass, a_suggestion())
    coordinator: HomeIQCoordinator = entry.runtime_data
    await async_looks(coordinator, 1)
    room = watch_of(coordinator).room
    before, kept = room.kept_bytes["answers"], room.kept_mb

    for number in range(2000):
        async_written(hass, THINGS, number, lambda: {"thing": "x" * 1000})
    await async_looks(coordinator, 1)

    assert 2_000_000 < room.kept_bytes["answers"] - before < 4_000_000
    assert room.kept_mb > kept + 1


async def test_who_talks_most_is_named_and_its_measurements_are_heard_now_and_then(
    hass: HomeAssistant, machine: Machine
) -> None:
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    machine.has(steady_cpu_percent=95)
    await async_looks(coordinator, LASTING - 1)
    heard = [await async_report(hass, "sensor.chatty", 60 * LOOKED_AT)]
    told = notice(hass, "cpu_short")

    heard += [await async_report(hass, name, 100) for name in ("sensor.chatty", "light.hall")]
    machine.has()
    await async_looks(coordinator)
    heard.append(await async_report(hass, "sensor.chatty", 50))

    assert told is not None
    assert (told["percent"], told["entities"]) == ("95", "sensor.chatty")
    assert heard == [60 * LOOKED_AT, 1, 100, 50]
    assert notice(hass, "cpu_short") is None


async def test_what_homeiq_takes_itself_is_among_the_figures(hass: HomeAssistant) -> None:
    before = dict(SPENT.seconds)
    began = process_time()
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    await async_report(hass, "sensor.power", 4 * LOOKED_AT)
    await coordinator.async_flush()
    await async_looks(coordinator, 1)

    assert all(SPENT.seconds[part] > before[part] for part in ("listening", "database", LOOP))
    assert sum(SPENT.seconds.values()) - sum(before.values()) <= process_time() - began
    assert coordinator.health.own_cpu_percent > 0
    assert coordinator.health.cpu_percent > 0
    assert coordinator.health.kept_mb >= 0


async def test_all_garbage_is_looked_for_again_while_memory_is_short(hass: HomeAssistant, machine: Machine) -> None:
    coordinator: HomeIQCoordinator = (await async_set_up(hass, {"resources": {"short_pauses": True}})).runtime_data
    gc.collect()
    before = coordinator.health.pauses
    machine.has(memory_free_mb=50)

    await async_looks(coordinator)
    gc.collect()
    meanwhile = coordinator.health.pauses
    machine.has(memory_free_mb=4000)
    await async_looks(coordinator)
    gc.collect()

    assert [one.left_out_since is not None for one in (before, meanwhile, coordinator.health.pauses)] == [
        True,
        False,
        True,
    ]

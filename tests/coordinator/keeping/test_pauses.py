"""Python's own collections, of real things that refer to themselves, with all that this process has."""

from collections.abc import Callable, Iterator
from datetime import timedelta
import gc
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any
import weakref

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.coordinator import HomeIQConfigEntry, HomeIQCoordinator
from custom_components.homeiq.coordinator.health.figures import async_figures
from custom_components.homeiq.coordinator.keeping.pauses import GROWTH, ShortPauses
from custom_components.homeiq.model.overview import GarbagePauses, ImportProgress
from tests.homes import async_publish, async_set_up

SHORT = {"resources": {"short_pauses": True}}
OFTEN = (50, 2, 2)  # as gc.set_threshold() takes them

# Home Assistant's own web server warns about itself.
pytestmark = pytest.mark.filterwarnings("ignore:It is recommended to use web")


class Ring:
    """Something that only a collection finds once nobody else refers to it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def what_was_left_out() -> Iterator[None]:
    """Leave the thousands of tests out again, which a test here has had looked through."""
    callbacks = [*gc.callbacks]
    yield
    gc.freeze()
    assert gc.callbacks == callbacks


@pytest.fixture
def taken() -> list[float]:
    return []


@pytest.fixture
def pauses(taken: list[float]) -> Iterator[ShortPauses]:
    pauses = ShortPauses(taken.append, is_wanted=True)
    pauses.begin()
    yield pauses
    pauses.end()


def look(pauses: ShortPauses, memory_mb: float = 300, *, has_memory: bool = True, is_calm: bool = True) -> None:
    pauses.look(memory_mb, has_memory=has_memory, is_calm=is_calm)


def is_left_out(pauses: ShortPauses) -> bool:
    return pauses.figures.left_out_since is not None


def is_found_once_let_go(before: Callable[[], object] = lambda: None) -> bool:
    """Make something that is old after a collection, let it go, and tell whether the next collection finds it."""
    ring = Ring()
    known = weakref.ref(ring)
    gc.collect()
    del ring
    before()
    gc.collect()
    return known() is None


def test_what_is_old_is_left_out_of_later_collections(pauses: ShortPauses) -> None:
    look(pauses)

    assert not is_found_once_let_go()
    assert is_left_out(pauses)


def test_what_is_new_is_found_as_ever(pauses: ShortPauses) -> None:
    look(pauses)
    gc.collect()
    known = weakref.ref(Ring())

    gc.collect()

    assert is_left_out(pauses)
    assert known() is None


def test_garbage_that_is_there_already_is_not_left_out(pauses: ShortPauses) -> None:
    known = weakref.ref(Ring())
    look(pauses)

    gc.collect()

    assert is_left_out(pauses)
    assert known() is None


def test_what_was_let_go_by_day_is_found_after_the_night(pauses: ShortPauses) -> None:
    look(pauses)

    assert is_found_once_let_go(before=pauses.renew)
    assert is_left_out(pauses)
    assert pauses.figures.times == 2


def test_what_grows_old_later_is_not_left_out_at_once(pauses: ShortPauses) -> None:
    look(pauses)
    gc.collect()
    since = pauses.figures.left_out_since

    look(pauses)

    assert is_found_once_let_go()
    assert pauses.figures == GarbagePauses(are_wanted=True, left_out_since=since, times=1)


def test_what_grows_old_later_is_left_out_after_ever_longer_times(taken: list[float]) -> None:
    clock = [0.0]
    pauses = ShortPauses(taken.append, is_wanted=True, steady=lambda: clock[0])
    pauses.begin()

    times = []
    for minute in (0, 4, 5, 14, 15, 34, 35):
        clock[0] = 60.0 * minute
        look(pauses)
        gc.collect()
        times.append(pauses.figures.times)
    pauses.end()

    assert times == [1, 1, 2, 2, 3, 3, 4]


def test_the_night_begins_the_day_anew(taken: list[float]) -> None:
    clock = [0.0]
    pauses = ShortPauses(taken.append, is_wanted=True, steady=lambda: clock[0])
    pauses.begin()
    for clock[0] in (0.0, 300.0):
        look(pauses)
        gc.collect()

    pauses.renew()
    gc.collect()
    clock[0] = 600.0
    look(pauses)
    gc.collect()
    pauses.end()

    assert pauses.figures.times == 4


def test_what_nobody_wants_is_not_done(taken: list[float]) -> None:
    pauses = ShortPauses(taken.append, is_wanted=False)
    pauses.begin()
    look(pauses)

    found = is_found_once_let_go()
    pauses.renew()
    gc.collect()
    pauses.end()

    assert found
    assert pauses.figures == GarbagePauses()


def test_nothing_is_left_out_before_all_is_calm(pauses: ShortPauses) -> None:
    look(pauses)
    look(pauses, is_calm=False)
    gc.collect()
    before = is_left_out(pauses)

    look(pauses)
    gc.collect()

    assert (before, is_left_out(pauses)) == (False, True)


def test_a_night_before_all_is_calm_leaves_nothing_out(pauses: ShortPauses) -> None:
    look(pauses, is_calm=False)

    pauses.renew()
    gc.collect()

    assert not is_left_out(pauses)


def test_a_machine_that_runs_out_of_memory_has_everything_looked_through(pauses: ShortPauses) -> None:
    look(pauses)

    assert is_found_once_let_go(before=lambda: look(pauses, has_memory=False))
    assert not is_left_out(pauses)


def test_a_process_that_has_grown_much_has_everything_looked_through_once(pauses: ShortPauses) -> None:
    look(pauses)

    assert is_found_once_let_go(before=lambda: look(pauses, 300 + GROWTH + 1))
    assert is_left_out(pauses)


@pytest.mark.parametrize("grown", [[300 + GROWTH], [300 + GROWTH + 1, 300 + 2 * GROWTH]])
def test_what_has_grown_and_is_no_garbage_is_the_size_to_grow_from(pauses: ShortPauses, grown: list[float]) -> None:
    look(pauses)
    gc.collect()
    for memory_mb in grown:
        look(pauses, memory_mb)
        gc.collect()

    assert pauses.figures.times == len(grown)


def test_it_begins_again_once_there_is_memory(pauses: ShortPauses) -> None:
    look(pauses)
    gc.collect()
    look(pauses, has_memory=False)
    gc.collect()

    look(pauses)
    gc.collect()

    assert pauses.figures.times == 2
    assert is_left_out(pauses)


def test_nothing_stays_behind(pauses: ShortPauses) -> None:
    look(pauses)

    assert is_found_once_let_go(before=pauses.end)
    assert not is_left_out(pauses)
    assert gc.get_freeze_count() == 0


def test_what_others_have_left_out_stays_where_nothing_was_added(taken: list[float]) -> None:
    gc.freeze()
    others = gc.get_freeze_count()
    pauses = ShortPauses(taken.append, is_wanted=True)
    pauses.begin()

    pauses.renew()
    pauses.end()
    pauses.end()

    # Some of it goes meanwhile: things that nobody refers to any more.
    assert gc.get_freeze_count() > 0.9 * others > 0


def test_each_full_collection_is_timed_and_no_other(pauses: ShortPauses, taken: list[float]) -> None:
    gc.collect()
    gc.collect(0)
    gc.collect(1)
    gc.collect()

    assert len(taken) == 2
    assert min(taken) > 0


def test_a_collection_of_which_only_the_end_was_heard_is_not_timed(taken: list[float]) -> None:
    pauses = ShortPauses(taken.append, is_wanted=True)
    look(pauses)

    def join(phase: str, _about: dict[str, int]) -> None:
        if phase == "stop":
            pauses.begin()

    gc.callbacks.append(join)
    gc.collect()
    gc.callbacks.remove(join)
    heard = is_left_out(pauses)
    pauses.end()

    assert heard
    assert taken == []


def test_pythons_own_collections_count_in_whichever_thread_they_come(pauses: ShortPauses) -> None:
    look(pauses)

    def work() -> None:
        kept = []
        while not is_left_out(pauses):
            kept.append([Ring()])

    usual = gc.get_threshold()
    gc.set_threshold(*OFTEN)
    worker = Thread(target=work)
    worker.start()
    worker.join(timeout=60)
    gc.set_threshold(*usual)

    assert pauses.figures.times == 1


def test_threads_that_collect_and_a_loop_that_changes_its_mind_agree_in_the_end(pauses: ShortPauses) -> None:
    done = Event()

    def work() -> None:
        while not done.is_set():
            gc.collect()

    gc.freeze()
    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    until = monotonic() + 120
    for times in range(1, 6):
        look(pauses)
        # Whichever of the threads ends a collection next leaves out what is old.
        while pauses.figures.times < times and monotonic() < until:
            sleep(0.001)
        pauses.renew()
        look(pauses, has_memory=False)
    pauses.end()
    done.set()
    for worker in workers:
        worker.join()
    gc.collect()

    assert pauses.figures.times >= 5
    assert not is_left_out(pauses)
    assert gc.get_freeze_count() == 0


async def test_the_owner_decides(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    gc.collect()

    assert entry.runtime_data.health.pauses == GarbagePauses()


async def test_old_objects_are_left_out_until_the_entry_goes(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_set_up(hass, SHORT)

    gc.collect()
    report = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    before = gc.get_freeze_count()
    await hass.config_entries.async_unload(entry.entry_id)

    told: Any = report["health"]
    assert told["pauses"].keys() == {"are_wanted", "left_out_since", "times"}
    assert told["pauses"]["left_out_since"] > 0
    assert before > 0
    assert gc.get_freeze_count() == 0


async def test_nothing_is_left_out_while_home_assistant_starts(hass: HomeAssistant) -> None:
    hass.set_state(CoreState.starting)
    coordinator = (await async_set_up(hass, SHORT)).runtime_data

    gc.collect()
    before = coordinator.health.pauses.times
    hass.set_state(CoreState.running)
    await async_look(coordinator)
    gc.collect()

    assert (before, coordinator.health.pauses.times) == (0, 1)


@pytest.mark.parametrize(
    "busy",
    [
        {"is_running": True},
        {"history_import": ImportProgress(days_done=1, days_total=9, events=7, running=True)},
    ],
)
async def test_nothing_is_left_out_while_homeiq_learns_or_imports(hass: HomeAssistant, busy: dict[str, Any]) -> None:
    entry = await async_set_up(hass, SHORT)
    calm = {name: getattr(entry.runtime_data.data, name) for name in busy}

    await async_publish(hass, entry, **busy)
    await async_look(entry.runtime_data)
    gc.collect()
    before = entry.runtime_data.health.pauses.times
    await async_publish(hass, entry, **calm)
    await async_look(entry.runtime_data)
    gc.collect()

    assert (before, entry.runtime_data.health.pauses.times) == (0, 1)


@pytest.mark.parametrize("nightly", [True, False])
async def test_once_a_night_everything_counts_again(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, *, nightly: bool
) -> None:
    entry = await async_set_up(hass, SHORT | {"schedule": {"nightly": nightly}})

    gc.collect()
    ring = Ring()
    known = weakref.ref(ring)
    await async_a_night(hass, freezer, entry)
    gc.collect()
    del ring
    gc.collect()
    by_day = known()
    del by_day
    times = entry.runtime_data.health.pauses.times
    await async_a_night(hass, freezer, entry)
    gc.collect()

    assert times == 2
    assert known() is None


async def test_figures_tell_how_long_everything_stood_still(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass, SHORT)
    gc.collect()

    families = {one.name: one for one in async_figures(hass).families(entry.runtime_data.health)}

    assert families["homeiq_garbage_collection_seconds"].buckets[""].count == 1
    assert families["homeiq_short_pauses_seconds"].values[""] >= 0


async def async_look(coordinator: HomeIQCoordinator) -> None:
    await coordinator._watch.async_look()  # noqa: SLF001 - looks come by the clock, every half minute


async def async_a_night(hass: HomeAssistant, freezer: FrozenDateTimeFactory, entry: HomeIQConfigEntry) -> None:
    """Let the night come, and everything that it begins end."""
    hour = entry.runtime_data.settings.schedule.nightly_time.hour
    now = dt_util.now()
    freezer.move_to(now.replace(hour=hour, minute=0, second=0) + timedelta(days=now.hour >= hour))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)

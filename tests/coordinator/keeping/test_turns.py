"""How long threads have their turn, asked of Python itself."""

from collections.abc import Iterator
import sys
from threading import Event, Thread
from time import perf_counter, sleep

from homeassistant.core import HomeAssistant
import pytest

from custom_components.homeiq.coordinator.keeping.turns import SHORT, ShortTurns
from tests.homes import async_set_up

USUAL, LONG, OTHER = 0.005, 0.02, 0.003  # seconds


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(USUAL)
    yield
    sys.setswitchinterval(before)


def test_turns_are_short_from_the_beginning_to_the_end() -> None:
    turns = ShortTurns(is_wanted=True)

    turns.begin()
    turns.begin()
    within = sys.getswitchinterval()
    turns.end()
    turns.end()

    assert within == pytest.approx(SHORT)
    assert sys.getswitchinterval() == pytest.approx(USUAL)


def test_what_is_not_wanted_changes_nothing() -> None:
    turns = ShortTurns(is_wanted=False)

    turns.begin()

    assert sys.getswitchinterval() == pytest.approx(USUAL)


def test_turns_that_are_shorter_already_stay() -> None:
    sys.setswitchinterval(SHORT / 2)
    turns = ShortTurns(is_wanted=True)

    turns.begin()
    within = sys.getswitchinterval()
    turns.end()

    assert within == pytest.approx(SHORT / 2)
    assert sys.getswitchinterval() == pytest.approx(SHORT / 2)


def test_what_somebody_else_has_chosen_since_stays() -> None:
    turns = ShortTurns(is_wanted=True)

    turns.begin()
    sys.setswitchinterval(OTHER)
    turns.end()

    assert sys.getswitchinterval() == pytest.approx(OTHER)


def test_who_wakes_up_beside_a_thread_that_computes_waits_for_a_fraction_of_the_time() -> None:
    sys.setswitchinterval(LONG)
    # On a busy machine the thread may itself wait for a processor, and nobody for it.
    long = next(waited for _ in range(50) if (waited := waits_beside_work()) > LONG / 4)
    turns = ShortTurns(is_wanted=True)
    turns.begin()
    short = waits_beside_work()
    turns.end()

    assert short < long / 2


@pytest.mark.parametrize(("is_wanted", "seconds"), [(True, SHORT), (False, USUAL)])
async def test_the_owner_decides_until_the_entry_goes(hass: HomeAssistant, *, is_wanted: bool, seconds: float) -> None:
    entry = await async_set_up(hass, {"resources": {"short_pauses": is_wanted}})

    within = sys.getswitchinterval()
    await hass.config_entries.async_unload(entry.entry_id)

    assert within == pytest.approx(seconds)
    assert sys.getswitchinterval() == pytest.approx(USUAL)


def waits_beside_work() -> float:
    """Sleep for nearly nothing a few times while a thread computes; return the middle one of the seconds that took."""
    is_done, is_at_work = Event(), Event()

    def compute() -> None:
        while not is_done.is_set():
            sum(range(1000))
            is_at_work.set()

    worker = Thread(target=compute)
    worker.start()
    is_at_work.wait()
    taken = []
    for _ in range(15):
        begin = perf_counter()
        sleep(0.0001)
        taken.append(perf_counter() - begin)
    is_done.set()
    worker.join()
    return sorted(taken)[len(taken) // 2]

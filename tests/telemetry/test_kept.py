"""Memory that things take."""

from collections.abc import Callable, Sequence
import tracemalloc

import pytest

from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.telemetry.kept import bytes_of
from tests.offers import a_pattern


def rows(count: int) -> list[EventRow]:
    return [(1_800_000_000.5 + number, f"light.lamp_{number}", f"state {number}", 2) for number in range(count)]


def patterns(count: int) -> list[Pattern]:
    return [a_pattern(f"signature-{number}", entities=(f"light.lamp_{number}",)) for number in range(count)]


def test_nothing_takes_nothing() -> None:
    assert bytes_of([]) == 0


@pytest.mark.parametrize("make", [rows, patterns])
def test_it_is_about_what_python_asked_the_system_for(make: Callable[[int], Sequence[object]]) -> None:
    tracemalloc.start()
    things = make(2000)
    traced, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert traced / 2 < bytes_of(things) < 2 * traced

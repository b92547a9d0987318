"""Memory that things take."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
import tracemalloc

import numpy as np
import pytest

from custom_components.homeiq.model.event import EventColumns, EventRow
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.past.timeline import Timeline
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


def test_a_past_takes_what_its_columns_take_and_what_it_has_worked_out_since() -> None:
    history = EventColumns.from_rows(rows(5000))
    tracemalloc.start()
    past = Timeline.of(history, Home())
    fresh = bytes_of((past,))
    worked_out = past.proofs, past.witnesses, past.awake(np.array([0.0]))
    traced, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert worked_out
    assert fresh < bytes_of((past,))
    assert traced / 2 < bytes_of((past,)) < 2 * traced


def test_a_part_of_a_column_takes_what_the_whole_takes_and_two_parts_no_more() -> None:
    whole = np.zeros(100_000)
    first, second = whole[:10], whole[10:]

    assert 800_000 < bytes_of(((first, second),)) < 801_000


def test_what_is_counted_elsewhere_is_not_counted_again() -> None:
    shared = "a" * 10_000

    assert bytes_of([("one", shared)], [shared]) < 1_000 < bytes_of([("one", shared)])


def test_a_record_is_not_held_against_what_is_abstract() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class WeighedOnly:
        side: float

    remembered = StringIO()

    bytes_of([WeighedOnly(side=1.0)])

    Mapping._dump_registry(remembered)  # noqa: SLF001 - what it remembers is told nowhere else
    assert "WeighedOnly" not in remembered.getvalue()

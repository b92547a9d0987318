"""When there is too little of something."""

from dataclasses import replace

from hypothesis import given, strategies as st
import pytest

from custom_components.homeiq.model.overview import Limits
from custom_components.homeiq.telemetry.resources import Usage
from custom_components.homeiq.telemetry.shortage import BACK, CPU, DISK, LASTING, MEMORY, Shortage

QUIET = Usage(
    cpu_percent=0,
    own_cpu_percent=0,
    steady_cpu_percent=0,
    memory_mb=300,
    memory_free_mb=2000,
    disk_free_mb=20_000,
)
LIMITS = Limits(memory_mb=80)


def looked(shortage: Shortage, usage: Usage, times: int, kept_mb: float = 10) -> frozenset[str]:
    for _ in range(times):
        shortage.look(usage, kept_mb)
    return shortage.names


def test_a_quiet_home_is_short_of_nothing() -> None:
    assert looked(Shortage(LIMITS), QUIET, 1000, kept_mb=0) == frozenset()


@pytest.mark.parametrize(
    ("usage", "kept_mb", "name"),
    [
        (replace(QUIET, steady_cpu_percent=71), 10, CPU),
        (QUIET, 81, MEMORY),
        (replace(QUIET, memory_free_mb=100), 10, MEMORY),
        (replace(QUIET, disk_free_mb=499), 10, DISK),
        (replace(QUIET, disk_free_mb=0), 10, DISK),
    ],
)
def test_what_lasts_is_a_shortage(usage: Usage, kept_mb: float, name: str) -> None:
    shortage = Shortage(LIMITS)

    assert looked(shortage, usage, LASTING - 1, kept_mb) == frozenset()
    assert looked(shortage, usage, 1, kept_mb) == {name}


def test_a_busy_home_assistant_is_none_of_ours_and_a_night_of_learning_may_take_what_is_free() -> None:
    assert looked(Shortage(LIMITS), replace(QUIET, cpu_percent=180, own_cpu_percent=100), 1000) == frozenset()


def test_what_nobody_tells_is_no_shortage() -> None:
    assert looked(Shortage(LIMITS), replace(QUIET, memory_free_mb=None, disk_free_mb=None), 100) == frozenset()


def test_it_ends_when_it_is_well_over() -> None:
    shortage = Shortage(LIMITS)
    looked(shortage, replace(QUIET, steady_cpu_percent=90), LASTING)

    assert looked(shortage, replace(QUIET, steady_cpu_percent=60), 1000) == {CPU}
    assert looked(shortage, replace(QUIET, steady_cpu_percent=55), LASTING - 1) == {CPU}
    assert looked(shortage, replace(QUIET, steady_cpu_percent=55), 1) == frozenset()


@given(st.lists(st.floats(0, 200), max_size=200))
def test_it_changes_only_after_as_many_looks_in_a_row(loads: list[float]) -> None:
    shortage = Shortage(LIMITS)
    changes = []
    for number, load in enumerate(loads):
        before = shortage.names
        if shortage.look(replace(QUIET, steady_cpu_percent=load), 0) != before:
            changes.append(number)

    for number in changes:
        last = loads[number - LASTING + 1 : number + 1]
        assert len(last) == LASTING
        assert all(one > LIMITS.cpu_percent for one in last) or all(one < BACK * LIMITS.cpu_percent for one in last)

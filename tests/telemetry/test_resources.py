from pathlib import Path
from time import process_time

import pytest

from custom_components.homeiq.spent import LOOP, WORKERS, Spent
from custom_components.homeiq.telemetry.resources import ResourceWatch


def work_for(seconds: float) -> None:
    begin = process_time()
    while process_time() - begin < seconds:
        pass


def test_a_busy_process_is_seen_to_be_busy(tmp_path: Path) -> None:
    watch = ResourceWatch(tmp_path / "homeiq.db", Spent())

    work_for(0.2)

    usage = watch.look()
    assert usage.cpu_percent > 5
    assert usage.own_cpu_percent == 0


def test_memory_is_that_of_this_process(tmp_path: Path) -> None:
    pages = tmp_path / "statm"
    pages.write_text("9000 2560 100 1 0 300 0\n", encoding="ascii")

    assert ResourceWatch(tmp_path / "homeiq.db", Spent(), pages).look().memory_mb == 10.0


@pytest.mark.parametrize("text", ["", "9000", "9000 many", "\n"])
def test_a_proc_of_another_kind_is_none(tmp_path: Path, text: str) -> None:
    pages, meminfo = tmp_path / "statm", tmp_path / "meminfo"
    for one in (pages, meminfo):
        one.write_text(text, encoding="ascii")

    usage = ResourceWatch(tmp_path / "homeiq.db", Spent(), pages, meminfo).look()

    assert usage.memory_mb > 0
    assert usage.memory_free_mb is None


def test_without_proc_there_is_a_figure_all_the_same(tmp_path: Path) -> None:
    assert ResourceWatch(tmp_path / "homeiq.db", Spent(), tmp_path / "missing").look().memory_mb > 0


def test_what_is_ours_is_told_apart(tmp_path: Path) -> None:
    spent = Spent()
    watch = ResourceWatch(tmp_path / "homeiq.db", spent)

    with spent.on(LOOP):
        work_for(0.1)
    with spent.on(WORKERS):
        work_for(0.1)
    usage = watch.look()

    assert 5 < usage.own_cpu_percent <= usage.cpu_percent + 5
    assert usage.steady_cpu_percent == pytest.approx(usage.own_cpu_percent / 2, rel=0.2)
    assert sum(usage.cpu_by_part.values()) == pytest.approx(usage.own_cpu_percent, abs=0.2)
    assert usage.cpu_by_part[LOOP] == pytest.approx(usage.cpu_by_part[WORKERS], rel=0.2)


def test_what_the_machine_has_left_is_read(tmp_path: Path) -> None:
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal:       24680000 kB\nMemFree: 1 kB\nMemAvailable:     524288 kB\n", encoding="ascii")

    usage = ResourceWatch(tmp_path / "homeiq.db", Spent(), meminfo=meminfo).look()

    assert usage.memory_free_mb == 512.0
    assert usage.disk_free_mb is not None
    assert usage.disk_free_mb > 0


def test_what_nobody_tells_is_not_known(tmp_path: Path) -> None:
    usage = ResourceWatch(tmp_path / "away" / "homeiq.db", Spent(), meminfo=tmp_path / "missing").look()

    assert (usage.memory_free_mb, usage.disk_free_mb) == (None, None)

from pathlib import Path
from time import process_time

from custom_components.homeiq.telemetry.resources import ResourceWatch


def work_for(seconds: float) -> None:
    begin = process_time()
    while process_time() - begin < seconds:
        pass


def test_a_busy_process_is_seen_to_be_busy() -> None:
    watch = ResourceWatch()

    work_for(0.2)

    assert watch.look().cpu_percent > 5


def test_memory_is_that_of_this_process(tmp_path: Path) -> None:
    pages = tmp_path / "statm"
    pages.write_text("9000 2560 100 1 0 300 0\n", encoding="ascii")

    assert ResourceWatch(pages).look().memory_mb == 10.0


def test_without_proc_there_is_a_figure_all_the_same(tmp_path: Path) -> None:
    assert ResourceWatch(tmp_path / "missing").look().memory_mb > 0

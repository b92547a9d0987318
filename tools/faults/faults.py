"""What is broken on purpose, and the tests that break it: on real files, real servers and booted homes."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One kind of fault.

    Attributes:
        name: what is made to happen.
        lost: what may be lost at most.
        tests: the files that make it happen, below ``tests``.
    """

    name: str
    lost: str
    tests: tuple[str, ...]


def listed(faults: Iterable[Fault]) -> str:
    """Return faults as a table for people to read."""
    rows = (f"| {one.name} | {one.lost} | {', '.join(f'`{test}`' for test in one.tests)} |" for one in faults)
    return "\n".join(("| fault | what is lost at most | made by, below `tests` |", "|---|---|---|", *rows))


FAULTS = (
    Fault(
        name="In a booted Home Assistant: noise in blocks, a file cut off, a clock 400 days ahead and put right,"
        " a full disk while HomeIQ reloads, a login page in place of InfluxDB",
        lost="the events of the blocks; what can't be read of the file",
        tests=("real/test_faults.py", "real/test_wrong_clock.py", "real/test_hostile_influxdb.py"),
    ),
    Fault(
        name="Blocks whose bytes are noise, then a late event",
        lost="the events of these blocks",
        tests=("test_damaged_blocks.py", "store/unread/test_noted.py", "store/damage/test_checking.py"),
    ),
    Fault(
        name="4,000 flipped bits, one by one",
        lost="the events of the block; every flip is noticed",
        tests=("store/damage/test_flips.py",),
    ),
    Fault(
        name="A file that is cut off, noise, foreign, a folder, deleted or replaced;"
        " pages of it that are noise, the first ones too",
        lost="what can't be read of it any more: the rows in the pages that are gone",
        tests=("store/damage/test_successor.py", "store/damage/test_file_pages.py", "test_broken_database.py"),
    ),
    Fault(
        name="An older database put back beside the log of the newer one, or over the open one",
        lost="the decisions since; the events since that Home Assistant doesn't have",
        tests=("store/file/test_lineage.py", "test_older_database.py"),
    ),
    Fault(
        name="A log with flipped bits, without its end, or of zeros",
        lost="the changes behind the damage; those that are known to have been there are counted and told",
        tests=("store/file/test_torn_log.py", "test_older_database.py"),
    ),
    Fault(name="Backups while everything is written and sealed", lost="nothing", tests=("test_backup.py",)),
    Fault(
        name="In a booted Home Assistant: a backup while HomeIQ imports and learns, restored into a new installation"
        " with the recorder's past and without it; things renamed while it learns",
        lost="nothing",
        tests=("real/test_moving.py",),
    ),
    Fault(
        name="HomeIQ disabled for an hour, a database of an hour ago, renames during an import",
        lost="nothing; of an older database without its log, the decisions since but for what was accepted",
        tests=("test_after_a_gap.py", "test_older_database.py", "coordinator/keeping/test_history_import.py"),
    ),
    Fault(name="A full disk at a reload", lost="nothing", tests=("test_full_disk.py", "store/file/test_spill.py")),
    Fault(
        name="A clock 400 days ahead, three hours or 800 days behind, or of 1970",
        lost="nothing",
        tests=("model/test_clock.py", "store/ends/test_trusted_clock.py", "coordinator/test_clock.py"),
    ),
    Fault(
        name="A year of clocks, random ids and unrounded numbers",
        lost="nothing but what is too old",
        tests=("store/test_a_year.py", "store/ends/test_collector.py", "store/ends/test_mending.py"),
    ),
    Fault(
        name="A process that is killed behind each step of an undo",
        lost="nothing",
        tests=("coordinator/decisions/test_unfinished.py",),
    ),
    Fault(
        name="Decisions while an analysis is under way",
        lost="nothing",
        tests=("coordinator/learning/test_during_a_run.py",),
    ),
    Fault(
        name="InfluxDB as an enemy",
        lost="nothing",
        tests=("store/influx/test_enemies.py", "store/influx/test_damaged.py", "test_influxdb_enemies.py"),
    ),
    Fault(
        name="Work in the background that fails",
        lost="nothing",
        tests=(
            "coordinator/test_background.py",
            "coordinator/health/test_health.py",
            "coordinator/health/test_problems.py",
        ),
    ),
    Fault(
        name="A database of an older version, as that version wrote it; killed or without room while it becomes one of"
        " this",
        lost="nothing",
        tests=("store/test_older_versions.py", "store/file/test_schema.py"),
    ),
    Fault(name="Fifty reloads, at rest and under use", lost="nothing", tests=("coordinator/test_reloads.py",)),
)

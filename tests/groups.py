"""Which tests run one after the other, on one worker, and which begin first.

A booted Home Assistant or a server takes a core for itself, and waits now and then for what comes by the clock. So
booted ones are three groups: one looks at pages, one breaks copies of a home that learned, made once for all of it, and
one has homes of its own. What starts no program stays together by file, so that what a file shares is made once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BOOTED = "booted"
SERVER = "server"
TIMED = "timed"

_ROOT = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Group:
    """Tests that run on one worker.

    Attributes:
        mark: what they do beside running Python.
        name: of the group.
    """

    mark: str
    name: str


_GROUPS: Mapping[str, Group] = {
    "real/test_panel.py": Group(BOOTED, "panel"),
    "real/test_faults.py": Group(BOOTED, "learned home"),
    "real/test_hostile_influxdb.py": Group(BOOTED, "learned home"),
    "real/test_moving.py": Group(BOOTED, "learned home"),
    "real/test_programs.py": Group(BOOTED, "learned home"),
    "real/test_wrong_clock.py": Group(BOOTED, "learned home"),
    "real": Group(BOOTED, BOOTED),
    "tools/home_assistant/test_boot.py": Group(BOOTED, BOOTED),
    "tools/demo/test_demo.py": Group(BOOTED, BOOTED),
    "tools/bench/test_bench.py": Group(TIMED, "bench"),
    "tools/quality/test_command.py": Group(TIMED, "quality"),
    "store/influx": Group(SERVER, SERVER),
    "test_influxdb.py": Group(SERVER, SERVER),
}
"""By folder or file below ``tests``; the first one that fits counts."""

# What waits longest begins first, or everything else would have to wait for it in the end.
_FIRST = (BOOTED, "learned home", "bench", "panel", SERVER, "quality")


@cache
def group_of(path: Path) -> Group | None:
    """Return the group that the tests of a file belong to; None where they need nothing beside Python."""
    below = path.relative_to(_ROOT).as_posix()
    return next((group for place, group in _GROUPS.items() if below == place or below.startswith(f"{place}/")), None)


def place_of(test: str, group: Group | None, *, is_long: bool) -> tuple[int, str]:
    """Tell where a test belongs: how late it begins, and the name of those that run on one worker with it.

    Args:
        test: its file and name, as pytest writes them.
        group: of its file.
        is_long: it takes many seconds.
    """
    if group:
        return _FIRST.index(group.name), group.name
    if is_long:
        return len(_FIRST), test.partition("[")[0]
    # Files that simulate homes and judge them take ten seconds each: at the end one worker would be left with one.
    return len(_FIRST) + (1 if test.startswith("tests/tools/") else 2), test.partition("::")[0]

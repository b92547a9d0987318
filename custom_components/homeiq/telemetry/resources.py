"""What is used of the machine: by the whole process, and by HomeIQ itself. Reads files: called off the event loop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
import resource
import shutil
from time import monotonic, process_time
from types import MappingProxyType

from ..spent import SPENT, WORKERS, Spent

MEBIBYTE = 2**20
STATM = Path("/proc/self/statm")
MEMINFO = Path("/proc/meminfo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What was used.

    Attributes:
        cpu_percent: of one core, by the process since the look before; above 100 where several cores work.
        own_cpu_percent: likewise, by HomeIQ.
        steady_cpu_percent: likewise, learning and slow questions not counted: these may take what is free.
        cpu_by_part: what ``own_cpu_percent`` is made of.
        memory_mb: resident memory of the process, MiB.
        memory_free_mb: what the machine could still give, MiB; None where nobody tells.
        disk_free_mb: room on the database's disk, MiB; None where nobody tells.
    """

    cpu_percent: float
    own_cpu_percent: float
    steady_cpu_percent: float
    cpu_by_part: Mapping[str, float] = MappingProxyType({})
    memory_mb: float
    memory_free_mb: float | None
    disk_free_mb: float | None


class ResourceWatch:
    """Remembers the look before, because use of the processor is a difference."""

    def __init__(self, database: Path, spent: Spent = SPENT, statm: Path = STATM, meminfo: Path = MEMINFO) -> None:
        """Take the first look.

        Args:
            database: a file on the disk that is looked at.
            spent: the processor time that HomeIQ has taken.
            statm: where the kernel tells the pages that are resident.
            meminfo: where it tells the machine's memory.
        """
        self._folder = database.parent
        self._spent = spent
        self._statm = statm
        self._meminfo = meminfo
        self._seen = self._look()

    def look(self) -> Usage:
        """Return what was used since the look before."""
        before, self._seen = self._seen, self._look()
        elapsed = self._seen.at - before.at
        parts = {part: spent - before.own.get(part, 0.0) for part, spent in self._seen.own.items()}
        own = sum(parts.values())
        return Usage(
            cpu_percent=_percent(self._seen.process - before.process, elapsed),
            own_cpu_percent=_percent(own, elapsed),
            steady_cpu_percent=_percent(own - parts[WORKERS], elapsed),
            cpu_by_part={part: _percent(spent, elapsed) for part, spent in parts.items()},
            memory_mb=round(_resident_bytes(self._statm) / MEBIBYTE, 1),
            memory_free_mb=_free_memory(self._meminfo),
            disk_free_mb=_free_disk(self._folder),
        )

    def _look(self) -> _Look:
        # Ours first: what all took contains it then. Not os.times(), which counts in hundredths: a short look saw none.
        own = self._spent.seconds
        return _Look(at=monotonic(), process=process_time(), own=own)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Look:
    """Seconds: of the clock, and of the processor by all and by us."""

    at: float
    process: float
    own: Mapping[str, float]


def _percent(busy: float, elapsed: float) -> float:
    return round(100 * busy / elapsed, 1) if elapsed > 0 else 0.0


def _resident_bytes(statm: Path) -> int:
    try:
        return int(statm.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    except OSError, ValueError, IndexError:
        # No /proc, as on macOS, or another one: the highest value so far stands in, in bytes there.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _free_memory(meminfo: Path) -> float | None:
    try:
        lines = meminfo.read_text(encoding="ascii").splitlines()
        kibibytes = next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))
    except OSError, StopIteration, ValueError, IndexError:
        return None
    return round(kibibytes / 1024, 1)


def _free_disk(folder: Path) -> float | None:
    try:
        return round(shutil.disk_usage(folder).free / MEBIBYTE, 1)
    except OSError:
        return None

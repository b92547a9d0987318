"""What the whole process uses: processor and memory. Reads files, so it is called off the event loop."""

from dataclasses import dataclass
import os
from pathlib import Path
import resource
from time import monotonic

MEBIBYTE = 2**20
STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What the process used.

    Attributes:
        cpu_percent: of one core, since the look before; above 100 where several cores work.
        memory_mb: resident memory, MiB.
    """

    cpu_percent: float
    memory_mb: float


class ResourceWatch:
    """Remembers the look before, because use of the processor is a difference."""

    def __init__(self, statm: Path = STATM) -> None:
        """Take the first look.

        Args:
            statm: where the kernel tells the pages that are resident.
        """
        self._statm = statm
        self._seen = (monotonic(), _cpu_seconds())

    def look(self) -> Usage:
        """Return what was used since the look before."""
        before, busy_before = self._seen
        now, busy = self._seen = (monotonic(), _cpu_seconds())
        elapsed = now - before
        percent = 100 * (busy - busy_before) / elapsed if elapsed > 0 else 0.0
        return Usage(cpu_percent=round(percent, 1), memory_mb=round(_resident_bytes(self._statm) / MEBIBYTE, 1))


def _cpu_seconds() -> float:
    times = os.times()
    return times.user + times.system


def _resident_bytes(statm: Path) -> int:
    try:
        return int(statm.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    except OSError:
        # No /proc, as on macOS: the highest value so far stands in, in bytes there.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

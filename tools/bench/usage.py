"""What the process has used so far: processor, memory, disk. Figures that the kernel does not tell are 0."""

from dataclasses import dataclass
import gc
from pathlib import Path
import resource
from time import process_time, thread_time
from typing import Self

_IO = Path("/proc/self/io")
_STATM = Path("/proc/self/statm")
MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What was used, since the process began or between two looks.

    Attributes:
        main: processor time of the thread that looked, seconds.
        process: processor time of all threads, seconds.
        resident: memory, bytes.
        written: bytes that went to the disk, or will when the kernel finds the time.
        passed: bytes handed to the kernel, to files and sockets alike.
        full_collections: how often all garbage was collected.
    """

    main: float
    process: float
    resident: int
    written: int
    passed: int
    full_collections: int

    @classmethod
    def now(cls) -> Self:
        """Look."""
        disk = _disk()
        return cls(
            main=thread_time(),
            process=process_time(),
            resident=resident_bytes(),
            written=disk.get("write_bytes", 0),
            passed=disk.get("wchar", 0),
            full_collections=gc.get_stats()[-1]["collections"],
        )

    def since(self, before: Self) -> Self:
        """Return what was used since an earlier look."""
        return type(self)(
            main=self.main - before.main,
            process=self.process - before.process,
            resident=self.resident - before.resident,
            written=self.written - before.written,
            passed=self.passed - before.passed,
            full_collections=self.full_collections - before.full_collections,
        )


def resident_bytes() -> int:
    """Return the memory that the process has now."""
    try:
        return int(_STATM.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    except OSError:
        return 0


def most_resident_bytes() -> int:
    """Return the most memory that the process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _disk() -> dict[str, int]:
    try:
        lines = _IO.read_text(encoding="ascii").splitlines()
    except OSError:
        return {}
    return {name: int(value) for name, _, value in (line.partition(": ") for line in lines)}

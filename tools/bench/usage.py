"""What the process has used so far: processor, memory, disk. Figures that the kernel does not tell are 0."""

from dataclasses import dataclass
import gc
import os
from pathlib import Path
from time import process_time, thread_time
from typing import Self

_IO = Path("/proc/self/io")
MEBIBYTE = 2**20
_USER = 11  # where the kernel tells a process's time behind its name: its own, then the kernel's for it
_WRITTEN, _SECTOR = 6, 512  # where the kernel says how many sectors were written, and how many bytes each has


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What was used, since the process began or between two looks.

    Attributes:
        main: processor time of the thread that looked, seconds.
        process: processor time of all threads, seconds.
        resident: memory, bytes.
        passed: bytes handed to the kernel, to files and sockets alike.
        full_collections: how often all garbage was collected.
    """

    main: float
    process: float
    resident: int
    passed: int
    full_collections: int

    @classmethod
    def now(cls) -> Self:
        """Look."""
        disk = _read(_IO)
        return cls(
            main=thread_time(),
            process=process_time(),
            resident=resident_bytes(),
            passed=int(disk.get("wchar", 0)),
            full_collections=gc.get_stats()[-1]["collections"],
        )

    def since(self, before: Self) -> Self:
        """Return what was used since an earlier look."""
        return type(self)(
            main=self.main - before.main,
            process=self.process - before.process,
            resident=self.resident - before.resident,
            passed=self.passed - before.passed,
            full_collections=self.full_collections - before.full_collections,
        )


def resident_bytes(process: int | str = "self") -> int:
    """Return the memory that a process has now."""
    return _memory(process, "VmRSS")


def most_resident_bytes(process: int | str = "self") -> int:
    """Return the most memory that a process ever had."""
    # What getrusage tells includes the process that this one was started from.
    return _memory(process, "VmHWM")


def processor_seconds(process: int) -> float:
    """Return the processor time that all threads of a process have used."""
    # What stands before is the program's name in brackets, with whatever is in it.
    words = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(words[_USER]) + int(words[_USER + 1])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int | str, name: str) -> int:
    return 1024 * int(_read(Path(f"/proc/{process}/status")).get(name, "0 kB").split()[0])


def device_bytes(path: Path) -> int:
    """Return what was ever written to the disk that a file is on, by anybody, after writing what the kernel holds."""
    os.sync()
    number = path.stat().st_dev
    try:
        words = Path(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}/stat").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(words[_WRITTEN]) * _SECTOR


def _read(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}

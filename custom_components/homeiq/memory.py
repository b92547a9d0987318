"""Memory that nobody uses any more, given back to the system.

What is freed stays with the process as a rule, for whoever asks for memory next. After work that took much of it and
comes back a day later, that is nobody for long.
"""

from __future__ import annotations

import ctypes
from typing import Protocol, cast


class _Library(Protocol):
    """The process's own library of C, as far as it is asked here."""

    def malloc_trim(self, padding: int, /) -> int:
        """Give back what is free, but for some bytes at the end; return whether anything was."""


def give_back(library: object | None = None) -> bool:
    """Give free memory back to the system; in a worker thread, as it takes milliseconds.

    Only glibc can be asked to; others have ways of their own.

    Args:
        library: the library of C; None is the process's own.

    Returns:
        Whether it could be asked.
    """
    library = ctypes.CDLL(None) if library is None else library
    if not hasattr(library, "malloc_trim"):
        return False
    cast(_Library, library).malloc_trim(0)
    return True

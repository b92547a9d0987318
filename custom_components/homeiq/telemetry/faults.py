"""What is noted of an error: its kind and its place. Its words stay out: they may repeat an entity or a name."""

from __future__ import annotations

from pathlib import Path
import re
from traceback import walk_tb

_ROOT = Path(__file__).parents[1]
_KIND = re.compile(r"[A-Za-z_]+(?: \([a-z_]+\))?(?: in [a-z_/]+\.py:[0-9]+)?")


def noted(err: BaseException, reason: str | None = None) -> str:
    """Return an error's kind, and the line of this integration that it came from last.

    Args:
        err: the error.
        reason: one of a few known words that say more.
    """
    files = ((Path(frame.f_code.co_filename), line) for frame, line in walk_tb(err.__traceback__))
    ours = [f" in {path.relative_to(_ROOT).as_posix()}:{line}" for path, line in files if path.is_relative_to(_ROOT)]
    return f"{type(err).__name__}{f' ({reason})' if reason else ''}{ours[-1] if ours else ''}"


def without_words(note: str) -> str:
    """Return a note without anything else that an older version wrote with it."""
    found = _KIND.match(note)
    return found.group() if found else "unknown"

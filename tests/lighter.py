"""What takes most of a test's time and tells nothing: left out of asyncio, logging, freezegun and the test plugin."""

from asyncio import constants, events, format_helpers
import calendar
from datetime import datetime
import logging
import sys
import traceback
from types import FrameType
from typing import Any
from unittest.mock import patch

import freezegun.api


def lighten() -> None:
    """Do it, once for this process and before the first event loop."""
    _leave_out_stacks()
    _write_out_warnings_only()
    patch.object(freezegun.api, "_get_fake_monotonic", _Frozen()).start()
    # The test plugin asks for it before each test, and it is searched for on the disk whenever it is not there.
    sys.modules.setdefault("MySQLdb", None)  # type: ignore[arg-type]


def _leave_out_stacks() -> None:
    """Keep the checks of threads that debug mode brings, and not what it notes.

    It notes the stack of each handle and each future, and the words for each timer that is cancelled. Futures are made
    in C, where the default counts.
    """
    setattr(constants, "DEBUG_STACK_DEPTH", 0)  # noqa: B010 - it is final to type checkers
    traceback.extract_stack.__defaults__ = (None, 0)
    setattr(format_helpers, "extract_stack", _no_stack)  # noqa: B010 - likewise
    setattr(events.Handle, "cancel", _cancel)  # noqa: B010 - likewise


def _no_stack(_frame: FrameType | None = None, _limit: int | None = None) -> traceback.StackSummary:
    return traceback.StackSummary()


def _cancel(handle: Any) -> None:
    handle._cancelled = True  # noqa: SLF001 - it is a method of the handle
    handle._callback = handle._args = None  # noqa: SLF001 - likewise


def _write_out_warnings_only() -> None:
    """Leave out what the test plugin has written out three times: all records, and each statement of the recorder.

    A test that listens to the log hears them all the same: its fixture lowers the level.
    """
    logging.getLogger().setLevel(logging.WARNING)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)


class _Frozen:
    """The frozen time in seconds, worked out when it is another one than before: the event loop asks all the time."""

    def __init__(self) -> None:
        self._known: tuple[datetime | None, float] = (None, 0.0)

    def __call__(self) -> float:
        now = freezegun.api.get_current_time()
        known, seconds = self._known
        if known is not now:
            seconds = calendar.timegm(now.timetuple()) + now.microsecond / 1e6
            self._known = (now, seconds)
        return seconds

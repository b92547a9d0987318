"""What takes most of a test's time and tells nothing: left out of asyncio, logging, freezegun and the test plugin."""

from asyncio import BaseEventLoop
import calendar
from collections.abc import Callable
from datetime import datetime
import gc
import logging
import sys
from typing import Any
from unittest.mock import patch

import freezegun.api
from homeassistant import runner


def lighten() -> None:
    """Do it, once for this process and before the first event loop."""
    _check_threads()
    _collect_seldom()
    _write_out_warnings_only()
    patch.object(freezegun.api, "_get_fake_monotonic", _FROZEN).start()
    patch.object(runner, "monotonic", _loop_time).start()
    # The test plugin asks for it before each test, and it is searched for on the disk whenever it is not there.
    sys.modules.setdefault("MySQLdb", None)  # type: ignore[arg-type]


def _check_threads() -> None:
    """Refuse, as debug mode does, what another thread plans without saying so.

    The rest of that mode stays off: it looks at the clock around each callback, and at what that is. Who plans a
    coroutine hears of it anyway.
    """
    for plan in ("call_soon", "call_at"):
        patch.object(BaseEventLoop, plan, _in_its_thread(getattr(BaseEventLoop, plan))).start()


def _in_its_thread(plan: Callable[..., Any]) -> Callable[..., Any]:
    def checked(loop: Any, *args: Any, **kwargs: Any) -> Any:
        loop._check_thread()  # noqa: SLF001 - it is a method of the loop
        return plan(loop, *args, **kwargs)

    return checked


def _write_out_warnings_only() -> None:
    """Leave out what the test plugin has written out three times: all records, and each statement of the recorder.

    A test that listens to the log hears them all the same: its fixture lowers the level.
    """
    logging.getLogger().setLevel(logging.WARNING)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)


def _collect_seldom() -> None:
    """Look for cycles less often, as all of them are looked for before each file of tests anyway."""
    gc.set_threshold(50_000, 20)


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


_FROZEN = _Frozen()


def _loop_time() -> float:
    """Return what an event loop goes by: the frozen time where there is one.

    Freezegun looks each time whether somebody asks who is never to see frozen time; an event loop always is.
    """
    return _FROZEN() if freezegun.api.freeze_factories else freezegun.api.real_monotonic()

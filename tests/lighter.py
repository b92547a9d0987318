"""What takes most of a test's time and tells nothing: left out of asyncio, logging, freezegun and the test plugin."""

from asyncio import BaseEventLoop
import calendar
from collections.abc import Callable, ItemsView, KeysView
from datetime import datetime
from functools import cache
import gc
import logging
import sys
from types import ModuleType
from typing import Any
from unittest.mock import patch

import freezegun.api
import freezegun.config
from homeassistant import runner
from pytest_homeassistant_custom_component import common, patch_time
import slugify as unicode_slug

_EXACT_TO = 1e-6  # seconds: what the seconds since 1970 are, and the microseconds of frozen time


def lighten() -> None:
    """Do it, once for this process and before the first event loop."""
    _check_threads()
    _notice_what_is_due()
    _wait_for_no_thread()
    _collect_seldom()
    _write_out_warnings_only()
    _store_in_plain_functions()
    patch.object(freezegun.api, "_get_fake_monotonic", _FROZEN).start()
    patch.object(runner, "monotonic", _loop_time).start()
    # The same few names become identifiers in each Home Assistant.
    patch.object(unicode_slug, "slugify", cache(unicode_slug.slugify)).start()
    patch.object(patch_time, "ha_get_module_attributes_hash", _size_of).start()
    patch.object(freezegun.api, "sys", _Interpreter()).start()
    # The test plugin asks for the one before each test, slugify for the other at each word with an umlaut, and what is
    # not there is searched for on the disk each time.
    for absent in ("MySQLdb", "unidecode"):
        # None is how the import system itself notes that there is no such module; its types don't know.
        sys.modules.setdefault(absent, None)  # type: ignore[arg-type]


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


def _notice_what_is_due() -> None:
    """Let what is planned for this very moment of a frozen time be done, as it is of any other.

    A loop does what is due within a nanosecond. No number of seconds since 1970 is that exact, so it would find the
    time not come yet, wait for no time at all, and turn as fast as it can until the time is another one.
    """
    begin = BaseEventLoop.__init__

    def begun(loop: Any, *args: Any, **kwargs: Any) -> None:
        begin(loop, *args, **kwargs)
        loop._clock_resolution = _EXACT_TO  # noqa: SLF001 - a loop has no setter for it

    patch.object(BaseEventLoop, "__init__", begun).start()


def _wait_for_no_thread() -> None:
    """Let a loop whose workers have all ended, or never began, end without a thread that would wait for them.

    Each test ends its loop's workers twice, and most tests have none.
    """
    end = BaseEventLoop.shutdown_default_executor

    async def ended(loop: Any, timeout: float | None = None) -> None:  # noqa: ASYNC109 - it is the loop's
        # Neither a loop nor its pool tells in public whether any worker has begun.
        workers = loop._default_executor  # noqa: SLF001
        if workers is None or any(thread.is_alive() for thread in workers._threads):  # noqa: SLF001
            await end(loop, timeout)
            return
        loop._executor_shutdown_called = True  # noqa: SLF001 - as the loop itself has it
        workers.shutdown(wait=False)

    patch.object(BaseEventLoop, "shutdown_default_executor", ended).start()


def _size_of(module: ModuleType) -> tuple[int, int]:
    """Tell a module by what freezegun has to notice, that names came into it, without looking at each of them."""
    return id(module), len(vars(module))


class _Interpreter:
    """What freezegun knows of ``sys``: the modules, in which it looks for what tells the time before each test."""

    def __init__(self) -> None:
        self.modules = _Modules()


class _Modules:
    """All modules; but those that had nothing that tells the time, and are as they were, are not gone through again."""

    def __init__(self) -> None:
        self._known: tuple[list[int], list[int]] = ([], [])
        self._telling: dict[str, ModuleType] = {}

    def keys(self) -> KeysView[str]:
        return sys.modules.keys()

    def get(self, name: str, default: None = None) -> ModuleType | None:
        return sys.modules.get(name, default)

    def items(self) -> ItemsView[str, ModuleType]:
        modules = {name: module for name, module in sys.modules.items() if module is not None}
        found = ([*map(id, modules.values())], [*map(len, map(vars, modules.values()))])
        if found != self._known:
            self._telling = {name: module for name, module in modules.items() if _tells_time(name, module)}
            self._known = found
        return self._telling.items()


def _tells_time(name: str, module: ModuleType) -> bool:
    # What freezegun passes over imports more when somebody looks at it.
    if name.startswith(tuple(freezegun.config.settings.default_ignore_list)) or name.endswith(".six.moves"):
        return False
    return hasattr(module, "__name__") and bool(
        freezegun.api._get_cached_module_attributes(module)  # noqa: SLF001 - what freezegun itself goes by
    )


def _write_out_warnings_only() -> None:
    """Leave out what the test plugin has written out three times: all records, and each statement of the recorder.

    A test that listens to the log hears them all the same: its fixture lowers the level.
    """
    logging.getLogger().setLevel(logging.WARNING)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)


def _store_in_plain_functions() -> None:
    """Let the test plugin put its own functions where Home Assistant writes files, without a mock around each.

    Making three of those takes longer than all else that begins a Home Assistant, and nobody asks them who called.
    """
    patch.object(common, "patch", _Plain()).start()


class _Plain:
    """What patches, as the test plugin uses it."""

    def __call__(self, target: str, *args: Any, **how: Any) -> Any:
        if not args and how.keys() == {"side_effect", "autospec"}:
            return patch(target, how["side_effect"])
        return patch(target, *args, **how)

    def __getattr__(self, name: str) -> Any:
        return getattr(patch, name)


def _collect_seldom() -> None:
    """Look for cycles less often, as all of them are looked for before each file of tests anyway."""
    gc.set_threshold(1_000_000, 20)


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

"""The one place that starts work: none of it ends unseen, and all of it has ended before its entry has."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import copy_context
from datetime import datetime, timedelta
from functools import partial
import inspect
import time
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_track_time_interval

from ..const import DOMAIN
from ..correlation import apart
from ..model.habits.suggestion import UnknownSuggestionError
from ..model.overview import Trouble
from ..spent import SPENT, WORKERS
from .health.failures import SETTLED, Failures

FIRST_REST = 1.0  # before work that failed is started again, seconds; doubles with each failure
LAST_REST = 600.0  # seconds

type Work = Coroutine[Any, Any, None]
type Later = Callable[[float, Callable[[], None]], CALLBACK_TYPE]


class Background:
    """The work of one entry.

    - What is spawned is done once, what is kept is started again with longer and longer rests until it is done.
    - What fails is logged once, and told until it works again.
    - Decisions are seen through to their end, whoever waits for them.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        *,
        clock: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
        later: Later | None = None,
    ) -> None:
        """Begin with none.

        Args:
            hass: Home Assistant.
            entry: whose work it is.
            clock: epoch seconds.
            steady: seconds that never run backwards.
            later: calls something after so many seconds, and returns what cancels that.
        """
        self._hass = hass
        self._entry = entry
        self._steady = steady
        self._later = later or partial(_async_call_later, hass)
        self._failures = Failures(clock, steady)
        self._tasks: set[asyncio.Task[None]] = set()
        self._resting: dict[str, CALLBACK_TYPE] = {}
        self._to_the_end: set[asyncio.Future[Any]] = set()
        self.is_ended = False

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What work fails now, and since when."""
        return self._failures.troubles

    @callback
    def async_spawn(self, work: Work, name: str) -> None:
        """Start work that is done once; nothing begins any more once the entry ends."""
        if self.is_ended:
            work.close()
            return
        self._async_start(self._async_once(work, name), name)

    @callback
    def async_keep(self, begin: Callable[[], Work], name: str) -> None:
        """Start work that is started again where it fails; one of that name that rests makes room for it."""
        if self.is_ended:
            return
        if resting := self._resting.pop(name, None):
            resting()
        # It goes on for all who need it, and not for whoever came first.
        with apart():
            self._async_start(self._async_try(begin, name, FIRST_REST), name)

    @callback
    def async_later(self, seconds: float, call: Callable[[], None], name: str) -> None:
        """Call something after so many seconds, unless the entry ends before; the newest of a name counts."""
        if self.is_ended:
            return
        if resting := self._resting.pop(name, None):
            resting()

        @callback
        def due() -> None:
            del self._resting[name]
            call()

        self._resting[name] = self._later(seconds, self.guarded(due, name))

    @callback
    def async_every(self, interval: timedelta, work: Callable[[datetime], Work | None], name: str) -> CALLBACK_TYPE:
        """Begin work again and again, unless it is still under way; return what ends that."""
        task_name = _task_name(name)

        @callback
        def tick(now: datetime) -> None:
            if any(task.get_name() == task_name for task in self._tasks):
                return
            begun = work(now)
            if inspect.iscoroutine(begun):
                self.async_spawn(begun, name)

        with apart():
            return async_track_time_interval(self._hass, self.guarded(tick, name), interval, cancel_on_shutdown=True)

    def guarded[**P](self, call: Callable[P, None], name: str) -> Callable[P, None]:
        """Return a callback that is told of where it raises, for timers and listeners."""

        @callback
        def guard(*args: P.args, **kwargs: P.kwargs) -> None:
            try:
                call(*args, **kwargs)
            except Exception as err:  # noqa: BLE001 - a boundary: Home Assistant would only log it
                self._failures.note(name, err, is_tried_again=False)

        return guard

    async def async_see_through[T](self, work: Coroutine[Any, Any, T], name: str) -> T:
        """Do work to its end, also when nobody waits for it any more, or the entry ends."""
        task = self._hass.async_create_task(SPENT.in_steps(work), _task_name(name))
        _remember(task, self._to_the_end)
        try:
            # Unlike a shield, it logs nothing when the work fails later.
            await asyncio.wait([task])
        except asyncio.CancelledError:
            task.add_done_callback(partial(self._async_note_end, name))
            raise
        return task.result()

    async def async_in_thread[T](self, work: Callable[[], T]) -> T:
        """Do work in a worker thread, which the end of the entry waits for.

        Raises:
            HomeAssistantError: the entry ends.
        """
        self.check()
        job = self._hass.async_add_executor_job(copy_context().run, SPENT.counted(WORKERS, work))
        _remember(job, self._to_the_end)
        try:
            await asyncio.wait([job])
        except asyncio.CancelledError:
            job.add_done_callback(_heard)
            raise
        return job.result()

    def check(self) -> None:
        """Begin nothing more once the entry ends.

        Raises:
            HomeAssistantError: it does.
        """
        if self.is_ended:
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key="not_loaded")

    async def async_end(self) -> None:
        """Cut off what goes on by itself, and wait until all work has ended. Ending twice does no harm."""
        self.is_ended = True
        while self._resting:
            self._resting.popitem()[1]()
        for task in tuple(self._tasks):
            task.cancel("HomeIQ is unloading")
        while pending := {*self._tasks, *self._to_the_end} - {asyncio.current_task()}:
            await asyncio.wait(pending)

    @callback
    def _async_start(self, work: Work, name: str) -> None:
        task = self._entry.async_create_background_task(self._hass, work, _task_name(name))
        _remember(task, self._tasks)

    @callback
    def _async_note_end(self, name: str, task: asyncio.Future[Any]) -> None:
        err = _heard(task)
        # A no that nobody waited for is no fault.
        if isinstance(err, Exception) and not isinstance(err, HomeAssistantError | UnknownSuggestionError):
            self._failures.note(name, err, is_tried_again=False)

    async def _async_once(self, work: Work, name: str) -> None:
        try:
            await SPENT.in_steps(work)
        except Exception as err:  # noqa: BLE001 - a boundary: nobody waits for it who could be told
            self._failures.note(name, err, is_tried_again=False)
        else:
            self._failures.clear(name)

    async def _async_try(self, begin: Callable[[], Work], name: str, rest: float) -> None:
        began = self._steady()
        self._failures.resume(name)
        try:
            await SPENT.in_steps(begin())
        except Exception as err:  # noqa: BLE001 - a boundary: whatever it was, it is told and tried again
            self._failures.note(name, err, is_tried_again=True)
            has_settled = self._steady() - began >= max(SETTLED, rest)
            rest = FIRST_REST if has_settled else rest
            longer = min(2 * rest, LAST_REST)
            # As a timer: nobody who waits for all work waits for a rest.
            self.async_later(rest, lambda: self._async_start(self._async_try(begin, name, longer), name), name)
        else:
            self._failures.clear(name)


@callback
def _async_call_later(hass: HomeAssistant, seconds: float, call: Callable[[], None]) -> CALLBACK_TYPE:
    with apart():
        return hass.loop.call_later(seconds, call).cancel


def _remember[F: asyncio.Future[Any]](future: F, among: set[F]) -> None:
    """Remember a future until it is done."""
    if not future.done():
        among.add(future)
        future.add_done_callback(among.discard)


def _heard(future: asyncio.Future[Any]) -> BaseException | None:
    """Return how a future failed; one that nobody asks is logged as never heard of."""
    return None if future.cancelled() else future.exception()


def _task_name(name: str) -> str:
    return f"homeiq {name}"

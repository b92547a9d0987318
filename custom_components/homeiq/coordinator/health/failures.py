"""What work in the background failed, since when, and whether it still does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from traceback import format_tb

from ...const import LOGGER
from ...model.overview import Trouble
from ...store.file.errors import DatabaseError

SETTLED = 30.0  # how long work that was started again has to go on until it counts as mended, seconds
TOLD = 3600.0  # how long work that is done once is told of when it failed, unless the same succeeds before, seconds


@dataclass(slots=True, kw_only=True, eq=False)
class _Failure:
    """Some work that failed.

    Attributes:
        since: epoch seconds.
        resumed_at: since when it goes on again, by the clock that never runs backwards; None while it rests.
        told_until: when nobody need know of it any more, by that clock.
    """

    since: float
    error: str
    resumed_at: float | None = None
    told_until: float = float("inf")

    def is_over(self, now: float) -> bool:
        return now >= self.told_until or (self.resumed_at is not None and now - self.resumed_at >= SETTLED)


class Failures:
    """Knows what fails now; each is logged once, when it begins and when it ends."""

    def __init__(self, clock: Callable[[], float], steady: Callable[[], float]) -> None:
        """Know of none; ``clock`` tells epoch seconds, ``steady`` seconds that never run backwards."""
        self._clock = clock
        self._steady = steady
        self._failing: dict[str, _Failure] = {}

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What fails now, by name."""
        now = self._steady()
        return tuple(
            Trouble(work=name, since=failure.since, error=failure.error)
            for name, failure in sorted(self._failing.items())
            if not failure.is_over(now)
        )

    def note(self, name: str, err: Exception, *, is_tried_again: bool) -> None:
        """Note that work failed."""
        now, known = self._steady(), self._failing.get(name)
        error = type(err).__name__
        if known is None or known.is_over(now):
            known = self._failing[name] = _Failure(since=self._clock(), error=error)
            _log(name, err)
        else:
            LOGGER.debug("Work in the background (%s) failed once more: %s", name, error)
        known.error, known.resumed_at = error, None
        known.told_until = float("inf") if is_tried_again else now + TOLD

    def resume(self, name: str) -> None:
        """Note that work that failed goes on again."""
        if failure := self._failing.get(name):
            failure.resumed_at = self._steady()

    def clear(self, name: str) -> None:
        """Note that work was done."""
        if self._failing.pop(name, None):
            LOGGER.info("Work in the background (%s) goes on again", name)


def _log(name: str, err: Exception) -> None:
    if isinstance(err, DatabaseError):
        LOGGER.warning("Work in the background (%s) was cut off by the database: %s", name, err)
    else:
        LOGGER.error("Work in the background (%s) failed: %s", name, story_of(err))


def story_of(err: BaseException) -> str:
    """Return the kinds of an error and of its causes, each with its traceback, and no message: it may name a person."""
    told: list[str] = []
    step: BaseException | None = err
    while step is not None:
        told.append(f"{type(step).__name__}\n{''.join(format_tb(step.__traceback__))}")
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    return "because of ".join(told)

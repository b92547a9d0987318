"""A run of something accepted whose outcome is still open: it may yet act, and what it did may yet be undone."""

from __future__ import annotations

from dataclasses import dataclass, field
import time
from typing import Any, Self

from homeassistant.core import Context, Event

from ..model.clock import SLACK
from ..model.decisions.ask import ASKED_FOR

UNDONE_WITHIN = 600.0  # how long after an act its opposite still means that it was not wanted, seconds
ACTS_WITHIN = 30.0  # how long a device may take to report what it was told, seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When something was.

    Attributes:
        at: UTC epoch seconds, by the clock as it was then.
        steady: seconds on a clock that nobody can set.
    """

    at: float
    steady: float

    @classmethod
    def of(cls, event: Event[Any]) -> Self:
        """Return that of an event that is just heard."""
        return cls(at=event.time_fired_timestamp, steady=time.monotonic())

    def by(self, now: Self) -> float:
        """Return it as the clock would have told it that is right now; UTC epoch seconds."""
        told = now.at - (now.steady - self.steady)
        return told if abs(told - self.at) > SLACK else self.at


@dataclass(slots=True, kw_only=True)
class OpenRun:
    """A run whose outcome is still open.

    How long ago something was is told by a clock that nobody can set: the one on the wall may be set meanwhile.

    Attributes:
        begun: when it began.
        goes_from: since when it acts, steady seconds; None while it waits for a yes.
        changed: entities that it brought to the state.
        acted: when the first one came to it; None: none yet.
    """

    context_id: str
    begun: Moment
    goes_from: float | None
    home: tuple[str, ...]
    changed: set[str] = field(default_factory=set)
    acted: Moment | None = None

    def may_act(self, steady: float) -> bool:
        """Tell whether what happens now may still be its doing."""
        return self.goes_from is not None and steady <= self.goes_from + ACTS_WITHIN

    def may_come(self, steady: float) -> bool:
        """Tell whether it may still act, now or once somebody has said yes."""
        return self.may_act(steady) or (self.goes_from is None and steady <= self.begun.steady + ASKED_FOR)

    def may_be_undone(self, steady: float) -> bool:
        """Tell whether what happens now may still undo it."""
        return self.acted is not None and steady <= self.acted.steady + UNDONE_WITHIN

    def comes_from(self, context: Context) -> bool:
        """Tell whether the run itself brought something about."""
        return self.context_id in {context.id, context.parent_id}

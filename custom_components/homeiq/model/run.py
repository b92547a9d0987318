"""Runs of the analysis, and the requests that people make for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

HEARD = ("entities", "used", "acts", "days")
"""The figures of what a run had to learn from, by their names in ``Learned`` and among its metrics."""


class RunStatus(StrEnum):
    """How a run stands."""

    RUNNING = "running"
    SUCCESS = "success"
    FAILED = "failed"
    NO_DATA = "no_data"
    INTERRUPTED = "interrupted"


class RunTrigger(StrEnum):
    """What started a run."""

    NIGHTLY = "nightly"
    MANUAL = "manual"
    IMPORT = "import"
    FORGET = "forget"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the analysis. Times are UTC epoch seconds.

    Attributes:
        correlation: the id of whatever led to it; empty where an older version noted none.
    """

    run_id: int
    trigger: RunTrigger
    status: RunStatus
    started_at: float
    finished_at: float | None = None
    events: int = 0
    patterns: int = 0
    suggestions: int = 0
    uses_ai: bool = False
    error: str | None = None
    metrics: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    correlation: str = ""

    @property
    def duration(self) -> float | None:
        """Seconds it took; None while it runs or where it was cut off."""
        return None if self.finished_at is None else self.finished_at - self.started_at


class RequestOutcome(StrEnum):
    """What became of a manual request."""

    ACCEPTED = "accepted"
    REFUSED_RUNNING = "refused_running"
    REFUSED_COOLDOWN = "refused_cooldown"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshRequest:
    """Somebody asked for a run. ``requested_at`` is in UTC epoch seconds."""

    requested_at: float
    user_id: str | None = None
    reason: str | None = None
    uses_ai: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedRequest:
    """A request as it was noted, without whose it was and why. ``requested_at`` is in UTC epoch seconds."""

    requested_at: float
    outcome: RequestOutcome
    uses_ai: bool = False
    run_id: int | None = None

"""What the doors show: one record of the home's learning, and one of its health."""

from dataclasses import dataclass

from .acceptance import Version
from .followed import Followed
from .pattern import Pattern
from .pause import Pause
from .run import Run
from .suggestion import Suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProgress:
    """How far the import of the recorder's history is."""

    days_done: int
    days_total: int
    events: int
    running: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeData:
    """All that entities, actions and pages show. Times are UTC epoch seconds.

    Attributes:
        suggestions: the open ones, best first.
        accepted: what was accepted within the last week, newest first, without what somebody has cleared away.
        last_run: the newest run that is over.
        next_run_at: when the nightly run comes; None where it is off.
        next_refresh_at: the earliest moment at which a refresh without AI would be accepted.
        next_ai_refresh_at: likewise for one that calls AI.
        followed: everything that was ever accepted and what it did since, the oldest first.
        pause: the one that is under way.
    """

    suggestions: tuple[Suggestion, ...] = ()
    accepted: tuple[Version, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    is_running: bool = False
    last_run: Run | None = None
    next_run_at: float | None = None
    next_refresh_at: float = 0.0
    next_ai_refresh_at: float = 0.0
    history_import: ImportProgress | None = None
    followed: tuple[Followed, ...] = ()
    pause: Pause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreStats:
    """How the store is doing.

    Attributes:
        queued: events waiting for the next flush.
        stored: events in the database.
        dropped: events given up because the queue was full.
        write_errors: flushes that failed (their events are tried again).
        database_bytes: size on disk, write-ahead log included.
        flush_seconds: how long the newest flush took.
        failing: the newest flush failed.
    """

    queued: int = 0
    stored: int = 0
    dropped: int = 0
    write_errors: int = 0
    database_bytes: int = 0
    flush_seconds: float = 0.0
    failing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether HomeIQ is well, and the figures behind it.

    Attributes:
        problems: translation keys of what is wrong; empty when all is well.
        events_per_minute: mean over the last minutes.
        cpu_percent: of one core, the whole Home Assistant process, since the last look.
        memory_mb: resident memory of the whole Home Assistant process.
        influx_waiting: points that InfluxDB has not taken yet; None where none is connected.
        influx_rejected: points that it refused.
        ai_calls: how often the home's AI was asked today.
        ai_tokens: what that cost.
    """

    store: StoreStats
    problems: tuple[str, ...] = ()
    events_per_minute: float = 0.0
    cpu_percent: float = 0.0
    memory_mb: float = 0.0
    influx_waiting: int | None = None
    influx_rejected: int | None = None
    ai_calls: int = 0
    ai_tokens: int = 0

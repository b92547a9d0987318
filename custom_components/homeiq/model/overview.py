"""What the doors show: one record of the home's learning, one of its health, and one of what its database holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from .decisions.acceptance import Version
from .decisions.ask import AskCounts
from .decisions.followed import Followed
from .decisions.pause import Pause
from .habits.gate import Refused
from .habits.pattern import Pattern
from .habits.suggestion import Decision, Suggestion
from .run import Run


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
        away: signatures of those that would be open if all that they name were in the home.
        accepted: what was accepted within the last week, newest first, without what somebody has cleared away.
        dismissed: what was dismissed within the last day, newest first, without what somebody has cleared away.
        recorded_since: the time of the oldest event; None where there is none.
        patterns: the habits that may be shown, best first; packed where they come from the database.
        last_run: the newest run that is over.
        next_run_at: when the nightly run comes; None where it is off.
        next_refresh_at: the earliest moment at which a refresh without AI would be accepted.
        next_ai_refresh_at: likewise for one that calls AI.
        followed: everything that was ever accepted and what it did since, the oldest first.
        pause: the one that is under way.
        refused: what stands in the way of the patterns that are not suggested, by signature.
        asked: how the questions of accepted automations that ask first were answered, by signature.
        climbing: signatures of those whose owner is asked whether they may act by themselves.
    """

    suggestions: tuple[Suggestion, ...] = ()
    away: frozenset[str] = frozenset()
    accepted: tuple[Version, ...] = ()
    dismissed: tuple[Decision, ...] = ()
    recorded_since: float | None = None
    patterns: Sequence[Pattern] = ()
    is_running: bool = False
    last_run: Run | None = None
    next_run_at: float | None = None
    next_refresh_at: float = 0.0
    next_ai_refresh_at: float = 0.0
    history_import: ImportProgress | None = None
    followed: tuple[Followed, ...] = ()
    pause: Pause | None = None
    refused: Mapping[str, Refused] = field(default_factory=dict)
    asked: Mapping[str, AskCounts] = field(default_factory=dict)
    climbing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreStats:
    """How the store is doing.

    Attributes:
        queued: events waiting for the next flush.
        queue_seconds: how old the oldest of them is; 0 where none waits.
        stored: events in the database.
        written: events taken from the queue to the disk since the start.
        batches: in so many transactions.
        dropped: events given up because the queue was full.
        write_errors: flushes that failed (their events are tried again).
        database_bytes: size on disk, write-ahead log included.
        flush_seconds: how long the newest flush took.
        failing: the newest flush failed.
    """

    queued: int = 0
    queue_seconds: float = 0.0
    stored: int = 0
    written: int = 0
    batches: int = 0
    dropped: int = 0
    write_errors: int = 0
    database_bytes: int = 0
    flush_seconds: float = 0.0
    failing: bool = False


class Stored(StrEnum):
    """A kind of thing that the database holds; the first four are events."""

    ACTS = "acts"
    STATES = "states"
    NUMBERS = "numbers"
    FRESH = "fresh"
    """Events of the newest hours, of all kinds, which are packed later."""
    TEXTS = "texts"
    """What states in words say, each once."""
    DAYS = "days"
    """What each entity did on each day, when its events are gone."""
    FOUND = "found"
    """Habits, suggestions and decisions."""
    HOOKS = "hooks"
    """What programs were told by webhooks, or are still to be told."""
    SENT = "sent"
    """What was sent to phones and to the AI."""
    INFLUX = "influx"
    """What waits for InfluxDB, or was refused by it."""
    OTHER = "other"
    """What the home is made of, and what finding all of it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What one kind takes.

    Attributes:
        kind: of what.
        bytes: about so many.
        count: how many things these are; None where they are not counted.
        keep_days: after so many days they go; None where their age is no reason.
    """

    kind: Stored
    bytes: int
    count: int | None = None
    keep_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """What a database takes of the disk.

    Attributes:
        used_bytes: by what it holds; the kinds, which are estimates, are together about as much.
        free_bytes: what it has given up and not yet given back.
        kinds: those of which there is something.
    """

    used_bytes: int
    free_bytes: int
    kinds: tuple[Size, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Some work in the background that fails.

    Attributes:
        work: its name.
        since: epoch seconds.
        error: the kind of the newest error.
    """

    work: str
    since: float
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that is wrong.

    Attributes:
        name: its translation key.
        since: when that was seen first, epoch seconds.
    """

    name: str
    since: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What may be used; beyond it, HomeIQ holds back.

    Attributes:
        cpu_percent: of one core, by HomeIQ beside learning.
        memory_mb: by what HomeIQ keeps, MiB: three fifths of what it is given.
        memory_free_mb: what the machine has to have left, MiB: a night of learning takes as much.
        disk_free_mb: likewise of room on the database's disk.
        database_mb: of the database, MB; 0 is no limit.
    """

    cpu_percent: float = 70.0
    memory_mb: float
    memory_free_mb: float = 150.0
    disk_free_mb: float = 500.0
    database_mb: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GarbagePauses:
    """How the pauses are kept short in which Python looks for garbage.

    Attributes:
        are_wanted: whether the owner wants that.
        left_out_since: since when what is old is left out, epoch seconds; None while it is not.
        times: how often something was left out since HomeIQ was loaded.
    """

    are_wanted: bool = False
    left_out_since: float | None = None
    times: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether HomeIQ is well, and the figures behind it.

    Attributes:
        problems: translation keys of what is wrong; empty when all is well.
        details: the same, each with the moment at which it began.
        troubles: the work in the background that fails.
        heard: events since HomeIQ was loaded.
        events_per_minute: mean over the last minutes.
        cpu_percent: of one core, the whole Home Assistant process, since the last look.
        own_cpu_percent: likewise, what HomeIQ itself took of it.
        steady_cpu_percent: likewise, learning and slow questions not counted.
        cpu_by_part: what ``own_cpu_percent`` is made of: listening, the event loop, the database, workers (learning).
        memory_mb: resident memory of the whole Home Assistant process.
        kept_mb: about what HomeIQ itself keeps in memory.
        memory_free_mb: what the machine could still give; None where nobody tells.
        disk_free_mb: room on the database's disk; None where nobody tells.
        limits: what may be used; None before the first look.
        influx_waiting: points that InfluxDB has not taken yet; None where none is connected.
        influx_rejected: points that it refused, each time.
        influx_set_aside: refused points that are set aside, to be sent again.
        ai_calls: how often the home's AI was asked today.
        ai_tokens: what that cost.
        pauses: how those are kept short in which Python looks for garbage.
    """

    store: StoreStats
    problems: tuple[str, ...] = ()
    details: tuple[Problem, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    heard: int = 0
    events_per_minute: float = 0.0
    cpu_percent: float = 0.0
    own_cpu_percent: float = 0.0
    steady_cpu_percent: float = 0.0
    cpu_by_part: Mapping[str, float] = field(default_factory=dict)
    memory_mb: float = 0.0
    kept_mb: float = 0.0
    memory_free_mb: float | None = None
    disk_free_mb: float | None = None
    limits: Limits | None = None
    influx_waiting: int | None = None
    influx_rejected: int | None = None
    influx_set_aside: int | None = None
    ai_calls: int = 0
    ai_tokens: int = 0
    pauses: GarbagePauses = GarbagePauses()

"""What is wrong, found from what is known. Pure: everything it needs to know is passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...model.overview import StoreStats, Trouble
from ...model.run import RunStatus

FAILING = "database_failing"
WAITING = "events_waiting"
DROPPED = "events_dropped"
UNREADABLE = "reading_failing"
DAMAGED = "blocks_damaged"
LACKING = "blocks_need_zstd"
NOT_LEARNED = "learning_failing"
OVERDUE = "learning_overdue"
BEHIND = "background_failing"
SET_ASIDE = "influx_parcels_damaged"

_MANY = 5_000  # events that wait; fewer are an ordinary moment of a busy home
_HOUR = 3600.0  # seconds
_DAY_AND_MORE = 26 * _HOUR  # between two nights, with a change of clocks and a run that takes its time
_WEEK_AND_MORE = 8 * 24 * _HOUR

type Problems = Mapping[str, Mapping[str, str]]
"""What is wrong, by name, with what its notice tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningHealth:
    """How learning goes.

    Attributes:
        is_nightly: it is to learn every night.
        status: of the newest run that is over.
        error: of that run.
        good_at: when one ended last that did what it should, epoch seconds.
    """

    is_nightly: bool = False
    status: RunStatus | None = None
    error: str | None = None
    good_at: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """How sending to InfluxDB goes.

    Attributes:
        problems: what is wrong with it, by name; told in the server's words, where those are known.
        damaged: points that were set aside.
    """

    problems: Sequence[str] = ()
    damaged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthFacts:
    """What is known at one look.

    Attributes:
        before: the store at the look before.
        is_readable: a little could be read just now.
        is_damaged: there are blocks that can't be read, and nobody knows of it yet.
        lacking: blocks that only a Python with zstd can read.
        read_errors: times that reading failed since the look before.
        short: what the machine is short of, with what its notice tells.
        uptime: for how long HomeIQ has run, seconds.
        now: epoch seconds.
        trouble: why nothing can be written, as far as that is known.
    """

    store: StoreStats
    before: StoreStats
    now: float
    uptime: float
    is_readable: bool = True
    is_damaged: bool = False
    lacking: int = 0
    read_errors: int = 0
    learning: LearningHealth = LearningHealth()
    troubles: Sequence[Trouble] = ()
    sending: Sending = Sending()
    short: Sequence[tuple[str, Mapping[str, str]]] = ()
    trouble: str = ""


def find_problems(facts: HealthFacts) -> Problems:
    """Return what is wrong."""
    store, sending, learning = facts.store, facts.sending, facts.learning
    found: tuple[tuple[str, bool, Mapping[str, str]], ...] = (
        (FAILING, store.failing, {"trouble": facts.trouble} if facts.trouble else {}),
        (WAITING, not store.failing and _grows(facts), {"events": str(store.queued)}),
        (DROPPED, store.dropped > facts.before.dropped, {"events": str(store.dropped)}),
        (UNREADABLE, facts.read_errors > 0 or not facts.is_readable, {}),
        (DAMAGED, facts.is_damaged, {}),
        (LACKING, facts.lacking > 0, {"blocks": str(facts.lacking)}),
        (NOT_LEARNED, learning.status is RunStatus.FAILED, {"error": _kind(learning.error)}),
        (OVERDUE, _is_overdue(facts), {}),
        (BEHIND, bool(facts.troubles), {"work": ", ".join(one.work for one in facts.troubles)}),
        *((name, True, {}) for name in sending.problems),
        *((name, True, told) for name, told in facts.short),
        (SET_ASIDE, sending.damaged > 0, {"points": str(sending.damaged)}),
    )
    return {name: told for name, is_there, told in found if is_there}


def _grows(facts: HealthFacts) -> bool:
    """Tell whether more waits than at the look before, and nothing of it was stored."""
    store, before = facts.store, facts.before
    return before.queued >= _MANY and store.queued >= before.queued and store.stored <= before.stored


def _is_overdue(facts: HealthFacts) -> bool:
    """Tell whether a night was missed; a home that was off for a while has an hour to learn."""
    learning = facts.learning
    if not learning.is_nightly:
        return False
    if learning.good_at is None:
        return facts.uptime > _DAY_AND_MORE
    age = facts.now - learning.good_at
    return (age > _DAY_AND_MORE and facts.uptime > _DAY_AND_MORE) or (age > _WEEK_AND_MORE and facts.uptime > _HOUR)


def _kind(error: str | None) -> str:
    """Return the kind of an error: its message may name entities."""
    return (error or "").partition(":")[0]

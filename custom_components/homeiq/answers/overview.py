"""How it all stands, in one small document. Times are UTC epoch seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.decisions.edit import Place
from ..model.decisions.followed import DayTally
from ..model.decisions.pause import Pause
from ..model.habits.gate import Gate
from ..model.habits.rung import Rung
from ..model.overview import Health, HomeData, ImportProgress
from ..model.progress import Progress
from ..model.run import HEARD
from .decided import DAYS
from .detail.rung import rung_of
from .record import told
from .runs import Ran, ran_of

IDLE = "idle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """How many days of history there are, and how many it takes.

    Attributes:
        known: local days of the history, today included.
        needed: on how many days something has to happen before it may be called a habit.
        first_on: about when the first suggestions come, while there are not days enough.
    """

    known: int
    needed: int
    first_on: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """From what was heard to what is offered; all but the last two figures are of the newest run that is over.

    Attributes:
        events: how many it read; left out, as the next four, where nobody knows.
        entities: of how many entities these were.
        used: how many of these somebody used by hand.
        acts: how often somebody did.
        days: how many days these events cover.
        patterns: habits that were found.
        suggestions: those of them that are open.
    """

    events: int | None
    entities: int | None
    used: int | None
    acts: int | None
    days: int | None
    patterns: int
    suggestions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rungs:
    """How many habits stand where.

    Attributes:
        acts: open suggestions that can act by themselves.
        asks: those that had better ask first.
        reminds: open suggestions that only remind.
        forming: habits that are kept well, but not on days enough yet.
    """

    acts: int
    asks: int
    reminds: int
    forming: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recently:
    """What accepted automations did in the last days.

    Attributes:
        days: how many days these are, today included.
        saved: acts that nobody had to do by hand.
        undone: acts that somebody undid by hand.
    """

    days: int
    saved: int
    undone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EverAccepted:
    """What became of all that was ever accepted.

    Attributes:
        there: how many still exist.
        saved: acts that nobody had to do by hand.
        undone: acts that somebody undid by hand.
    """

    there: int
    saved: int
    undone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How it stands.

    Attributes:
        status: ``idle`` before the first run, ``running``, or how the newest run ended.
        health: ``ok`` or ``problem``.
        problems: what is wrong, as names.
        accepted: of all times; ``recently`` is of the last days.
        last_run: the newest one that is over.
        next_run_at: when the nightly run comes; left out where it is off.
        next_refresh_at: the earliest moment at which a refresh would be accepted; left out where that is now.
        history_import: how far the import of the recorder's history is; left out before it began.
        pause: the one of the learning that is under way.
    """

    status: str
    health: str
    problems: tuple[str, ...]
    days: Days
    funnel: Funnel
    rungs: Rungs
    accepted: EverAccepted
    recently: Recently
    last_run: Ran | None
    next_run_at: float | None
    next_refresh_at: float | None
    history_import: ImportProgress | None
    pause: Pause | None


def overview_to_json(
    data: HomeData, health: Health, progress: Progress, days: Mapping[str, Sequence[DayTally]]
) -> dict[str, Any]:
    """Write how it stands.

    Args:
        data: what is shown.
        health: how HomeIQ is.
        progress: how far the learning is.
        days: what accepted things did on the last days, by signature.
    """
    run = data.last_run
    overview = Overview(
        status="running" if data.is_running else run.status.value if run else IDLE,
        health=status_of(health),
        problems=health.problems,
        days=Days(
            known=progress.day,
            needed=progress.needed,
            first_on=None if progress.is_over else progress.first_on.isoformat(),
        ),
        funnel=_funnel(data),
        rungs=rungs_of(data),
        accepted=EverAccepted(
            there=sum(one.fate.is_there for one in data.followed),
            saved=sum(one.saved for one in data.followed),
            undone=sum(one.overridden for one in data.followed),
        ),
        recently=_recently(data, days),
        last_run=ran_of(run) if run else None,
        next_run_at=data.next_run_at,
        next_refresh_at=data.next_refresh_at or None,
        history_import=data.history_import,
        pause=data.pause,
    )
    return told(overview)


def _funnel(data: HomeData) -> Funnel:
    run = data.last_run
    heard = {name: int(run.metrics[name]) if run and name in run.metrics else None for name in HEARD}
    return Funnel(
        events=run.events if run else None,
        entities=heard["entities"],
        used=heard["used"],
        acts=heard["acts"],
        days=heard["days"],
        patterns=len(data.patterns),
        suggestions=len(data.suggestions),
    )


def rungs_of(data: HomeData) -> Rungs:
    """Count the habits on each rung."""
    counts = Counter(map(rung_of, data.suggestions))
    forming = counts[Rung.FORMING] + sum(one.gate is Gate.DAYS for one in data.refused.values())
    return Rungs(acts=counts[Rung.ACTS], asks=counts[Rung.ASKS], reminds=counts[Rung.REMINDS], forming=forming)


def _recently(data: HomeData, days: Mapping[str, Sequence[DayTally]]) -> Recently:
    """Add up what automations did; a scene or a script is an act itself, of whoever calls it."""
    of = [day for one in data.followed if one.place is Place.AUTOMATION for day in days.get(one.signature, ())]
    undone = sum(day.overridden for day in of)
    return Recently(days=DAYS, saved=max(0, sum(day.acts for day in of) - undone), undone=undone)


def status_of(health: Health) -> str:
    """Say in a word whether all is well."""
    return "problem" if health.problems else "ok"

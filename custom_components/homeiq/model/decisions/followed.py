"""What became of what was accepted: whether it is still there, what it did, and how often somebody put it right."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..event import Cause
from .edit import Place


class Fate(StrEnum):
    """What became of something accepted."""

    ACTIVE = "active"
    EDITED = "edited"
    """A person has changed it: it is theirs now."""
    DISABLED = "disabled"
    DELETED = "deleted"
    UNDONE = "undone"
    """Taken back through HomeIQ; the suggestion is open again."""
    LEFT = "left"
    """A person has changed it, and said that HomeIQ need not look at it any more."""

    @property
    def is_there(self) -> bool:
        """Tell whether it still exists and is looked after."""
        return self not in {Fate.DELETED, Fate.UNDONE, Fate.LEFT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Something accepted, and what it did so far.

    Attributes:
        key: id of the automation, scene or script.
        since: when it was accepted, UTC epoch seconds.
        fate_since: since when it is what ``fate`` says, likewise.
        judged_since: since when it does what it does now, likewise; what was undone before says nothing about it.
        runs: how often it was set off.
        acts: runs that changed something.
        overridden: acts that somebody undid by hand within ten minutes.
        undecided: acts of the last ten minutes, which may still be undone.
    """

    signature: str
    title: str
    place: Place
    key: str
    since: float
    fate: Fate
    fate_since: float
    judged_since: float
    runs: int = 0
    acts: int = 0
    overridden: int = 0
    undecided: int = 0

    @property
    def saved(self) -> int:
        """Acts that nobody had to do by hand; a scene or a script is an act itself, of whoever calls it."""
        if self.place is not Place.AUTOMATION:
            return 0
        return max(0, self.acts - self.overridden - self.undecided)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What something accepted did in one hour, while the same people were home.

    Attributes:
        day: local day of the runs, days since 1970-01-01.
        hour: their local hour, 0 to 23.
        home: the persons who were home then, sorted.
    """

    day: int
    hour: int
    home: tuple[str, ...]
    runs: int = 0
    acts: int = 0
    overridden: int = 0

    @property
    def weekday(self) -> int:
        """0 is Monday."""
        return (self.day + 3) % 7  # 1970-01-01 was a Thursday


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTally:
    """What something accepted did on one local day.

    Attributes:
        day: days since 1970-01-01.
    """

    day: int
    runs: int
    acts: int
    overridden: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Somebody undid by hand what something accepted had done.

    Attributes:
        run_at: when that had been set off, UTC epoch seconds.
        acted_at: when the home had changed by it, likewise.
        undone_at: when it was undone, likewise.
        state: what the entity was brought to instead, or set to.
        cause: a person, or a device: a switch on the wall.
        day: local day of the run, days since 1970-01-01.
        minute: its local minutes after midnight.
        home: the persons who were home at the run, sorted.
    """

    run_at: float
    acted_at: float
    undone_at: float
    entity_id: str
    state: str
    cause: Cause
    day: int
    minute: int
    home: tuple[str, ...] = ()

    @property
    def weekday(self) -> int:
        """0 is Monday."""
        return (self.day + 3) % 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened to something accepted, to be added to what is known.

    Attributes:
        tally: what is to be added.
        override: how it was undone, where it was.
    """

    signature: str
    tally: Tally
    override: Override | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """What is remembered of something accepted, since it does what it does now.

    Attributes:
        tallies: by time.
        overrides: the newest ones, by time.
        declined: keys of the adjustments that nobody wanted.
    """

    tallies: tuple[Tally, ...] = ()
    overrides: tuple[Override, ...] = ()
    declined: frozenset[str] = frozenset()

"""What is not as it always is: something was left on, something that is sure to be done was not done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from ...model.habits.pattern import Pattern
from ...model.habits.trigger import AtTime, Kind, LeftOn
from ...model.things import NOT_A_STATE, thing_of

SURE = 0.95  # share of its days on which a habit is done that is missed when it is not
SURE_DAYS = 14  # on which it has to have been done
LATE = 600.0  # seconds after which nobody is told any more; Home Assistant was off at the right moment
ABSENCE = 3600.0  # for how long something may be away and still be as it was when it comes back, seconds
_MOST = 0.5  # share of what is done together; where more is done, nothing is left to do


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSince:
    """What an entity is, and since when, in UTC epoch seconds."""

    state: str
    since: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Amiss:
    """Something that is not as always.

    Attributes:
        pattern: the habit.
        entities: that are in the wrong state.
        moment: since when it is so, or until when it should have been done, UTC epoch seconds.
    """

    pattern: Pattern
    entities: tuple[str, ...]
    moment: float

    @property
    def key(self) -> str:
        """What tells it from all others of its kind; the history tells moments a little less exactly than a state."""
        return f"{self.pattern.signature} {int(self.moment)}"


type Look = Callable[[str], StateSince | None]


def may_be_amiss(kind: Kind) -> bool:
    """Tell whether habits of a kind are looked after: reminders, and what has a time on the clock to be done by."""
    match kind:
        case Kind.ROUTINE | Kind.LEFT_ON:
            return True
        case Kind.SUN | Kind.FOLLOW_UP | Kind.SCENE | Kind.CROSSING:
            return False
        case _:
            assert_never(kind)


def is_sure(pattern: Pattern) -> bool:
    """Tell whether a habit is so strict that somebody may want to know when it is not kept."""
    evidence = pattern.evidence
    is_often_enough = evidence.confidence >= SURE and evidence.support_days >= SURE_DAYS
    # What a thing is set to is not looked at: its state stays.
    return isinstance(pattern.trigger, AtTime) and not (pattern.conditions or pattern.sets) and is_often_enough


def since_when(rows: Sequence[tuple[float, str]], state: str, otherwise: float) -> float:
    """Return since when something has been in a state, where short absences don't count; UTC epoch seconds.

    Args:
        rows: when it came to which state, in the order of time.
        state: in which it is now.
        otherwise: what is returned where the rows don't say.

    Examples:
        >>> since_when([(10, "off"), (20, "on"), (500, "unavailable"), (510, "on")], "on", 510)
        20
        >>> since_when([(20, "on"), (500, "unavailable"), (9000, "on")], "on", 9000)
        9000
    """
    since: float | None = None
    gone: float | None = None
    for moment, told in rows:
        if told in NOT_A_STATE:
            gone = moment if gone is None else gone
            continue
        is_long = gone is not None and moment - gone > ABSENCE
        if told != state:
            since = None
        elif since is None or is_long:
            since = moment
        gone = None
    return otherwise if since is None else since


def keeps_out(pattern: Pattern) -> bool:
    """Tell whether a habit shuts what lets people in, or water or gas: that matters all the more where nobody is."""
    things = [(thing_of(name), state) for name, state in pattern.brings]
    return all(thing.is_way_in and state in thing.harmless for thing, state in things)


def left_on(patterns: Iterable[Pattern], look: Look, now: float) -> Iterator[Amiss]:
    """Yield what is in use for longer than it ever usefully was.

    Args:
        patterns: the habits.
        look: returns what an entity is; None for one that is not there.
        now: UTC epoch seconds.
    """
    for pattern in patterns:
        trigger = pattern.trigger
        if not isinstance(trigger, LeftOn):
            continue
        standing = look(trigger.entity_id)
        if standing and _is_in(trigger.entity_id, standing, trigger.to) and now - standing.since >= trigger.for_seconds:
            yield Amiss(pattern=pattern, entities=(trigger.entity_id,), moment=standing.since)


def missed(patterns: Iterable[Pattern], look: Look, now: datetime) -> Iterator[Amiss]:
    """Yield the sure habits whose time is just over and that were not kept.

    Whatever has changed around that time counts as kept: somebody was there and knew what they did. Of what is done
    together, one is enough, as it was when the habit was learned.

    Args:
        patterns: the habits.
        look: returns what an entity is; None for one that is not there.
        now: the local time.
    """
    for pattern in patterns:
        if not isinstance(pattern.trigger, AtTime) or not is_sure(pattern):
            continue
        window = pattern.evidence.window_seconds
        usual = _just_over(pattern, pattern.trigger, window, now)
        if usual is None:
            continue
        there = {name: one for name in pattern.entities if (one := look(name))}
        wrong = tuple(name for name, one in there.items() if not _is_in(name, one, pattern.state_of(name)))
        is_kept = any(one.since >= usual - window for one in there.values())
        if wrong and not is_kept and len(wrong) >= _MOST * len(there):
            yield Amiss(pattern=pattern, entities=wrong, moment=usual + window)


def _is_in(entity_id: str, one: StateSince, state: str) -> bool:
    return one.state in thing_of(entity_id).reports(state)


def _just_over(pattern: Pattern, trigger: AtTime, window: float, now: datetime) -> float | None:
    """Return the usual moment whose time is just over, UTC epoch seconds; None where there is none.

    That of a late evening is over on the next day. Where the clock is set, seconds count and not what it shows.
    """
    for day in (now, now - timedelta(days=1)):
        usual = day.replace(hour=trigger.minute // 60, minute=trigger.minute % 60, second=0, microsecond=0, fold=0)
        moment = usual.timestamp()
        if usual.weekday() in pattern.weekdays and 0 <= now.timestamp() - moment - window < LATE:
            return moment
    return None

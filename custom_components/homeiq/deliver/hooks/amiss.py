"""What is not as it always is: something was left on, something that is sure to be done was not done."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from ...model.habits.pattern import Pattern
from ...model.habits.trigger import AtTime, Kind, LeftOn

SURE = 0.95  # share of its days on which a habit is done that is missed when it is not
SURE_DAYS = 14  # on which it has to have been done
LATE = timedelta(minutes=10)  # after which nobody is told any more; Home Assistant was off at the right moment


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
        """What tells it from all others of its kind."""
        return f"{self.pattern.signature} {self.moment}"


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
    return isinstance(pattern.trigger, AtTime) and not pattern.conditions and is_often_enough


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
        if standing and standing.state == trigger.to and now - standing.since >= trigger.for_seconds:
            yield Amiss(pattern=pattern, entities=(trigger.entity_id,), moment=standing.since)


def missed(patterns: Iterable[Pattern], look: Look, now: datetime) -> Iterator[Amiss]:
    """Yield the sure habits whose time is just over and that were not kept.

    Whatever has changed around that time counts as kept: somebody was there and knew what they did.

    Args:
        patterns: the habits.
        look: returns what an entity is; None for one that is not there.
        now: the local time.
    """
    for pattern in patterns:
        if not isinstance(pattern.trigger, AtTime) or not is_sure(pattern):
            continue
        window = timedelta(seconds=pattern.evidence.window_seconds)
        usual = _just_over(pattern, pattern.trigger, window, now)
        if usual is None:
            continue
        begin = (usual - window).timestamp()
        found = ((name, look(name)) for name in pattern.entities)
        wrong = tuple(name for name, one in found if one and one.state != pattern.state and one.since < begin)
        if wrong:
            yield Amiss(pattern=pattern, entities=wrong, moment=(usual + window).timestamp())


def _just_over(pattern: Pattern, trigger: AtTime, window: timedelta, now: datetime) -> datetime | None:
    """Return the usual moment whose time is just over; None where there is none.

    That of a late evening is over on the next day.
    """
    for day in (now, now - timedelta(days=1)):
        usual = day.replace(hour=trigger.minute // 60, minute=trigger.minute % 60, second=0, microsecond=0)
        if usual.weekday() in pattern.weekdays and usual + window <= now < usual + window + LATE:
            return usual
    return None

"""What is shown: patterns that hold on days they were not learned from, each habit once, best first."""

from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate

from ..model.pattern import AtSun, AtTime, LeftOn, OnChange, OnDemand, Pattern
from ..model.suggestion import Backtest
from ..past.acts import Unit
from ..past.chance import wilson_lower

_PRICE = 1.5  # acts saved that one unwanted act costs
_PRICE_OF_REVERSAL = 0.5  # acts saved that an act undone within ten minutes costs
_HALF = 3.0  # acts saved a week that are half of what benefit can add to the score
_MOVED = 15  # minutes from which on an accepted routine is worth moving
_ANOTHER = 180  # minutes from which on it is another one
_SAME_TIME = 45  # minutes within which two routines are one


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """A pattern with its back-test over all days and, where it could be made, over days it was not learned from.

    Attributes:
        adjusts: the accepted pattern that has moved to this one; None for a new habit.
    """

    pattern: Pattern
    unit: Unit
    backtest: Backtest
    held_out: Backtest | None
    adjusts: Pattern | None = None

    def holds(self, needed: float) -> bool:
        """Tell whether it stands at a confidence, on all days and on the later ones alone.

        A few held-out firings can't prove a habit, but they can disprove one.
        """
        if not holds(self.pattern, self.backtest, needed):
            return False
        later = self.held_out
        return later is None or later.runs == 0 or wilson_upper(later.hits, later.runs) >= needed

    def benefit(self, weeks: float) -> float:
        """Return the acts saved a week, less the price of the wrong ones.

        ``(hits - 1.5 * false alarms - 0.5 * reversals) / weeks``: an unwanted act costs more than a wanted one saves,
        as it has to be undone and startles, and an act that was undone within ten minutes was worth half.
        """
        test = self.backtest
        return (test.hits - _PRICE * test.false_alarms - _PRICE_OF_REVERSAL * test.reversals) / max(weeks, 1.0)

    def score(self, weeks: float) -> float:
        """Return what ranks it, 0 to 1: ``bound * (0.5 + 0.5 * b / (b + 3))``.

        ``b`` is the benefit, 0 where it is negative; ``bound`` the lower Wilson bound of the wanted runs. Three acts a
        week are half of all that benefit can add, so that a steady habit beats a frequent doubtful one.
        """
        benefit = max(self.benefit(weeks), 0.0)
        sure = wilson_lower(self.backtest.hits, self.backtest.runs)
        return sure * (0.5 + 0.5 * benefit / (benefit + _HALF))


def holds(pattern: Pattern, test: Backtest, needed: float) -> bool:
    """Tell whether a back-test stands at a confidence: whether the lower bound of its share reaches it."""
    if isinstance(pattern.trigger, LeftOn):
        # It switches nothing, and what is forgotten is rare: chance was asked before.
        return test.precision >= needed
    return wilson_lower(test.hits, test.runs) >= needed


def wilson_upper(hits: int, trials: int) -> float:
    """Return the upper Wilson bound of a share, one-sided 84 %."""
    return 1.0 - wilson_lower(trials - hits, trials)


def counterpart(pattern: Pattern, earlier: Sequence[Pattern]) -> Pattern | None:
    """Find the same habit among patterns learned on the earlier days only."""
    same = [one for one in earlier if is_same_habit(one, pattern)]
    return max(same, key=lambda one: one.evidence.hits, default=None)


def is_same_habit(one: Pattern, other: Pattern) -> bool:
    """Tell whether two patterns describe one habit, a drift of less than three quarters of an hour allowed."""
    if one.state != other.state or not set(one.entities) & set(other.entities) or not one.weekdays & other.weekdays:
        return False
    match one.trigger, other.trigger:
        case AtTime(minute=a), AtTime(minute=b):
            return abs((a - b + 720) % 1440 - 720) <= _SAME_TIME
        case AtSun(event=event, offset_minutes=a), AtSun(event=also, offset_minutes=b):
            return event == also and abs(a - b) <= _SAME_TIME
        case OnChange(entity_id=name, to=to), OnChange(entity_id=also, to=state):
            return (name, to) == (also, state)
        case (LeftOn(), LeftOn()) | (OnDemand(), OnDemand()):
            return True
        case _:
            return False


def set_off_each_other(one: Pattern, other: Pattern) -> bool:
    """Tell whether two follow-ups are the two readings of one habit: this with that, and that with this."""
    match one.trigger, other.trigger:
        case OnChange(entity_id=name, to=to), OnChange(entity_id=also, to=state):
            return name in other.entities and to == other.state and also in one.entities and state == one.state
        case _:
            return False


def has_moved(accepted: Pattern, found: Pattern) -> bool:
    """Tell whether a routine is an accepted one at another time: a quarter of an hour to three hours away.

    Nearer is not worth a word, farther is another habit of the same lamp.
    """
    if accepted.state != found.state or not set(accepted.entities) & set(found.entities):
        return False
    if 2 * len(accepted.weekdays & found.weekdays) <= len(accepted.weekdays | found.weekdays):
        return False
    match accepted.trigger, found.trigger:
        case AtTime(minute=a), AtTime(minute=b):
            return _MOVED <= abs((a - b + 720) % 1440 - 720) <= _ANOTHER
        case AtSun(event=event, offset_minutes=a), AtSun(event=also, offset_minutes=b):
            return event == also and _MOVED <= abs(a - b) <= _ANOTHER
        case _:
            return False


def ranked(
    tested: Iterable[Tested], weeks: float, most: int, hidden: AbstractSet[str] = frozenset()
) -> list[tuple[float, Tested]]:
    """Sort by score, best first, and show each habit once.

    Args:
        tested: the habits.
        weeks: length of the history.
        most: how many to return.
        hidden: signatures that nobody sees now, so they take no place.
    """
    shown: list[tuple[float, Tested]] = []
    for score, one in sorted(
        ((one.score(weeks), one) for one in tested), key=lambda pair: (-pair[0], pair[1].pattern.signature)
    ):
        if score > 0 and not any(
            is_same_habit(one.pattern, other.pattern) or set_off_each_other(one.pattern, other.pattern)
            for _, other in shown
        ):
            shown.append((score, one))
    places = accumulate(one.pattern.signature not in hidden for _, one in shown)
    return [one for one, place in zip(shown, places, strict=True) if place <= most]


def keep_names(patterns: Sequence[Pattern], known: Mapping[str, Pattern]) -> dict[str, str]:
    """Map new signatures to those that the same habits had before, so that a decision on one stays with it."""
    kept: dict[str, str] = {}
    for pattern in patterns:
        if pattern.signature in known:
            continue
        before = [name for name, one in known.items() if is_same_habit(one, pattern) and name not in kept.values()]
        if before:
            kept[pattern.signature] = min(before)
    return kept

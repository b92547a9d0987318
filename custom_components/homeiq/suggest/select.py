"""What is shown: patterns that hold on days they were not learned from, each habit once, best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate
from math import inf

from ..model.habits.likeness import is_same_habit, set_off_each_other
from ..model.habits.pattern import EVERY_DAY, Condition, Dark, Idle, Pattern, SomebodyHome
from ..model.habits.rung import Rung
from ..model.habits.suggestion import Backtest
from ..model.habits.trigger import answers, has_moment, reminds, spares_acts
from ..past.acts import Unit
from ..past.chance import binomial_tail, wilson_lower

_FORWARD = 0.5  # share of the runs on days not learned from near which a person has to have done it
_ENOUGH_OF_TIMES = 10  # the same for times of day, which come true more often
_AS_NOT, _HARDLY = 0.5, 0.16  # likelihood of so few kept, of enough runs and of a few; the latter is that of the bounds
_PRICE = 1.5  # acts saved that one unwanted act costs
_PRICE_OF_REVERSAL = 0.5  # acts saved that an act undone within ten minutes costs
_HALF = 3.0  # acts saved a week that are half of what benefit can add to the score
_ACTS, _SURELY_ACTS = 0.8, 0.65  # share of the runs that spared an act of those that changed something; its bound
_CHOSEN_ACTS = 0.75  # the bound for what depends on conditions that were chosen among many
_FITTED = 20  # runs from which on the days that it was fitted to let what follows something act
_LATELY = 0.75  # the bound of how often a time of day was kept on the last days, that earlier ones did not teach
_ASKS, _LIFT = 0.5, 2.0  # the same share from which on a habit may ask, and times likelier than by chance
_NOISE = 0.5  # standard errors by which the figures of what is shown come and go from night to night
_SURELY_ASKS = 0.5  # its bound for a moment by the days that it was fitted to: hundreds are tried

ENOUGH = 5
"""Runs from which on later days say something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """A pattern with its back-test over all days and, where it could be made, over days it was not learned from.

    Attributes:
        held_out: what the earlier days taught of it, or else all days, tried on the later ones; None where nothing was.
        forward: what several stretches of earlier days taught of it, each tried on the days after; None where none did.
        moved_from: the accepted pattern that has moved to this one; None for a new habit.
        is_unfounded: the earlier days saw enough of it to find it, and did not.
        is_confirmed: each stretch of earlier days taught it under the same conditions.
        is_doubtful: it may ask at best, as it does not stand as surely as it takes to act.
        is_seldom: it was seen on fewer days than it takes to act, as there are but few.
        is_laid_down: a person has said when it acts, so that all days are days that it was not learned from.
        held_at: the rung on which it stays, whatever rung its figures reach tonight; None for what these say.
        only_stays: its figures don't stand tonight.
    """

    pattern: Pattern
    unit: Unit
    backtest: Backtest
    held_out: Backtest | None
    moved_from: Pattern | None = None
    forward: Backtest | None = None
    is_unfounded: bool = False
    is_confirmed: bool = False
    is_doubtful: bool = False
    is_seldom: bool = False
    is_laid_down: bool = False
    held_at: Rung | None = None
    only_stays: bool = False

    def holds(self, needed: float) -> bool:
        """Tell whether it stands at a confidence, on all days and on the later ones alone.

        A few held-out firings can't prove a habit, but they can disprove one.
        """
        if not holds(self.pattern, self.backtest, needed):
            return False
        later = self.held_out
        if later is not None and later.runs and wilson_upper(later.kept, later.runs) < needed:
            return False
        return self._is_founded(needed)

    def _is_founded(self, needed: float) -> bool:
        """Tell whether what earlier days taught was kept: as often as not, or as asked of what follows something.

        Times of day that only all days show mostly come true all the same; what follows something mostly does not. A
        fortnight of guests is no reason against a time of day that the last days prove.
        """
        later, forward = self.held_out, self.forward
        if answers(self.pattern.trigger):
            return not self.is_unfounded and (forward is None or _is_as_often(forward, needed))
        if later is not None and wilson_lower(later.kept, later.runs) >= _FORWARD:
            return True
        return forward is None or forward.runs < _ENOUGH_OF_TIMES or forward.kept >= _FORWARD * forward.runs

    def may_ask(self, to_ask: float) -> bool:
        """Tell whether it may be shown to ask first at a confidence: later days bear it out, as often as not.

        Whether a time of day does is seen once it acts when it helps, as the middle of people's times comes too late
        for half of them.
        """
        is_borne_out = has_moment(self.pattern.trigger) or self.rung is not Rung.FORMING
        return self.holds(to_ask) and self.backtest.forward is not None and is_borne_out

    @property
    def rung(self) -> Rung:
        """The rung that its figures reach: those of later days, or of all where these had too few runs.

        What is not right often enough on the days that it was fitted to either, later days have flattered. Conditions
        were chosen among many to fit all days, and so was a moment among hundreds: by these days alone the former show
        nothing, and the latter may ask at best, where it is sure enough. So may what was narrowed to the dark, to who
        is home or to some days, which fits few days by accident, and whatever these showed but a few times; and a time
        of day that earlier days did not teach and the last ones prove: people also begin to do things.
        """
        if self.held_at:
            return self.held_at
        if reminds(self.pattern.trigger):
            return Rung.REMINDS
        if not spares_acts(self.pattern.trigger):
            return Rung.ACTS  # A scene moves nothing by itself.
        if (self.is_unfounded and not self._is_kept_lately) or (self.is_fitted and is_chosen(self.pattern)):
            return Rung.FORMING
        counted = self.backtest.forward or self.backtest
        bound = wilson_lower(counted.saved, counted.told)
        may_act = not (self.is_doubtful or self.is_seldom or self._is_flattered)
        if self.share >= _ACTS and bound >= self._bound_asked and may_act:
            return Rung.ACTS
        is_sure = bound >= self._bound_to_ask
        return Rung.ASKS if self.share >= _ASKS and is_sure and self.pattern.evidence.lift >= _LIFT else Rung.FORMING

    def rung_at(self, needed: float) -> Rung:
        """Return the rung that it stands on at a confidence; what would not be shown may ask at best."""
        return Rung.ASKS if self.rung is Rung.ACTS and not self.holds(needed) else self.rung

    def may_still(self, rung: Rung, confidence: float) -> bool:
        """Tell whether what it lacks of a rung, to act or to ask, is what a run or two more would make good.

        Args:
            rung: on which it was.
            confidence: that it needs for it.
        """
        counted = self.backtest.forward or self.backtest
        share = _ACTS if rung is Rung.ACTS else _ASKS
        return is_nearly_kept(self.backtest, confidence) and wilson_upper(counted.saved, counted.told, _NOISE) >= share

    @property
    def share(self) -> float:
        """The share of the runs that spared an act of those that changed something: on later days, or all if lower."""
        counted = self.backtest.forward or self.backtest
        return min(counted.saved / counted.told if counted.told else 0.0, self.backtest.precision)

    @property
    def is_fitted(self) -> bool:
        """Tell whether its figures are of the days that it was fitted to."""
        return self.backtest.forward is None and not self.is_laid_down and self.moved_from is None

    @property
    def is_proven(self) -> bool:
        """Tell whether later days bear it out: those after days that taught it, or the last ones a time of day."""
        later = self.held_out
        is_lately = later is not None and later.runs >= _ENOUGH_OF_TIMES and self._is_kept_lately
        return self.backtest.forward is not None or is_lately

    @property
    def _is_flattered(self) -> bool:
        """Tell whether its figures may be those of days that it happens to fit."""
        is_fitted_when = has_moment(self.pattern.trigger) or is_narrowed(self.pattern)
        return self.is_fitted and (is_fitted_when or self.backtest.told < _FITTED)

    @property
    def _is_kept_lately(self) -> bool:
        """Tell whether the last days prove a time of day, whatever those before them taught."""
        later = self.held_out if has_moment(self.pattern.trigger) else None
        return later is not None and wilson_lower(later.kept, later.runs) >= _LATELY

    @property
    def _bound_asked(self) -> float:
        """The bound from which on it may act: none is enough for conditions that not every stretch would choose."""
        if not is_chosen(self.pattern):
            return _SURELY_ACTS
        return _CHOSEN_ACTS if self.is_confirmed else inf

    @property
    def _bound_to_ask(self) -> float:
        """The bound from which on it may ask, which only a moment needs that no later day proves."""
        is_proven = not self.is_fitted or self._is_kept_lately
        return 0.0 if is_proven or not has_moment(self.pattern.trigger) else _SURELY_ASKS

    def benefit(self, weeks: float) -> float:
        """Return the acts saved a week, less the price of the wrong ones.

        ``(saved - 1.5 * wrong - 0.5 * reversals) / weeks``: an unwanted act costs more than a wanted one saves,
        as it has to be undone and startles, and an act that was undone within ten minutes was worth half. What goes to
        several states takes an act for each.
        """
        test, acts = self.backtest, len({state for _, state in self.pattern.brings})
        worth = test.saved - _PRICE * test.false_alarms - _PRICE_OF_REVERSAL * test.reversals
        return acts * worth / max(weeks, 1.0)

    def score(self, weeks: float) -> float:
        """Return what ranks it, 0 to 1: ``bound * (0.5 + 0.5 * b / (b + 3))``.

        ``b`` is the benefit, 0 where it is negative; ``bound`` the lower Wilson bound of the wanted runs. Three acts a
        week are half of all that benefit can add, so that a steady habit beats a frequent doubtful one.
        """
        benefit = max(self.benefit(weeks), 0.0)
        sure = wilson_lower(self.backtest.saved, self.backtest.told)
        return sure * (0.5 + 0.5 * benefit / (benefit + _HALF))


type Scored = tuple[float, Tested]
"""A habit behind its score."""


def holds(pattern: Pattern, test: Backtest, needed: float) -> bool:
    """Tell whether a back-test reaches a confidence: by the lower bound of the share of runs that were kept."""
    if reminds(pattern.trigger):
        # It switches nothing, and what is forgotten is rare: chance was asked before.
        return test.precision >= needed
    return wilson_lower(test.kept, test.runs) >= needed


def is_nearly_kept(test: Backtest, confidence: float) -> bool:
    """Tell whether a back-test stands at a confidence, or would with a run or two more."""
    return wilson_upper(test.kept, test.runs, _NOISE) >= confidence


def _is_as_often(forward: Backtest, needed: float) -> bool:
    """Tell whether runs were kept as often as asked for: what has just that share is kept so rarely half of the time.

    Runs come whole, so ten of 17 are as often as 0.6. A few runs can't prove a habit, but they can disprove one.
    """
    so_few = 1.0 - binomial_tail(forward.kept + 1, forward.runs, needed)
    return so_few >= (_AS_NOT if forward.runs >= ENOUGH else _HARDLY)


def is_narrowed(pattern: Pattern) -> bool:
    """Tell whether some of what sets a habit off was left out, so that the rest fits."""
    return pattern.weekdays != EVERY_DAY or any(not _is_own(one, pattern) for one in pattern.conditions)


def is_chosen(pattern: Pattern) -> bool:
    """Tell whether a condition was chosen among many, such as hours, quiet or the state of some other thing."""
    return not all(isinstance(one, Dark | SomebodyHome) or _is_own(one, pattern) for one in pattern.conditions)


def _is_own(condition: Condition, pattern: Pattern) -> bool:
    """Tell whether a condition only keeps it from doing again what has just been done; there is no other to choose."""
    return has_moment(pattern.trigger) and isinstance(condition, Idle) and condition.entity_id in pattern.entities


def wilson_upper(hits: int, trials: int, z: float = 1.0) -> float:
    """Return the upper Wilson bound of a share, one-sided 84 %, or at another standard normal quantile.

    Examples:
        >>> round(wilson_upper(0, 10), 3)
        0.091
    """
    return 1.0 - wilson_lower(trials - hits, trials, z)


def counterpart(pattern: Pattern, earlier: Sequence[Pattern]) -> Pattern | None:
    """Find the same habit among patterns learned on the earlier days only."""
    same = [one for one in earlier if is_same_habit(one, pattern)]
    return max(same, key=lambda one: one.evidence.hits, default=None)


def ranked(several: Iterable[Scored], most: int, hidden: AbstractSet[str] = frozenset()) -> list[Scored]:
    """Sort by score, best first, and show each habit once: of two readings of one, what may only ask gives way.

    Args:
        several: the habits, each with its score.
        most: how many to return.
        hidden: signatures that nobody sees now, so they take no place.
    """
    shown: list[Scored] = []
    for score, one in sorted(sorted(several, key=_order), key=lambda pair: pair[1].is_doubtful):
        if score > 0 and not any(
            is_same_habit(one.pattern, other.pattern) or set_off_each_other(one.pattern, other.pattern)
            for _, other in shown
        ):
            shown.append((score, one))
    shown.sort(key=_order)
    places = accumulate(one.pattern.signature not in hidden for _, one in shown)
    return [one for one, place in zip(shown, places, strict=True) if place <= most]


def _order(scored: Scored) -> tuple[float, str]:
    return -scored[0], scored[1].pattern.signature


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

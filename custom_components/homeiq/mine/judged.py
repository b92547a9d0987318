"""Judging one rule of a follow-up: whether its hits are enough, a surprise, no luck, and still go on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from ..model.habits.pattern import Condition, Evidence
from ..model.habits.trigger import OnChange
from ..model.home import Home
from ..model.things import AT_REST, thing_of
from ..model.things.device_class import sense_of
from ..past.acts import Unit
from ..past.chance import binomial_tail, wilson_lower
from ..past.days.calendar import by_weekday
from ..past.days.other_days import OtherDays
from ..past.numbers.crossings import is_crossing
from ..past.rule import Attempt, Outcomes, Rule
from ..past.timeline import Timeline
from ..past.uses import ends_anyway
from ..past.ways_in.judge import is_contact
from .alive import is_alive
from .conditions.learned import narrow
from .conditions.narrowed import Narrowed, Narrowing
from .crossings import is_own_doing
from .evidence import distinct, is_sensitive, median
from .timeout import serves

LEAST_SHARE, MANY = 0.05, 24
"""Of a unit's acts that a follow-up has to explain, and how many are enough of what is used all day; the days that it
was not learned from say more."""
_LEAST_LIFT = 2.0
_LUCK_OF_DAYS = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """A rule with its figures."""

    rule: Rule
    unit: Unit
    outcomes: Outcomes
    conditions: tuple[Condition, ...]
    weekdays: frozenset[int]
    evidence: Evidence
    p_value: float

    @property
    def worth(self) -> float:
        """What it explains, and how surely; of two alike the nearer trigger is the cause."""
        explained = self.outcomes.hit.sum() / len(self.unit.acts)
        sure = self.evidence.lower_bound - self.evidence.chance
        nearness = 1 - 0.05 * np.log10(1 + self.rule.high)
        return float(explained * sure * nearness)


def judge(
    rule: Rule, attempt: Attempt, other_days: OtherDays, needs: tuple[int, float], surprise: float
) -> Found | None:
    """Try a rule, learn its conditions, and count; None where it doesn't pass every gate."""
    unit, timeline = attempt.unit, attempt.firings.timeline
    if (known := _surprising(rule, attempt, other_days, needs[0], surprise)) is None:
        return None
    outcomes, by_accident = known
    trigger = OnChange(entity_id=rule.entity_id, to=rule.to, for_seconds=rule.for_seconds)
    narrowed = narrow(outcomes, timeline, Narrowing(trigger=trigger, unit=unit), needs[1])
    kept = narrowed.outcomes
    if wilson_lower(int(kept.hit.sum()), len(kept.hit)) < needs[1] or not are_enough(kept, unit, timeline, needs[0]):
        return None
    chance = by_accident if kept is outcomes else other_days.chance(rule, kept.time, attempt.firings)
    found = _found(rule, attempt, narrowed, chance)
    days = timeline.calendar.day(kept.time)
    if may_be_luck(found.evidence) or not is_alive(days[kept.hit], days, narrowed.weekdays, timeline):
        return None
    if kept is not outcomes:
        count, hits = len(outcomes.hit), int(outcomes.hit.sum())
        found = replace(found, evidence=replace(found.evidence, opportunities_without=count, hits_without=hits))
    return found


def judge_bare(rule: Rule, attempt: Attempt, other_days: OtherDays, needed: int, surprise: float) -> Found | None:
    """Count a rule as it is without conditions; None where it is no surprise, however surely it is kept."""
    if (known := _surprising(rule, attempt, other_days, needed, surprise)) is None:
        return None
    outcomes, by_accident = known
    return _found(rule, attempt, Narrowed(outcomes=outcomes, which=np.arange(len(outcomes.hit))), by_accident)


def _surprising(
    rule: Rule, attempt: Attempt, other_days: OtherDays, needed: int, surprise: float
) -> tuple[Outcomes, float] | None:
    """Return the firings of a rule, and what accident gives of them.

    None where its hits are not enough, have another reason, or are hardly more than by accident.
    """
    outcomes = attempt.outcomes(rule)
    # Conditions only take hits away, and finding them takes longest.
    if not are_enough(outcomes, attempt.unit, attempt.firings.timeline, needed):
        return None
    if not _is_reason(rule, outcomes, other_days):
        return None
    by_accident = other_days.chance(rule, outcomes.time, attempt.firings)
    return (outcomes, by_accident) if _is_surprise(outcomes, by_accident, surprise) else None


def _found(rule: Rule, attempt: Attempt, narrowed: Narrowed, chance: float) -> Found:
    kept = narrowed.outcomes
    evidence = evidence_of(kept, attempt.unit, attempt.firings.timeline, (chance, rule.high))
    return Found(
        rule=rule,
        unit=attempt.unit,
        outcomes=kept,
        conditions=narrowed.conditions,
        weekdays=narrowed.weekdays,
        evidence=evidence,
        p_value=binomial_tail(evidence.hits, evidence.opportunities, chance),
    )


def _is_reason(rule: Rule, outcomes: Outcomes, other_days: OtherDays) -> bool:
    """Tell whether what comes first is a reason for hits, and not what the thing itself does, or goes on beside it."""
    if makes_no_sense((rule.entity_id, rule.to), other_days.unit, other_days.timeline.home):
        return False
    if is_crossing(rule.entity_id) and is_own_doing(rule, outcomes, other_days):
        return False
    if ends_anyway(rule, outcomes, other_days):
        return False
    return not rule.for_seconds or serves(rule, outcomes, other_days)


def are_enough(outcomes: Outcomes, unit: Unit, timeline: Timeline, needed: int) -> bool:
    """Tell whether hits are a fair share of a unit's acts, and on enough days."""
    times = outcomes.time[outcomes.hit]
    return len(times) >= min(LEAST_SHARE * len(unit.acts), MANY) and distinct(timeline.calendar.day(times)) >= needed


def _is_surprise(outcomes: Outcomes, by_accident: float, surprise: float) -> bool:
    """Tell whether hits are clearly more than the same clock times on other days would give by accident."""
    hits, count = int(np.count_nonzero(outcomes.hit)), len(outcomes.hit)
    expected = by_accident * count
    return hits - expected >= surprise * sqrt(expected * (1 - by_accident))


def may_be_luck(evidence: Evidence) -> bool:
    """Tell whether chance alone may do it; a day of many firings is one day on which it went this way."""
    days = evidence.eligible_days
    luck = binomial_tail(round(evidence.confidence * days), days, evidence.chance)
    return evidence.lift < _LEAST_LIFT or luck >= _LUCK_OF_DAYS


def evidence_of(outcomes: Outcomes, unit: Unit, timeline: Timeline, known: tuple[float, float]) -> Evidence:
    """Count what speaks for a rule that has hits.

    Args:
        known: what chance gives, and the longest delay in seconds.
    """
    chance, window = known
    days = timeline.calendar.day(outcomes.time)
    hits = int(outcomes.hit.sum())
    delay = unit.acts[outcomes.act[outcomes.hit]] - outcomes.time[outcomes.hit]
    hit_days = np.unique(days[outcomes.hit])
    return Evidence(
        opportunities=len(days),
        hits=hits,
        support_days=len(hit_days),
        eligible_days=len(np.unique(days)),
        chance=chance,
        lower_bound=wilson_lower(hits, len(days)),
        spread_seconds=median(np.abs(delay - median(delay))),
        window_seconds=window,
        first_day=int(hit_days[0]),
        last_day=int(hit_days[-1]),
        by_weekday=by_weekday(hit_days),
    )


def makes_no_sense(trigger: tuple[str, str], unit: Unit, home: Home) -> bool:
    """Tell whether a trigger comes at the wrong moment for what is done after it, however often it does.

    Who goes out opens the door and locks it behind them a minute later; an automation would throw the bolt while it is
    open. Who goes through the hall is seen by its sensor and puts its lamp out on the way; an automation would leave
    them in the dark. The end of both may set the same thing off.

    Args:
        trigger: entity and the state that it comes to.
        unit: what people act on after it.
        home: as it is.
    """
    return _shuts_what_is_open(*trigger, unit, home) or _leaves_in_the_dark(*trigger, unit, home)


def _shuts_what_is_open(name: str, state: str, unit: Unit, home: Home) -> bool:
    """Tell whether a way in would be locked or closed as soon as it is opened."""
    entity = home.entities.get(name)
    if entity is None or state != thing_of(name).opened or not is_contact(entity, home):
        return False
    shut = [one for one in unit.entities if unit.state in thing_of(one).harmless and is_sensitive(one, home)]
    return any(_area(one, home) in {None, entity.area_id} or entity.area_id is None for one in shut)


def _leaves_in_the_dark(name: str, state: str, unit: Unit, home: Home) -> bool:
    """Tell whether a lamp would be put out because somebody moves in its room; who has gone to bed there wants that."""
    here = _area(name, home)
    if here is None or state in AT_REST or unit.state not in AT_REST:
        return False
    sense = sense_of(home.device_class_of(name))
    moves = sense.sort == "motion" and not sense.is_witness
    return moves and any(one.startswith("light.") and _area(one, home) == here for one in unit.entities)


def _area(name: str, home: Home) -> str | None:
    entity = home.entities.get(name)
    return entity.area_id if entity else None

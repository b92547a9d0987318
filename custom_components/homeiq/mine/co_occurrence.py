"""Follow-ups: something changes, and a person acts.

Counted as the automation would run: each firing of the trigger while there is something left to do is an opportunity,
an act within the learned delay is a hit. A rule has to beat the same clock times on other days, survive the number of
pairs tried (Benjamini and Hochberg), and explain acts that no better rule explains already.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from ..model.pattern import Condition, Evidence, OnChange, Pattern
from ..past.acts import Unit
from ..past.actuators import ACT_STATES
from ..past.chance import binomial_tail, discoveries, wilson_lower
from ..past.elsewhere import Elsewhere
from ..past.rule import Attempt, Firings, Rule, Trials
from ..past.timeline import Timeline
from ..past.together import in_either_order
from ..settings import Settings
from .alive import is_alive
from .conditions import Asking, narrow
from .evidence import Needs, by_weekday, days_needed, sign
from .screening import Look, Sieve, worth_a_look
from .timeout import find_timeout, serves

_WINDOWS = (10.0, 30.0, 60.0, 120.0, 300.0, 600.0)  # longest delay of an immediate follow-up, seconds
_CROWDED = 1.3  # times as many acts behind a trigger as an even spread would put there
_SURPRISE = 3.0  # standard deviations: one in a thousand triggers gets further by accident
_SIEVE_SURPRISE = 2.8  # the same for the coarse sieve before it
_LEAST_LIFT = 2.0
_FALSE_DISCOVERIES = 0.01
_LUCK_OF_DAYS = 1e-3
_TRIGGER_DOMAINS = frozenset(
    {
        "binary_sensor",
        "person",
        "zone",
        "group",
        "media_player",
        "light",
        "switch",
        "cover",
        "lock",
        "fan",
        "climate",
        "event",
    }
    | {"input_boolean", "vacuum", "valve", "humidifier", "sensor", "input_select"}
)
_LEAST_SHARE = 0.15  # of a unit's acts that a follow-up has to explain
_MOST_STATES = 12  # an entity with more is a measurement


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Found:
    """A rule with its figures."""

    rule: Rule
    unit: Unit
    trials: Trials
    conditions: tuple[Condition, ...]
    weekdays: frozenset[int]
    evidence: Evidence
    p_value: float

    @property
    def worth(self) -> float:
        """What it explains, and how surely; of two alike the nearer trigger is the cause."""
        explained = self.trials.hit.sum() / len(self.unit.acts)
        sure = self.evidence.lower_bound - self.evidence.chance
        nearness = 1 - 0.05 * np.log10(1 + self.rule.high)
        return float(explained * sure * nearness)


def find_follow_ups(timeline: Timeline, units: tuple[Unit, ...], settings: Settings) -> tuple[Pattern, ...]:
    """Find what people do when something changes.

    Returns:
        The patterns that pass every gate, sorted by signature.
    """
    triggers = trigger_times(timeline)
    # No trigger asks for fewer days than one that is not sensitive.
    fewest = min((days_needed(settings, unit.entities, timeline.home, "") for unit in units), default=1)
    # Every hit is an act behind a firing, so hits have to reach no more than those acts do.
    sieve = Sieve(windows=_WINDOWS, surprise=_SIEVE_SURPRISE, crowded=_CROWDED, share=_LEAST_SHARE, fewest=fewest)
    found = list(_candidates(worth_a_look(units, triggers, timeline, sieve), timeline, settings))
    stands = discoveries(np.array([one.p_value for one in found]), len(units) * len(triggers), _FALSE_DISCOVERIES)
    standing = [one for one, stand in zip(found, stands, strict=True) if stand]
    chosen = [one for unit in units for one in _best(unit, [x for x in standing if x.unit is unit], timeline, settings)]
    return tuple(sorted(map(_pattern, chosen), key=lambda pattern: pattern.signature))


def trigger_times(timeline: Timeline) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Return every arrival that could set something off, by entity and state."""
    found = {}
    for name, series in timeline.series.items():
        if name.partition(".")[0] in _TRIGGER_DOMAINS and len(series.states) <= _MOST_STATES:
            found.update({(name, state): series.reached(state) for state in series.states})
    return found


def _candidates(looks: Iterable[Look], timeline: Timeline, settings: Settings) -> Iterator[_Found]:
    """Yield the best rule of each trigger that precedes enough of a unit's acts."""
    known: dict[Unit, tuple[NDArray[np.int64], Needs, Elsewhere]] = {}
    firings: Firings | None = None
    for look in looks:
        unit, name = look.unit, look.trigger[0]
        if name in unit.entities or name in unit.kin or _is_one_wish(look):
            continue
        if unit not in known:
            needs = Needs(settings, unit.entities, timeline.home)
            known[unit] = timeline.calendar.day(unit.acts), needs, Elsewhere(unit=unit, timeline=timeline)
        days, needs, elsewhere = known[unit]
        spacing = (timeline.until - timeline.since) / len(look.firings)
        rules = [one for one in _rules(look) if _is_worth_trying(one, days, look.delay, spacing, needs[name][0])]
        if not rules:
            continue
        if firings is None or firings.time is not look.firings:
            firings = Firings(timeline=timeline, entity_id=name, time=look.firings)
        attempt = Attempt(firings=firings, unit=unit)
        passing = [one for rule in rules if (one := _judge(rule, attempt, elsewhere, needs[name])) is not None]
        if passing:
            yield max(passing, key=lambda one: one.worth)


def _is_one_wish(look: Look) -> bool:
    """Tell whether a trigger is only moved along with the unit, by the same hands and now before it and now after."""
    name, state = look.trigger
    is_moved = state in ACT_STATES.get(name.partition(".")[0], {}).values()
    return is_moved and in_either_order(look.firings, look.unit.acts)


def _is_worth_trying(
    rule: Rule, days: NDArray[np.int64], delay: NDArray[np.float64], spacing: float, needed: int
) -> bool:
    """Tell cheaply whether acts crowd behind a trigger at all.

    Args:
        days: int64[n], local days of the acts.
        delay: float64[n], seconds since the trigger's last firing.
        spacing: mean seconds between two firings.
    """
    behind = (delay >= rule.low) & (delay <= rule.high)
    by_accident = np.exp(-rule.low / spacing) - np.exp(-rule.high / spacing)
    expected = len(delay) * by_accident
    count = int(np.count_nonzero(behind))
    # Where triggers come often, a third more is nothing; without this, noise keeps the thorough trials busy.
    surprise = count - expected >= _SURPRISE * np.sqrt(expected * (1 - by_accident))
    return bool(surprise and count > _CROWDED * expected) and _distinct(days[behind]) >= needed


def _distinct(days: NDArray[np.int64]) -> int:
    """Count different days among days in ascending order."""
    return int(np.count_nonzero(days[1:] != days[:-1])) + 1 if len(days) else 0


def _rules(look: Look) -> list[Rule]:
    """List the delays worth trying: at once within a few windows, or after a while."""
    name, state = look.trigger
    rules = [Rule(entity_id=name, to=state, low=0.0, high=window, hold=0) for window in look.at_once]
    timeout = find_timeout(name, state, look.delay, look.unit) if look.later else None
    return rules if timeout is None else [*rules, timeout]


def _judge(rule: Rule, attempt: Attempt, elsewhere: Elsewhere, needs: tuple[int, float]) -> _Found | None:
    """Try a rule, learn its conditions, and count; None where it doesn't pass every gate."""
    unit, timeline = attempt.unit, attempt.firings.timeline
    trials = attempt.trials(rule)
    # Conditions only take hits away, and finding them takes longest.
    if not _are_enough(trials, unit, timeline, needs[0]):
        return None
    if rule.hold and not serves(rule, trials, elsewhere):
        return None
    if not _is_surprise(trials, elsewhere.chance(rule, trials.time, attempt.firings)):
        return None
    narrowed = narrow(trials, timeline, Asking(trigger=rule.entity_id, hold=rule.hold, unit=unit))
    kept = narrowed.trials
    if wilson_lower(int(kept.hit.sum()), len(kept.hit)) < needs[1] or not _are_enough(kept, unit, timeline, needs[0]):
        return None
    chance = elsewhere.chance(rule, kept.time, attempt.firings)
    evidence = _evidence(kept, unit, timeline, (chance, rule.high))
    days = timeline.calendar.day(kept.time)
    if _may_be_luck(evidence) or not is_alive(days[kept.hit], days, narrowed.weekdays, timeline):
        return None
    if kept is not trials:
        evidence = replace(evidence, opportunities_without=len(trials.hit), hits_without=int(trials.hit.sum()))
    return _Found(
        rule=rule,
        unit=unit,
        trials=kept,
        conditions=narrowed.conditions,
        weekdays=narrowed.weekdays,
        evidence=evidence,
        p_value=binomial_tail(evidence.hits, evidence.opportunities, chance),
    )


def _are_enough(trials: Trials, unit: Unit, timeline: Timeline, needed: int) -> bool:
    """Tell whether hits are a fair share of a unit's acts, and on enough days."""
    times = trials.time[trials.hit]
    return len(times) >= _LEAST_SHARE * len(unit.acts) and _distinct(timeline.calendar.day(times)) >= needed


def _is_surprise(trials: Trials, by_accident: float) -> bool:
    """Tell whether hits are clearly more than the same clock times on other days would give by accident."""
    hits, count = int(np.count_nonzero(trials.hit)), len(trials.hit)
    expected = by_accident * count
    is_crowded = hits / count >= _CROWDED * by_accident
    return is_crowded and hits - expected >= _SURPRISE * sqrt(expected * (1 - by_accident))


def _may_be_luck(evidence: Evidence) -> bool:
    """Tell whether chance alone may do it; a day of many firings is one day on which it went this way."""
    days = evidence.eligible_days
    luck = binomial_tail(round(evidence.confidence * days), days, evidence.chance)
    return evidence.lift < _LEAST_LIFT or luck >= _LUCK_OF_DAYS


def _evidence(trials: Trials, unit: Unit, timeline: Timeline, known: tuple[float, float]) -> Evidence:
    """Count what speaks for a rule that has hits.

    Args:
        known: what chance gives, and the longest delay in seconds.
    """
    chance, window = known
    days = timeline.calendar.day(trials.time)
    hits = int(trials.hit.sum())
    delay = unit.acts[trials.act[trials.hit]] - trials.time[trials.hit]
    hit_days = np.unique(days[trials.hit])
    return Evidence(
        opportunities=len(days),
        hits=hits,
        support_days=len(hit_days),
        eligible_days=len(np.unique(days)),
        chance=chance,
        lower_bound=wilson_lower(hits, len(days)),
        spread_seconds=float(np.median(np.abs(delay - np.median(delay)))),
        window_seconds=window,
        first_day=int(hit_days[0]),
        last_day=int(hit_days[-1]),
        by_weekday=by_weekday(hit_days),
    )


def _best(unit: Unit, found: list[_Found], timeline: Timeline, settings: Settings) -> Iterator[_Found]:
    """Yield the rules that explain a unit's acts, each only for acts that no better one explains."""
    explained = np.zeros(len(unit.acts), dtype=np.bool_)
    days = timeline.calendar.day(unit.acts)
    for one in sorted(found, key=lambda one: one.worth, reverse=True):
        fresh = np.unique(one.trials.act[one.trials.hit])
        fresh = fresh[~explained[fresh]]
        needed = days_needed(settings, unit.entities, timeline.home, one.rule.entity_id)
        # An echo of a trigger that is already taken explains little that is new.
        if len(np.unique(days[fresh])) >= needed and len(fresh) >= 0.5 * one.trials.hit.sum():
            explained[fresh] = True
            yield one


def _pattern(one: _Found) -> Pattern:
    trigger = OnChange(entity_id=one.rule.entity_id, to=one.rule.to, for_seconds=one.rule.hold)
    return Pattern(
        signature=sign("follow_up", one.unit.entities, one.unit.state, one.rule.entity_id, one.rule.to),
        trigger=trigger,
        entities=one.unit.entities,
        state=one.unit.state,
        weekdays=one.weekdays,
        conditions=one.conditions,
        evidence=one.evidence,
    )

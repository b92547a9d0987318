"""Lasting: what people put to rest once it has been in use for as long as it ever is, such as a towel heater.

What it is in use for takes its time, so nothing else sets it off: its own use is the trigger, and how long that lasts
becomes the ``for:``. Most things are in use for just any time, so the lengths have to lie closer together than those of
chance do, and uses have to end there far more often than sooner or later.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..model.day import DAY, apart
from ..model.habits.pattern import EVERY_DAY
from ..model.things import AT_REST, domains_where
from ..past.acts import Unit
from ..past.chance import binomial_tail, wilson_lower
from ..past.rule import Attempt, Firings, Outcomes, Rule
from ..past.timeline import Timeline
from ..past.uses import are_by_hand
from ..settings import Settings
from .alive import is_alive
from .evidence import Needs
from .judged import Found, are_enough, evidence_of, may_be_luck
from .timeout import MUCH_CLOSER, are_close, scatter, timeout_about

_DOMAINS = domains_where(lambda one: one.is_left_on)
_IN_USE = "on"
_SECOND_THOUGHT = 60.0  # seconds within which what was put to use by mistake is put to rest
_LONGEST = 2 * 3600.0  # seconds; whoever waits for longer goes by the clock


def find_lasting(units: tuple[Unit, ...], timeline: Timeline, settings: Settings) -> Iterator[Found]:
    """Yield what people put to rest after a time of its own.

    Args:
        units: what people act on; of several things that are moved together, none is the one to wait for.
        timeline: the past.
        settings: the thresholds.
    """
    for unit in filter(may_last, units):
        if (found := _judge(unit, timeline, settings)) is not None:
            yield found


def may_last(unit: Unit) -> bool:
    """Tell whether a unit is one thing that people put to rest."""
    return len(unit.entities) == 1 and unit.state in AT_REST and unit.entities[0].partition(".")[0] in _DOMAINS


def _judge(unit: Unit, timeline: Timeline, settings: Settings) -> Found | None:
    (name,) = unit.entities
    needed, _, to_ask = Needs(settings, unit.entities, timeline.home)[name]
    began = timeline.series[name].reached(_IN_USE)
    if len(began) < needed:
        return None
    uses = _Uses(unit, timeline, began)
    if np.count_nonzero(uses.ended) < needed:
        return None
    rule = timeout_about(name, _IN_USE, uses.lasted[uses.ended])
    outcomes = Attempt(firings=Firings(timeline=timeline, entity_id=name, time=began), unit=unit).outcomes(rule)
    ends = unit.acts[outcomes.act[outcomes.hit]]
    if not are_enough(outcomes, unit, timeline, needed) or not are_by_hand(ends, name, timeline):
        return None
    if not _is_kept(outcomes, unit, timeline, to_ask):
        return None
    evidence = evidence_of(outcomes, unit, timeline, (uses.chance(rule), rule.high))
    days = timeline.calendar.day(outcomes.time)
    if may_be_luck(evidence) or not is_alive(days[outcomes.hit], days, EVERY_DAY, timeline):
        return None
    return Found(
        rule=rule,
        unit=unit,
        outcomes=outcomes,
        conditions=(),
        weekdays=EVERY_DAY,
        evidence=evidence,
        p_value=binomial_tail(evidence.hits, evidence.opportunities, evidence.chance),
    )


def _is_kept(outcomes: Outcomes, unit: Unit, timeline: Timeline, to_ask: float) -> bool:
    """Tell whether uses are ended often enough about that time, all much alike, and not just at bedtime.

    A lamp that is lit at dusk and put out at bedtime burns for about as long every day, and waits for nothing.
    """
    ends = unit.acts[outcomes.act[outcomes.hit]]
    lengths = ends - outcomes.time[outcomes.hit]
    is_often = wilson_lower(len(lengths), len(outcomes.hit)) >= to_ask
    return is_often and are_close(lengths) and scatter(lengths) <= MUCH_CLOSER * _scatter_by_clock(ends, timeline)


def _scatter_by_clock(times: NDArray[np.float64], timeline: Timeline) -> float:
    """Return how far from their usual time of day some moments lie, seconds."""
    minutes = timeline.calendar.minute(times)
    # The day is cut open opposite to where most of them are.
    turned = np.exp(2j * np.pi * minutes / DAY)
    middle = float(np.angle(turned.sum())) * DAY / (2 * np.pi)
    return 60 * scatter(apart(minutes, middle))


class _Uses:
    """How long each use took, and which of them people ended, second thoughts left out.

    Attributes:
        lasted: float64[n], seconds; infinity goes on.
        ended: bool[n], a person ended it, neither at once nor after hours.
    """

    def __init__(self, unit: Unit, timeline: Timeline, began: NDArray[np.float64]) -> None:
        """Measure the uses that began at some moments: float64[n], UTC epoch seconds."""
        ends = timeline.series[unit.entities[0]].until(began)
        self.lasted = ends - began
        self.ended = np.isin(ends, unit.acts) & (self.lasted > _SECOND_THOUGHT) & (self.lasted <= _LONGEST)

    def chance(self, rule: Rule) -> float:
        """Return how likely a use ends within a rule's delay at the rate at which uses end sooner and later."""
        known = np.clip(self.lasted, _SECOND_THOUGHT, _LONGEST)
        otherwise = np.minimum(known, rule.low) - _SECOND_THOUGHT + np.maximum(known - rule.high, 0.0)
        apart = self.ended & ((self.lasted < rule.low) | (self.lasted > rule.high))
        width = rule.high - rule.low
        seconds = float(np.maximum(otherwise, 0.0).sum())
        return float(-np.expm1(-(np.count_nonzero(apart) + 0.5) * width / (seconds + width)))

"""Patterns and suggestions as the JSON that actions, tools and other programs read."""

from __future__ import annotations

from dataclasses import asdict
import math
from typing import Any, assert_never

from ..model.day import date_of
from ..model.existing import Conflict
from ..model.habits.pattern import (
    Between,
    Condition,
    Dark,
    Evidence,
    Idle,
    NumberIs,
    Pattern,
    SomebodyHome,
    StateIs,
    asked_of,
    limits_of,
    presence_asked,
)
from ..model.habits.suggestion import Backtest, Holdout, Suggestion
from ..model.habits.trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand, side_of
from ..model.things.brought import otherwise_of
from .detail.recent import lately_of
from .detail.rung import rung_of
from .record import told


def suggestion_to_json(suggestion: Suggestion) -> dict[str, Any]:
    """Write a suggestion as JSON: what it would do, why, how it fared, and the automation itself."""
    pattern = suggestion.pattern
    moved = {"adjusts": suggestion.moved_from} if suggestion.moved_from else {}
    lately = told(lately_of(suggestion.recent)) if suggestion.recent else {}
    return {
        **_habit(pattern),
        **moved,
        "rung": rung_of(suggestion).value,
        "confidence": _short(suggestion.confidence),
        "title": suggestion.title,
        "reason": suggestion.full_reason,
        "conflicts": [conflict_to_json(conflict) for conflict in suggestion.conflicts],
        "conditions": list(suggestion.conditions),
        "score": _short(suggestion.score),
        "backtest": backtest_to_json(suggestion.backtest),
        **lately,
        "automation": dict(suggestion.automation),
    }


def pattern_to_json(pattern: Pattern) -> dict[str, Any]:
    """Write a pattern as JSON: the habit, and all that speaks for it. An infinite lift is null."""
    evidence = pattern.evidence
    return {
        **_habit(pattern),
        "weekdays": sorted(pattern.weekdays),
        "conditions": [condition_to_json(condition) for condition in pattern.conditions],
        "opportunities": evidence.opportunities,
        "hits": evidence.hits,
        "chance": _short(evidence.chance),
        "lift": None if math.isinf(evidence.lift) else _short(evidence.lift),
        "lower_bound": _short(evidence.lower_bound),
        "spread_seconds": _short(evidence.spread_seconds),
        "window_seconds": _short(evidence.window_seconds),
        **_rung(pattern),
        **_days(evidence),
    }


def _rung(pattern: Pattern) -> dict[str, str]:
    """Write how far a habit may be trusted, where it was tried."""
    return {} if pattern.rung is None else {"rung": pattern.rung.value}


def _days(evidence: Evidence) -> dict[str, Any]:
    """Write on which days it was seen and what its conditions are worth, where that is known."""
    days: dict[str, Any] = {"days_needed": evidence.days_needed} if evidence.days_needed else {}
    if evidence.by_weekday:
        first, last = map(date_of, (evidence.first_day, evidence.last_day))
        days |= {
            "first_day": first.isoformat(),
            "last_day": last.isoformat(),
            "days_by_weekday": list(evidence.by_weekday),
        }
    if evidence.opportunities_without:
        days["without_conditions"] = {
            "opportunities": evidence.opportunities_without,
            "hits": evidence.hits_without,
        }
    return days


def backtest_to_json(backtest: Backtest) -> dict[str, Any]:
    """Write a back-test as JSON; ``holdout`` and ``forward`` are there only when there was one, as is ``is_fitted``."""
    later = {"holdout": backtest.holdout, "forward": backtest.forward}
    told: dict[str, Any] = {name: _later_to_json(one) for name, one in later.items() if one is not None}
    told |= {"is_fitted": True} if backtest.is_fitted else {}
    counts = {name: value for name, value in asdict(backtest).items() if name not in (*later, "is_fitted")}
    return counts | {"saved": backtest.saved, "wrong": backtest.false_alarms} | told


def _later_to_json(later: Holdout) -> dict[str, int]:
    return asdict(later) | {"saved": later.saved, "wrong": later.wrong}


def conflict_to_json(conflict: Conflict) -> dict[str, Any]:
    """Write a conflict as JSON."""
    return asdict(conflict) | {"kind": conflict.kind.value}


def _habit(pattern: Pattern) -> dict[str, Any]:
    return {
        "kind": pattern.kind.value,
        "signature": pattern.signature,
        "entities": list(pattern.entities),
        "state": pattern.entity_state,
        **({"attribute": sets.attribute} if (sets := pattern.sets) else {}),
        **_otherwise(pattern),
        **_trigger(pattern),
        **_values(pattern),
        "confidence": _short(pattern.evidence.confidence),
        "support_days": pattern.evidence.support_days,
        "eligible_days": pattern.evidence.eligible_days,
    }


def _otherwise(pattern: Pattern) -> dict[str, Any]:
    """Write which entities are brought to another state, and to which; nothing where none is."""
    return {"otherwise": dict(otherwise)} if (otherwise := otherwise_of(pattern)) else {}


def _trigger(pattern: Pattern) -> dict[str, Any]:
    weekdays = sorted(pattern.weekdays)
    match pattern.trigger:
        case AtTime(minute=_) as at:
            return {"time": at.clock, "weekdays": weekdays}
        case AtSun(event=event, offset_minutes=offset):
            return {"event": event, "offset_minutes": offset, "weekdays": weekdays}
        case OnChange(entity_id=entity_id, to=to, for_seconds=seconds):
            held = {"for_seconds": seconds} if seconds else {}
            return {"trigger": {"entity_id": entity_id, "to": to, **held}}
        case Crosses(entity_id=entity_id, for_seconds=seconds):
            held = {"for_seconds": seconds} if seconds else {}
            return {"trigger": {"entity_id": entity_id, **side_of(pattern.trigger), **held}}
        case LeftOn(for_seconds=seconds):
            return {"for_seconds": seconds}
        case OnDemand():
            return {}
        case _:
            assert_never(pattern.trigger)


def _values(pattern: Pattern) -> dict[str, Any]:
    """Write what the entities are set to; nothing where that is not known."""
    values = [asdict(one) | {"spread": _short(one.spread)} for one in pattern.values]
    return {"values": values} if values else {}


def condition_to_json(condition: Condition) -> dict[str, Any]:
    """Write a condition as Home Assistant would; the trigger's own quiet before, which it can't say so, likewise."""
    match condition:
        case Dark(dark=dark):
            horizon = "below_horizon" if dark else "above_horizon"
            return {"condition": "state", "entity_id": "sun.sun", "state": horizon}
        case Between(after=after, before=before):
            return {"condition": "time", "after": _clock(after), "before": _clock(before)}
        case StateIs(entity_id=entity_id, state=state):
            return {"condition": "state", "entity_id": entity_id, "state": state}
        case Idle(entity_id=entity_id, state=state, seconds=seconds):
            return {"condition": "state", "entity_id": entity_id, "state": state, "for": {"seconds": seconds}}
        case SomebodyHome():
            return presence_asked(condition)
        case NumberIs():
            return {"condition": "numeric_state", **asked_of(condition), **limits_of(condition)}


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}:00"


def _short(number: float) -> float:
    return round(number, 4)

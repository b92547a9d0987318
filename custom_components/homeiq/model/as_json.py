"""Patterns and suggestions as the JSON that actions, tools and other programs read."""

from datetime import date, timedelta
import math
from typing import Any

from .existing import Conflict
from .pattern import (
    AtSun,
    AtTime,
    Between,
    Condition,
    Dark,
    Evidence,
    Idle,
    LeftOn,
    OnChange,
    OnDemand,
    Pattern,
    SomebodyHome,
    StateIs,
)
from .suggestion import Backtest, Suggestion


def suggestion_to_json(suggestion: Suggestion) -> dict[str, Any]:
    """Write a suggestion as JSON: what it would do, why, how it fared, and the automation itself."""
    pattern = suggestion.pattern
    adjusts = {"adjusts": suggestion.adjusts} if suggestion.adjusts else {}
    return {
        **_habit(pattern),
        **adjusts,
        "title": suggestion.title,
        "reason": suggestion.full_reason,
        "conflicts": [conflict_to_json(conflict) for conflict in suggestion.conflicts],
        "conditions": list(suggestion.automation["conditions"]),
        "score": _short(suggestion.score),
        "backtest": backtest_to_json(suggestion.backtest),
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
        **_days(evidence),
    }


def _days(evidence: Evidence) -> dict[str, Any]:
    """Write on which days it was seen and what its conditions are worth, where that is known."""
    days: dict[str, Any] = {}
    if evidence.by_weekday:
        first, last = (date(1970, 1, 1) + timedelta(days=day) for day in (evidence.first_day, evidence.last_day))
        days = {
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
    """Write a back-test as JSON; ``holdout`` is there only when there was one."""
    counts: dict[str, Any] = {
        "days": backtest.days,
        "runs": backtest.runs,
        "hits": backtest.hits,
        "false_alarms": backtest.false_alarms,
        "misses": backtest.misses,
        "reversals": backtest.reversals,
    }
    if (holdout := backtest.holdout) is not None:
        counts["holdout"] = {"days": holdout.days, "runs": holdout.runs, "hits": holdout.hits}
    return counts


def conflict_to_json(conflict: Conflict) -> dict[str, Any]:
    """Write a conflict as JSON."""
    return {
        "kind": conflict.kind.value,
        "entity_id": conflict.entity_id,
        "name": conflict.name,
        "text": conflict.text,
    }


def _habit(pattern: Pattern) -> dict[str, Any]:
    return {
        "kind": pattern.kind.value,
        "signature": pattern.signature,
        "entities": list(pattern.entities),
        "state": pattern.state,
        **_trigger(pattern),
        **_values(pattern),
        "confidence": _short(pattern.evidence.confidence),
        "support_days": pattern.evidence.support_days,
        "eligible_days": pattern.evidence.eligible_days,
    }


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
        case LeftOn(for_seconds=seconds):
            return {"for_seconds": seconds}
        case OnDemand():
            return {}


def _values(pattern: Pattern) -> dict[str, Any]:
    """Write what the entities are set to; nothing where that is not known."""
    values = [
        {"entity_id": one.entity_id, "attribute": one.attribute, "value": one.value, "spread": _short(one.spread)}
        for one in pattern.values
    ]
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
        case SomebodyHome(home=True):
            return {"condition": "numeric_state", "entity_id": "zone.home", "above": 0}
        case SomebodyHome():
            return {"condition": "state", "entity_id": "zone.home", "state": "0"}


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}:00"


def _short(number: float) -> float:
    return round(number, 4)

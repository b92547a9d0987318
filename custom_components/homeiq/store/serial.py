"""Patterns and suggestions as the JSON that the database keeps: whatever goes in comes back equal."""

from collections.abc import Mapping
from typing import Any

from ..model.existing import Conflict, ConflictKind
from ..model.pattern import (
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
    SetTo,
    SomebodyHome,
    StateIs,
    Trigger,
)
from ..model.suggestion import Backtest, Holdout, Suggestion


def trigger_to_json(trigger: Trigger) -> dict[str, Any]:
    """Write a trigger."""
    match trigger:
        case AtTime(minute=minute):
            return {"type": "time", "minute": minute}
        case AtSun(event=event, offset_minutes=offset):
            return {"type": "sun", "event": event, "offset_minutes": offset}
        case OnChange(entity_id=entity_id, to=to, for_seconds=seconds):
            return {"type": "change", "entity_id": entity_id, "to": to, "for_seconds": seconds}
        case LeftOn(entity_id=entity_id, to=to, for_seconds=seconds):
            return {"type": "left_on", "entity_id": entity_id, "to": to, "for_seconds": seconds}
        case OnDemand():
            return {"type": "demand"}


def trigger_from_json(data: Mapping[str, Any]) -> Trigger:
    """Read a trigger.

    Raises:
        ValueError: its type is unknown.
    """
    fields = {key: value for key, value in data.items() if key != "type"}
    match data["type"]:
        case "time":
            return AtTime(**fields)
        case "sun":
            return AtSun(**fields)
        case "change":
            return OnChange(**fields)
        case "left_on":
            return LeftOn(**fields)
        case "demand":
            return OnDemand()
        case kind:
            raise ValueError(f"no trigger is a {kind!r}")


def condition_to_json(condition: Condition) -> dict[str, Any]:
    """Write a condition."""
    match condition:
        case Dark(dark=dark):
            return {"type": "dark", "dark": dark}
        case Between(after=after, before=before):
            return {"type": "between", "after": after, "before": before}
        case StateIs(entity_id=entity_id, state=state):
            return {"type": "state", "entity_id": entity_id, "state": state}
        case Idle(entity_id=entity_id, state=state, seconds=seconds):
            return {"type": "idle", "entity_id": entity_id, "state": state, "seconds": seconds}
        case SomebodyHome(home=home):
            return {"type": "somebody", "home": home}


def condition_from_json(data: Mapping[str, Any]) -> Condition:
    """Read a condition.

    Raises:
        ValueError: its type is unknown.
    """
    fields = {key: value for key, value in data.items() if key != "type"}
    match data["type"]:
        case "dark":
            return Dark(**fields)
        case "between":
            return Between(**fields)
        case "state":
            return StateIs(**fields)
        case "idle":
            return Idle(**fields)
        case "somebody":
            return SomebodyHome(**fields)
        case kind:
            raise ValueError(f"no condition is a {kind!r}")


def evidence_to_json(evidence: Evidence) -> dict[str, Any]:
    """Write evidence."""
    return {
        "opportunities": evidence.opportunities,
        "hits": evidence.hits,
        "support_days": evidence.support_days,
        "eligible_days": evidence.eligible_days,
        "chance": evidence.chance,
        "lower_bound": evidence.lower_bound,
        "spread_seconds": evidence.spread_seconds,
        "window_seconds": evidence.window_seconds,
        "first_day": evidence.first_day,
        "last_day": evidence.last_day,
        "by_weekday": list(evidence.by_weekday),
        "opportunities_without": evidence.opportunities_without,
        "hits_without": evidence.hits_without,
    }


def evidence_from_json(data: Mapping[str, Any]) -> Evidence:
    """Read evidence; what an earlier version did not know yet has its default."""
    return Evidence(**{**data, "by_weekday": tuple(data.get("by_weekday", ()))})


def value_to_json(value: SetTo) -> dict[str, Any]:
    """Write what an entity is set to."""
    return {
        "entity_id": value.entity_id,
        "attribute": value.attribute,
        "value": value.value,
        "spread": value.spread,
    }


def pattern_to_json(pattern: Pattern) -> dict[str, Any]:
    """Write a pattern."""
    return {
        "signature": pattern.signature,
        "trigger": trigger_to_json(pattern.trigger),
        "entities": list(pattern.entities),
        "state": pattern.state,
        "weekdays": sorted(pattern.weekdays),
        "conditions": [condition_to_json(condition) for condition in pattern.conditions],
        "evidence": evidence_to_json(pattern.evidence),
        "values": [value_to_json(value) for value in pattern.values],
    }


def pattern_from_json(data: Mapping[str, Any]) -> Pattern:
    """Read a pattern."""
    return Pattern(
        signature=data["signature"],
        trigger=trigger_from_json(data["trigger"]),
        entities=tuple(data["entities"]),
        state=data["state"],
        weekdays=frozenset(data["weekdays"]),
        conditions=tuple(condition_from_json(condition) for condition in data["conditions"]),
        evidence=evidence_from_json(data["evidence"]),
        # Patterns were saved without values before there were any.
        values=tuple(SetTo(**value) for value in data.get("values", ())),
    )


def backtest_to_json(backtest: Backtest) -> dict[str, Any]:
    """Write a back-test."""
    holdout = backtest.holdout
    return {
        "days": backtest.days,
        "runs": backtest.runs,
        "hits": backtest.hits,
        "false_alarms": backtest.false_alarms,
        "misses": backtest.misses,
        "reversals": backtest.reversals,
        "holdout": holdout and {"days": holdout.days, "runs": holdout.runs, "hits": holdout.hits},
    }


def backtest_from_json(data: Mapping[str, Any]) -> Backtest:
    """Read a back-test."""
    holdout = data["holdout"]
    return Backtest(**{**data, "holdout": holdout and Holdout(**holdout)})


def conflict_to_json(conflict: Conflict) -> dict[str, Any]:
    """Write a conflict."""
    return {
        "kind": conflict.kind.value,
        "entity_id": conflict.entity_id,
        "name": conflict.name,
        "text": conflict.text,
    }


def conflict_from_json(data: Mapping[str, Any]) -> Conflict:
    """Read a conflict."""
    return Conflict(**{**data, "kind": ConflictKind(data["kind"])})


def suggestion_to_json(suggestion: Suggestion) -> dict[str, Any]:
    """Write a suggestion, its pattern included."""
    return {
        "pattern": pattern_to_json(suggestion.pattern),
        "title": suggestion.title,
        "reason": suggestion.reason,
        "backtest": backtest_to_json(suggestion.backtest),
        "score": suggestion.score,
        "automation": dict(suggestion.automation),
        "adjusts": suggestion.adjusts,
        "conflicts": [conflict_to_json(conflict) for conflict in suggestion.conflicts],
    }


def suggestion_from_json(data: Mapping[str, Any]) -> Suggestion:
    """Read a suggestion."""
    return Suggestion(
        pattern=pattern_from_json(data["pattern"]),
        title=data["title"],
        reason=data["reason"],
        backtest=backtest_from_json(data["backtest"]),
        score=data["score"],
        automation=data["automation"],
        adjusts=data.get("adjusts"),
        # Databases written before there were conflicts have none.
        conflicts=tuple(conflict_from_json(conflict) for conflict in data.get("conflicts", ())),
    )

"""Titles and reasons in plain words, from the templates of the owner's language."""

from collections.abc import Sequence
from types import MappingProxyType

from ..model.home import Home
from ..model.pattern import (
    EVERY_DAY,
    WEEKEND,
    WORKDAYS,
    AtSun,
    AtTime,
    Between,
    Condition,
    Dark,
    OnChange,
    Pattern,
    StateIs,
)
from ..model.suggestion import Backtest
from ..model.words import Words

_SENSES = MappingProxyType(
    {
        **dict.fromkeys(("motion", "occupancy", "presence", "moving"), "motion"),
        **dict.fromkeys(("door", "window", "opening", "garage_door"), "opening"),
    }
)
_SORTS = MappingProxyType(
    {
        **dict.fromkeys(("light", "switch", "fan", "media_player", "input_boolean", "humidifier"), "power"),
        "person": "person",
        "device_tracker": "person",
        "zone": "zone",
    }
)
_NAMES = 3  # more entities than this are counted, not named


def title(pattern: Pattern, home: Home, words: Words) -> str:
    """Say what the automation would do: ``Turn on Kitchen light at 06:45 on workdays``."""
    parts = [_act(pattern, home, words), _when(pattern, home, words)]
    if pattern.weekdays != EVERY_DAY or isinstance(pattern.trigger, AtTime):
        parts.append(_days(pattern.weekdays, words))
    parts += [_condition(condition, home, words) for condition in pattern.conditions]
    return " ".join(parts)


def reason(pattern: Pattern, backtest: Backtest, words: Words) -> str:
    """Say why it is offered, in numbers."""
    seen = words.say(
        "reason_days" if not isinstance(pattern.trigger, OnChange) else "reason_times",
        hits=pattern.evidence.hits,
        opportunities=pattern.evidence.opportunities,
        days=pattern.evidence.support_days,
    )
    chance = words.say("reason_chance", percent=round(100 * pattern.evidence.chance))
    tested = words.say(
        "reason_backtest",
        runs=backtest.runs,
        hits=backtest.hits,
        false_alarms=backtest.false_alarms,
        days=backtest.days,
    )
    return f"{seen} {tested} {chance}"


def _act(pattern: Pattern, home: Home, words: Words) -> str:
    return words.say(f"act_{pattern.state}", names=_names(pattern.entities, home, words))


def _names(entities: Sequence[str], home: Home, words: Words) -> str:
    names = [home.name_of(entity_id) for entity_id in entities]
    if len(names) > _NAMES:
        return words.say("names_more", first=", ".join(names[: _NAMES - 1]), count=len(names) - _NAMES + 1)
    if len(names) == 1:
        return names[0]
    return words.say("names_and", first=", ".join(names[:-1]), last=names[-1])


def _when(pattern: Pattern, home: Home, words: Words) -> str:
    match pattern.trigger:
        case AtTime(clock=clock):
            return words.say("when_time", time=clock)
        case AtSun(event=event, offset_minutes=0):
            return words.say(f"when_{event}")
        case AtSun(event=event, offset_minutes=offset):
            return words.say(f"when_{'before' if offset < 0 else 'after'}_{event}", minutes=abs(offset))
        case OnChange():
            return _change(pattern.trigger, home, words)


def _change(trigger: OnChange, home: Home, words: Words) -> str:
    """Say a change as people would: a door opens, a person leaves, anything else changes to a state."""
    what = _sort_of(trigger.entity_id, home)
    values = {"name": home.name_of(trigger.entity_id), "state": trigger.to}
    if not trigger.for_seconds:
        return words.say_first(f"change_{what}_{trigger.to}", "change", **values)
    minutes = round(trigger.for_seconds / 60)
    duration = (
        words.say("duration_minutes", number=minutes)
        if minutes
        else words.say("duration_seconds", number=trigger.for_seconds)
    )
    return words.say_first(f"lasting_{what}_{trigger.to}", "lasting", **values, duration=duration)


def _sort_of(entity_id: str, home: Home) -> str:
    """Sort an entity by what its changes mean."""
    domain = entity_id.partition(".")[0]
    if domain == "binary_sensor":
        return _SENSES.get(home.device_class_of(entity_id) or "", "")
    return _SORTS.get(domain, "")


def _days(weekdays: frozenset[int], words: Words) -> str:
    if weekdays == EVERY_DAY:
        return words.say("days_every")
    if weekdays == WORKDAYS:
        return words.say("days_workdays")
    if weekdays == WEEKEND:
        return words.say("days_weekend")
    return words.say("days_some", days=", ".join(words.say(f"weekday_{day}") for day in sorted(weekdays)))


def _condition(condition: Condition, home: Home, words: Words) -> str:
    match condition:
        case Dark(dark=True):
            return words.say("if_dark")
        case Dark():
            return words.say("if_light")
        case Between(after=after, before=before):
            return words.say("if_between", after=_clock(after), before=_clock(before))
        case StateIs(entity_id=entity_id, state=state):
            return words.say("if_state", name=home.name_of(entity_id), state=state)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"

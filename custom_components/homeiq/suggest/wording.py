"""Titles in plain words, from the templates of the owner's language."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

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
    Idle,
    LeftOn,
    OnChange,
    OnDemand,
    Pattern,
    SomebodyHome,
    StateIs,
    Trigger,
)
from ..model.second_thought import Part
from ..model.words import Words
from .values import data_of, grouped

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
_MENTIONED = ("brightness_pct", "percentage", "position", "temperature", "volume_level", "color_temp_kelvin")
_NAMES = 3  # more entities than this are counted, not named


def title(pattern: Pattern, home: Home, words: Words) -> str:
    """Say what the automation would do: ``Turn on Kitchen light at 06:45 on workdays``."""
    match pattern.trigger:
        case LeftOn(entity_id=name, to=to, for_seconds=seconds):
            return words.say(f"remind_{to}", name=home.name_of(name), duration=duration(seconds, words))
        case OnDemand():
            return words.say("together", act=_act(pattern, home, words))
        case trigger:
            parts = [
                _Part(_act(pattern, home, words)),
                _Part(_when(trigger, home, words), isinstance(trigger, OnChange)),
            ]
    if pattern.weekdays != EVERY_DAY or isinstance(pattern.trigger, AtTime):
        parts.append(_Part(_days(pattern.weekdays, words)))
    asked = zip(conditions(pattern, home, words), pattern.conditions, strict=True)
    return _sentence([*parts, *(_Part(said, not isinstance(one, Between)) for said, one in asked)], words)


def adjusted_title(pattern: Pattern, before: Pattern, home: Home, words: Words) -> str:
    """Say that an accepted habit has moved: ``Move “Turn on Kitchen light” from 06:45 to 07:15``."""
    return words.say(
        "adjust",
        act=_act(pattern, home, words),
        before=_moment(before, home, words),
        after=_moment(pattern, home, words),
    )


def notice(pattern: Pattern, home: Home, words: Words) -> str:
    """Say what a reminder says; nothing for what is no reminder."""
    match pattern.trigger:
        case LeftOn(entity_id=name, to=to, for_seconds=seconds):
            return words.say(f"notice_{to}", name=home.name_of(name), duration=duration(seconds, words))
        case _:
            return ""


def conditions(pattern: Pattern, home: Home, words: Words) -> list[str]:
    """Say each of the conditions."""
    return [_condition(condition, pattern.trigger, home, words) for condition in pattern.conditions]


def parts(pattern: Pattern, home: Home, words: Words) -> dict[str, str]:
    """Say each part of a habit by itself: what sets it off, on which days, on what it acts, on which conditions."""
    trigger = pattern.trigger
    return {
        "trigger": _when(trigger, home, words) if isinstance(trigger, AtTime | AtSun | OnChange) else "",
        "weekdays": _days(pattern.weekdays, words),
        "entities": _joined(
            [_set_to(home.name_of(name), data_of(pattern, name), words) for name in pattern.entities], words
        ),
        "conditions": ", ".join(conditions(pattern, home, words)) or words.say("no_conditions"),
    }


def left_out(part: Part, home: Home, words: Words) -> str:
    """Say which part of the runs is meant: ``on Sundays``, ``before 07:00``, ``if nobody is home``."""
    return _days(part, words) if isinstance(part, frozenset) else _condition(part, OnDemand(), home, words)


def duration(seconds: int, words: Words) -> str:
    """Say how long, in the unit that people would choose."""
    if seconds < 60:  # noqa: PLR2004 - seconds of a minute
        return words.say("duration_seconds", number=seconds)
    minutes = round(seconds / 60)
    if minutes < 120 or minutes % 30:  # noqa: PLR2004 - up to here people count minutes
        return words.say("duration_minutes", number=minutes)
    return words.say("duration_hours", number=f"{minutes / 60:g}")


class _Part(NamedTuple):
    """A part of a sentence; some languages set clauses off with commas."""

    said: str
    is_clause: bool = False


def _sentence(parts: Sequence[_Part], words: Words) -> str:
    said, is_clause = parts[0]
    for part in parts[1:]:
        said = words.say("clause" if is_clause or part.is_clause else "phrase", before=said, after=part.said)
        is_clause = part.is_clause
    return said


def _moment(pattern: Pattern, home: Home, words: Words) -> str:
    match pattern.trigger:
        case AtTime(clock=clock):
            return clock
        case AtSun() | OnChange() as trigger:
            return _when(trigger, home, words)
        case _:
            return ""


def _act(pattern: Pattern, home: Home, words: Words) -> str:
    return words.say(f"act_{pattern.state}", names=_valued_names(pattern, home, words))


def _valued_names(pattern: Pattern, home: Home, words: Words) -> str:
    """Name the entities with what they are set to; many that are set to different values without."""
    groups = grouped(pattern, pattern.entities)
    if len(groups) > 1 and len(pattern.entities) > _NAMES:
        return _names(pattern.entities, home, words)
    return _joined([_set_to(_names(members, home, words), data, words) for members, data in groups], words)


def _set_to(names: str, data: Mapping[str, float], words: Words) -> str:
    """Add the one value that people would mention."""
    for field in _MENTIONED:
        if field in data:
            number = data[field] * (100 if field == "volume_level" else 1)
            return words.say(f"to_{field}", names=names, number=f"{number:g}".replace(".", words.say("decimal_mark")))
    return names


def _names(entities: Sequence[str], home: Home, words: Words) -> str:
    names = [home.name_of(entity_id) for entity_id in entities]
    if len(names) > _NAMES:
        return words.say("names_more", first=", ".join(names[: _NAMES - 1]), count=len(names) - _NAMES + 1)
    return _joined(names, words)


def _joined(names: Sequence[str], words: Words) -> str:
    if len(names) == 1:
        return names[0]
    return words.say("names_and", first=", ".join(names[:-1]), last=names[-1])


def _when(trigger: AtTime | AtSun | OnChange, home: Home, words: Words) -> str:
    match trigger:
        case AtTime(clock=clock):
            return words.say("when_time", time=clock)
        case AtSun(event=event, offset_minutes=0):
            return words.say(f"when_{event}")
        case AtSun(event=event, offset_minutes=offset):
            return words.say(f"when_{'before' if offset < 0 else 'after'}_{event}", minutes=abs(offset))
        case OnChange():
            return _change(trigger, home, words)


def _change(trigger: OnChange, home: Home, words: Words) -> str:
    """Say a change as people would: a door opens, a person leaves, anything else changes to a state."""
    what = _sort_of(trigger.entity_id, home)
    values = {"name": home.name_of(trigger.entity_id), "state": trigger.to}
    if not trigger.for_seconds:
        return words.say_first(f"change_{what}_{trigger.to}", "change", **values)
    held = duration(trigger.for_seconds, words)
    return words.say_first(f"lasting_{what}_{trigger.to}", "lasting", **values, duration=held)


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


def _condition(condition: Condition, trigger: Trigger, home: Home, words: Words) -> str:
    match condition:
        case Dark(dark=dark):
            return words.say("if_dark" if dark else "if_light")
        case Between():
            return _band(condition, words)
        case SomebodyHome(home=somebody):
            return words.say("if_somebody" if somebody else "if_nobody")
        case StateIs(entity_id=entity_id, state=state):
            what = _sort_of(entity_id, home)
            return words.say_first(f"if_{what}_{state}", "if_state", name=home.name_of(entity_id), state=state)
        case Idle(entity_id=entity_id, state=state, seconds=seconds):
            own = isinstance(trigger, OnChange) and trigger.entity_id == entity_id
            values = {"name": home.name_of(entity_id), "state": state, "duration": duration(seconds, words)}
            return words.say_first(
                f"if_idle_{_sort_of(entity_id, home)}_{state}", "if_idle_before" if own else "if_idle", **values
            )


def _band(band: Between, words: Words) -> str:
    key = "if_before" if not band.after else "if_after" if not band.before else "if_between"
    return words.say(key, after=_clock(band.after), before=_clock(band.before))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"

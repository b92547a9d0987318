"""Titles in plain words, from the templates of the owner's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, assert_never

from ...model.decisions.second_thought import Part
from ...model.existing import ANY_STATE
from ...model.habits.pattern import (
    EVERY_DAY,
    Between,
    Pattern,
)
from ...model.habits.trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand, Trigger, answers, reminds
from ...model.home import Home
from ...model.things import AT_REST, SETTINGS, thing_of
from ...model.words import Words
from ..action_data import data_of, grouped
from ..draft import stays_in
from .conditions import condition_in_words
from .entity_names import duration, name_of, sort_of, state_in_words
from .numbers import crosses
from .weekdays import days

_NAMES = 3  # more entities than this are counted, not named


def title(pattern: Pattern, home: Home, words: Words, *, with_days: bool = True) -> str:
    """Say what the automation would do: ``Turn on Kitchen light at 06:45 on workdays``."""
    match pattern.trigger:
        case LeftOn(entity_id=name, to=to, for_seconds=seconds):
            return words.say(f"remind_{to}", name=name_of(name, home, words), duration=duration(seconds, words))
        case OnDemand():
            return words.say("together", act=_act(pattern, home, words))
        case AtTime() | AtSun() | OnChange() | Crosses() as trigger:
            parts = _done(pattern, trigger, _days_of(pattern, words) if with_days else "", home, words)
        case _:
            assert_never(pattern.trigger)
    asked = zip(conditions(pattern, home, words), pattern.conditions, strict=True)
    return _sentence([*parts, *(_Part(said, not isinstance(one, Between)) for said, one in asked)], words)


def alias(pattern: Pattern, home: Home, words: Words) -> str:
    """Name the automation shortly: what it does and when, without its days and conditions."""
    return title(replace(pattern, weekdays=EVERY_DAY, conditions=()), home, words, with_days=False)


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
    if not reminds(trigger := pattern.trigger):
        return ""
    held = duration(trigger.for_seconds, words)
    return words.say(f"notice_{trigger.to}", name=name_of(trigger.entity_id, home, words), duration=held)


def question(pattern: Pattern, home: Home, words: Words) -> str:
    """Ask whether to do it: ``Turn on Kitchen light?``."""
    return words.say("ask_title", act=_act(pattern, home, words))


def conditions(pattern: Pattern, home: Home, words: Words) -> list[str]:
    """Say each of the conditions."""
    return [condition_in_words(condition, pattern.trigger, home, words) for condition in pattern.conditions]


def staying(pattern: Pattern, home: Home, words: Words) -> list[str]:
    """Say how each thing has to be for something to be set."""
    return [
        words.say_first(
            f"stays_{one.state}",
            "if_state",
            name=name_of(one.entity_id, home, words),
            state=state_in_words(one.state, words),
        )
        for one in stays_in(pattern)
    ]


def parts(pattern: Pattern, home: Home, words: Words) -> dict[str, str]:
    """Say each part of a habit by itself: what sets it off, on which days, on what it acts, on which conditions."""
    return {
        "trigger": _occasion(pattern.trigger, home, words),
        "weekdays": days(pattern.weekdays, words),
        "entities": _joined(
            [
                _set_to(name_of(name, home, words), data_of(pattern, name), words, _way(pattern))
                for name in pattern.entities
            ],
            words,
        ),
        "conditions": ", ".join(conditions(pattern, home, words)) or words.say("no_conditions"),
    }


def acts(pattern: Pattern, home: Home, words: Words) -> list[str]:
    """Say each thing that is done: one for all that are set to the same."""
    if reminds(pattern.trigger):
        return [words.say("act_remind")]
    return [
        words.say(_deed(pattern, state), names=_set_to(_names(names, home, words), data, words, _way(pattern)))
        for state, entities in _by_state(pattern)
        for names, data in grouped(pattern, entities)
    ]


def left_out(part: Part, home: Home, words: Words) -> str:
    """Say which part of the runs is meant: ``on Sundays``, ``before 07:00``, ``if nobody is home``."""
    return days(part, words) if isinstance(part, frozenset) else condition_in_words(part, OnDemand(), home, words)


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


def _done(
    pattern: Pattern, trigger: AtTime | AtSun | OnChange | Crosses, days: str, home: Home, words: Words
) -> list[_Part]:
    """Say what is done, when and on which days; some languages say when within what is done, before the verb."""
    is_within = words.say("when_stands") == "within"
    when = _when(trigger, home, words)
    if answers(trigger):
        act = _act(pattern, home, words, days if is_within else "")
        return [_Part(act), _Part(when, is_clause=True), *([_Part(days)] if days and not is_within else [])]
    moment = words.say("when_days", when=when, days=days) if days else when
    return (
        [_Part(_act(pattern, home, words, moment))] if is_within else [_Part(_act(pattern, home, words)), _Part(moment)]
    )


def _moment(pattern: Pattern, home: Home, words: Words) -> str:
    match pattern.trigger:
        case AtTime(minute=minute):
            return words.clock(minute)
        case AtSun() | OnChange() | Crosses() as trigger:
            return _when(trigger, home, words)
        case LeftOn() | OnDemand():
            return ""
        case _:
            assert_never(pattern.trigger)


def _act(pattern: Pattern, home: Home, words: Words, then: str = "") -> str:
    """Say what is done, and then when; what goes to several states in turn: ``Turn on A, turn off B, and close C``."""
    first, *others = (
        words.say(_deed(pattern, state), names=_valued_names(pattern, entities, home, words, "" if place else then))
        for place, (state, entities) in enumerate(_by_state(pattern))
    )
    if not others:
        return first
    if words.say("next_act_begins") == "small":
        others = [one[:1].lower() + one[1:] for one in others]
    return words.say("acts_and", first=", ".join([first, *others[:-1]]), last=others[-1])


def _deed(pattern: Pattern, state: str) -> str:
    """Return the key of what is done to bring something to a state."""
    return "act_set" if pattern.sets else f"act_{state}"


def _way(pattern: Pattern) -> str:
    """Return how the keys begin that say a value: it comes along with what is done, or is all that is."""
    return "set_to" if pattern.sets else "to"


def _by_state(pattern: Pattern) -> list[tuple[str, list[str]]]:
    """Return the entities by the state that they are brought to: what comes to use first, then most of them."""
    found: dict[str, list[str]] = {}
    for name, state in pattern.brings:
        found.setdefault(state, []).append(name)
    return sorted(found.items(), key=lambda one: (one[0] in AT_REST, one[0] != pattern.state))


def _valued_names(pattern: Pattern, entities: Sequence[str], home: Home, words: Words, then: str) -> str:
    """Name entities, and then when, with what they are set to; many that are set to different values without."""
    groups = grouped(pattern, entities)
    if len(groups) == 1:
        ((members, data),) = groups
        return _set_to(f"{_names(members, home, words)} {then}".strip(), data, words, _way(pattern))
    if len(entities) > _NAMES:
        return f"{_names(entities, home, words)} {then}".strip()
    said = [_set_to(_names(members, home, words), data, words, _way(pattern)) for members, data in groups]
    return f"{_joined(said, words)} {then}".strip()


def _set_to(names: str, data: Mapping[str, float], words: Words, way: str) -> str:
    """Add the one value that people would mention."""
    for field in (setting.field for setting in SETTINGS.values()):
        if field in data:
            number = data[field] * (100 if field == "volume_level" else 1)
            return words.say(f"{way}_{field}", names=names, number=words.decimal(number))
    return names


def _names(entities: Sequence[str], home: Home, words: Words) -> str:
    names = [name_of(entity_id, home, words) for entity_id in entities]
    if len(names) > _NAMES:
        return words.say("names_more", first=", ".join(names[: _NAMES - 1]), count=len(names) - _NAMES + 1)
    return _joined(names, words)


def _joined(names: Sequence[str], words: Words) -> str:
    if len(names) == 1:
        return names[0]
    return words.say("names_and", first=", ".join(names[:-1]), last=names[-1])


def _when(trigger: AtTime | AtSun | OnChange | Crosses, home: Home, words: Words) -> str:
    match trigger:
        case AtTime(minute=minute):
            return words.say("when_time", time=words.clock(minute))
        case AtSun(event=event, offset_minutes=0):
            return words.say(f"when_{event}")
        case AtSun(event=event, offset_minutes=offset):
            return words.say(f"when_{'before' if offset < 0 else 'after'}_{event}", minutes=abs(offset))
        case OnChange():
            return _change(trigger, home, words)
        case Crosses(entity_id=name, for_seconds=seconds):
            held = duration(seconds, words) if seconds else ""
            return crosses(trigger, name_of(name, home, words), held, home, words)
        case _:
            assert_never(trigger)


def _change(trigger: OnChange, home: Home, words: Words) -> str:
    """Say a change as people would: a door opens, a person leaves, anything else changes to a state."""
    what = sort_of(trigger.entity_id, home)
    values = {"name": name_of(trigger.entity_id, home, words), "state": trigger.to}
    if trigger.to == ANY_STATE:
        kind = f"change_moment_{what or home.device_class_of(trigger.entity_id)}"
        return words.say_first(kind, "change_moment", **values)
    if thing_of(trigger.entity_id).is_moment:
        kind = f"change_moment_{home.device_class_of(trigger.entity_id)}_{trigger.to}"
        return words.say_first(kind, "change_moment_named", **values)
    values["state"] = state_in_words(trigger.to, words)
    if not trigger.for_seconds:
        known = "change_state" if values["state"] != trigger.to else "change"
        return words.say_first(f"change_{what}_{trigger.to}", known, **values)
    held = duration(trigger.for_seconds, words)
    return words.say_first(f"lasting_{what}_{trigger.to}", "lasting", **values, duration=held)


def _occasion(trigger: Trigger, home: Home, words: Words) -> str:
    """Say what sets a habit off, whatever it is."""
    match trigger:
        case AtTime() | AtSun() | OnChange() | Crosses():
            return _when(trigger, home, words)
        case LeftOn(entity_id=name, to=to, for_seconds=seconds):
            return _change(OnChange(entity_id=name, to=to, for_seconds=seconds), home, words)
        case OnDemand():
            return words.say("when_called")
        case _:
            assert_never(trigger)


def _days_of(pattern: Pattern, words: Words) -> str:
    """Say the days; of what the sun or a change sets off, only where these are not all."""
    is_daily = pattern.weekdays == EVERY_DAY and not isinstance(pattern.trigger, AtTime)
    return "" if is_daily else days(pattern.weekdays, words)

"""What habits depend on, in words."""

from __future__ import annotations

from ...model.habits.pattern import Between, Condition, Dark, Idle, NumberIs, SomebodyHome, StateIs
from ...model.habits.trigger import Trigger, answers
from ...model.home import Home
from ...model.words import Words
from .entity_names import duration, name_of, sort_of, state_in_words
from .numbers import number_is


def condition_in_words(condition: Condition, trigger: Trigger, home: Home, words: Words) -> str:
    """Say what a habit depends on: ``while it is dark``."""
    match condition:
        case Dark(dark=dark):
            return words.say("if_dark" if dark else "if_light")
        case Between():
            return _band(condition, words)
        case SomebodyHome(home=somebody):
            return words.say("if_somebody" if somebody else "if_nobody")
        case NumberIs(entity_id=entity_id, attribute=attribute):
            name = words.say(f"weather_{attribute}") if attribute else name_of(entity_id, home, words)
            return number_is(condition, name, home, words)
        case StateIs(entity_id=entity_id, state=state):
            what = sort_of(entity_id, home)
            values = {"name": name_of(entity_id, home, words), "state": state_in_words(state, words)}
            return words.say_first(f"if_{what}_{state}", "if_state", **values)
        case Idle(entity_id=entity_id, state=state, seconds=seconds):
            own = answers(trigger) and trigger.entity_id == entity_id
            held = duration(seconds, words)
            values = {"name": name_of(entity_id, home, words), "state": state_in_words(state, words)}
            key = f"if_idle_{sort_of(entity_id, home)}_{state}"
            return words.say_first(key, "if_idle_before" if own else "if_idle", **values, duration=held)


def _band(band: Between, words: Words) -> str:
    key = "if_before" if not band.after else "if_after" if not band.before else "if_between"
    return words.say(key, after=words.clock(band.after), before=words.clock(band.before))

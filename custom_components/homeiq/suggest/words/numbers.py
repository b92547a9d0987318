"""What sensors measure, in words: a limit with its unit, and a condition that asks for it."""

from __future__ import annotations

from ...model.habits.pattern import NumberIs
from ...model.habits.trigger import Crosses
from ...model.home import Home
from ...model.words import Words
from ...past.numbers.sensors import unit_in

_PERCENT = "%"


def number_is(condition: NumberIs, name: str, home: Home, words: Words) -> str:
    """Say what a sensor has to measure: ``while Hall illuminance is below 40 lx``."""
    unit = unit_in(home, condition.measured)
    match condition:
        case NumberIs(above=None, below=float() | int() as below):
            return words.say("if_number_below", name=name, below=measured(below, unit, words))
        case NumberIs(above=float() | int() as above, below=None):
            return words.say("if_number_above", name=name, above=measured(above, unit, words))
    above, below = condition.above or 0.0, condition.below or 0.0
    return words.say("if_number_between", name=name, above=plain(above, words), below=measured(below, unit, words))


def crosses(trigger: Crosses, name: str, held: str, home: Home, words: Words) -> str:
    """Say what a sensor comes to measure: ``when Bath humidity rises above 65%``.

    Args:
        trigger: what is said.
        name: the sensor's.
        held: for how long it has to stay so; empty where it acts at once.
        home: knows its unit.
        words: of the owner's language.
    """
    limit = measured(trigger.limit, unit_in(home, trigger.entity_id), words)
    side = "above" if trigger.is_above else "below"
    if held:
        return words.say(f"stays_{side}", name=name, limit=limit, duration=held)
    return words.say(f"crosses_{side}", name=name, limit=limit)


def measured(number: float, unit: str, words: Words) -> str:
    """Say a number with its unit, which never stand on two lines."""
    said = plain(number, words)
    if unit == _PERCENT:
        return words.say("measured_percent", number=said)
    return words.say("measured", number=said, unit=unit) if unit else said


def plain(number: float, words: Words) -> str:
    """Say a number as people of this language write it."""
    return words.decimal(number)

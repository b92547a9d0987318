"""What the entities of a suggestion may be set to, for whoever changes it: beside what people set them to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...model.habits.diary import Diary
from ...model.habits.pattern import Pattern, SetTo
from ...model.things import SETTINGS
from ...suggest.action_data import data_of

type Limits = Callable[[str, str], tuple[float, float]]
"""Of an entity's attribute the lowest and the highest number that it can be set to, in its field's unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settable:
    """A field of an action's data. All numbers are in its unit.

    Attributes:
        field: as the action names it, such as ``brightness_pct``.
        value: what it would be set to; left out where that is open.
        least: the lowest number that it takes.
        most: the highest one.
        step: between two numbers that make a difference.
        unit: of these numbers, empty where they have none.
        was_set: what people set it to when they did it, the oldest first.
    """

    entity_id: str
    field: str
    value: float | None
    least: float
    most: float
    step: float
    unit: str
    was_set: tuple[float, ...]


def settable(pattern: Pattern, diary: Diary | None, limits: Limits, warmth: str) -> Iterator[Settable]:
    """Yield the fields that the habit sets, or that people set when they did it.

    Args:
        pattern: the habit.
        diary: what people did; None where no run has looked at it.
        limits: how far each may be set.
        warmth: the home's unit of temperature.
    """
    known = {(one.entity_id, one.attribute): one.values for one in (diary.was_set if diary else ())}
    for entity_id, attribute in sorted({*known, *((one.entity_id, one.attribute) for one in pattern.values)}):
        setting = SETTINGS[attribute]
        least, most = limits(entity_id, attribute)
        yield Settable(
            entity_id=entity_id,
            field=setting.field,
            value=data_of(pattern, entity_id).get(setting.field),
            least=least,
            most=most,
            step=setting.fine,
            unit=warmth if setting.is_temperature else setting.unit,
            was_set=tuple(_numbers(entity_id, attribute, known.get((entity_id, attribute), ()))),
        )


def _numbers(entity_id: str, attribute: str, values: tuple[float, ...]) -> Iterator[float]:
    for value in values:
        yield SetTo(entity_id=entity_id, attribute=attribute, value=value, spread=0.0).as_data

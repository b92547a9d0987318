"""What people set things to, as numbers that automations and titles give: rounded no finer than the habit is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..model.decisions.adjustment import AdjustmentError
from ..model.habits.pattern import Pattern, SetTo
from ..model.habits.value import VALUE_ATTRIBUTES
from ..model.things import SETTINGS


def data_of(pattern: Pattern, entity_id: str) -> dict[str, float]:
    """Return what an entity is set to as an action's data; empty where that is not known."""
    mine = [one for one in pattern.values if one.entity_id == entity_id]
    if sets := pattern.sets:
        said = SetTo(entity_id=entity_id, attribute=sets.attribute, value=sets.value, spread=0.0)
        mine = [one for one in mine if one.attribute == sets.attribute] or [said]
    return {SETTINGS[one.attribute].field: one.as_data for one in mine}


def set_to(entity_id: str, data: Mapping[str, float]) -> tuple[SetTo, ...]:
    """Return what an action's data sets an entity to.

    Raises:
        AdjustmentError: such an entity has no such value, or it is out of range.
    """
    attributes = VALUE_ATTRIBUTES.get(entity_id.partition(".")[0], ())
    by_field = {SETTINGS[attribute].field: attribute for attribute in attributes}
    if not data.keys() <= by_field.keys():
        raise AdjustmentError("values")
    return tuple(_set_to(entity_id, by_field[field], number) for field, number in data.items())


def _set_to(entity_id: str, attribute: str, number: float) -> SetTo:
    setting = SETTINGS[attribute]
    if not setting.least <= number <= setting.most:
        raise AdjustmentError("values")
    return SetTo(entity_id=entity_id, attribute=attribute, value=number / setting.scale, spread=0.0)


def grouped(pattern: Pattern, entities: Sequence[str]) -> list[tuple[list[str], dict[str, float]]]:
    """Put the entities together that are set to the same, in their order."""
    groups: list[tuple[list[str], dict[str, float]]] = []
    for entity_id in entities:
        data = data_of(pattern, entity_id)
        for members, known in groups:
            if known == data:
                members.append(entity_id)
                break
        else:
            groups.append(([entity_id], data))
    return groups

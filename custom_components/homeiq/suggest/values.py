"""What people set things to, as numbers that automations and titles give: rounded no finer than the habit is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ..model.adjustment import AdjustmentError
from ..model.pattern import Pattern, SetTo
from ..model.value import VALUE_ATTRIBUTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How an attribute is set.

    Attributes:
        field: of the action's data.
        scale: what the attribute is multiplied with to get there.
        fine: step where people always set the same, in the field's unit.
        coarse: step where they don't.
        least: the lowest number.
        most: the highest one.
    """

    field: str
    fine: float
    coarse: float
    scale: float = 1.0
    least: float = 0.0
    most: float = 100.0


SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        "brightness": Setting(field="brightness_pct", scale=100 / 255, fine=1, coarse=5, least=1),
        "color_temp_kelvin": Setting(field="color_temp_kelvin", fine=10, coarse=100, least=1000, most=20_000),
        "current_position": Setting(field="position", fine=1, coarse=5),
        # A fan of three speeds has them at a third each: five per cent more is the next one.
        "percentage": Setting(field="percentage", fine=1, coarse=1, least=1),
        "temperature": Setting(field="temperature", fine=0.5, coarse=0.5, least=-100),
        "volume_level": Setting(field="volume_level", fine=0.01, coarse=0.05, most=1),
    }
)
"""By attribute of the state."""


def data_of(pattern: Pattern, entity_id: str) -> dict[str, float]:
    """Return what an entity is set to as an action's data; empty where that is not known."""
    return {SETTINGS[one.attribute].field: _rounded(one) for one in pattern.values if one.entity_id == entity_id}


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


def _rounded(value: SetTo) -> float:
    setting = SETTINGS[value.attribute]
    step = setting.coarse if value.spread else setting.fine
    # Twice, because a multiple of 0.05 is seldom one in binary.
    number = max(setting.least, round(round(value.value * setting.scale / step) * step, 2))
    return int(number) if number == int(number) else number

"""How what people set is set: by attribute, with its range and its step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


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
        unit: of the field; of a temperature it is the home's.
        limits: the attributes in which a thing itself tells its lowest and its highest number, in the field's unit.
        feature: the bit of ``supported_features`` of those that can set it; 0 where whoever tells it can.
        range: between two values that people would call far apart, in the attribute's unit.
        is_temperature: it is told in the home's unit of temperature, which its state does not name.
        alike: how far two values may lie apart to be one wish, in the attribute's unit, where people set it while the
            thing stays in use; 0 where it only comes along with a state.
        unsaid: to what it comes where nobody says anything, in the attribute's unit; None where it may be anything.
    """

    field: str
    fine: float
    coarse: float
    range: float
    scale: float = 1.0
    least: float = 0.0
    most: float = 100.0
    unit: str = ""
    limits: tuple[str, str] | None = None
    feature: int = 0
    is_temperature: bool = False
    alike: float = 0.0
    unsaid: float | None = None

    @property
    def step(self) -> float:
        """The finest step that makes a difference, in the attribute's unit."""
        return self.fine / self.scale


SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        # Who drags a slider to a fifth, or steps there, is content with a quarter: twenty of 255 are eight per cent.
        "brightness": Setting(
            field="brightness_pct", scale=100 / 255, fine=1, coarse=5, least=1, range=255.0, alike=20.0, unit="%"
        ),
        "color_temp_kelvin": Setting(
            field="color_temp_kelvin",
            fine=10,
            coarse=100,
            least=1000,
            most=20_000,
            range=4500.0,
            unit="K",
            limits=("min_color_temp_kelvin", "max_color_temp_kelvin"),
        ),
        "current_position": Setting(
            field="position", fine=1, coarse=5, range=100.0, feature=4, alike=8.0, unsaid=100.0, unit="%"
        ),
        # A fan of three speeds has them at a third each, one of twenty at a twentieth.
        "percentage": Setting(field="percentage", fine=1, coarse=1, least=1, range=100.0, alike=4.0, unit="%"),
        "humidity": Setting(
            field="humidity",
            fine=1,
            coarse=5,
            range=30.0,
            alike=3.0,
            unit="%",
            limits=("min_humidity", "max_humidity"),
        ),
        # Ten degrees are between a cold room and a warm one. Water may be as hot as boils in Fahrenheit.
        "temperature": Setting(
            field="temperature",
            fine=0.5,
            coarse=0.5,
            least=-100,
            most=212,
            range=10.0,
            is_temperature=True,
            alike=0.5,
            limits=("min_temp", "max_temp"),
        ),
        # Between two of its steps, which are no exact numbers in binary.
        "volume_level": Setting(
            field="volume_level", fine=0.01, coarse=0.05, most=1, range=1.0, feature=4, alike=0.055
        ),
    }
)
"""By attribute of the state; of two of one thing, the one that people would rather mention stands first."""

"""A sensor whose value and attributes are all that it shows."""

from __future__ import annotations

from typing import override

from homeassistant.components.sensor import SensorEntity

from ..entity import HomeIQEntity


class HomeIQSensor(HomeIQEntity, SensorEntity):
    """One that is written where these are others."""

    @override
    def shows(self) -> object:
        return self.native_value, self.extra_state_attributes

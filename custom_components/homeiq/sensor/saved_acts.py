"""Two sensors of what accepted automations brought: acts that nobody had to do by hand, and acts that were undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, override

from homeassistant.components.sensor import SensorEntityDescription, SensorStateClass

from ..model.decisions.followed import Followed
from ..model.words import shortened
from .limits import LISTED, TITLE_LENGTH
from .showing import HomeIQSensor


@dataclass(frozen=True, kw_only=True)
class ActsSensorDescription(SensorEntityDescription):
    """A sensor of what was done."""

    state_class: SensorStateClass | None = SensorStateClass.TOTAL_INCREASING
    value: Callable[[Followed], int]


class ActsSensor(HomeIQSensor):
    """A total over everything that was ever accepted; what is deleted or taken back keeps what it brought."""

    entity_description: ActsSensorDescription

    @property
    @override
    def native_value(self) -> int:
        """Return the total."""
        return sum(map(self.entity_description.value, self.coordinator.data.followed))

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return those that are still there, the most of this sensor's sort first."""
        there = [one for one in self.coordinator.data.followed if one.fate.is_there]
        first = sorted(there, key=self.entity_description.value, reverse=True)[:LISTED]
        return {"automations": [_told(one) for one in first]}


def _told(followed: Followed) -> dict[str, Any]:
    return {
        "title": shortened(followed.title, TITLE_LENGTH),
        "signature": followed.signature,
        "state": followed.fate.value,
        "runs": followed.runs,
        "saved": followed.saved,
        "overridden": followed.overridden,
    }


ACTS_SENSORS = (
    ActsSensorDescription(key="acts_saved", translation_key="acts_saved", value=lambda followed: followed.saved),
    ActsSensorDescription(key="overrides", translation_key="overrides", value=lambda followed: followed.overridden),
)

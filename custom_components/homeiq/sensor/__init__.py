"""Sensors.

    learning     what was learned, and when
    ranking      the best suggestions
    saved_acts   what accepted automations brought
    figures      how HomeIQ itself is doing
    limits       how much fits into a state and its attributes
    showing      what makes a sensor be written

A sensor is a description in the list of its module, its texts and its icon.
"""

from __future__ import annotations

from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from ..coordinator import HomeIQConfigEntry
from .figures import HEALTH_SENSORS, INFLUX_SENSORS, HealthSensor
from .learning import LEARNING_SENSORS, LearningSensor
from .ranking import PLACES, SuggestionSensor
from .saved_acts import ACTS_SENSORS, ActsSensor

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant, entry: HomeIQConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add all sensors."""
    coordinator = entry.runtime_data
    async_add_entities(LearningSensor(coordinator, description) for description in LEARNING_SENSORS)
    async_add_entities(ActsSensor(coordinator, description) for description in ACTS_SENSORS)
    async_add_entities(SuggestionSensor(coordinator, place) for place in range(1, PLACES + 1))
    health = HEALTH_SENSORS if coordinator.mirror is None else HEALTH_SENSORS + INFLUX_SENSORS
    async_add_entities(HealthSensor(coordinator, description) for description in health)

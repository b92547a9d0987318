"""How HomeIQ itself is doing, in figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import PERCENTAGE, EntityCategory, UnitOfInformation, UnitOfTime

from ..model.overview import Health
from .showing import HomeIQSensor


@dataclass(frozen=True, kw_only=True)
class HealthSensorDescription(SensorEntityDescription):
    """A sensor of how HomeIQ is doing: for those who look for it. All others are told by the health."""

    entity_category: EntityCategory | None = EntityCategory.DIAGNOSTIC
    entity_registry_enabled_default: bool = False
    value: Callable[[Health], float]


class HealthSensor(HomeIQSensor):
    """A figure of how HomeIQ is doing."""

    entity_description: HealthSensorDescription

    @property
    @override
    def native_value(self) -> float:
        """Return what the description takes from the health."""
        return self.entity_description.value(self.coordinator.health)


HEALTH_SENSORS = (
    HealthSensorDescription(
        key="events_per_minute",
        translation_key="events_per_minute",
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=0,
        value=lambda health: round(health.events_per_minute, 1),
    ),
    HealthSensorDescription(
        key="queue_size",
        translation_key="queue_size",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda health: health.store.queued,
    ),
    HealthSensorDescription(
        key="events_stored",
        translation_key="events_stored",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda health: health.store.stored,
    ),
    HealthSensorDescription(
        key="database_size",
        translation_key="database_size",
        device_class=SensorDeviceClass.DATA_SIZE,
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfInformation.MEGABYTES,
        value=lambda health: round(health.store.database_bytes / 1e6, 2),
    ),
    HealthSensorDescription(
        key="flush_time",
        translation_key="flush_time",
        device_class=SensorDeviceClass.DURATION,
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfTime.MILLISECONDS,
        value=lambda health: round(health.store.flush_seconds * 1000, 1),
    ),
    HealthSensorDescription(
        key="write_errors",
        translation_key="write_errors",
        state_class=SensorStateClass.TOTAL_INCREASING,
        value=lambda health: health.store.write_errors,
    ),
    HealthSensorDescription(
        key="cpu",
        translation_key="cpu",
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=PERCENTAGE,
        value=lambda health: round(health.cpu_percent, 1),
    ),
    HealthSensorDescription(
        key="memory",
        translation_key="memory",
        device_class=SensorDeviceClass.DATA_SIZE,
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfInformation.MEGABYTES,
        value=lambda health: round(health.memory_mb),
    ),
    HealthSensorDescription(
        key="own_cpu",
        translation_key="own_cpu",
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=PERCENTAGE,
        suggested_display_precision=1,
        value=lambda health: health.own_cpu_percent,
    ),
    HealthSensorDescription(
        key="own_memory",
        translation_key="own_memory",
        device_class=SensorDeviceClass.DATA_SIZE,
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfInformation.MEGABYTES,
        value=lambda health: health.kept_mb,
    ),
    HealthSensorDescription(
        key="ai_calls",
        translation_key="ai_calls",
        state_class=SensorStateClass.TOTAL_INCREASING,
        value=lambda health: health.ai_calls,
    ),
    HealthSensorDescription(
        key="ai_tokens",
        translation_key="ai_tokens",
        state_class=SensorStateClass.TOTAL_INCREASING,
        value=lambda health: health.ai_tokens,
    ),
)
INFLUX_SENSORS = (
    HealthSensorDescription(
        key="influx_waiting",
        translation_key="influx_waiting",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda health: health.influx_waiting or 0,
    ),
    HealthSensorDescription(
        key="influx_rejected",
        translation_key="influx_rejected",
        state_class=SensorStateClass.TOTAL_INCREASING,
        value=lambda health: health.influx_rejected or 0,
    ),
)

"""Sensors: what was learned, when, and how HomeIQ itself is doing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import PERCENTAGE, EntityCategory, UnitOfInformation, UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType
from homeassistant.util import dt as dt_util

from .acts_sensor import ActsSensor, ActsSensorDescription
from .coordinator import HomeIQConfigEntry, HomeIQCoordinator
from .entity import HomeIQEntity
from .model.as_json import backtest_to_json
from .model.overview import Health, HomeData
from .model.run import RunStatus
from .model.suggestion import Suggestion

PARALLEL_UPDATES = 0

SLOTS = 5  # suggestions that have a sensor of their own
LISTED = 10  # suggestions and entities named in attributes, so that these stay under 4 KiB
STATE_LENGTH = 255  # characters, the most that Home Assistant takes for a state
TITLE_LENGTH = 60  # characters of a title in a list
REASON_LENGTH = 700  # characters; no reason of ours is so long, but an AI's may be
IDLE = "idle"


@dataclass(frozen=True, kw_only=True)
class LearningSensorDescription(SensorEntityDescription):
    """A sensor of what was learned."""

    value: Callable[[HomeData], StateType | datetime]
    attributes: Callable[[HomeData], dict[str, Any]] | None = None


@dataclass(frozen=True, kw_only=True)
class HealthSensorDescription(SensorEntityDescription):
    """A sensor of how HomeIQ is doing."""

    entity_category: EntityCategory | None = EntityCategory.DIAGNOSTIC
    value: Callable[[Health], float]


def _moment(timestamp: float | None) -> datetime | None:
    return dt_util.utc_from_timestamp(timestamp) if timestamp else None


def _shorten(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _suggestions(data: HomeData) -> dict[str, Any]:
    return {
        "suggestions": [
            {
                "title": _shorten(suggestion.title, TITLE_LENGTH),
                "kind": suggestion.pattern.kind.value,
                "confidence": round(suggestion.pattern.evidence.confidence, 2),
                "signature": suggestion.signature,
            }
            for suggestion in data.suggestions[:LISTED]
        ]
    }


def _last_finished(data: HomeData) -> datetime | None:
    return _moment(data.last_run.finished_at) if data.last_run else None


def _status(data: HomeData) -> str:
    if data.is_running:
        return RunStatus.RUNNING
    return data.last_run.status if data.last_run else IDLE


def _next_moments(data: HomeData) -> dict[str, Any]:
    return {"next_run": _moment(data.next_run_at), "next_ai_refresh": _moment(data.next_ai_refresh_at)}


LEARNING_SENSORS = (
    LearningSensorDescription(
        key="suggestions",
        translation_key="suggestions",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda data: len(data.suggestions),
        attributes=_suggestions,
    ),
    LearningSensorDescription(
        key="patterns",
        translation_key="patterns",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda data: len(data.patterns),
    ),
    LearningSensorDescription(
        key="last_analysis",
        translation_key="last_analysis",
        device_class=SensorDeviceClass.TIMESTAMP,
        value=_last_finished,
    ),
    LearningSensorDescription(
        key="analysis_status",
        translation_key="analysis_status",
        device_class=SensorDeviceClass.ENUM,
        options=[IDLE, *RunStatus],
        value=_status,
    ),
    LearningSensorDescription(
        key="next_refresh",
        translation_key="next_refresh",
        device_class=SensorDeviceClass.TIMESTAMP,
        value=lambda data: _moment(data.next_refresh_at),
        attributes=_next_moments,
    ),
)

ACTS_SENSORS = (
    ActsSensorDescription(key="acts_saved", translation_key="acts_saved", value=lambda followed: followed.saved),
    ActsSensorDescription(key="overrides", translation_key="overrides", value=lambda followed: followed.overridden),
)
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
        key="ai_calls",
        translation_key="ai_calls",
        entity_registry_enabled_default=False,
        state_class=SensorStateClass.TOTAL_INCREASING,
        value=lambda health: health.ai_calls,
    ),
    HealthSensorDescription(
        key="ai_tokens",
        translation_key="ai_tokens",
        entity_registry_enabled_default=False,
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


async def async_setup_entry(
    hass: HomeAssistant, entry: HomeIQConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add all sensors."""
    coordinator = entry.runtime_data
    async_add_entities(LearningSensor(coordinator, description) for description in LEARNING_SENSORS)
    async_add_entities(ActsSensor(coordinator, description) for description in ACTS_SENSORS)
    async_add_entities(SuggestionSensor(coordinator, place) for place in range(1, SLOTS + 1))
    health = HEALTH_SENSORS if coordinator.mirror is None else HEALTH_SENSORS + INFLUX_SENSORS
    async_add_entities(HealthSensor(coordinator, description) for description in health)


class LearningSensor(HomeIQEntity, SensorEntity):
    """A figure or a moment of the learning."""

    entity_description: LearningSensorDescription

    @property
    @override
    def native_value(self) -> StateType | datetime:
        """Return what the description takes from the data."""
        return self.entity_description.value(self.coordinator.data)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any] | None:
        """Return what the description adds."""
        attributes = self.entity_description.attributes
        return attributes(self.coordinator.data) if attributes else None


class SuggestionSensor(HomeIQEntity, SensorEntity):
    """The suggestion at one place of the ranking."""

    def __init__(self, coordinator: HomeIQCoordinator, place: int) -> None:
        """Take a place, 1 being the best."""
        super().__init__(coordinator, SensorEntityDescription(key=f"suggestion_{place}", translation_key="suggestion"))
        self._attr_translation_placeholders = {"place": str(place)}
        self._index = place - 1

    @property
    def _suggestion(self) -> Suggestion | None:
        suggestions = self.coordinator.data.suggestions
        return suggestions[self._index] if self._index < len(suggestions) else None

    @property
    @override
    def native_value(self) -> str | None:
        """Return the title; None where the ranking ends before this place."""
        suggestion = self._suggestion
        return _shorten(suggestion.title, STATE_LENGTH) if suggestion else None

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any] | None:
        """Return what a card needs to show it."""
        if (suggestion := self._suggestion) is None:
            return None
        return {
            "kind": suggestion.pattern.kind.value,
            "confidence": round(suggestion.pattern.evidence.confidence, 2),
            "backtest": backtest_to_json(suggestion.backtest),
            "entities": list(suggestion.pattern.entities[:LISTED]),
            "signature": suggestion.signature,
            "reason": _shorten(suggestion.full_reason, REASON_LENGTH),
        }


class HealthSensor(HomeIQEntity, SensorEntity):
    """A figure of how HomeIQ is doing."""

    entity_description: HealthSensorDescription

    @property
    @override
    def native_value(self) -> float:
        """Return what the description takes from the health."""
        return self.entity_description.value(self.coordinator.health)

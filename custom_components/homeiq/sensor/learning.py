"""What was learned, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import PERCENTAGE
from homeassistant.helpers.typing import StateType
from homeassistant.util import dt as dt_util

from ..answers.overview import rungs_of
from ..coordinator import HomeIQCoordinator
from ..coordinator.learning.first_days import first_days
from ..coordinator.spoken import async_spoken
from ..model.overview import HomeData
from ..model.run import RunStatus
from ..model.words import shortened
from .limits import LISTED, TITLE_LENGTH, UNLOGGED
from .showing import HomeIQSensor

IDLE = "idle"


@dataclass(frozen=True, kw_only=True)
class LearningSensorDescription(SensorEntityDescription):
    """A sensor of what was learned."""

    value: Callable[[HomeData], StateType | datetime]
    attributes: Callable[[HomeIQCoordinator], dict[str, Any]] | None = None


class LearningSensor(HomeIQSensor):
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
        return attributes(self.coordinator) if attributes else None


def _moment(timestamp: float | None) -> datetime | None:
    return dt_util.utc_from_timestamp(timestamp) if timestamp else None


def _suggestions(coordinator: HomeIQCoordinator) -> dict[str, Any]:
    return {
        "suggestions": [
            {
                "title": shortened(suggestion.title, TITLE_LENGTH),
                "kind": suggestion.pattern.kind.value,
                "confidence": round(suggestion.confidence, 2),
                "signature": suggestion.signature,
            }
            for suggestion in coordinator.data.suggestions[:LISTED]
        ]
    }


def _rungs(coordinator: HomeIQCoordinator) -> dict[str, Any]:
    return asdict(rungs_of(coordinator.data))


def _last_finished(data: HomeData) -> datetime | None:
    return _moment(data.last_run.finished_at) if data.last_run else None


def _last_cost(coordinator: HomeIQCoordinator) -> dict[str, Any]:
    """Say what the newest run took: HomeIQ's own share of the machine, most of all that it ever takes."""
    if (run := coordinator.data.last_run) is None or run.duration is None:
        return {}
    return {"duration": round(run.duration, 1), "events": run.events}


def _status(data: HomeData) -> str:
    if data.is_running:
        return RunStatus.RUNNING
    return data.last_run.status if data.last_run else IDLE


def _first_days(coordinator: HomeIQCoordinator) -> dict[str, Any]:
    """Say how far a new home is; a card that words it itself takes the figures."""
    began = coordinator.config_entry.created_at
    progress = first_days(coordinator.data, coordinator.settings, dt_util.now(), began)
    if progress is None:
        return dict(UNLOGGED)
    day, needed, first_on = progress.day, progress.needed, progress.first_on
    words = async_spoken(coordinator.hass)
    told = words.say("first_days", day=day, needed=needed, date=words.day(first_on)) if words else None
    return {**UNLOGGED, "learning": told, "day": day, "days": needed, "first_suggestions": first_on}


def _imported(data: HomeData) -> int | None:
    progress = data.history_import
    return round(100 * progress.days_done / progress.days_total) if progress and progress.days_total else None


def _next_moments(coordinator: HomeIQCoordinator) -> dict[str, Any]:
    data = coordinator.data
    return {**UNLOGGED, "next_run": _moment(data.next_run_at), "next_ai_refresh": _moment(data.next_ai_refresh_at)}


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
        attributes=_rungs,
    ),
    LearningSensorDescription(
        key="last_analysis",
        translation_key="last_analysis",
        device_class=SensorDeviceClass.TIMESTAMP,
        value=_last_finished,
        attributes=_last_cost,
    ),
    LearningSensorDescription(
        key="analysis_status",
        translation_key="analysis_status",
        device_class=SensorDeviceClass.ENUM,
        options=[IDLE, *RunStatus],
        value=_status,
        attributes=_first_days,
    ),
    LearningSensorDescription(
        key="import_progress",
        translation_key="import_progress",
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=PERCENTAGE,
        value=_imported,
    ),
    LearningSensorDescription(
        key="next_refresh",
        translation_key="next_refresh",
        device_class=SensorDeviceClass.TIMESTAMP,
        value=lambda data: _moment(data.next_refresh_at),
        attributes=_next_moments,
    ),
)

"""Diagnostics: figures to attach to a report. Habits stay at home: no entity, name or title is in them."""

from collections import Counter
from dataclasses import asdict, fields
from typing import Any

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.core import HomeAssistant

from .coordinator import HomeIQConfigEntry
from .coordinator.mirror import Mirror
from .model.as_json import backtest_to_json
from .model.overview import HomeData
from .model.run import Run
from .model.suggestion import Suggestion
from .settings import Scope
from .store.influx.backfill import Direction

PRIVATE = {"machine_users", "excluded_users", "entity_id", "targets", *(setting.name for setting in fields(Scope))}


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: HomeIQConfigEntry) -> dict[str, Any]:
    """Return the settings, the health and what was found, in numbers."""
    coordinator = entry.runtime_data
    return {
        "options": async_redact_data(dict(entry.options), PRIVATE),
        "health": asdict(coordinator.health),
        "ai": asdict(coordinator.asking.use),
        "influxdb": None if coordinator.mirror is None else await _mirror(coordinator.mirror),
        **_found(coordinator.data),
    }


async def _mirror(mirror: Mirror) -> dict[str, Any]:
    # No address, no name, no entity: how it goes, and nothing of where and whose.
    return {
        "is_archive": mirror.is_archive,
        "generation": mirror.generation,
        "sent": asdict(mirror.sent),
        "waiting": asdict(mirror.waiting),
        "copies": {
            direction.value: asdict(progress)
            for direction in Direction
            if (progress := await mirror.copying.async_progress(direction))
        },
    }


def _found(data: HomeData) -> dict[str, Any]:
    run, progress = data.last_run, data.history_import
    return {
        "is_running": data.is_running,
        "next_run_at": data.next_run_at,
        "last_run": None if run is None else _run(run),
        "history_import": None if progress is None else asdict(progress),
        "patterns": dict(Counter(pattern.kind.value for pattern in data.patterns)),
        "suggestions": [_suggestion(suggestion) for suggestion in data.suggestions],
    }


def _run(run: Run) -> dict[str, Any]:
    # asdict() would copy the read-only mapping of the metrics, which can't be copied.
    return {
        "trigger": run.trigger.value,
        "status": run.status.value,
        "started_at": run.started_at,
        "duration": run.duration,
        "events": run.events,
        "uses_ai": run.uses_ai,
        "error": run.error,
        "metrics": dict(run.metrics),
    }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "kind": suggestion.pattern.kind.value,
        "confidence": suggestion.pattern.evidence.confidence,
        "score": suggestion.score,
        "backtest": backtest_to_json(suggestion.backtest),
    }

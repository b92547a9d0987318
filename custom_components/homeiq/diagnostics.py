"""Diagnostics: figures to attach to a report. Habits stay at home: no entity, name or title is in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.core import HomeAssistant

from .answers.findings import backtest_to_json
from .coordinator import HomeIQConfigEntry, HomeIQCoordinator
from .coordinator.keeping.tracing import Trace
from .model.habits.packed import kinds_of
from .model.habits.suggestion import Suggestion
from .model.hooks import Delivery
from .model.overview import HomeData
from .model.run import Run
from .settings import OPTIONS
from .store.blocks.aside import SetAside
from .store.influx.direction import Direction
from .telemetry.faults import without_words

if TYPE_CHECKING:
    from .coordinator.influx.mirror import Mirror

# What people write freely is among them: the domains of overrides, and the names of attributes.
PRIVATE = {option.key for option in OPTIONS.values() if option.is_private}


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: HomeIQConfigEntry) -> dict[str, Any]:
    """Return the settings, the health and what was found, in numbers."""
    coordinator = entry.runtime_data
    return {
        "options": async_redact_data(dict(entry.options), PRIVATE),
        "health": asdict(coordinator.health),
        "unreadable": dict(coordinator.guard.unreadable),
        "ai": asdict(coordinator.asking.use),
        "went_out": await _went_out(coordinator),
        "influxdb": None if coordinator.mirror is None else await _mirror(coordinator.mirror),
        "damaged_blocks": [_damaged(block) for block in await coordinator.damage.async_all()],
        "traces": [_trace(one) for one in await coordinator.tracing.async_newest()],
        **_found(coordinator.data),
    }


async def _went_out(coordinator: HomeIQCoordinator) -> dict[str, dict[str, int]]:
    # How much, not to whom: receivers are named by people.
    found: dict[str, Counter[str]] = {}
    for one in await coordinator.ledger.log.months():
        found.setdefault(one.day, Counter())[one.way.value] += one.count
    return {month: dict(counts) for month, counts in found.items()}


def _trace(trace: Trace) -> dict[str, Any]:
    # No body, no receiver, nobody who asked and no reason that was given: what came after what, and how it ended.
    return {
        "correlation_id": trace.correlation,
        "requests": [asdict(one) | {"outcome": one.outcome.value} for one in trace.requests],
        "runs": [{"run_id": one.run_id, **_run(one)} for one in trace.runs],
        "ai_calls": [
            {"called_at": one.called_at, "outcome": one.outcome, "seconds": one.seconds, "tokens": one.tokens}
            for one in trace.calls
        ],
        "deliveries": [_delivery(one) for one in trace.deliveries],
    }


def _delivery(one: Delivery) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "state": one.state.name.lower(),
        "created_at": one.created_at,
        "ended_at": one.ended_at,
        "tries": one.tries,
        "status": one.status,
        "trouble": one.trouble,
    }


def _damaged(block: SetAside) -> dict[str, Any]:
    # When, and how much of it: not whose.
    return {"first": block.first, "last": block.last, "events": block.events, "why": block.why, "at": block.at}


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
        "patterns": dict(Counter(kind.value for kind in kinds_of(data.patterns))),
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
        "error": None if run.error is None else without_words(run.error),
        "metrics": dict(run.metrics),
        "correlation_id": run.correlation,
    }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "kind": suggestion.pattern.kind.value,
        "confidence": suggestion.confidence,
        "score": suggestion.score,
        "backtest": backtest_to_json(suggestion.backtest),
    }

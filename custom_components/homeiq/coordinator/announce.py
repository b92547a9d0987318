"""What is said on the bus, for automations and for the logbook."""

from collections.abc import Iterable

from homeassistant.core import HomeAssistant, callback

from ..const import EVENT_ANALYSIS_COMPLETE, EVENT_SUGGESTION_CREATED, EVENT_SUGGESTION_RESOLVED
from ..model.run import Run
from ..model.suggestion import Decision, Suggestion


@callback
def async_announce_run(hass: HomeAssistant, run: Run) -> None:
    """Say that a run is over."""
    hass.bus.async_fire(
        EVENT_ANALYSIS_COMPLETE,
        {
            "run_id": run.run_id,
            "status": run.status.value,
            "duration": run.duration,
            "patterns": run.patterns,
            "suggestions": run.suggestions,
        },
    )


@callback
def async_announce_created(hass: HomeAssistant, suggestions: Iterable[Suggestion]) -> None:
    """Say of each suggestion that it is there."""
    for suggestion in suggestions:
        hass.bus.async_fire(
            EVENT_SUGGESTION_CREATED,
            {
                "signature": suggestion.signature,
                "kind": suggestion.pattern.kind.value,
                "title": suggestion.title,
                "confidence": suggestion.pattern.evidence.confidence,
            },
        )


@callback
def async_announce_resolved(hass: HomeAssistant, decision: Decision) -> None:
    """Say that a suggestion was decided on."""
    hass.bus.async_fire(EVENT_SUGGESTION_RESOLVED, {"signature": decision.signature, "verdict": decision.verdict.value})

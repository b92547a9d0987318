"""What is said on the bus, for automations and for the logbook."""

from collections.abc import Iterable
from typing import Any

from homeassistant.core import Context, HomeAssistant, callback

from ..capture.registries import areas_of
from ..const import (
    EVENT_ANALYSIS_COMPLETE,
    EVENT_SUGGESTION_CREATED,
    EVENT_SUGGESTION_RESOLVED,
    EVENT_SUGGESTION_UNDONE,
    EVENT_TRIAL_ENDED,
)
from ..model.run import Run
from ..model.suggestion import Decision, Suggestion

_NAMED = 50  # entities that an event names


@callback
def async_announce_run(hass: HomeAssistant, run: Run, created: int) -> None:
    """Say that a run is over.

    Args:
        hass: Home Assistant.
        run: the run.
        created: how many of its suggestions are new.
    """
    hass.bus.async_fire(
        EVENT_ANALYSIS_COMPLETE,
        {
            "run_id": run.run_id,
            "status": run.status.value,
            "duration": run.duration,
            "patterns": run.patterns,
            "suggestions": run.suggestions,
            "new_suggestions": created,
        },
    )


@callback
def async_announce_created(hass: HomeAssistant, suggestions: Iterable[Suggestion]) -> None:
    """Say of each suggestion that it is there."""
    for suggestion in suggestions:
        hass.bus.async_fire(
            EVENT_SUGGESTION_CREATED,
            {"signature": suggestion.signature, **_async_what(hass, suggestion), "reason": suggestion.full_reason},
        )


@callback
def async_announce_resolved(hass: HomeAssistant, decision: Decision) -> None:
    """Say that a suggestion was decided on, in the name of who did."""
    hass.bus.async_fire(
        EVENT_SUGGESTION_RESOLVED,
        {
            "signature": decision.signature,
            "verdict": decision.verdict.value,
            **_async_what(hass, decision.suggestion),
            "user_id": decision.user_id,
        },
        context=Context(user_id=decision.user_id),
    )


@callback
def async_announce_undone(hass: HomeAssistant, suggestion: Suggestion, user_id: str | None) -> None:
    """Say that the last thing that was written for a suggestion was taken back."""
    _async_tell_of(hass, EVENT_SUGGESTION_UNDONE, suggestion, user_id)


@callback
def async_announce_trial_ended(hass: HomeAssistant, suggestion: Suggestion, user_id: str | None = None) -> None:
    """Say that a suggestion is on trial no longer."""
    _async_tell_of(hass, EVENT_TRIAL_ENDED, suggestion, user_id)


@callback
def _async_tell_of(hass: HomeAssistant, event_type: str, suggestion: Suggestion, user_id: str | None) -> None:
    data = {"signature": suggestion.signature, **_async_what(hass, suggestion), "user_id": user_id}
    hass.bus.async_fire(event_type, data, context=Context(user_id=user_id))


@callback
def _async_what(hass: HomeAssistant, suggestion: Suggestion | None) -> dict[str, Any]:
    """Say what a suggestion is about; nothing in the same words where that is not known any more."""
    if suggestion is None:
        return {"kind": None, "title": "", "confidence": 0.0, "entities": [], "areas": []}
    involved = sorted(suggestion.pattern.involved)[:_NAMED]
    return {
        "kind": suggestion.pattern.kind.value,
        "title": suggestion.title,
        "confidence": suggestion.pattern.evidence.confidence,
        "entities": involved,
        "areas": sorted(areas_of(hass, involved)),
    }

"""What is said on the bus, for automations and for the logbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ...capture.registries import areas_of
from ...const import (
    EVENT_ANALYSIS_COMPLETE,
    EVENT_SUGGESTION_CREATED,
    EVENT_SUGGESTION_RESOLVED,
    EVENT_SUGGESTION_UNDONE,
    EVENT_SUGGESTIONS_FOUND,
    EVENT_TRIAL_ENDED,
)
from ...model.decisions.followed import Followed, Override
from ...model.habits.suggestion import Decision, DecisionKind, Suggestion
from ...model.hooks import Happening
from ...model.run import Run
from ..hooks.news import async_say

_NAMED = 50  # entities that an event names
_TOLD: Mapping[DecisionKind, Happening] = MappingProxyType(
    {
        DecisionKind.ACCEPTED: Happening.SUGGESTION_ACCEPTED,
        DecisionKind.DISMISSED: Happening.SUGGESTION_DISMISSED,
    }
)
"""What programs outside are told of decisions; not who took them."""


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
def async_announce_created(hass: HomeAssistant, suggestions: Sequence[Suggestion]) -> None:
    """Say of each suggestion that it is there, and for the logbook once of all: a first night may bring dozens.

    Args:
        hass: Home Assistant.
        suggestions: those that are new, best first.
    """
    if suggestions:
        hass.bus.async_fire(EVENT_SUGGESTIONS_FOUND, {"count": len(suggestions), "title": suggestions[0].title})
    for suggestion in suggestions:
        data = {"signature": suggestion.signature, **_async_what(hass, suggestion), "reason": suggestion.full_reason}
        hass.bus.async_fire(EVENT_SUGGESTION_CREATED, data)
        async_say(hass, Happening.SUGGESTION_CREATED, data)
        if suggestion.moved_from:
            async_say(hass, Happening.HABIT_CHANGED, {**data, "moved_from": suggestion.moved_from})


@callback
def async_announce_resolved(hass: HomeAssistant, decision: Decision) -> None:
    """Say that a suggestion was decided on, in the name of who did."""
    what = _async_what(hass, decision.suggestion)
    data = {"signature": decision.signature, "verdict": decision.verdict.value, **what}
    hass.bus.async_fire(
        EVENT_SUGGESTION_RESOLVED,
        {**data, "user_id": decision.user_id},
        context=Context(user_id=decision.user_id),
    )
    if happening := _TOLD.get(decision.verdict):
        async_say(hass, happening, {"signature": decision.signature, **what})


@callback
def async_announce_undone(hass: HomeAssistant, suggestion: Suggestion, user_id: str | None) -> None:
    """Say that the last thing that was written for a suggestion was taken back."""
    _async_tell_of(hass, EVENT_SUGGESTION_UNDONE, suggestion, user_id)
    async_say(hass, Happening.SUGGESTION_UNDONE, {"signature": suggestion.signature, **_async_what(hass, suggestion)})


@callback
def async_announce_overridden(hass: HomeAssistant, followed: Followed, override: Override) -> None:
    """Say, to programs outside, that somebody undid by hand what something accepted had done."""
    data = {
        "signature": followed.signature,
        "title": followed.title,
        "entities": [override.entity_id],
        "areas": sorted(areas_of(hass, [override.entity_id])),
        "state": override.state,
        "cause": override.cause.name.lower(),
        "acted_at": dt_util.utc_from_timestamp(override.acted_at).isoformat(),
        "undone_at": dt_util.utc_from_timestamp(override.undone_at).isoformat(),
    }
    async_say(hass, Happening.AUTOMATION_OVERRIDDEN, data)


@callback
def async_announce_health(hass: HomeAssistant, problems: Iterable[str]) -> None:
    """Say, to programs outside, what is wrong with HomeIQ now."""
    names = sorted(problems)
    async_say(hass, Happening.HEALTH_CHANGED, {"healthy": not names, "problems": names})


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
        "confidence": suggestion.confidence,
        "entities": involved,
        "areas": sorted(areas_of(hass, involved)),
    }

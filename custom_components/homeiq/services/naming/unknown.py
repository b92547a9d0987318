"""Why there is no such suggestion: nobody knows it, or somebody has decided on it, and how to take that back."""

from __future__ import annotations

from datetime import datetime

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util

from ...const import DOMAIN
from ...coordinator import HomeIQCoordinator
from ...coordinator.decisions.offers import explain
from ...coordinator.telling.language import locale_of, read_words
from ...model.habits.suggestion import Decision, Suggestion, UnknownSuggestionError
from ...model.words import Words


async def async_unknown(coordinator: HomeIQCoordinator, error: UnknownSuggestionError) -> ServiceValidationError:
    """Return the error for a suggestion that is not as it would have to be.

    Returns:
        Who decided on it and when, that it is open and nothing was decided on it, or that nobody knows it.
    """
    if not (error.decided or error.offered):
        explain(error, coordinator.decisions.offers)
    decision, hass = error.decided, coordinator.hass
    if decision is None:
        return _undecided(error.offered) if error.offered else nobody_knows(error)
    words = await hass.async_add_executor_job(read_words, locale_of(hass))
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=f"decided_{decision.verdict.value}",
        translation_placeholders={
            "title": decision.suggestion.title if decision.suggestion else decision.signature,
            "who": await _async_who(hass, decision, words),
            "when": said(words, decision.decided_at),
            "until": said(words, decision.until or decision.decided_at),
        },
    )


def nobody_knows(error: UnknownSuggestionError) -> ServiceValidationError:
    """Return the error for a suggestion that is not there."""
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key="unknown_suggestion",
        translation_placeholders={"signature": error.signature},
    )


def _undecided(suggestion: Suggestion) -> ServiceValidationError:
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key="decided_by_nobody",
        translation_placeholders={"title": suggestion.title},
    )


def said(words: Words, timestamp: float) -> str:
    """Say a moment, in UTC epoch seconds, as people of the home do."""
    at: datetime = dt_util.as_local(dt_util.utc_from_timestamp(timestamp))
    return words.moment(at, dt_util.now())


async def _async_who(hass: HomeAssistant, decision: Decision, words: Words) -> str:
    user = await hass.auth.async_get_user(decision.user_id) if decision.user_id else None
    if user and user.name:
        return user.name
    return words.say("somebody" if decision.user_id else "an_automation")

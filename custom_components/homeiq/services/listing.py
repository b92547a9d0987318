"""The actions that list what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
import probatio as vol

from ..answers.accepted import followed_to_json
from ..answers.automations import standing_to_json
from ..answers.findings import pattern_to_json, suggestion_to_json
from ..answers.trials import trial_to_json
from ..capture.registries import areas_of
from ..coordinator.aftercare.fates import async_entity_of
from ..model.decisions.acceptance import Trial
from ..model.decisions.followed import Followed
from ..model.decisions.trial import TrialDay
from ..model.habits.pattern import Pattern
from ..model.habits.trigger import Kind
from ..rights import async_reads
from .fields import entity_ids, one_of, several
from .loaded import async_patterns_of, coordinator_of
from .paging import PAGE, TWO_LISTS, WholeList, pages
from .registering import async_register_action

_FILTERS = {
    vol.Optional("kind"): several(one_of(Kind)),
    vol.Optional("entity_id"): entity_ids,
    vol.Optional("area_id"): several(cv.string),
}
_SUGGESTIONS = vol.Schema({**PAGE, **_FILTERS})
# What is found, and what is kept back.
_PATTERNS = vol.Schema({**TWO_LISTS, **_FILTERS})
_AUTOMATIONS = vol.Schema(PAGE)
# What was accepted, and what is on trial.
_ACCEPTED = vol.Schema(TWO_LISTS)


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them."""
    only = SupportsResponse.ONLY
    async_register_action(hass, "list_suggestions", _async_list_suggestions, _SUGGESTIONS, only)
    async_register_action(hass, "list_patterns", _async_list_patterns, _PATTERNS, only)
    async_register_action(hass, "list_automations", _async_list_automations, _AUTOMATIONS, only)
    async_register_action(hass, "list_accepted", _async_list_accepted, _ACCEPTED, only)


async def _async_list_suggestions(call: ServiceCall) -> ServiceResponse:
    suggestions = coordinator_of(call.hass).data.suggestions
    wanted = _wanted(call, (suggestion.pattern for suggestion in suggestions))
    chosen = [one for one in suggestions if one.signature in wanted]
    return pages(
        call.data, suggestions=WholeList(things=chosen, key=lambda one: one.signature, write=suggestion_to_json)
    )


async def _async_list_patterns(call: ServiceCall) -> ServiceResponse:
    coordinator = coordinator_of(call.hass)
    patterns = await async_patterns_of(coordinator)
    wanted = _wanted(call, patterns)
    chosen = [one for one in patterns if one.signature in wanted]
    kept_back = [one for one in await coordinator.async_kept_back() if _is_wanted(call, one.entity_id)]
    return pages(
        call.data,
        patterns=WholeList(things=chosen, key=lambda one: one.signature, write=pattern_to_json),
        kept_back=WholeList(things=kept_back, key=lambda one: one.entity_id, write=asdict),
    )


async def _async_list_automations(call: ServiceCall) -> ServiceResponse:
    coordinator = coordinator_of(call.hass)
    standings = await coordinator.existing.async_standings(coordinator.data)
    return pages(
        call.data,
        automations=WholeList(things=standings, key=lambda one: one.automation.entity_id, write=standing_to_json),
    )


async def _async_list_accepted(call: ServiceCall) -> ServiceResponse:
    coordinator = coordinator_of(call.hass)
    data = coordinator.data

    def write(one: Followed) -> dict[str, Any]:
        return followed_to_json(one, async_entity_of(call.hass, one), data.asked.get(one.signature))

    reads = await async_reads(call.hass, call.context)

    def write_trial(log: tuple[Trial, Sequence[TrialDay]]) -> dict[str, Any]:
        # When people did something is told to those only who may read it elsewhere.
        trial, days = log
        return trial_to_json(trial, days if reads(trial.suggestion.pattern.involved) else ())

    logs = await coordinator.decisions.trials.async_logs()
    return pages(
        call.data,
        accepted=WholeList(things=data.followed[::-1], key=lambda one: one.signature, write=write),
        trials=WholeList(things=logs, key=lambda log: log[0].suggestion.signature, write=write_trial),
    )


@callback
def _is_wanted(call: ServiceCall, entity_id: str) -> bool:
    """Tell whether an entity passes the filters of a listing."""
    entity_ids, areas = call.data.get("entity_id"), call.data.get("area_id")
    if entity_ids and entity_id not in entity_ids:
        return False
    return not areas or not areas_of(call.hass, [entity_id]).isdisjoint(areas)


@callback
def _wanted(call: ServiceCall, patterns: Iterable[Pattern]) -> set[str]:
    """Return the signatures of the patterns that pass the filters of a listing.

    An area or an entity passes when the habit acts on it or is set off by it.
    """
    kinds, areas = call.data.get("kind"), call.data.get("area_id")
    entity_ids = call.data.get("entity_id")
    return {
        pattern.signature
        for pattern in patterns
        if (not kinds or pattern.kind in kinds)
        and (not entity_ids or not pattern.involved.isdisjoint(entity_ids))
        and (not areas or not areas_of(call.hass, pattern.involved).isdisjoint(areas))
    }

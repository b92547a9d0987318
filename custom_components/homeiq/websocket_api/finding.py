"""What was found: one suggestion in full, and the patterns page by page."""

from __future__ import annotations

from functools import partial
from typing import Any

from homeassistant.core import HomeAssistant, callback
import probatio as vol

from ..answers.detail.close import closely_to_json
from ..answers.detail.consent import Askable, consent_to_json
from ..answers.findings import pattern_to_json, suggestion_to_json
from ..answers.paging.behind import Behind
from ..capture.limits import async_limits_of
from ..capture.registries import areas_of, read_home
from ..deliver.askable import async_name_of
from ..model.decisions.ask import Phone
from ..model.habits.suggestion import UnknownSuggestionError
from ..model.home import Device, Entity
from ..rights import RIGHTS, Right, may_read_all
from ..services.fields import LIMIT, SEARCH, SIGNATURE, SIGNATURE_LENGTH, text, wanted_of
from ..services.naming.unknown import async_unknown
from ..services.paging import behind
from ..services.programs.searching import async_page
from ..services.programs.things import async_things
from ..suggest.words.in_words import in_words
from .asking import Asked, async_register_question

_LIST = {
    **LIMIT,
    **SEARCH,
    vol.Optional("signature", default=""): text(SIGNATURE_LENGTH),
    vol.Optional("cursor"): behind,
}

_THINGS = {**LIMIT, vol.Optional("cursor", default=""): text(SIGNATURE_LENGTH)}


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them."""
    async_register_question(hass, "homeiq/suggestion/get", _async_get, RIGHTS["list_suggestions"], SIGNATURE)
    async_register_question(hass, "homeiq/suggestion/consent", _async_consent, RIGHTS["accept_suggestion"], SIGNATURE)
    for name, kind in (("devices", Device), ("entities", Entity)):
        find = partial(_async_list_things, kind, name)
        async_register_question(hass, f"homeiq/{name}/list", find, Right.READ, _THINGS)
    async_register_question(hass, "homeiq/patterns/list", _async_list, RIGHTS["list_patterns"], _LIST)


async def _async_get(asked: Asked) -> dict[str, Any]:
    """Tell all of a suggestion, open or accepted."""
    coordinator, signature = asked.coordinator, asked.fields["signature"]
    decisions = coordinator.decisions
    try:
        suggestion = await decisions.adjusting.async_find(signature)
    except UnknownSuggestionError as err:
        raise await async_unknown(coordinator, err) from err
    is_open = any(one.signature == signature for one in decisions.offers.async_all())
    # When people did something is told to those only who may read it elsewhere.
    reads = may_read_all(asked.user, suggestion.pattern.involved)
    diary = await decisions.adjusting.async_diary(signature) if reads else None
    home, words, is_for_them = read_home(asked.hass), coordinator.existing.words, suggestion.is_for_who_is_home
    said = in_words(suggestion.pattern, home, words, for_who_is_home=is_for_them)
    limits, warmth = partial(async_limits_of, asked.hass), asked.hass.config.units.temperature_unit
    return {
        "suggestion": suggestion_to_json(suggestion),
        "pattern": pattern_to_json(suggestion.pattern),
        "areas": sorted(areas_of(asked.hass, suggestion.pattern.entities)),
        "is_open": is_open,
        **closely_to_json(suggestion, diary, said, limits, warmth),
    }


async def _async_consent(asked: Asked) -> dict[str, Any]:
    """Tell who would be asked what, if a suggestion asked first."""
    coordinator = asked.coordinator
    decisions = coordinator.decisions
    try:
        suggestion = await decisions.adjusting.async_find(asked.fields["signature"])
    except UnknownSuggestionError as err:
        raise await async_unknown(coordinator, err) from err
    question = await decisions.asked_phones.async_question(suggestion.pattern)
    phones = [_askable(asked.hass, one) for one in decisions.asked_phones.async_phones()]
    wishes = coordinator.settings.notifications
    return consent_to_json(suggestion.pattern, question, phones, wishes, coordinator.consent.allowance.left)


def _askable(hass: HomeAssistant, phone: Phone) -> Askable:
    whose = hass.states.get(phone.whereabouts or "")
    person = whose.name if whose and whose.domain == "person" else None
    return Askable(name=async_name_of(hass, phone), whose=person)


async def _async_list_things(kind: type[Device | Entity], name: str, asked: Asked) -> dict[str, Any]:
    fields = asked.fields
    things, following = await async_things(asked.coordinator, kind, fields["cursor"], fields["limit"])
    return {name: things, "next_cursor": following}


async def _async_list(asked: Asked) -> dict[str, Any]:
    fields = asked.fields
    begin = fields.get("cursor", Behind())
    return await async_page(asked.coordinator, wanted_of(fields), behind=begin, limit=fields["limit"])

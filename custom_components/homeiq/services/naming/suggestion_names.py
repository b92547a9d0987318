"""How an action may name a suggestion: by its signature, title or sensor, or by what it has become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
from homeassistant.util.read_only_dict import ReadOnlyDict

from ...const import DOMAIN
from ...model.decisions.edit import Place
from ...model.overview import HomeData
from ...model.words import typed
from ..loaded import coordinator_of

_SENSOR = "sensor"
_SLOT = "_suggestion_"  # stands before the place of the ranking in the unique id of its sensor


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a suggestion has become.

    Attributes:
        key: id of the automation, scene or script.
    """

    signature: str
    title: str
    place: Place
    key: str


def made_of(data: HomeData) -> tuple[Made, ...]:
    """Return what suggestions have become; of the newest ones, after-care has not heard yet."""
    followed = [
        Made(signature=one.signature, title=one.title, place=one.place, key=one.key)
        for one in data.followed
        if one.fate.is_there
    ]
    newest = [
        Made(signature=one.suggestion.signature, title=one.suggestion.title, place=one.mode.place, key=one.edit.key)
        for one in data.accepted
    ]
    return tuple({one.signature: one for one in (*followed, *newest)}.values())


@callback
def named(call: ServiceCall) -> ServiceCall:
    """Return a call that names its suggestion by the signature, however it named it before.

    Raises:
        ServiceValidationError: HomeIQ is not loaded, or several suggestions have the title.
    """
    if "signature" not in call.data:
        return call
    signature = signature_of(call.hass, coordinator_of(call.hass).data, call.data["signature"])
    data = ReadOnlyDict({**call.data, "signature": signature})
    return ServiceCall(call.hass, call.domain, call.service, data, call.context, call.return_response)


@callback
def signature_of(hass: HomeAssistant, data: HomeData, text: str) -> str:
    """Return the signature of the suggestion that a text names; the text itself where it names none.

    Raises:
        ServiceValidationError: several suggestions have the title.
    """
    wanted = text.strip()
    titles = dict(_titles(data))
    if wanted in titles:
        return wanted
    if signature := _of_entity(hass, data, wanted):
        return signature
    found = [signature for signature, title in titles.items() if typed(title) == typed(wanted)]
    if len(found) > 1:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="title_ambiguous",
            translation_placeholders={"title": wanted, "signatures": ", ".join(found)},
        )
    return found[0] if found else wanted


def _titles(data: HomeData) -> Iterator[tuple[str, str]]:
    """Yield what there is with its titles; what is open last, as its titles are today's."""
    yield from ((one.signature, one.title) for one in made_of(data))
    yield from ((one.signature, one.suggestion.title) for one in data.dismissed if one.suggestion)
    yield from ((one.signature, one.title) for one in data.suggestions)


@callback
def _of_entity(hass: HomeAssistant, data: HomeData, entity_id: str) -> str | None:
    """Return the suggestion that a sensor shows, or that an automation, a scene or a script was made of."""
    entry = er.async_get(hass).async_get(entity_id)
    if entry is None:
        return None
    if entry.platform == DOMAIN and entry.domain == _SENSOR:
        _, _, place = entry.unique_id.rpartition(_SLOT)
        shown = dict(enumerate(data.suggestions, 1)).get(int(place)) if place.isdecimal() else None
        return shown.signature if shown else None
    if entry.domain not in Place:
        return None
    made = (one for one in made_of(data) if (one.place, one.key) == (entry.domain, entry.unique_id))
    return next((one.signature for one in made), None)

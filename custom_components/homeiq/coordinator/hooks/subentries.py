"""How a webhook is kept in Home Assistant's entry: from a subentry, and to its data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import area_registry as ar, entity_registry as er

from ...model.hooks import ROTATION, Happening, Hook

WEBHOOK = "webhook"
"""The type of these subentries."""
MOST = 50
"""Webhooks of a home; each is asked whenever something happens."""
_MOST_BEFORE = 8  # secrets that were replaced within a day; each makes a header longer


def hooks_of(entry: ConfigEntry[Any]) -> tuple[Hook, ...]:
    """Return an entry's webhooks."""
    return tuple(hook_of(one) for one in entry.subentries.values() if one.subentry_type == WEBHOOK)


def hook_of(subentry: ConfigSubentry) -> Hook:
    """Return the webhook that a subentry is."""
    data = subentry.data
    return Hook(
        hook_id=subentry.subentry_id,
        title=subentry.title,
        url=data["url"],
        secret=data["secret"],
        # What an older version doesn't know any more is no reason not to start.
        happenings=frozenset(Happening(one) for one in data["events"] if one in set(Happening)),
        named=frozenset((*data["entities"], *data["areas"])),
        verify_ssl=data["verify_ssl"],
        secrets_before=_secrets_before(data),
    )


def _secrets_before(data: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    """Return the secrets that were replaced, the newest first, each with when that was.

    Where an older version wrote the webhook, it knows one at most.
    """
    if (kept := data.get("secrets_before")) is not None:
        return tuple((secret, at) for secret, at in kept)
    return ((before, data.get("rotated_at", 0.0)),) if (before := data.get("secret_before")) else ()


@callback
def async_unknown(hass: HomeAssistant, fields: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what somebody chose that is not in the home, by field: a slip of the pen, and nothing would ever be told.

    Args:
        hass: Home Assistant.
        fields: what was chosen, ``entities`` and ``areas`` among them or not.
        known: the data of the webhook that is changed: what was in the home once may be gone without anybody's fault.
    """
    entities, areas = er.async_get(hass), ar.async_get(hass)

    def is_there(field: str, name: str) -> bool:
        if field == "areas":
            return areas.async_get_area(name) is not None
        return hass.states.get(name) is not None or entities.async_get(name) is not None

    new = {field: set(fields.get(field, ())) - set(known.get(field, ())) for field in ("entities", "areas")}
    odd = {field: sorted(one for one in names if not is_there(field, one)) for field, names in new.items()}
    return {field: names for field, names in odd.items() if names}


@callback
def async_rename(hass: HomeAssistant, entry: ConfigEntry[Any], renames: Mapping[str, str]) -> None:
    """Have webhooks go on telling of entities that have new ids, by their old ones."""
    for one in tuple(entry.subentries.values()):
        if one.subentry_type == WEBHOOK:
            entities = [renames.get(name, name) for name in one.data["entities"]]
            hass.config_entries.async_update_subentry(entry, one, data={**one.data, "entities": entities})


def data_of(url: str, secret: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a new webhook.

    Args:
        url: where to.
        secret: what is signed with.
        fields: what else somebody chose of ``events``, ``entities``, ``areas`` and ``verify_ssl``.
    """
    chosen: dict[str, Iterable[str]] = {name: list(fields.get(name, ())) for name in ("events", "entities", "areas")}
    verify_ssl = fields.get("verify_ssl", True)
    return {"url": url, "secret": secret, **chosen, "verify_ssl": verify_ssl, "secrets_before": []}


def changed(data: Mapping[str, Any], url: str, secret: str, fields: Mapping[str, Any], now: float) -> dict[str, Any]:
    """Return the data of a webhook that somebody changed; secrets that were replaced lately are kept for a while.

    Args:
        data: as it was.
        url: where to.
        secret: what is signed with from now on.
        fields: as for a new one.
        now: UTC epoch seconds.
    """
    known = ((data["secret"], now), *_secrets_before(data))
    before = [[one, at] for one, at in known if one != secret and abs(now - at) < ROTATION]
    return data_of(url, secret, fields) | {"secrets_before": before[:_MOST_BEFORE]}

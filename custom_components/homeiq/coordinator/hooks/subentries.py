"""How a webhook is kept in Home Assistant's entry: from a subentry, and to its data."""

from collections.abc import Iterable, Mapping
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigSubentry

from ...model.hooks import Happening, Hook

WEBHOOK = "webhook"
"""The type of these subentries."""


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
        secret_before=data["secret_before"],
        rotated_at=data["rotated_at"],
    )


def data_of(url: str, secret: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a new webhook.

    Args:
        url: where to.
        secret: what is signed with.
        fields: what else somebody chose of ``events``, ``entities``, ``areas`` and ``verify_ssl``.
    """
    chosen: dict[str, Iterable[str]] = {name: list(fields.get(name, ())) for name in ("events", "entities", "areas")}
    verify_ssl = fields.get("verify_ssl", True)
    return {"url": url, "secret": secret, **chosen, "verify_ssl": verify_ssl, "secret_before": "", "rotated_at": 0.0}


def changed(data: Mapping[str, Any], url: str, secret: str, fields: Mapping[str, Any], now: float) -> dict[str, Any]:
    """Return the data of a webhook that somebody changed; the secret before is kept for a while.

    Args:
        data: as it was.
        url: where to.
        secret: what is signed with from now on.
        fields: as for a new one.
        now: UTC epoch seconds.
    """
    fresh = data_of(url, secret, fields)
    if secret != data["secret"]:
        return fresh | {"secret_before": data["secret"], "rotated_at": now}
    return fresh | {name: data[name] for name in ("secret_before", "rotated_at")}

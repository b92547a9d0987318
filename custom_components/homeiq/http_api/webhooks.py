"""Webhooks, for programs that want to be told: what there is, a new one, another secret, one less."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
import time
from types import MappingProxyType
from typing import Any

from aiohttp import web
from homeassistant.config_entries import ConfigSubentry
import probatio as vol

from ..coordinator.hooks.subentries import MOST, WEBHOOK, async_unknown, changed, data_of, hooks_of
from ..deliver.hooks.destination import LONGEST, WebhookAddressError, url_of
from ..deliver.hooks.secret import is_usable, new_secret
from ..model.hooks import Happening
from ..rights import Right
from ..services.fields import SIGNATURE_LENGTH, text
from ..services.programs.receivers import async_webhooks
from .asking import Addressed, Answer, Asked, ProblemError, async_answer, page_of

_TEXT = vol.All(str, text(SIGNATURE_LENGTH, 1))
_NAMES = vol.All([_TEXT], vol.Length(max=200))
_URL = vol.All(str, text(LONGEST, 1))
_FIELDS = {
    vol.Optional("name"): _TEXT,
    vol.Optional("secret"): _TEXT,
    vol.Optional("events"): [vol.In([one.value for one in Happening])],
    vol.Optional("entities"): _NAMES,
    vol.Optional("areas"): _NAMES,
    vol.Optional("verify_ssl"): bool,
}
_NEW = vol.Schema({vol.Required("url"): _URL, **_FIELDS})
_CHANGE = vol.Schema({vol.Optional("url"): _URL, **_FIELDS, vol.Optional("new_secret"): bool})
_REASONS = MappingProxyType(
    {
        "no_address": "must be an address that begins with http:// or https://",
        "login_in_address": "must have no user and password in it",
        "refused_address": "must not be this machine's own or the Supervisor's",
    }
)


class WebhooksView(Addressed):
    """All webhooks."""

    url = "/api/homeiq/webhooks"
    name = "api:homeiq:webhooks"

    async def get(self, request: web.Request) -> web.Response:
        """List them, without their secrets."""
        return await async_answer(request, _async_list, Right.CHANGE)

    async def post(self, request: web.Request) -> web.Response:
        """Add one; only this answer has its secret."""
        return await async_answer(request, _async_add, Right.CHANGE)

    async def patch(self, request: web.Request) -> web.Response:
        """Change one; what is not named stays, and a secret that was made for it is told this once."""
        return await async_answer(request, _async_change, Right.CHANGE)

    async def delete(self, request: web.Request) -> web.Response:
        """Take one away, with all that waits for it."""
        return await async_answer(request, _async_remove, Right.CHANGE)


async def _async_list(asked: Asked) -> Answer:
    asked.check_names("limit", "cursor")
    found = await async_webhooks(asked.coordinator, _as_it_is)
    begin, end, cursor = asked.page([one["id"] for one in found])
    return HTTPStatus.OK, page_of(found[begin:end], "webhooks", cursor)


def _as_it_is(moment: float | None) -> float | None:
    """Tell a moment as all addresses do."""
    return moment


async def _async_add(asked: Asked) -> Answer:
    asked.check_names()
    fields, entry = _checked(asked, _NEW), asked.coordinator.config_entry
    if len(hooks_of(entry)) >= MOST:
        raise ProblemError(HTTPStatus.CONFLICT, f"there are {MOST} webhooks already", error="too_many_webhooks")
    secret = fields.get("secret") or new_secret()
    title = fields.get("name", "").strip() or "Webhook"
    data = MappingProxyType(data_of(fields["url"], secret, fields))
    subentry = ConfigSubentry(data=data, subentry_type=WEBHOOK, title=title, unique_id=None)
    asked.hass.config_entries.async_add_subentry(entry, subentry)
    return HTTPStatus.CREATED, {"id": subentry.subentry_id, "name": title, "secret": secret}


async def _async_change(asked: Asked) -> Answer:
    subentry, entry = _named(asked), asked.coordinator.config_entry
    fields = _checked(asked, _CHANGE, subentry.data)
    made = new_secret() if fields.get("new_secret") else None
    title = fields.get("name", "").strip() or subentry.title
    url, secret = fields.get("url", subentry.data["url"]), made or fields.get("secret", subentry.data["secret"])
    data = changed(subentry.data, url, secret, {**subentry.data, **fields}, time.time())
    asked.hass.config_entries.async_update_subentry(entry, subentry, data=data, title=title)
    return HTTPStatus.OK, {"id": subentry.subentry_id, "name": title, **({"secret": made} if made else {})}


async def _async_remove(asked: Asked) -> Answer:
    subentry = _named(asked)
    asked.hass.config_entries.async_remove_subentry(asked.coordinator.config_entry, subentry.subentry_id)
    return HTTPStatus.OK, {"id": subentry.subentry_id}


def _named(asked: Asked) -> ConfigSubentry:
    """Return the webhook that is asked for.

    Raises:
        ProblemError: there is none of that id, or none is named.
    """
    asked.check_names("id")
    hook_id = asked.text("id")
    if hook_id is None:
        raise ProblemError.of_field("id", "is missing")
    subentry = asked.coordinator.config_entry.subentries.get(hook_id)
    if subentry is None or subentry.subentry_type != WEBHOOK:
        raise ProblemError(HTTPStatus.NOT_FOUND, "there is no such webhook")
    return subentry


def _checked(asked: Asked, schema: vol.Schema, known: Mapping[str, Any] = MappingProxyType({})) -> dict[str, Any]:
    """Return the fields of a webhook that is new, or that was ``known`` so far.

    Raises:
        ProblemError: one of them is wrong.
        Invalid: likewise.
    """
    fields: dict[str, Any] = schema(dict(asked.body))
    try:
        if "url" in fields:
            fields["url"] = url_of(fields["url"])
    except WebhookAddressError as err:
        raise ProblemError.of_field("url", _REASONS[err.reason]) from None
    if "secret" in fields and not is_usable(fields["secret"]):
        raise ProblemError.of_field(
            "secret",
            "must be whsec_ and base64 of 24 to 64 bytes, or 16 letters, digits and signs or more, without spaces",
        )
    if fields.keys() >= {"secret", "new_secret"}:
        raise ProblemError.of_field("new_secret", "can't be given together with secret")
    for field, names in async_unknown(asked.hass, fields, known).items():
        raise ProblemError.of_field(field, f"{names[0]} is not in this home")
    return fields

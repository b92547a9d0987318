"""Webhooks, for programs that want to be told: what there is, a new one, one less."""

from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from aiohttp import web
from homeassistant.config_entries import ConfigSubentry
import probatio as vol

from ..coordinator.hooks.subentries import WEBHOOK, data_of, hooks_of
from ..deliver.hooks.destination import LONGEST, WebhookAddressError, url_of
from ..deliver.hooks.secret import is_usable, new_secret
from ..model.hooks import Happening
from ..rights import Right
from ..services.fields import SIGNATURE_LENGTH, text
from ..services.programs.receivers import async_webhooks
from .asking import Addressed, Answer, Asked, ProblemError, async_answer, page_of

MOST = 50  # webhooks of a home
_TEXT = vol.All(str, text(SIGNATURE_LENGTH, 1))
_NAMES = vol.All([_TEXT], vol.Length(max=200))
_BODY = vol.Schema(
    {
        vol.Required("url"): vol.All(str, text(LONGEST, 1)),
        vol.Optional("name"): _TEXT,
        vol.Optional("secret"): _TEXT,
        vol.Optional("events"): [vol.In([one.value for one in Happening])],
        vol.Optional("entities"): _NAMES,
        vol.Optional("areas"): _NAMES,
        vol.Optional("verify_ssl"): bool,
    }
)
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

    async def delete(self, request: web.Request) -> web.Response:
        """Take one away, with all that waits for it."""
        return await async_answer(request, _async_remove, Right.CHANGE)


async def _async_list(asked: Asked) -> Answer:
    asked.check_names("limit", "cursor")
    found = await async_webhooks(asked.coordinator)
    begin, end, cursor = asked.page([one["id"] for one in found])
    return HTTPStatus.OK, page_of(found[begin:end], "webhooks", cursor)


async def _async_add(asked: Asked) -> Answer:
    asked.check_names()
    fields, entry = _checked(asked), asked.coordinator.config_entry
    if len(hooks_of(entry)) >= MOST:
        raise ProblemError(HTTPStatus.CONFLICT, f"there are {MOST} webhooks already")
    secret = fields.get("secret") or new_secret()
    title = fields.get("name", "").strip() or "Webhook"
    data = MappingProxyType(data_of(fields["url"], secret, fields))
    subentry = ConfigSubentry(data=data, subentry_type=WEBHOOK, title=title, unique_id=None)
    asked.hass.config_entries.async_add_subentry(entry, subentry)
    return HTTPStatus.CREATED, {"id": subentry.subentry_id, "name": title, "secret": secret}


async def _async_remove(asked: Asked) -> Answer:
    asked.check_names("id")
    entry, hook_id = asked.coordinator.config_entry, asked.text("id")
    if hook_id is None:
        raise ProblemError.of_field("id", "is missing")
    subentry = entry.subentries.get(hook_id)
    if subentry is None or subentry.subentry_type != WEBHOOK:
        raise ProblemError(HTTPStatus.NOT_FOUND, "there is no such webhook")
    asked.hass.config_entries.async_remove_subentry(entry, hook_id)
    return HTTPStatus.OK, {"id": hook_id}


def _checked(asked: Asked) -> dict[str, Any]:
    """Return the fields of a new webhook.

    Raises:
        ProblemError: one of them is wrong.
    """
    try:
        fields: dict[str, Any] = _BODY(dict(asked.body))
        fields["url"] = url_of(fields["url"])
    except WebhookAddressError as err:
        raise ProblemError.of_field("url", _REASONS[err.reason]) from None
    if "secret" in fields and not is_usable(fields["secret"]):
        raise ProblemError.of_field("secret", "must be whsec_ and base64 of 24 to 64 bytes, or 16 letters or more")
    return fields

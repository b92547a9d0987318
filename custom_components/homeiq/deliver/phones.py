"""Where notifications go: the notify actions and entities that the owner chose."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

from aiohttp import ClientError
from homeassistant.auth.models import User
from homeassistant.components.notify import (
    ATTR_DATA,
    ATTR_MESSAGE,
    ATTR_TITLE,
    DOMAIN as NOTIFY,
    SERVICE_SEND_MESSAGE,
)
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import ATTR_ENTITY_ID, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.util import slugify
import probatio as vol

from ..const import LOGGER
from ..went_out import WENT_OUT, Way, What
from .answer import Answer
from .message import Message, tag_of

_MOBILE_APP = "mobile_app"
_LONGEST = 30.0  # how long one target may take, seconds
_WITHDRAW = "clear_notification"


class Phones:
    """The targets of notifications."""

    def __init__(self, hass: HomeAssistant, targets: Sequence[str]) -> None:
        """Reach these.

        Args:
            hass: Home Assistant.
            targets: notify actions or entities, such as ``notify.mobile_app_pixel``.
        """
        self._hass = hass
        self._targets = tuple(targets)
        self._unreachable: set[str] = set()

    async def async_send(self, message: Message) -> bool:
        """Send a message to all; those that belong to a person who may not create automations are not asked to.

        Returns:
            Whether it reached at least one.
        """
        return await self._async_send(self._targets, message)

    async def async_reply(self, user_id: str, message: Message) -> None:
        """Send a message to the phones of one person; to all where none of them is known to be that person's."""
        own = [target for target in self._targets if self._user_id_of(target) == user_id]
        await self._async_send(own or self._targets, message)

    async def async_withdraw(self, signature: str) -> None:
        """Take the notification of a suggestion from all phones: it was decided on."""
        data = {ATTR_MESSAGE: _WITHDRAW, ATTR_DATA: {"tag": tag_of(signature)}}
        for target in self._targets:
            # Others would show the command as a text.
            if target.startswith(f"{NOTIFY}.{_MOBILE_APP}_") and self._is_action(target):
                await self._async_try(target, target.partition(".")[2], data, frozenset())

    async def _async_send(self, targets: Iterable[str], message: Message) -> bool:
        reached = [await self._async_tell(target, message) for target in targets]
        return any(reached)

    async def _async_tell(self, target: str, message: Message) -> bool:
        text = {ATTR_TITLE: message.title, ATTR_MESSAGE: message.text}
        if not self._is_action(target):
            # Home Assistant takes messages to entities that are not there, and tells nobody.
            if (state := self._hass.states.get(target)) is None or state.state == STATE_UNAVAILABLE:
                return self._note(target, "not there")
            return await self._async_try(target, SERVICE_SEND_MESSAGE, {**text, ATTR_ENTITY_ID: target}, message.about)
        user = await self._async_user_of(target)
        told = message if user is None or user.is_admin else message.without(Answer.ACCEPT)
        return await self._async_try(target, target.partition(".")[2], {**text, ATTR_DATA: told.data()}, message.about)

    async def _async_try(self, target: str, action: str, data: dict[str, Any], about: frozenset[str] | None) -> bool:
        try:
            async with asyncio.timeout(_LONGEST):
                await self._hass.services.async_call(NOTIFY, action, data, blocking=True)
        except (HomeAssistantError, vol.Invalid, ClientError, OSError) as err:
            return self._note(target, type(err).__name__)
        app = async_app_of(self._hass, target)
        WENT_OUT.note(Way.PHONE, app.title if app else target, what=What(data=data, about=about))
        return self._note(target)

    def _note(self, target: str, trouble: str = "") -> bool:
        """Say once that a target can't be reached, and once that it can again; return whether it was."""
        if bool(trouble) != (target in self._unreachable):
            self._unreachable ^= {target}
            if trouble:
                LOGGER.warning("Notifications don't reach %s (%s)", self._place_of(target), trouble)
            else:
                LOGGER.warning("Notifications reach %s again", self._place_of(target))
        return not trouble

    def _place_of(self, target: str) -> str:
        """Name a target by its place in the settings: its own name is often that of a person."""
        return f"number {self._targets.index(target) + 1} of those to notify"

    @callback
    def _is_action(self, target: str) -> bool:
        return self._hass.services.has_service(NOTIFY, target.partition(".")[2])

    async def _async_user_of(self, target: str) -> User | None:
        user_id = self._user_id_of(target)
        return await self._hass.auth.async_get_user(user_id) if user_id else None

    @callback
    def _user_id_of(self, target: str) -> str | None:
        """Return whose phone a target is; None where nobody knows."""
        app = async_app_of(self._hass, target)
        user_id: str | None = app.data["user_id"] if app else None
        return user_id


@callback
def async_app_of(hass: HomeAssistant, target: str) -> ConfigEntry | None:
    """Return the app on the phone that a target is; None where it is none."""
    for entry in hass.config_entries.async_entries(_MOBILE_APP):
        if target == f"{NOTIFY}.{slugify(f'{_MOBILE_APP}_{entry.data["device_name"]}')}":
            return entry
    return None


@callback
def async_known_targets(hass: HomeAssistant) -> dict[str, str]:
    """Return the targets that can be chosen, and what each is called beside its id.

    They are notify actions, which can have buttons, and notify entities.
    """
    actions = {f"{NOTIFY}.{name}" for name in hass.services.async_services_for_domain(NOTIFY)}
    apps = {target: app.title for target in actions if (app := async_app_of(hass, target))}
    known = {one.entity_id: one for one in er.async_get(hass).entities.values() if one.domain == NOTIFY}
    entities = {target: one.name or one.original_name for target, one in known.items()}
    names = dict.fromkeys(actions - {f"{NOTIFY}.{SERVICE_SEND_MESSAGE}"}) | apps | entities
    return {target: f"{name} ({target})" if name else target for target, name in sorted(names.items())}

"""Which webhooks there are, which of them want nothing more, and what the owner is told of them."""

from __future__ import annotations

from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError

from ...const import DOMAIN
from ...model.hooks import Hook
from ...store.hooks.deliveries import Deliveries
from ...store.hooks.ended import Ended
from ..health.figures import async_figures
from .subentries import hooks_of
from .undelivered import async_tell, async_withdraw


class Roster:
    """The webhooks.

    Attributes:
        off: those that their receivers have ended, and when, in UTC epoch seconds.
    """

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any], deliveries: Deliveries, ended: Ended) -> None:
        """Know of none until they are read.

        Args:
            hass: Home Assistant.
            entry: whose subentries they are.
            deliveries: what they are told.
            ended: those that want nothing more.
        """
        self._hass = hass
        self._entry = entry
        self._deliveries = deliveries
        self._ended = ended
        self._known: dict[str, Hook] = {}
        self.off: dict[str, float] = {}

    @property
    def all(self) -> tuple[Hook, ...]:
        """All of them."""
        return tuple(self._known.values())

    @property
    def active(self) -> tuple[Hook, ...]:
        """Those that are told."""
        return tuple(hook for hook in self.all if hook.hook_id not in self.off)

    @property
    def is_stale(self) -> bool:
        """Tell whether the owner has changed something since they were read."""
        return hooks_of(self._entry) != self.all

    def find(self, hook_id: str) -> Hook:
        """Return a webhook.

        Raises:
            ServiceValidationError: there is none of that id.
        """
        if hook := self._known.get(hook_id):
            return hook
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key="unknown_webhook", translation_placeholders={"id": hook_id}
        )

    def named(self, name: str) -> Hook:
        """Return a webhook by its id, or by what its owner calls it where nothing else is called so.

        Raises:
            ServiceValidationError: there is none, or there are several.
        """
        same = [hook for hook in self.all if hook.title.casefold() == name.casefold()]
        return same[0] if len(same) == 1 and name not in self._known else self.find(name)

    async def async_read(self) -> None:
        """Learn which there are, and forget what is of others.

        Raises:
            DatabaseUnusableError: the database can't be used.
        """
        hooks = hooks_of(self._entry)
        gone = self._known.keys() - {one.hook_id for one in hooks}
        self._known = {one.hook_id: one for one in hooks}
        await self._deliveries.keep(list(self._known))
        self.off = await self._ended.among(hooks)
        for hook_id in gone:
            async_withdraw(self._hass, hook_id)
        await self.async_tell()

    async def async_end(self, hook: Hook, now: float) -> None:
        """Tell a receiver nothing more, as it wishes; what waits for it is given up.

        Raises:
            DatabaseUnusableError: the database can't be used.
        """
        if (known := self._known.get(hook.hook_id)) and known.url == hook.url:
            # At once: what happens while that is noted is nothing that it wants.
            self.off = {**self.off, hook.hook_id: now}
        await self._ended.add(hook, now)
        await self.async_give_up(hook.hook_id, now)
        self.off = await self._ended.among(self.all)

    async def async_give_up(self, hook_id: str, now: float) -> None:
        """Give up what waits for a receiver that wants nothing more.

        Raises:
            DatabaseUnusableError: the database can't be used.
        """
        async_figures(self._hass).delivered.give_up(await self._deliveries.give_up(hook_id, now, "off"))

    async def async_turn_on(self, hook_id: str) -> None:
        """Tell a receiver again.

        Raises:
            DatabaseUnusableError: the database can't be used.
        """
        await self._ended.remove(hook_id)
        self.off = await self._ended.among(self.all)

    async def async_tell(self) -> None:
        """Tell the owner of what could not be delivered.

        Raises:
            DatabaseUnusableError: the database can't be read.
        """
        dead = await self._deliveries.dead()
        for hook in self.all:
            async_tell(self._hass, hook, dead=dead.get(hook.hook_id, 0), is_off=hook.hook_id in self.off)

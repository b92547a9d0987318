"""Webhooks, as the doors see them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
import time

from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ...correlation import current_or_new
from ...deliver.hooks.body import body_of
from ...deliver.hooks.signing import headers_of
from ...model.hooks import TEST, Delivery, DeliveryAnswer, State
from ...model.overview import HomeData
from ...store.hooks.deliveries import Deliveries
from ...store.hooks.ended import Ended
from ..background import Background
from ..errors import translated
from ..file.tables import Tables
from .days_off import DaysOff
from .habit_watch import HabitWatch
from .news import NEWS
from .post import Post, new_delivery
from .roster import Roster
from .way_out import WayOut


class Hooks:
    """Who is told of what happens, and what became of it.

    Attributes:
        roster: the webhooks.
        days_off: knows the days on which nothing of workdays is missed.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        tables: Tables,
        background: Background,
        shown: Callable[[], HomeData],
        look_seconds: int,
    ) -> None:
        """Tell nobody until the start.

        Args:
            hass: Home Assistant.
            entry: whose subentries the webhooks are.
            tables: where deliveries wait.
            background: where they are made.
            shown: returns what was found last.
            look_seconds: how often is looked for what is not as always.
        """
        self._hass = hass
        self._entry = entry
        self._background = background
        self._deliveries = Deliveries(tables.database)
        self.roster = Roster(hass, entry, self._deliveries, Ended(tables.database))
        self._line = WayOut(hass)
        self._post = Post(
            hass, self._deliveries, self.roster, background, self._line.async_send, by_age=tables.clock.by_age
        )
        self.days_off = DaysOff(hass, tables)
        self._watch = HabitWatch(hass, self.roster, shown, tables, self.days_off)
        self._every = timedelta(seconds=look_seconds)
        self._cancels: list[CALLBACK_TYPE] = []

    async def async_start(self) -> None:
        """Hear what happens, and go on with what waits.

        Raises:
            DatabaseUnusableError: it can't be read.
        """
        self._cancels = [
            async_dispatcher_connect(self._hass, NEWS, self._post.async_take),
            async_dispatcher_connect(self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._async_changed),
            self._background.async_every(self._every, self._watch.async_look, "look for what is not as always"),
        ]
        await self._async_read()

    async def async_stop(self) -> None:
        """Write what waits in memory, and deliver nothing any more. Stopping twice does no harm."""
        while self._cancels:
            self._cancels.pop()()
        self._post.async_stop()
        await self._post.async_end()
        await self._line.async_close()

    async def async_test(self, hook_id: str) -> DeliveryAnswer:
        """Send something to a webhook here and now, once; return what came of it.

        Raises:
            ServiceValidationError: there is none of that id.
        """
        hook, now = self.roster.find(hook_id), time.time()
        delivery = new_delivery(hook, TEST, now, body_of(TEST, now, {"name": hook.title}), current_or_new())
        return await self._line.async_send(hook, headers_of(delivery, hook, now), delivery.body)

    async def async_log(
        self, limit: int, hook_id: str | None = None, state: State | None = None, before: int | None = None
    ) -> list[Delivery]:
        """Return the newest deliveries, the newest first.

        Args:
            limit: how many at most.
            hook_id: of one webhook only.
            state: only those that are so.
            before: only those that came before the one of this number.

        Raises:
            HomeAssistantError: the database can't be read.
        """
        with translated():
            return await self._deliveries.log(limit, hook_id, state, before)

    async def async_counts(self, state: State) -> dict[str, int]:
        """Return how many deliveries wait, were taken lately, or were given up, by webhook.

        Raises:
            HomeAssistantError: the database can't be read.
        """
        with translated():
            match state:
                case State.WAITING:
                    return await self._deliveries.waiting()
                case State.DELIVERED:
                    return await self._deliveries.delivered()
                case State.DEAD:
                    return await self._deliveries.dead()

    async def async_tried(self, hook_id: str) -> Delivery | None:
        """Return what a webhook was told last, or could not be; None where nothing was.

        Raises:
            HomeAssistantError: the database can't be read.
        """
        with translated():
            return await self._deliveries.tried(hook_id)

    async def async_again(self, hook_id: str | None = None, number: int | None = None) -> int:
        """Deliver once more what was given up, or one delivery, whatever became of it; return how many that are.

        Raises:
            ServiceValidationError: there is no such webhook.
            HomeAssistantError: the database can't be written.
        """
        if hook_id is not None:
            self.roster.find(hook_id)
        with translated():
            counts = await self._deliveries.again(time.time(), hook_id, number)
            await self.roster.async_tell()
        self._post.async_look_at(counts)
        return sum(counts.values())

    async def async_let_go(self, hook_id: str) -> None:
        """Give up for good what could not be delivered.

        Raises:
            HomeAssistantError: the database can't be written.
        """
        with translated():
            await self._deliveries.let_go(hook_id)
            await self.roster.async_tell()

    async def async_turn_on(self, hook_id: str) -> None:
        """Tell a receiver again that wanted nothing more, first what was given up meanwhile.

        Raises:
            ServiceValidationError: there is no such webhook.
            HomeAssistantError: the database can't be written.
        """
        self.roster.find(hook_id)
        with translated():
            await self.roster.async_turn_on(hook_id)
        self._post.async_use()
        await self.async_again(hook_id)

    async def _async_read(self) -> None:
        await self.roster.async_read()
        self._post.async_use()

    @callback
    def _async_changed(self, change: ConfigEntryChange, entry: ConfigEntry) -> None:
        if change is ConfigEntryChange.UPDATED and entry is self._entry and self.roster.is_stale:
            self._background.async_keep(self._async_read, "list of webhooks")

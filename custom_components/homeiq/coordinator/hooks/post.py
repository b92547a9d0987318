"""The way of what happens: from memory to the database within one transaction, and from there out, when it is due."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
import hashlib
import time
from uuid import uuid4

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback

from ...const import LOGGER
from ...correlation import apart
from ...deliver.hooks.body import body_of
from ...model.hooks import Delivery, Hook, News
from ...store.file.errors import DatabaseUnusableError
from ...store.hooks.deliveries import Deliveries
from ..background import Background
from ..health.figures import async_figures
from .courier import NOTHING, Courier, Endings, Send
from .roster import Roster
from .undelivered import async_announce_failed

KEPT = 1_000  # deliveries that wait in memory for a database that can't be written


class Post:
    """Takes what happens, and sees that it is delivered."""

    def __init__(
        self,
        hass: HomeAssistant,
        deliveries: Deliveries,
        roster: Roster,
        background: Background,
        send: Send,
        by_age: Callable[[float], float] = float,
    ) -> None:
        """Have nothing to deliver.

        Args:
            hass: Home Assistant.
            deliveries: where they wait.
            roster: who is told.
            background: where it is done.
            send: makes one attempt.
            by_age: called with the time, returns that by which something has waited for too long.
        """
        self._hass = hass
        self._deliveries = deliveries
        self._roster = roster
        self._background = background
        endings = Endings(dead=self._async_dead, rest=self._async_carry, counted=async_figures(hass).delivered)
        self._courier = Courier(deliveries, send, endings, by_age=by_age)
        self._new: deque[Delivery] = deque()
        self._cancel_timer: CALLBACK_TYPE | None = None

    @callback
    def async_take(self, news: News) -> None:
        """Take what happened for whoever wants it; written together with all that came meanwhile."""
        wanted = [one for one in self._roster.active if one.wants(news)]
        if not wanted:
            return
        body = body_of(news.happening, news.at, news.data)
        made = [new_delivery(one, news.happening, news.at, body, news.correlation) for one in wanted]
        # The database takes no message twice.
        made = [replace(one, message=_message_of(one, news.once)) if news.once else one for one in made]
        self._new += made
        self._async_trim()
        self._background.async_keep(self.async_write, "webhook outbox")

    async def async_write(self) -> None:
        """Write what is new in one transaction: of what is told to many, all get it or nobody.

        Raises:
            DatabaseUnusableError: it can't be written; it waits for the next time.
        """
        if not (new := list(self._new)):
            return
        self._new.clear()
        try:
            refused = await self._deliveries.put(new)
        except BaseException:
            # Where it was written all the same, the second time does nothing: messages are known by their ids.
            self._new.extendleft(reversed(new))
            self._async_trim()
            raise
        hook_ids = {one.hook_id for one in new}
        self.async_look_at(hook_ids)
        self._courier.delivered.give_up(refused)
        # It happened before their receivers said that they want nothing more.
        for hook_id in (ended := hook_ids & self._roster.off.keys()):
            await self._roster.async_give_up(hook_id, time.time())
        if refused or ended:
            await self._roster.async_tell()

    async def async_end(self) -> None:
        """Write what is new for the last time; what can't be written is given up."""
        try:
            await self.async_write()
        except DatabaseUnusableError:
            self._async_give_up(len(self._new))
            self._new.clear()

    @callback
    def async_use(self) -> None:
        """Deliver to those who are told now."""
        hooks = self._roster.active
        self._courier.use(hooks)
        self.async_look_at(one.hook_id for one in hooks)

    @callback
    def async_look_at(self, hook_ids: Iterable[str]) -> None:
        """Look whether something waits for these, and deliver it."""
        self._courier.look_at(hook_ids)
        self._async_carry()

    @callback
    def async_stop(self) -> None:
        """Come back for nothing any more."""
        if self._cancel_timer:
            self._cancel_timer()
            self._cancel_timer = None

    @callback
    def _async_carry(self) -> None:
        """Deliver what is due, and come back when something else is."""
        self.async_stop()
        due = self._courier.next_due
        if due == NOTHING or self._background.is_ended:
            return
        rest = due - time.time()
        if rest > 0:
            again = self._background.guarded(self._async_carry, "webhooks")
            with apart():
                self._cancel_timer = self._hass.loop.call_later(rest, again).cancel
        elif not self._courier.is_full:
            # It takes out what everybody waits for, each thing under its own id.
            self._background.async_keep(self._courier.run, "webhooks")

    @callback
    def _async_trim(self) -> None:
        """Give up the newest of what waits in memory, where that is too much."""
        lost = len(self._new) - KEPT
        for _ in range(lost):
            self._new.pop()
        self._async_give_up(max(lost, 0))

    @callback
    def _async_give_up(self, count: int) -> None:
        """Count what finds no room anywhere, and say so."""
        if count:
            self._courier.delivered.give_up(count)
            LOGGER.error("%s messages to webhooks are given up, as the database can't be written", count)

    async def _async_dead(self, hook: Hook, delivery: Delivery) -> None:
        if delivery.trouble == "gone":
            await self._roster.async_end(hook, time.time())
            self._courier.use(self._roster.active)
        async_announce_failed(self._hass, hook, delivery)
        await self._roster.async_tell()


def new_delivery(hook: Hook, kind: str, at: float, body: bytes, correlation: str) -> Delivery:
    """Return something that a webhook is to be told, under an id of its own."""
    return Delivery(
        number=0,
        hook_id=hook.hook_id,
        message=f"msg_{uuid4().hex}",
        kind=kind,
        correlation=correlation,
        body=body,
        created_at=at,
        since=at,
    )


def _message_of(delivery: Delivery, once: str) -> str:
    """Return the id of what a webhook is told once, however often it is seen."""
    told = f"{delivery.hook_id} {delivery.kind} {once}"
    return f"msg_{hashlib.sha256(told.encode()).hexdigest()[:32]}"

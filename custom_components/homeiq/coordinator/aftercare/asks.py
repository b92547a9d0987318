"""What accepted automations ask, and what is answered."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
import time
from types import MappingProxyType
from typing import Any

from homeassistant.components.automation import EVENT_AUTOMATION_TRIGGERED
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from ...const import LOGGER
from ...correlation import apart
from ...model.clock import has_been
from ...model.day import number_of
from ...model.decisions.ask import ASKED_FOR, Ask, Reply, counts_of, reply_of
from ...store.file.errors import DatabaseUnusableError
from ...store.tables.told import AskLog
from ..background import Background
from ..file.tables import Tables
from .allowance import Allowance

TAPPED = "mobile_app_notification_action"
LATE = 5.0  # how long after its time an answer may still be on its way, seconds
_FROM_AUTOMATION = "source"  # what set an automation off; none where a person ran it by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingFirst:
    """An automation that asks first.

    Attributes:
        users: whose answers it waits for.
        since: since when it asks what it asks, UTC epoch seconds.
    """

    signature: str
    users: frozenset[str]
    since: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AfterAsks:
    """What is done with what is asked and answered.

    Attributes:
        show: called with the fields of ``HomeData`` that are new.
        confirmed: called with the signature of what somebody has said yes to.
        judge: awaited with what asks, and with all its questions since it asks that.
        only: called with the signatures of what asks, whenever these have changed.
    """

    show: Callable[..., None]
    confirmed: Callable[[str], None]
    judge: Callable[[str, Sequence[Ask]], Coroutine[Any, Any, None]]
    only: Callable[[frozenset[str]], None]


class Asks:
    """Hears questions and answers."""

    def __init__(
        self, hass: HomeAssistant, tables: Tables, allowance: Allowance, background: Background, afterwards: AfterAsks
    ) -> None:
        """Hear nothing yet.

        Args:
            hass: Home Assistant.
            tables: the database.
            allowance: counts questions.
            background: where it is written.
            afterwards: what is done with it.
        """
        self._hass = hass
        self._log = AskLog(tables.database)
        self._allowance = allowance
        self._background = background
        self._afterwards = afterwards
        self._asks: dict[str, list[Ask]] = {}
        self._asking: Mapping[str, AskingFirst] = MappingProxyType({})
        self._waiting: dict[str, CALLBACK_TYPE] = {}
        self._unsaved: dict[tuple[str, float], Ask] = {}
        self._cancels: list[CALLBACK_TYPE] = []

    async def async_start(self) -> None:
        """Take up the questions of before, and listen.

        What Home Assistant's stop has cut off nobody could answer; what asks goes on when only HomeIQ starts anew.

        Raises:
            DatabaseUnusableError: they can't be read or written.
        """
        now = time.time()
        for ask in await self._log.all():
            waits = self._hass.is_running and has_been(ask.asked_at, now) and now < ask.asked_at + ASKED_FOR
            is_lost = ask.reply is None and not waits
            if is_lost:
                await self._log.put(replace(ask, reply=Reply.LOST))
            self._async_add(replace(ask, reply=Reply.LOST) if is_lost else ask)
        guarded, listen = self._background.guarded, self._hass.bus.async_listen
        self._cancels = [
            listen(EVENT_AUTOMATION_TRIGGERED, guarded(self._async_triggered, "asks")),
            listen(TAPPED, guarded(self._async_tapped, "asks")),
        ]

    async def async_stop(self) -> None:
        """Hear nothing any more, and write what waits. Stopping twice does no harm."""
        while self._cancels:
            self._cancels.pop()()
        while self._waiting:
            self._waiting.popitem()[1]()
        try:
            await self.async_save()
        except DatabaseUnusableError:
            LOGGER.error("%s questions are not remembered: the database can't be written", len(self._unsaved))

    @callback
    def async_follow(self, asking: Mapping[str, AskingFirst]) -> None:
        """Hear these from now on, by the entities of their automations, and see what they come to."""
        if asking == self._asking:
            return
        self._asking = asking
        self._afterwards.only(frozenset(one.signature for one in asking.values()))
        self._async_show()
        self.async_judge()

    @callback
    def _async_triggered(self, event: Event) -> None:
        one = self._asking.get(event.data.get(ATTR_ENTITY_ID, ""))
        if one is None or _FROM_AUTOMATION not in event.data:
            return
        at = event.time_fired_timestamp
        day = number_of(dt_util.as_local(event.time_fired).date())
        ask = Ask(signature=one.signature, asked_at=at, day=day)
        self._async_add(ask)
        self._async_save(ask)
        # At once: what is set off in the same moment must find the limit reached.
        self._async_show()

    @callback
    def _async_tapped(self, event: Event) -> None:
        found = reply_of(str(event.data.get("action", "")))
        if found is None:
            return
        reply, signature = found
        one = next((each for each in self._asking.values() if each.signature == signature), None)
        asks = self._asks.get(signature)
        if one is None or not asks or event.context.user_id not in one.users:
            return
        # Whoever never wants to be asked again may say so later as well.
        if asks[-1].reply is None or reply is Reply.STOP:
            if reply is Reply.YES:
                self._afterwards.confirmed(signature)
            self._async_answered(asks[-1], reply)

    @callback
    def _async_add(self, ask: Ask) -> None:
        self._asks.setdefault(ask.signature, []).append(ask)
        self._allowance.async_count(ask)
        if ask.reply is None:
            self._async_wait(ask)

    @callback
    def _async_wait(self, ask: Ask) -> None:
        @callback
        def over(_now: datetime) -> None:
            self._waiting.pop(ask.signature, None)
            self._async_answered(ask, Reply.SILENCE)

        if cancel := self._waiting.pop(ask.signature, None):
            cancel()
        seconds = max(0.0, ask.asked_at + ASKED_FOR + LATE - time.time())
        unanswered = self._background.guarded(over, "unanswered")
        with apart():
            self._waiting[ask.signature] = async_call_later(self._hass, seconds, unanswered)

    @callback
    def _async_answered(self, ask: Ask, reply: Reply) -> None:
        if cancel := self._waiting.pop(ask.signature, None):
            cancel()
        answered, asks = replace(ask, reply=reply), self._asks[ask.signature]
        asks[asks.index(ask)] = answered
        self._async_save(answered)
        self._async_show()
        self.async_judge(ask.signature)

    @callback
    def _async_save(self, ask: Ask) -> None:
        self._unsaved[ask.signature, ask.asked_at] = ask
        self._background.async_keep(self.async_save, "questions")

    async def async_save(self) -> None:
        """Write what waits; where that fails, it waits for the next time.

        Raises:
            DatabaseUnusableError: it failed.
        """
        while self._unsaved:
            ask = next(iter(self._unsaved.values()))
            await self._log.put(ask)
            # It may have been answered while the question was written.
            if self._unsaved.get((ask.signature, ask.asked_at)) is ask:
                del self._unsaved[ask.signature, ask.asked_at]

    async def async_forgotten(self) -> None:
        """Know no more than is left in the database, but for how many questions were put today.

        Raises:
            DatabaseUnusableError: it can't be read.
        """
        left = {(ask.signature, ask.asked_at) for ask in await self._log.all()}
        for signature, asks in self._asks.items():
            self._asks[signature] = [ask for ask in asks if ask.reply is None or (signature, ask.asked_at) in left]
        self._async_show()

    @callback
    def async_judge(self, signature: str | None = None) -> None:
        """See what the answers to the questions of one automation speak for; without a signature, those of all."""
        for one in self._asking.values():
            if signature in {None, one.signature}:
                self._background.async_spawn(self._afterwards.judge(one.signature, self._since(one)), "answers")

    @callback
    def _async_show(self) -> None:
        counts = {one.signature: counts_of(self._since(one)) for one in self._asking.values()}
        self._afterwards.show(asked=MappingProxyType(counts))

    def _since(self, one: AskingFirst) -> list[Ask]:
        return [ask for ask in self._asks.get(one.signature, ()) if ask.asked_at >= one.since]

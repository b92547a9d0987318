"""Telling people of new suggestions: looked at every few minutes, noted before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
import time

from homeassistant.components.todo import DOMAIN as TODO
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util

from ...const import DOMAIN
from ...deliver.message import Message, of_digest, of_suggestion
from ...deliver.phones import Phones
from ...deliver.plan import due, is_quiet, latest_digest, untold
from ...model.clock import has_been
from ...model.decisions.told import How, Told
from ...model.habits.suggestion import Suggestion
from ...model.overview import HomeData
from ...model.words import Words
from ...settings import Notifications
from ...store.tables.told import ToldLog
from ..background import Background
from ..file.tables import Tables
from .language import locale_of, read_words

_LATE = 900.0  # seconds after which a digest that could not come at its time keeps quiet hours as well
_STALE = 8 * 86400.0  # a digest that was due longer ago than this was switched off, or the home was, seconds


class Telling:
    """Tells the targets that the owner chose, as seldom as the owner wants.

    Attributes:
        phones: the targets.
        log: what people were told of.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        wishes: Notifications,
        tables: Tables,
        background: Background,
        data: Callable[[], HomeData],
    ) -> None:
        """Tell of what is offered.

        Args:
            hass: Home Assistant.
            wishes: the owner's.
            tables: where it is noted.
            background: where it is sent.
            data: what is shown now.
        """
        self._hass = hass
        self._wishes = wishes
        self._background = background
        self._data = data
        self._is_looking = False
        self.phones = Phones(hass, wishes.targets)
        self.log = ToldLog(tables.database)

    @callback
    def async_tick(self, _now: datetime | None = None) -> None:
        """See whether there is something to tell."""
        if self._wishes.targets and not self._is_looking:
            self._is_looking = True
            self._background.async_spawn(self._async_look(), "telling")

    async def async_words(self) -> Words:
        """Return the words of the owner's language."""
        return await self._hass.async_add_executor_job(read_words, locale_of(self._hass))

    @callback
    def async_title(self, signature: str) -> str:
        """Return the title of an open suggestion; nothing for one that is not open."""
        return next((one.title for one in self._data().suggestions if one.signature == signature), "")

    async def _async_look(self) -> None:
        try:
            now = dt_util.now()
            await self._async_tell_each(now)
            await self._async_digest(now)
        finally:
            self._is_looking = False

    async def _async_tell_each(self, now: datetime) -> None:
        for suggestion in due(self._data().suggestions, await self.log.all(), self._wishes, now):
            # It may have been decided on while the one before was sent.
            if self.async_title(suggestion.signature):
                message = of_suggestion(suggestion, await self.async_words(), self._link())
                await self._async_tell([suggestion], How.NOTIFICATION, message)

    async def _async_digest(self, now: datetime) -> None:
        if not self._wishes.digest:
            return
        at, done = latest_digest(self._wishes, now).timestamp(), await self.log.digest_at()
        if done is None or at - done > _STALE or not has_been(done, now.timestamp()):
            # The first one comes at its time, not when it is switched on, or the clock is put right.
            await self.log.note_digest(at)
            return
        if at <= done or (is_quiet(self._wishes, now) and now.timestamp() - at > _LATE):
            return
        await self.log.note_digest(at)
        news = untold(self._data().suggestions, await self.log.all())
        if news and not await self._async_tell(
            news, How.DIGEST, of_digest(news, await self.async_words(), self._link())
        ):
            await self.log.note_digest(done)

    async def _async_tell(self, suggestions: Sequence[Suggestion], how: How, message: Message) -> bool:
        """Note, then send: rather is nobody told of a suggestion than somebody twice."""
        now = time.time()
        await self.log.note([Told(signature=one.signature, how=how, told_at=now) for one in suggestions])
        if await self.phones.async_send(message):
            return True
        await self.log.take_back(one.signature for one in suggestions)
        return False

    @callback
    def _link(self) -> str | None:
        """Return the page of the inbox; None where the owner has switched it off."""
        for entry in er.async_get(self._hass).entities.values():
            if (entry.platform, entry.domain) == (DOMAIN, TODO) and not entry.disabled:
                return f"/todo?entity_id={entry.entity_id}"
        return None

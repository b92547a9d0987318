"""The open suggestions, for those who decide on them: one decision after the other, each as a whole."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
import time
from typing import Any

from homeassistant.core import HomeAssistant, callback

from ..model.overview import HomeData
from ..model.suggestion import Suggestion, UnknownSuggestionError
from ..store.errors import DatabaseUnusableError
from .found import RECENT
from .refused import translated
from .tables import Tables


class Offers:
    """What is offered now, and the turn to decide on it."""

    def __init__(
        self, hass: HomeAssistant, tables: Tables, data: Callable[[], HomeData], show: Callable[..., None]
    ) -> None:
        """Offer what is shown.

        Args:
            hass: Home Assistant.
            tables: where offers are kept, and what became of them.
            data: what is shown now.
            show: called with the fields of ``HomeData`` that are new.
        """
        self._hass = hass
        self._findings = tables.findings
        self._versions = tables.versions
        self._data = data
        self._show = show
        self._turn = asyncio.Lock()

    async def async_in_turn[T](self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Do work once nobody else decides, to its end, also when nobody waits for it any more."""

        async def in_turn() -> T:
            async with self._turn:
                done = await work()
                await self._async_show_accepted()
                return done

        return await asyncio.shield(self._hass.async_create_task(in_turn(), "homeiq decision"))

    async def async_finish(self) -> None:
        """Wait until nobody decides."""
        async with self._turn:
            return

    async def async_clear(self, signatures: Iterable[str]) -> None:
        """Show what was accepted no longer; what it has become stays.

        Raises:
            HomeAssistantError: the database can't be written.
        """
        with translated():
            for signature in signatures:
                await self._versions.clear(signature)
        await self._async_show_accepted()

    async def _async_show_accepted(self) -> None:
        # What was decided is decided: a database that fails only now must not make it look undone.
        with suppress(DatabaseUnusableError):
            self._show(accepted=await self._versions.recent(time.time() - RECENT))

    @callback
    def async_find(self, signature: str) -> Suggestion:
        """Return an open suggestion.

        Raises:
            UnknownSuggestionError: there is none with that signature.
        """
        for suggestion in self._data().suggestions:
            if suggestion.signature == signature:
                return suggestion
        raise UnknownSuggestionError(signature)

    @callback
    def async_all(self) -> tuple[Suggestion, ...]:
        """Return the open suggestions."""
        return self._data().suggestions

    @callback
    def async_close(self, signature: str) -> None:
        """Show a suggestion no longer."""
        self._show(suggestions=tuple(one for one in self._data().suggestions if one.signature != signature))

    async def async_reopen(self, suggestion: Suggestion) -> None:
        """Offer a suggestion again, behind the others."""
        await self._findings.take_back(suggestion.signature)
        await self._findings.offer(suggestion)
        others = tuple(one for one in self._data().suggestions if one.signature != suggestion.signature)
        self._show(suggestions=(*others, suggestion))

    async def async_change(self, suggestion: Suggestion) -> None:
        """Offer a suggestion in the place of the one with its signature."""
        await self._findings.offer(suggestion)
        self._show(
            suggestions=tuple(
                suggestion if one.signature == suggestion.signature else one for one in self._data().suggestions
            )
        )

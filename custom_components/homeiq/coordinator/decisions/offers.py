"""The open suggestions, for those who decide on them: one decision after the other, each as a whole."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping, Set as AbstractSet
from contextlib import suppress
from functools import partial
import time
from typing import Any

from homeassistant.core import HomeAssistant, callback

from ...correlation import correlated
from ...model.decisions.acceptance import Version
from ...model.decisions.grounds import Grounds
from ...model.habits.suggestion import Decision, DecisionKind, Suggestion, UnknownSuggestionError
from ...settings import Settings
from ...store.file.errors import DatabaseUnusableError
from ..background import Background
from ..errors import removed, translated
from ..file.tables import Tables
from ..home.existing import ExistingWatch
from ..telling.announcements import async_announce_created, async_announce_resolved
from .basis import Basis

REGRETTED = 86400.0  # how long what was dismissed is still shown, seconds


class Offers:
    """What is offered now, and the turn to decide on it.

    What is offered is worked out anew whenever something changes that it rests on; what is new is the difference
    between two of these answers.

    Attributes:
        basis: what the newest answer rests on, with the decisions that were stored since.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        settings: Settings,
        tables: Tables,
        background: Background,
        existing: ExistingWatch,
        show: Callable[..., None],
    ) -> None:
        """Offer nothing until what was found is read.

        Args:
            hass: Home Assistant.
            settings: habits of what the owner has excluded are not shown, however old they are.
            tables: what was found, and what people have said to it.
            background: where decisions are seen through.
            existing: what the home does already.
            show: called with the fields of ``HomeData`` that are new.
        """
        self._hass = hass
        self._tables = tables
        self._background = background
        self._existing = existing
        self.basis = Basis(hass, settings, tables, existing)
        self.async_show = show
        self._turn = asyncio.Lock()
        self._reading = asyncio.Lock()
        self._shown: tuple[Grounds, Mapping[str, object]] | None = None
        self._offered: tuple[Suggestion, ...] = ()
        self._away: tuple[Suggestion, ...] = ()
        self._cleared: set[tuple[str, float]] = set()
        self._brought_back: set[str] = set()
        self._told: frozenset[str] = frozenset()

    async def async_load(self) -> None:
        """Show what was open before the start; whose snooze has run out since is new.

        Raises:
            DatabaseUnusableError: it can't be read.
        """
        await self.basis.async_read()
        self._async_answer(now=float("-inf"))
        self.async_take_new()

    async def async_renew(self, *, only_news: bool = False, **changes: Any) -> None:
        """Work out anew what is offered, and show it.

        Args:
            only_news: only where it is something else than what was shown while somebody decided.
            changes: fields of ``HomeData`` that are shown with it.

        Raises:
            DatabaseUnusableError: it can't be read; what is known is shown.
        """
        async with self._reading:
            try:
                await self.basis.async_read()
            finally:
                self._async_answer(now=time.time(), only_news=only_news, **changes)

    @callback
    def async_take_new(self) -> tuple[Suggestion, ...]:
        """Return what is offered and was not when this was asked last: whoever asks tells of it.

        What is shown may change in between as often as it will, such as by a look at the automations while a run ends.
        What only waits for its entities is not new when they are back, as some are after each restart.
        """
        new = tuple(one for one in self._offered if one.signature not in self._told)
        self._told = frozenset(one.signature for one in (*self._offered, *self._away))
        return new

    async def async_in_turn[T](self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Do work once nobody else decides, to its end, also when nobody waits for it any more.

        Raises:
            HomeAssistantError: HomeIQ is unloading, and nothing is decided any more.
        """
        self._background.check()
        # All that is said of a decision, and of what comes of it, bears one id.
        with correlated():
            return await self._background.async_see_through(self._async_in_turn(work), "decision")

    async def _async_in_turn[T](self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        async with self._turn:
            self._shown = None
            try:
                done = await work()
            except UnknownSuggestionError as err:
                explain(err, self)
                raise
            # What was decided is decided: a database that fails only now must not make it look undone.
            with suppress(DatabaseUnusableError):
                await self.async_renew(only_news=True)
                new = self.async_take_new()
                async_announce_created(self._hass, [one for one in new if one.signature not in self._brought_back])
            self._brought_back.clear()
            return done

    async def async_clear(self, signatures: Iterable[str]) -> None:
        """Show what was accepted or dismissed no longer; what it has become stays, and what is dismissed stays so.

        Raises:
            HomeAssistantError: the database can't be written.
        """
        await self.async_in_turn(partial(self._async_clear, signatures))

    async def _async_clear(self, signatures: Iterable[str]) -> None:
        with translated():
            for signature in signatures:
                await self._tables.versions.clear(signature)
                if dismissed := self.basis.grounds.said.decisions.get(signature):
                    self._cleared.add((signature, dismissed.decided_at))

    @callback
    def async_find(self, signature: str) -> Suggestion:
        """Return an open suggestion.

        Raises:
            UnknownSuggestionError: there is none with that signature.
            HomeAssistantError: something that it names is no longer in Home Assistant.
        """
        for suggestion in (*self._offered, *self._away):
            if suggestion.signature == signature:
                # What was removed a moment ago may still be shown, and what has just come back not yet.
                if missing := self.basis.async_missing(suggestion):
                    raise removed(missing)
                return suggestion
        raise UnknownSuggestionError(signature)

    @callback
    def async_all(self) -> tuple[Suggestion, ...]:
        """Return the open suggestions."""
        return self._offered

    async def async_decide(self, decision: Decision, *, is_whole: bool = False) -> None:
        """Note what somebody decided, in turn, and say so; a trial has no answer yet.

        Args:
            decision: what was decided.
            is_whole: nothing else is stored for it, so that it is shown before it is said.

        Raises:
            DatabaseUnusableError: it can't be written.
        """
        await self._tables.findings.decide(decision)
        self.basis.async_take(self.basis.grounds.with_decision(decision))
        if is_whole:
            self.async_tell(self.basis.grounds)
        if decision.verdict is not DecisionKind.ON_TRIAL:
            async_announce_resolved(self._hass, decision)

    async def async_take_back(self, decision: Decision) -> None:
        """Forget what somebody decided, and offer again what it was on, in turn.

        Raises:
            DatabaseUnusableError: it can't be written.
        """
        await self._tables.reopened.take_back(decision, time.time())
        # What was found long ago is looked at first: it may be known by now for something that lets somebody in.
        if decision.suggestion and self.basis.async_is_judged(decision.suggestion):
            self.async_tell(self.basis.grounds.with_taken_back(decision))

    @callback
    def async_tell(self, grounds: Grounds) -> None:
        """Show what is stored as a whole by now, in turn: nobody waits until it is read back.

        Args:
            grounds: what is offered rests on these from now on.
        """
        self.basis.async_take(grounds)
        self._async_answer(now=time.time())

    async def async_reopen(self, suggestion: Suggestion) -> None:
        """Offer a suggestion again, in turn; who brought it back needs no news of it.

        Raises:
            DatabaseUnusableError: it can't be written.
        """
        await self._tables.reopened.put(suggestion, time.time())
        # What it had become is there no longer, and must not pass for something that the home does already.
        await self._existing.async_read()
        self._brought_back.add(suggestion.signature)

    @callback
    def _async_answer(self, *, now: float, only_news: bool = False, **changes: Any) -> None:
        grounds = self.basis.grounds
        self._offered, self._away = self.basis.async_offered(now)
        shown = {
            "suggestions": self._offered,
            "away": frozenset(one.signature for one in self._away),
            "accepted": tuple(grounds.accepted),
            "dismissed": _dismissed(grounds.said.decisions.values(), self._cleared),
            "recorded_since": grounds.recorded_since,
        }
        if not only_news or self._shown != (grounds, shown):
            self._shown = (grounds, shown)
            self.async_show(**shown, **changes)


@callback
def explain(error: UnknownSuggestionError, offers: Offers) -> None:
    """Note why there is no such suggestion, as long as that is so."""
    error.decided = offers.basis.async_decided().get(error.signature)
    error.offered = next((one for one in offers.async_all() if one.signature == error.signature), None)


async def async_open_or_accepted(offers: Offers, tables: Tables, signature: str) -> tuple[Suggestion, Version | None]:
    """Return a suggestion, and what was written last of an accepted one.

    Raises:
        UnknownSuggestionError: no suggestion with that signature is open or was accepted.
        HomeAssistantError: the database can't be read.
    """
    try:
        return offers.async_find(signature), None
    except UnknownSuggestionError:
        with translated():
            found = await tables.versions.newest(signature)
        if found is None:
            raise
        return found[1].suggestion, found[1]


def _dismissed(decisions: Iterable[Decision], cleared: AbstractSet[tuple[str, float]]) -> tuple[Decision, ...]:
    """Return what was dismissed within the last day; what somebody has cleared away is known until a restart."""
    since = time.time() - REGRETTED
    recent = [
        one
        for one in decisions
        if one.verdict is DecisionKind.DISMISSED
        and one.suggestion
        and one.decided_at >= since
        and (one.signature, one.decided_at) not in cleared
    ]
    return newest_first(recent)


def newest_first(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return decisions in the order in which people are told of them."""
    return tuple(sorted(decisions, key=lambda one: one.decided_at, reverse=True))

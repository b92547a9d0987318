"""What people say to suggestions, other than that they want one: not now, or never."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
import time

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.event import async_call_later

from ...const import DOMAIN
from ...correlation import apart
from ...model.clock import has_been
from ...model.habits.suggestion import Decision, DecisionKind, Objection, Suggestion, UnknownSuggestionError
from ...suggest.objections import REACHING
from ..background import Background
from ..errors import translated
from ..file.tables import Tables
from ..subscription import Subscription
from .offers import Offers, newest_first
from .repercussions import Repercussions

LONGEST_SNOOZE = 366 * 86400.0  # seconds; who wants to hear of it later than that doesn't want it


class Dismissing:
    """Notes what people say to suggestions, and wakes those that were put off."""

    def __init__(
        self,
        hass: HomeAssistant,
        tables: Tables,
        offers: Offers,
        repercussions: Repercussions,
        background: Background,
    ) -> None:
        """Decide on what is offered.

        Args:
            hass: Home Assistant.
            tables: the database.
            offers: what is offered.
            repercussions: tries what an objection leaves.
            background: where that is tried, and snoozed suggestions are woken.
        """
        self._hass = hass
        self._tables = tables
        self._offers = offers
        self._repercussions = repercussions
        self._background = background
        self._timer = Subscription()
        self._due: float | None = None

    async def async_dismiss(
        self,
        signature: str,
        reason: str | None = None,
        user_id: str | None = None,
        objection: Objection = Objection.NOT_WANTED,
    ) -> None:
        """Take an open suggestion away for good, and learn from what the person has against it.

        Args:
            signature: the suggestion's.
            reason: in the person's own words.
            user_id: who says so; None where no person does, but an automation.
            objection: what is learned from.

        Raises:
            UnknownSuggestionError: no open suggestion has that signature.
            HomeAssistantError: the database can't be written.
        """
        decision = Decision(
            signature=signature,
            verdict=DecisionKind.DISMISSED,
            decided_at=time.time(),
            user_id=user_id,
            reason=reason,
            objection=objection,
        )
        offered = self._offers.async_all()
        await self._offers.async_in_turn(partial(self._async_decide, decision))
        if objection in REACHING:
            self._background.async_spawn(self._async_heed(decision, offered), "objection")

    async def async_snooze(self, signature: str, until: float, user_id: str | None = None) -> None:
        """Take an open suggestion away until a moment at which it comes back by itself.

        Args:
            signature: the suggestion's.
            until: UTC epoch seconds; ahead, by a year at most.
            user_id: who says so; None where no person does, but an automation.

        Raises:
            UnknownSuggestionError: no open suggestion has that signature.
            HomeAssistantError: the moment is not ahead or too far, or the database can't be written.
        """
        now, until = self._tables.clock.now(), self._tables.clock.believed(until)
        if not now < until <= now + LONGEST_SNOOZE:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="snooze_not_ahead")
        decision = Decision(
            signature=signature, verdict=DecisionKind.SNOOZED, decided_at=now, user_id=user_id, until=until
        )
        await self._offers.async_in_turn(partial(self._async_decide, decision))
        if self._due is None or until < self._due:
            self._set_timer(until)

    async def async_decisions(self) -> tuple[Decision, ...]:
        """Return all decisions that hold, the newest first.

        Raises:
            HomeAssistantError: the database can't be read.
        """
        with translated():
            decisions = (await self._tables.findings.decisions()).values()
        return newest_first(decisions)

    async def async_take_back(self, signature: str) -> None:
        """Offer again what was dismissed or snoozed; what was learned from an objection is forgotten with it.

        Raises:
            UnknownSuggestionError: nobody has decided on such a suggestion, or it is on trial, which is ended.
            HomeAssistantError: it was accepted, which is undone, or the database can't be written.
        """
        await self._offers.async_in_turn(partial(self._async_take_back, signature))

    async def async_wake(self) -> None:
        """Offer again what was put off until now, and set the timer for what is put off for longer."""
        await self._offers.async_in_turn(self._async_wake)

    @callback
    def async_tick(self, _now: datetime | None = None) -> None:
        """Wake what is due."""
        self._background.async_spawn(self.async_wake(), "snoozed")

    @callback
    def async_stop(self) -> None:
        """Stop the timer. Stopping twice does no harm."""
        self._timer.async_end()
        self._due = None

    async def _async_decide(self, decision: Decision) -> None:
        decision = replace(decision, suggestion=self._offers.async_find(decision.signature))
        with translated():
            await self._offers.async_decide(decision, is_whole=True)

    async def _async_take_back(self, signature: str) -> None:
        with translated():
            decision = self._offers.basis.grounds.said.decisions.get(signature)
            if decision is None or decision.verdict is DecisionKind.ON_TRIAL:
                raise UnknownSuggestionError(signature)
            if decision.verdict is DecisionKind.ACCEPTED:
                raise ServiceValidationError(translation_domain=DOMAIN, translation_key="decision_accepted")
            await self._offers.async_take_back(decision)

    async def _async_heed(self, decision: Decision, offered: Sequence[Suggestion]) -> None:
        limited = await self._repercussions.async_limit(offered)

        async def leave() -> None:
            # Somebody may have taken it back while that was tried.
            now = self._offers.basis.grounds.said.decisions.get(decision.signature)
            if now and (now.verdict, now.decided_at) == (decision.verdict, decision.decided_at):
                await self._tables.reopened.left(limited, time.time())

        if limited:
            await self._offers.async_in_turn(leave)

    async def _async_wake(self) -> None:
        decisions = (await self._tables.findings.decisions()).values()
        snoozed = [
            (one.until or 0.0, one) for one in map(self._as_of_today, decisions) if one.verdict is DecisionKind.SNOOZED
        ]
        now = self._tables.clock.now()
        over = [one for until, one in snoozed if until <= now]
        for _, decision in snoozed:
            if decision not in decisions:
                await self._tables.findings.decide(decision)
        for decision in over:
            await self._tables.reopened.take_back(decision, now)
        self._set_timer(min((until for until, _ in snoozed if until > now), default=None))

    def _as_of_today(self, decision: Decision) -> Decision:
        """Return what was put off while the clock was ahead as put off now, for as long."""
        now = self._tables.clock.now()
        if decision.until is None or has_been(decision.decided_at, now):
            return decision
        return replace(decision, decided_at=now, until=now + decision.until - decision.decided_at)

    @callback
    def _set_timer(self, until: float | None) -> None:
        self.async_stop()
        if until is not None:
            # By the time that goes by, whatever the clock is set to meanwhile.
            seconds = max(until - self._tables.clock.now(), 0.0)
            self._due = until
            due = self._background.guarded(self._async_due, "snoozed")
            # What is put off for longest is waited for as well, whoever put off what comes first.
            with apart():
                self._timer.async_set(async_call_later(self._hass, seconds, due))

    @callback
    def _async_due(self, _now: datetime) -> None:
        self.async_stop()
        self.async_tick()

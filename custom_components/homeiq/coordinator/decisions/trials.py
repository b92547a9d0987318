"""Suggestions on trial: nothing runs, and after a week the history tells what would have."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util

from ...const import DOMAIN
from ...learn.trial_days import follow_trial
from ...model.day import date_of
from ...model.decisions.acceptance import Accepted, AcceptMode, Trial
from ...model.decisions.edit import Place
from ...model.decisions.trial import TrialDay
from ...model.event import EventColumns
from ...model.habits.suggestion import Decision, DecisionKind, Objection, Suggestion, UnknownSuggestionError
from ...model.home import Home
from ...model.words import Words
from ..background import Background
from ..errors import translated
from ..file.tables import Tables
from ..home.history import Hindsight
from ..telling.announcements import async_announce_trial_ended
from ..telling.language import locale_of, read_words
from .forms import async_checked_form
from .offers import Offers

LENGTH = 7 * 86400.0  # of a trial, seconds
TRIAL_OVER = "trial_over"
_SHOWN = 8  # moments of a day that are told one by one
_FRESH = 300.0  # how long a log that was asked for is good enough, seconds


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Logged:
    """What was told of trials last.

    Attributes:
        at: UTC epoch seconds.
        of: signatures and begins of the trials.
    """

    at: float = 0.0
    of: tuple[tuple[str, float], ...] = ()
    days: tuple[tuple[TrialDay, ...], ...] = ()


class TrialWatch:
    """Begins trials, and asks when one is over."""

    def __init__(
        self, hass: HomeAssistant, tables: Tables, offers: Offers, hindsight: Hindsight, background: Background
    ) -> None:
        """Try what is offered."""
        self._background = background
        self._hass = hass
        self._tables = tables
        self._offers = offers
        self._hindsight = hindsight
        self._reading = asyncio.Lock()
        self._logged = _Logged()

    async def async_begin(self, suggestion: Suggestion, user_id: str | None) -> Accepted:
        """Begin a trial; the suggestion is no longer offered.

        Raises:
            HomeAssistantError: it could never become an automation, or the database can't be written.
        """
        form = await async_checked_form(self._hass, self._tables, suggestion, Place.AUTOMATION)
        now = self._tables.clock.now()
        signature = suggestion.signature
        with translated():
            trial = Trial(suggestion=suggestion, began_at=now, until=now + LENGTH, user_id=user_id)
            await self._tables.trials.begin(trial)
            await self._offers.async_decide(
                Decision(
                    signature=signature,
                    verdict=DecisionKind.ON_TRIAL,
                    decided_at=now,
                    user_id=user_id,
                    suggestion=suggestion,
                )
            )
        self._offers.async_tell(self._offers.basis.grounds.with_trial(trial))
        return Accepted(signature=signature, key=form.key, entity_id=None, mode=AcceptMode.SHADOW)

    async def async_is_on(self, signature: str) -> bool:
        """Tell whether a suggestion is on trial.

        Raises:
            HomeAssistantError: the database can't be read.
        """
        with translated():
            return signature in await self._tables.trials.all()

    async def async_end(self, signature: str, user_id: str | None = None) -> None:
        """End a trial, in one's turn; the suggestion is offered again.

        Raises:
            UnknownSuggestionError: there is no trial of it.
            HomeAssistantError: the database can't be written.
        """
        with translated():
            suggestion = (await self._async_trial(signature)).suggestion
            # In this order: cut off in between, it is still on trial and not lost.
            await self._offers.async_reopen(suggestion)
            await self._tables.trials.end(signature)
        ir.async_delete_issue(self._hass, DOMAIN, issue_of(signature))
        async_announce_trial_ended(self._hass, suggestion, user_id)

    async def async_drop(self, signature: str) -> None:
        """End a trial for good: the suggestion does not come back.

        Raises:
            UnknownSuggestionError: there is no trial of it.
            HomeAssistantError: the database can't be written.
        """
        await self._offers.async_in_turn(partial(self._async_drop, signature))

    async def _async_drop(self, signature: str) -> None:
        with translated():
            trial = await self._async_trial(signature)
            decision = Decision(
                signature=signature,
                verdict=DecisionKind.DISMISSED,
                decided_at=self._tables.clock.now(),
                objection=Objection.NOT_WANTED,
                suggestion=trial.suggestion,
            )
            await self._offers.async_decide(decision)
            await self._tables.trials.end(signature)
        ir.async_delete_issue(self._hass, DOMAIN, issue_of(signature))
        async_announce_trial_ended(self._hass, trial.suggestion)

    async def _async_trial(self, signature: str) -> Trial:
        trial = (await self._tables.trials.all()).get(signature)
        if trial is None:
            raise UnknownSuggestionError(signature)
        return trial

    @callback
    def async_tick(self, _now: datetime | None = None) -> None:
        """See whether a trial is over."""
        self._background.async_spawn(self._async_look(), "trials")

    async def _async_look(self) -> None:
        """Ask about the trials that are over, each once while Home Assistant runs."""
        registry = ir.async_get(self._hass)
        for signature, trial in (await self._tables.trials.all()).items():
            now = self._tables.clock.now()
            if trial.until > now or registry.async_get_issue(DOMAIN, issue_of(signature)):
                continue
            days = await self._hindsight.async_ask(partial(_replay, trial, now), [trial.suggestion.pattern])
            words = await self._hass.async_add_executor_job(read_words, locale_of(self._hass))
            # It may have been ended while the history was asked, and then there is nothing to answer any more.
            if trial == (await self._tables.trials.all()).get(signature):
                self._async_ask(trial, days, words)

    async def async_logs(self) -> tuple[tuple[Trial, tuple[TrialDay, ...]], ...]:
        """Return the trials that go on, or wait for an answer, each with what it would have done so far.

        The history is read for it, so for some minutes the answer stays the same.

        Raises:
            HomeAssistantError: the database can't be read.
        """
        now = self._tables.clock.now()
        async with self._reading:
            with translated():
                trials = tuple((await self._tables.trials.all()).values())
                began = tuple((trial.suggestion.signature, trial.began_at) for trial in trials)
                if began != self._logged.of or not self._logged.at <= now < self._logged.at + _FRESH:
                    about = [trial.suggestion.pattern for trial in trials]
                    asked = partial(_replay_all, trials, now)
                    days = await self._hindsight.async_ask(asked, about) if trials else ()
                    self._logged = _Logged(at=now, of=began, days=days)
        return tuple(zip(trials, self._logged.days, strict=True))

    @callback
    def _async_ask(self, trial: Trial, days: Sequence[TrialDay], words: Words) -> None:
        signature = trial.suggestion.signature
        runs = [run for day in days for run in day.runs]
        hits = sum(run.acted_at is not None for run in runs)
        told: dict[str, str | int | float | None] = {
            "title": trial.suggestion.title,
            "runs": str(len(runs)),
            "hits": str(hits),
            "false_alarms": str(len(runs) - hits),
            "moments": "\n".join(_told(day, words) for day in days),
        }
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            issue_of(signature),
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=TRIAL_OVER,
            translation_placeholders={"title": trial.suggestion.title},
            data={"signature": signature, **told},
        )


def issue_of(signature: str) -> str:
    """Return the id of the issue that asks about a trial."""
    return f"{TRIAL_OVER}_{signature}"


def _replay(trial: Trial, now: float, history: EventColumns, home: Home) -> tuple[TrialDay, ...]:
    until = min(trial.until, now)
    return follow_trial(trial.suggestion.pattern, history, home, since=trial.began_at, until=until)


def _replay_all(
    trials: Sequence[Trial], now: float, history: EventColumns, home: Home
) -> tuple[tuple[TrialDay, ...], ...]:
    return tuple(_replay(trial, now, history, home) for trial in trials)


def _told(day: TrialDay, words: Words) -> str:
    """Write a day as a line of the question: what would have run, what you did then, and what you did besides."""

    def clock(moment: float) -> str:
        at = dt_util.as_local(dt_util.utc_from_timestamp(moment))
        return words.clock(60 * at.hour + at.minute)

    ran = [
        (run.at, f"{clock(run.at)} {'✗' if run.acted_at is None else f'✓ {clock(run.acted_at)}'}") for run in day.runs
    ]
    told = [text for _, text in sorted([*ran, *((at, f"+ {clock(at)}") for at in day.alone)])]
    more = [f"… {len(told) - _SHOWN}"] if len(told) > _SHOWN else []
    return f"- {words.day(date_of(day.day))}: {', '.join([*told[:_SHOWN], *more])}"

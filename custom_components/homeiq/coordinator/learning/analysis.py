"""One run of the analysis: read the history, learn from it, keep what Home Assistant accepts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
import time

from homeassistant.core import HomeAssistant

from ...apply.validate import async_valid_automations
from ...const import LOGGER
from ...learn import learn
from ...learn.trial_days import mark_trials
from ...model.decisions.acceptance import Trial
from ...model.decisions.edit import Place
from ...model.decisions.followed import Fate
from ...model.existing import Existing
from ...model.habits.gate import Gate, Refused
from ...model.habits.known import Known
from ...model.habits.lesson import Lesson
from ...model.habits.rung import Rung
from ...model.habits.shown import Shown
from ...model.habits.suggestion import AcceptedHabit, DecisionKind, Learned, Suggestion
from ...model.home import Home
from ...model.run import HEARD, RunStatus
from ...on_demand import AI, PartMissingError
from ...settings import Settings
from ...store.file.errors import DatabaseUnusableError
from ...suggest.offered import is_in_force
from ...telemetry.faults import noted
from ...telemetry.metrics import Metrics
from ..ai.budget import Asking
from ..background import Background
from ..file.tables import Tables
from ..health.figures import async_figures
from ..home.guarded_home import async_guarded_home
from ..home.history import Hindsight, Span
from ..home.purposes import async_in_todays_words
from ..home.units import async_teller
from ..telling.language import locale_of, read_words
from .adjusted import Judged, judged_anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run ended and what it found."""

    status: RunStatus
    learned: Learned
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Asked:
    """What a run looks at beside what it finds, by signature.

    Attributes:
        adjusted: the suggestions that a person has changed.
        trials: those that go on, or wait for an answer.
    """

    adjusted: Mapping[str, Suggestion]
    trials: Mapping[str, Trial]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Seen:
    """What a run found.

    Attributes:
        span: what it has learned from.
        learned: what it found in it.
        judged: the suggestions that a person has changed, before and after.
        letters: what became of each day of the trials.
        renames: how many were known when it was found.
    """

    span: Span
    learned: Learned
    judged: tuple[Judged, ...]
    letters: Mapping[str, str]
    renames: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inputs:
    """What an analysis asks beside the database.

    Attributes:
        read_existing: tells what the home does already.
        asking: asks the home's AI.
        hindsight: the history.
    """

    read_existing: Callable[[], Awaitable[Existing]]
    asking: Asking
    hindsight: Hindsight


class Analysis:
    """Learns from the home's history."""

    def __init__(
        self, hass: HomeAssistant, settings: Settings, tables: Tables, background: Background, inputs: Inputs
    ) -> None:
        """Work with these settings on this database.

        Args:
            hass: Home Assistant.
            settings: what to learn from, and how.
            tables: the database.
            background: where it learns.
            inputs: what else is asked.
        """
        self._hindsight = inputs.hindsight
        self._read_existing = inputs.read_existing
        self._asking = inputs.asking
        self._background = background
        self._hass = hass
        self._settings = settings
        self._tables = tables
        # After a start, and with other settings, all is asked once more.
        self._lessons: tuple[Lesson, ...] = ()
        self._shown: tuple[Shown, ...] | None = None

    async def async_run(self, run_id: int, *, uses_ai: bool) -> RunStatus:
        """Learn, save what was found, and note in the run's row how it went, also when it is cut off."""
        metrics = Metrics()
        outcome = Outcome(status=RunStatus.INTERRUPTED, learned=Learned())
        try:
            outcome = await self._async_learn(metrics, uses_ai=uses_ai)
        except Exception as err:  # noqa: BLE001 - the run is a boundary: a bug in it must not end the capturing
            LOGGER.exception("The analysis failed")
            reason = err.reason if isinstance(err, DatabaseUnusableError) else None
            outcome = Outcome(status=RunStatus.FAILED, learned=Learned(), error=noted(err, reason))
        finally:
            # To its end, because a second cancellation must not leave the row running.
            await self._background.async_see_through(self._async_finish(run_id, outcome, metrics), "end of a run")
        return outcome.status

    async def _async_finish(self, run_id: int, outcome: Outcome, metrics: Metrics) -> None:
        async_figures(self._hass).note_run(outcome.status.value, metrics.figures())
        await self._tables.runs.finish(
            run_id,
            outcome.status,
            time.time(),
            events=outcome.learned.events,
            patterns=len(outcome.learned.patterns),
            suggestions=len(outcome.learned.suggestions),
            error=outcome.error,
            metrics=metrics.figures(),
        )

    async def _async_look(self, metrics: Metrics) -> _Seen:
        # What turns from here on is told anew once the run is over, as is what it finds.
        renames = await self._tables.renames.known()
        limits = await self._tables.limits.retell(await async_teller(self._hass))
        home = await async_guarded_home(self._hass, self._tables, limits.units)
        span = await self._hindsight.async_span(home, metrics)
        known = await self._async_known(span)
        asked = _Asked(adjusted=await self._tables.adjustments.all(), trials=await self._tables.trials.all())
        with metrics.timer("learn"):
            learned, judged, letters = await self._background.async_in_thread(
                partial(self._learn, home, known, span, asked)
            )
        if await self._tables.renames.known() != renames:
            # The home had the old ids, and its history perhaps the new ones, as if they were of nothing that it has.
            return await self._async_look(metrics)
        return _Seen(span=span, learned=learned, judged=judged, letters=letters, renames=renames)

    async def _async_learn(self, metrics: Metrics, *, uses_ai: bool) -> Outcome:
        seen = await self._async_look(metrics)
        span, learned, judged, letters = seen.span, seen.learned, seen.judged, seen.letters
        for name in HEARD:
            metrics.gauge(name, getattr(learned, name))
        if not learned.events:
            return Outcome(status=RunStatus.NO_DATA, learned=learned)
        with metrics.timer("validate"):
            suggestions = await async_without_refused(self._hass, learned.suggestions)
            not_taken = {one.signature for one in learned.suggestions} - {one.signature for one in suggestions}
            refused = {**learned.refused, **dict.fromkeys(not_taken, Refused(gate=Gate.REFUSED))}
            suggestions = await async_in_todays_words(self._hass, suggestions)
            judged = await self._async_written(judged)
        if uses_ai and self._settings.learning.ai_titles:
            # It is logged, and the words are as good as those of other homes.
            with metrics.timer("reword"), suppress(PartMissingError):
                suggestions = await self._async_reworded(suggestions)
        with metrics.timer("save"):
            await self._tables.openings.save(learned.openings)
            await self._tables.findings.save(learned.patterns, suggestions, span.now, judged, refused)
            await self._tables.trials.mark(letters)
            await self._tables.renames.catch_up(seen.renames)
        # Where nobody acts there is nothing to learn, however much was heard.
        is_enough = learned.acts or learned.patterns
        status = RunStatus.SUCCESS if is_enough else RunStatus.NO_DATA
        return Outcome(status=status, learned=replace(learned, suggestions=suggestions))

    async def _async_written(self, judged: Sequence[Judged]) -> tuple[Judged, ...]:
        """Return changed suggestions with their automations as they would be written, without what would be refused."""
        written = await async_in_todays_words(
            self._hass, await async_without_refused(self._hass, [new for _, new in judged])
        )
        olds = {old.signature: old for old, _ in judged}
        return tuple((olds[new.signature], new) for new in written)

    async def _async_reworded(self, suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
        await AI.async_load(self._hass)
        from ...enrich.rewording import async_reword  # noqa: PLC0415 - on demand, and loaded by now
        from ...enrich.vocabulary import private_states  # noqa: PLC0415 - on demand, and loaded by now

        entities = tuple(name for one in suggestions for name in one.pattern.entities)
        states = tuple(state for one in suggestions for state in private_states(one.pattern))
        pseudonyms = await self._asking.async_pseudonyms(first=entities, states=states)
        return await async_reword(self._asking.async_ask, suggestions, pseudonyms)

    async def _async_known(self, span: Span) -> Known:
        decisions = [one for one in span.decisions if is_in_force(one, span.now)]
        followed = await self._tables.followed.all()
        # Those that were switched off or that people have changed are not HomeIQ's to move.
        left_alone = {name for name, one in followed.items() if one.fate is not Fate.ACTIVE}
        return Known(
            patterns=await self._tables.findings.patterns(),
            # What is snoozed is found as ever, only not shown: its figures are those of today when it comes back.
            dismissed=frozenset(one.signature for one in decisions if one.verdict is not DecisionKind.SNOOZED),
            decisions=tuple(decisions),
            existing=await self._read_existing(),
            accepted=tuple(
                AcceptedHabit(pattern=version.suggestion.pattern, since=version.written_at)
                for version in await self._tables.versions.written()
                if version.mode.place is Place.AUTOMATION and version.suggestion.signature not in left_alone
            ),
            lessons=self._lessons,
            shown=await self._async_shown(span.now),
        )

    async def _async_shown(self, now: float) -> tuple[Shown, ...] | None:
        """Return what is suggested, if anything ever was; after a start, it counts as if it had stood until now."""
        if self._shown is not None:
            return self._shown
        found = await self._tables.findings.suggestions()
        shown = tuple(
            Shown(pattern=one.pattern, stood_at=now, acted_at=now if one.rung is Rung.ACTS else None)
            for one in found
            if one.moved_from is None
        )
        return shown or None

    def _learn(
        self, home: Home, known: Known, span: Span, asked: _Asked
    ) -> tuple[Learned, tuple[Judged, ...], Mapping[str, str]]:
        """Read, learn, try what was changed, and see how trials go, in one worker thread.

        Args:
            home: as it is.
            known: what was found and decided before.
            span: what is learned from.
            asked: what is looked at beside what is found.
        """
        history = span.read(home)
        words = read_words(locale_of(self._hass))
        # What nobody waits for any more must not keep the home waiting for its end.
        self._background.check()
        learned = learn(history, home, self._settings, now=span.now, words=words, known=known)
        self._lessons, self._shown = learned.lessons, learned.shown
        judged, left = judged_anew(asked.adjusted, known, history, home, words, span.now)
        found = {one.signature: one for one in (*learned.suggestions, *left)}
        letters = mark_trials(asked.trials.values(), history, home) if asked.trials else {}
        return replace(learned, suggestions=tuple(found.values())), judged, letters


async def async_without_refused(hass: HomeAssistant, suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Return the suggestions whose automation Home Assistant would accept."""
    refusals = await async_valid_automations(hass, [suggestion.automation for suggestion in suggestions])
    for refusal in filter(None, refusals):
        LOGGER.debug("Home Assistant would refuse an automation: %s", refusal)
    pairs = zip(suggestions, refusals, strict=True)
    return tuple(suggestion for suggestion, refusal in pairs if refusal is None)

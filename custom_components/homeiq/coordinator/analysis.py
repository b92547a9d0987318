"""One run of the analysis: read the history, learn from it, keep what Home Assistant accepts."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
import json
from pathlib import Path
import time
from typing import Any

from homeassistant.core import HomeAssistant

from ..apply.purpose import async_purposeful
from ..apply.validate import async_valid_automations
from ..capture.registries import read_home
from ..capture.scope import EntityScope
from ..const import LOGGER
from ..enrich.offered import private_states
from ..enrich.wording import async_reword
from ..learn import learn
from ..model.edit import Place
from ..model.event import EventColumns
from ..model.existing import Existing
from ..model.followed import Fate
from ..model.home import Home
from ..model.known import Known
from ..model.pause import Pause
from ..model.run import RunStatus
from ..model.suggestion import AcceptedHabit, Learned, Suggestion, Verdict
from ..model.words import Words
from ..past.pauses import without_paused
from ..settings import Settings
from ..suggest.elsewhere import without_elsewhere
from ..suggest.objections import Objections
from ..telemetry.metrics import Metrics
from .asking import Asking
from .found import is_in_force
from .mirror import Mirror
from .retried import with_adjusted
from .tables import Tables

DAY = 86400.0  # seconds
TRANSLATIONS = Path(__file__).parents[1] / "translations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run ended and what it found."""

    status: RunStatus
    learned: Learned
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """What is learned from.

    Attributes:
        since: begin of the span, epoch seconds.
        now: its end.
        older: what the archive has of it; None where it has nothing.
        pauses: what is not learned from.
        adjusted: the suggestions that a person has changed, by signature.
        excluded: the entities that the owner wants nothing learned of, whatever is stored of them.
    """

    since: float
    now: float
    older: EventColumns | None
    pauses: Sequence[Pause]
    adjusted: Mapping[str, Suggestion]
    excluded: frozenset[str]


class Analysis:
    """Learns from the home's history."""

    def __init__(
        self,
        hass: HomeAssistant,
        settings: Settings,
        tables: Tables,
        read_existing: Callable[[], Awaitable[Existing]],
        asking: Asking,
        mirror: Mirror | None = None,
    ) -> None:
        """Work with these settings on this database, and on the archive where there is one.

        Args:
            hass: Home Assistant.
            settings: what to learn from, and how.
            tables: the database.
            read_existing: tells what the home does already.
            asking: asks the home's AI.
            mirror: InfluxDB, where there is one.
        """
        self._mirror = mirror
        self._read_existing = read_existing
        self._asking = asking
        self._hass = hass
        self._settings = settings
        self._tables = tables

    async def async_run(self, run_id: int, *, uses_ai: bool) -> RunStatus:
        """Learn, save what was found, and note in the run's row how it went, also when it is cut off."""
        metrics = Metrics()
        outcome = Outcome(status=RunStatus.INTERRUPTED, learned=Learned())
        try:
            outcome = await self._async_learn(metrics, uses_ai=uses_ai)
        except Exception as err:  # noqa: BLE001 - the run is a boundary: a bug in it must not end the capturing
            LOGGER.exception("The analysis failed")
            outcome = Outcome(status=RunStatus.FAILED, learned=Learned(), error=f"{type(err).__name__}: {err}")
        finally:
            # Shielded, because a second cancellation must not leave the row running.
            await asyncio.shield(self._async_finish(run_id, outcome, metrics))
        return outcome.status

    async def _async_finish(self, run_id: int, outcome: Outcome, metrics: Metrics) -> None:
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

    async def _async_learn(self, metrics: Metrics, *, uses_ai: bool) -> Outcome:
        now = time.time()
        with metrics.timer("flush"):
            await self._tables.writer.flush()
        home = read_home(self._hass)
        known = await self._async_known(now)
        since = now - self._settings.learning.history_days * DAY
        with metrics.timer("archive"):
            older = await self._mirror.async_older(since) if self._mirror else None
        adjusted = _left_of(await self._tables.adjustments.all(), known, home)
        pauses = await self._tables.pauses.all()
        wants = EntityScope(self._hass, self._settings.scope).wants
        excluded = frozenset(name for name in home.entities if not wants(name))
        past = _Past(since=since, now=now, older=older, pauses=pauses, adjusted=adjusted, excluded=excluded)
        with metrics.timer("learn"):
            learned = await self._hass.async_add_executor_job(self._learn, home, known, past)
        if not learned.events:
            return Outcome(status=RunStatus.NO_DATA, learned=learned)
        with metrics.timer("validate"):
            suggestions = await async_without_refused(self._hass, learned.suggestions)
            suggestions = await async_in_todays_words(self._hass, suggestions)
        if uses_ai and self._settings.learning.ai_titles:
            with metrics.timer("reword"):
                suggestions = await self._async_reworded(suggestions)
        with metrics.timer("save"):
            await self._tables.findings.save(learned.patterns, suggestions, now)
            await self._tables.renames.catch_up(now)
        return Outcome(status=RunStatus.SUCCESS, learned=replace(learned, suggestions=suggestions))

    async def _async_reworded(self, suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
        entities = tuple(name for one in suggestions for name in one.pattern.entities)
        states = tuple(state for one in suggestions for state in private_states(one.pattern))
        pseudonyms = await self._asking.async_pseudonyms(first=entities, states=states)
        return await async_reword(self._asking.async_ask, suggestions, pseudonyms)

    async def _async_known(self, now: float) -> Known:
        decisions = [one for one in (await self._tables.findings.decisions()).values() if is_in_force(one, now)]
        followed = await self._tables.followed.all()
        # Those that were switched off or that people have changed are not HomeIQ's to move.
        left_alone = {name for name, one in followed.items() if one.fate is not Fate.ACTIVE}
        return Known(
            patterns=await self._tables.findings.patterns(),
            # What is snoozed is found as ever, only not shown: its figures are those of today when it comes back.
            dismissed=frozenset(one.signature for one in decisions if one.verdict is not Verdict.SNOOZED),
            decisions=tuple(decisions),
            existing=await self._read_existing(),
            accepted=tuple(
                AcceptedHabit(pattern=version.suggestion.pattern, since=version.written_at)
                for version in await self._tables.versions.written()
                if version.mode.place is Place.AUTOMATION and version.suggestion.signature not in left_alone
            ),
        )

    def _learn(self, home: Home, known: Known, past: _Past) -> Learned:
        """Read and learn, in one worker thread."""
        path = self._tables.database.path
        history = self._tables.events.read(path, past.since, past.now)
        values = self._tables.events.read_values(path, past.since, past.now)
        history = EventColumns.joined([past.older, history]) if past.older else history
        history = EventColumns.merged([history, values]) if len(values) else history
        history = without_paused(history.without(past.excluded), past.pauses, home.time_zone)
        history = without_elsewhere(history, home, known.decisions)
        words = read_words(self._hass.config.language)
        learned = learn(
            history,
            home,
            self._settings,
            now=past.now,
            words=words,
            known=known,
        )
        kept = with_adjusted(learned.suggestions, past.adjusted, history, home, words, past.now)
        return replace(learned, suggestions=kept)


def _left_of(adjusted: Mapping[str, Suggestion], known: Known, home: Home) -> dict[str, Suggestion]:
    """Return what people have left of the suggestions that somebody has changed."""
    objections = Objections(known.decisions, home)
    pairs = ((name, one, objections.limit(one.pattern)) for name, one in adjusted.items())
    return {
        name: replace(one, pattern=pattern)
        for name, one, pattern in pairs
        if pattern and pattern.signature not in known.dismissed
    }


async def async_without_refused(hass: HomeAssistant, suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Return the suggestions whose automation Home Assistant would accept."""
    refusals = await async_valid_automations(hass, [suggestion.automation for suggestion in suggestions])
    for refusal in filter(None, refusals):
        LOGGER.debug("Home Assistant would refuse an automation: %s", refusal)
    pairs = zip(suggestions, refusals, strict=True)
    return tuple(suggestion for suggestion, refusal in pairs if refusal is None)


async def async_in_todays_words(hass: HomeAssistant, suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Return suggestions with their automations as they would be written: with triggers of a purpose where they fit."""
    home = read_home(hass)
    return tuple([replace(one, automation=await async_purposeful(hass, one.automation, home)) for one in suggestions])


def read_words(language: str) -> Words:
    """Read the words for titles and reasons. Reads files, so it is called off the event loop."""
    return Words.from_translations(_translation("en"), _translation(language))


def _translation(language: str) -> Any:
    try:
        return json.loads((TRANSLATIONS / f"{language}.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}

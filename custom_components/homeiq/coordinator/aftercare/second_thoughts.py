"""What is undone again and again becomes a question under Repairs: leave that part out, turn it off, or keep it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
import time
from typing import Any

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.const import ATTR_ENTITY_ID, SERVICE_TURN_OFF
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ...capture.registries import read_home
from ...const import DOMAIN
from ...model.decisions.adjustment import Adjustment
from ...model.decisions.edit import Place
from ...model.decisions.followed import Aftermath, Fate, Followed
from ...model.decisions.second_thought import SecondThought
from ...model.habits.suggestion import Suggestion
from ...model.home import HOME_ZONE, Home
from ...suggest.overridden import FEWEST, second_thought
from ...suggest.words.wording import left_out
from ..background import Background
from ..decisions.adjusting import Adjusting, Tried
from ..errors import translated
from ..file.tables import Tables
from ..telling.language import locale_of, read_words
from .doubts import Notices
from .fates import async_entity_of

OVERRIDDEN = "overridden"
OVERRIDDEN_EVERYWHERE = "overridden_everywhere"


class AnsweredError(LookupError):
    """Nobody asks that any more: it is answered, or what it was about has changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A second thought that its owner is asked about.

    Attributes:
        issue_id: of the notice under Repairs.
        told: figures and words of the notice.
    """

    followed: Followed
    thought: SecondThought
    issue_id: str
    told: Mapping[str, str]


class SecondThoughts:
    """Asks about what is undone again and again, and does what is answered."""

    def __init__(self, hass: HomeAssistant, tables: Tables, adjusting: Adjusting, background: Background) -> None:
        """Ask nothing yet.

        Args:
            hass: Home Assistant.
            tables: the database.
            adjusting: tries changes, and makes them.
            background: where it is weighed, and an answer written that came without one waiting for it.
        """
        self._hass = hass
        self._tables = tables
        self._adjusting = adjusting
        self._background = background
        self._questions: dict[str, OpenQuestion] = {}
        self._notices = Notices(hass, self._async_ignored)

    @callback
    def async_start(self) -> None:
        """Hear when a question is ignored."""
        self._notices.async_start()

    @callback
    def async_stop(self) -> None:
        """Take all questions back; they are asked again at the next start. Stopping twice does no harm."""
        self._notices.async_stop()
        for signature in list(self._questions):
            self._async_withdraw(signature)

    async def async_weigh(self, several: Mapping[str, Followed]) -> None:
        """Ask about those that are undone too often, and about the others no more.

        Raises:
            DatabaseUnusableError: it can't be read.
        """
        for signature, followed in several.items():
            question = await self._async_question(followed)
            before = self._questions.get(signature)
            if before and (question is None or question.issue_id != before.issue_id):
                self._async_withdraw(signature)
            if question:
                self._async_ask(question)

    @callback
    def async_question(self, issue_id: str) -> OpenQuestion:
        """Return an open question.

        Raises:
            AnsweredError: it is answered already, or what it is about has changed.
        """
        for question in self._questions.values():
            if question.issue_id == issue_id:
                return question
        raise AnsweredError(issue_id)

    async def async_try(self, question: OpenQuestion) -> Tried:
        """Try what is proposed on the past, and change nothing.

        Raises:
            AnsweredError: there is nothing to leave out.
            UnknownSuggestionError: it is no longer there.
            HomeAssistantError: it can't be changed like that; the message says why.
        """
        adjustment = _adjustment_of(question)
        suggestion = await self._adjusting.async_find(question.followed.signature)
        return await self._adjusting.async_try(suggestion, adjustment)

    async def async_adjust(self, question: OpenQuestion) -> Suggestion:
        """Leave out what is proposed.

        Raises:
            AnsweredError: there is nothing to leave out.
            UnknownSuggestionError: it is no longer there.
            HomeAssistantError: it can't be changed like that; the message says why.
        """
        signature = question.followed.signature
        suggestion = await self._adjusting.async_adjust(signature, _adjustment_of(question))
        self._async_withdraw(question.followed.signature)
        return suggestion

    async def async_turn_off(self, question: OpenQuestion) -> None:
        """Turn the automation off; it stays where it is.

        Raises:
            AnsweredError: it is no longer there.
        """
        entity_id = async_entity_of(self._hass, question.followed)
        if entity_id is None:
            raise AnsweredError(question.issue_id)
        await self._hass.services.async_call(AUTOMATION, SERVICE_TURN_OFF, {ATTR_ENTITY_ID: entity_id}, blocking=True)
        self._async_withdraw(question.followed.signature)

    async def async_keep(self, question: OpenQuestion) -> None:
        """Leave everything as it is, and never propose that again.

        Raises:
            HomeAssistantError: the database can't be written.
        """
        with translated():
            await self._tables.followed.decline(question.followed.signature, question.thought.key, time.time())
        self._async_withdraw(question.followed.signature)

    async def _async_question(self, followed: Followed) -> OpenQuestion | None:
        if followed.fate is not Fate.ACTIVE or followed.place is not Place.AUTOMATION or followed.overridden < FEWEST:
            return None
        if not (found := await self._tables.versions.newest(followed.signature)):
            return None
        aftermath = await self._tables.followed.aftermath(followed.signature)
        zones = set(self._hass.states.async_entity_ids("zone"))
        weigh = partial(
            _weigh, found[1].suggestion, aftermath, language=locale_of(self._hass), has_zones=zones > {HOME_ZONE}
        )
        weighed = await self._background.async_in_thread(partial(weigh, read_home(self._hass)))
        if weighed is None:
            return None
        thought, where = weighed
        issue_id = f"{OVERRIDDEN}_{followed.signature}_{thought.key}"
        return OpenQuestion(followed=followed, thought=thought, issue_id=issue_id, told=_told(followed, thought, where))

    @callback
    def _async_ask(self, question: OpenQuestion) -> None:
        if not self._notices.is_started:
            return
        self._questions[question.followed.signature] = question
        shared: dict[str, Any] = {
            "is_fixable": True,
            "severity": ir.IssueSeverity.WARNING,
            "translation_placeholders": dict(question.told),
            "data": dict(question.told),
        }
        if question.thought.part is None:
            ir.async_create_issue(
                self._hass, DOMAIN, question.issue_id, translation_key=OVERRIDDEN_EVERYWHERE, **shared
            )
        else:
            ir.async_create_issue(self._hass, DOMAIN, question.issue_id, translation_key=OVERRIDDEN, **shared)

    @callback
    def _async_withdraw(self, signature: str) -> None:
        if question := self._questions.pop(signature, None):
            self._notices.async_withdraw(question.issue_id)

    @callback
    def _async_ignored(self, issue_id: str) -> None:
        asked = {question.issue_id: question for question in self._questions.values()}
        if question := asked.get(issue_id):
            self._background.async_spawn(self.async_keep(question), "ignored")


def _adjustment_of(question: OpenQuestion) -> Adjustment:
    if question.thought.adjustment is None:
        raise AnsweredError(question.issue_id)
    return question.thought.adjustment


def _weigh(
    suggestion: Suggestion, aftermath: Aftermath, home: Home, *, language: str, has_zones: bool
) -> tuple[SecondThought, str] | None:
    """Return a second thought and the words for its part, in a worker thread."""
    test = suggestion.backtest
    usual = test.reversals / test.runs if test.runs else 0.0
    thought = second_thought(suggestion.pattern, aftermath, usual=usual, has_zones=has_zones)
    if thought is None:
        return None
    return thought, left_out(thought.part, home, read_words(language)) if thought.part else ""


def _told(followed: Followed, thought: SecondThought, where: str) -> dict[str, str]:
    return {
        "title": followed.title,
        "where": where,
        "overridden": str(thought.overridden),
        "acts": str(thought.acts),
        "percent": str(int(100 * thought.lower_bound)),
        "other_overridden": str(thought.other_overridden),
        "other_acts": str(thought.other_acts),
    }

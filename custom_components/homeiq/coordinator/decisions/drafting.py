"""What a suggestion is written as, in each of the modes that something is written in."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError

from ...apply.forms import AskFirst, Form
from ...capture.registries import read_home
from ...const import DOMAIN
from ...deliver.askable import async_phones_to_ask
from ...model.decisions.acceptance import AcceptMode
from ...model.decisions.ask import ASKED_FOR, BUTTONS, Phone, Question, Reply
from ...model.habits.pattern import Pattern
from ...model.habits.rung import Rung
from ...model.habits.suggestion import Suggestion
from ...model.home import Home
from ...settings import Notifications
from ...suggest.words.wording import question
from ..file.tables import Tables
from ..telling.language import locale_of, read_words
from .drafts import async_checked_form

_LABELS: Mapping[Reply, str] = MappingProxyType(
    {Reply.YES: "ask_yes", Reply.SKIP: "ask_not_today", Reply.STOP: "ask_stop"}
)


class Drafting:
    """Drafts what is written, and knows who may be asked."""

    def __init__(self, hass: HomeAssistant, tables: Tables, wishes: Notifications) -> None:
        """Ask the phones that the owner has chosen."""
        self._hass = hass
        self._tables = tables
        self._targets = wishes.targets

    async def async_form(self, suggestion: Suggestion, mode: AcceptMode) -> Form:
        """Return what a suggestion is written as.

        Raises:
            ServiceValidationError: it can't be made of this suggestion, or must not be.
            HomeAssistantError: the database can't be read.
        """
        ask = await self._async_ask(suggestion.pattern) if mode is AcceptMode.ASK else None
        return await async_checked_form(self._hass, self._tables, suggestion, mode.place, ask)

    def usual_mode(self, suggestion: Suggestion) -> AcceptMode:
        """Return what a suggestion becomes for whoever says yes and no more: where there is a phone, its rung says."""
        if suggestion.rung is Rung.ASKS and self.async_phones():
            return AcceptMode.ASK
        return AcceptMode.ENABLED

    @callback
    def async_phones(self) -> tuple[Phone, ...]:
        """Return the phones that would be asked now."""
        return async_phones_to_ask(self._hass, self._targets)

    async def async_question(self, pattern: Pattern) -> Question:
        """Return what they would be asked."""
        put = partial(_question, pattern, read_home(self._hass), locale_of(self._hass))
        return await self._hass.async_add_executor_job(put)

    async def _async_ask(self, pattern: Pattern) -> AskFirst:
        if not (phones := self.async_phones()):
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_phone_to_ask")
        return AskFirst(question=await self.async_question(pattern), phones=phones)


def _question(pattern: Pattern, home: Home, locale: str) -> Question:
    words, minutes = read_words(locale), int(ASKED_FOR) // 60
    return Question(
        title=question(pattern, home, words),
        text=words.say("ask_text", minutes=minutes),
        labels=tuple((reply, words.say(_LABELS[reply])) for reply in BUTTONS),
        about=words.say("ask_about", minutes=minutes),
        allowed=words.say("ask_allowed"),
    )

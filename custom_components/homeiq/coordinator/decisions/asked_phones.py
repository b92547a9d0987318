"""The phones that are asked before an automation acts, and the question that they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError

from ...apply.forms import AskFirst
from ...capture.registries import read_home
from ...const import DOMAIN
from ...deliver.askable import async_phones_to_ask
from ...model.decisions.ask import ASKED_FOR, BUTTONS, Phone, Question, Reply
from ...model.habits.pattern import Pattern
from ...model.home import Home
from ...settings import Notifications
from ...suggest.words.wording import question
from ..telling.language import locale_of, read_words

_LABELS: Mapping[Reply, str] = MappingProxyType(
    {Reply.YES: "ask_yes", Reply.SKIP: "ask_not_today", Reply.STOP: "ask_stop"}
)


class AskedPhones:
    """Knows the phones that an automation asks, and words its question."""

    def __init__(self, hass: HomeAssistant, wishes: Notifications) -> None:
        """Ask the phones that the owner has chosen."""
        self._hass = hass
        self._targets = wishes.targets

    @callback
    def async_phones(self) -> tuple[Phone, ...]:
        """Return the phones that would be asked now."""
        return async_phones_to_ask(self._hass, self._targets)

    async def async_question(self, pattern: Pattern) -> Question:
        """Return what they would be asked."""
        put = partial(_question, pattern, read_home(self._hass), locale_of(self._hass))
        return await self._hass.async_add_executor_job(put)

    async def async_ask(self, pattern: Pattern) -> AskFirst:
        """Return what an automation asks before it acts, and whom.

        Raises:
            ServiceValidationError: there is nobody to ask.
        """
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

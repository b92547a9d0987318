"""A wish in plain words becomes a proposal: tried on the past, shown beside what there is, never applied by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from ...capture.scope import EntityScope
from ...const import DOMAIN
from ...model.decisions.adjustment import Adjustment
from ...model.habits.suggestion import Suggestion
from ...on_demand import AI
from ...rights import RIGHTS, async_require
from ...settings import Settings
from ..decisions.adjusting import Adjusting, Tried, adjusted
from .budget import Asking

if TYPE_CHECKING:
    from ...enrich.proposal import Proposal
    from ...enrich.question import AiQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Refined:
    """A proposal, and what it would do.

    Attributes:
        proposal: what the AI proposes.
        tried: what that would do.
    """

    proposal: Proposal
    tried: Tried

    @property
    def adjustment(self) -> Adjustment:
        """The change, to be applied by whoever wants it."""
        return self.proposal.adjustment


class Refining:
    """Asks the home's AI how to change suggestions."""

    def __init__(self, hass: HomeAssistant, settings: Settings, adjusting: Adjusting, asking: Asking) -> None:
        """Try what is proposed with ``adjusting``."""
        self._hass = hass
        self._settings = settings
        self._adjusting = adjusting
        self._asking = asking

    async def async_preview(self, signature: str, wish: str, *, user_id: str | None) -> AiQuestion:
        """Return exactly what would be asked, and ask nobody.

        Raises:
            UnknownSuggestionError: no suggestion with that signature is open or was accepted.
            Unauthorized: the user is no administrator.
        """
        await async_require(self._hass, Context(user_id=user_id), RIGHTS["refine_suggestion"])
        return await self._async_question(await self._adjusting.async_find(signature), wish)

    async def async_refine(self, signature: str, wish: str, *, user_id: str | None) -> Refined:
        """Ask, and try the answer on the past. Nothing is changed.

        Raises:
            UnknownSuggestionError: no suggestion with that signature is open or was accepted.
            Unauthorized: the user is no administrator.
            HomeAssistantError: there is no answer, or none that may be used; the message says why.
        """
        await async_require(self._hass, Context(user_id=user_id), RIGHTS["refine_suggestion"])
        suggestion = await self._adjusting.async_find(signature)
        question = await self._async_question(suggestion, wish)
        answer = await self._asking.async_ask(question.task)
        from ...enrich.proposal import AnswerError, proposal_of  # noqa: PLC0415 - on demand, and loaded by now

        try:
            proposal = proposal_of(answer, suggestion.pattern, question)
        except AnswerError as err:
            raise _refused(err.key, err.what) from err
        if adjusted(suggestion.pattern, proposal.adjustment) == suggestion.pattern:
            raise _refused("ai_unchanged", proposal.note)
        return Refined(proposal=proposal, tried=await self._adjusting.async_try(suggestion, proposal.adjustment))

    async def _async_question(self, suggestion: Suggestion, wish: str) -> AiQuestion:
        await AI.async_load(self._hass)
        from ...enrich.question import question_of  # noqa: PLC0415 - on demand, and loaded by now
        from ...enrich.vocabulary import offered_for  # noqa: PLC0415 - on demand, and loaded by now

        home, pattern = await self._adjusting.async_home(), suggestion.pattern
        offered = offered_for(pattern, home, EntityScope(self._hass, self._settings.scope).wants)
        pseudonyms = await self._asking.async_pseudonyms(home, first=(*offered.to_switch, *offered.to_ask))
        question = question_of(pattern, wish, offered, pseudonyms)
        return replace(question, task=self._asking.addressed(question.task))


def _refused(key: str, what: str) -> HomeAssistantError:
    # What the form would refuse as well is the same error wherever it is noticed.
    error = ServiceValidationError if key == "refused_unsafe" else HomeAssistantError
    return error(translation_domain=DOMAIN, translation_key=key, translation_placeholders={"what": what or "…"})

"""Changing a habit by hand: tried on the past at once, and kept, also when HomeIQ learns again."""

from collections.abc import Sequence
from functools import partial
import time

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError

from ..const import DOMAIN
from ..learn import judge
from ..model.acceptance import AcceptMode
from ..model.adjustment import Adjustment, AdjustmentError
from ..model.event import EventColumns
from ..model.home import Home
from ..model.pattern import Pattern
from ..model.suggestion import Suggestion
from ..past.actuators import ACT_STATES
from .analysis import read_words
from .drafts import async_checked_form, mode_for
from .hindsight import Hindsight
from .offers import Offers
from .refused import async_authorize, translated
from .rewriting import Rewriting
from .tables import Tables


class Adjusting:
    """Changes suggestions, open or accepted."""

    def __init__(self, hass: HomeAssistant, tables: Tables, offers: Offers, hindsight: Hindsight) -> None:
        """Change what is offered."""
        self._hass = hass
        self._tables = tables
        self._offers = offers
        self._hindsight = hindsight

    async def async_adjust(self, signature: str, adjustment: Adjustment, *, user_id: str | None = None) -> Suggestion:
        """Change a suggestion, open or accepted, and return it with its new figures.

        Raises:
            LookupError: no suggestion with that signature is open or was accepted.
            Unauthorized: the user is no administrator.
            HomeAssistantError: it can't be changed like that, and nothing was changed; the message says why.
        """
        await async_authorize(self._hass, user_id)
        return await self._offers.async_in_turn(partial(self._async_adjust, signature, adjustment, user_id))

    async def _async_adjust(self, signature: str, adjustment: Adjustment, user_id: str | None) -> Suggestion:
        try:
            suggestion = await self._async_judged(self._offers.async_find(signature), adjustment)
        except LookupError:
            found = await self._tables.versions.newest(signature)
            if found is None:
                raise
            suggestion = await self._async_judged(found[1].suggestion, adjustment)
            await Rewriting(self._hass, self._tables).async_rewrite(found[1], suggestion, user_id)
            return suggestion
        await async_checked_form(self._hass, suggestion, mode_for(suggestion, AcceptMode.ENABLED).place)
        with translated():
            await self._tables.adjustments.put(suggestion, time.time(), user_id)
            await self._offers.async_change(suggestion)
        return suggestion

    async def _async_judged(self, suggestion: Suggestion, adjustment: Adjustment) -> Suggestion:
        try:
            pattern = adjustment.of(suggestion.pattern)
            _refuse_what_cannot_be(pattern)
        except AdjustmentError as err:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="adjustment_impossible",
                translation_placeholders={"field": err.field},
            ) from err
        with translated():
            (judged,) = await self._hindsight.async_ask(
                partial(_judge, [pattern], language=self._hass.config.language, now=time.time())
            )
        return judged


def _judge(
    patterns: Sequence[Pattern], history: EventColumns, home: Home, *, language: str, now: float
) -> tuple[Suggestion, ...]:
    return judge(patterns, history, home, read_words(language), now=now)


def _refuse_what_cannot_be(pattern: Pattern) -> None:
    """Refuse entities that know no such state."""
    for entity_id in pattern.entities:
        if pattern.state not in ACT_STATES.get(entity_id.partition(".")[0], {}).values():
            raise AdjustmentError("entity_id")

"""Changing a habit by hand: tried on the past at once, and kept, also when HomeIQ learns again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
import time

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError

from ..const import DOMAIN
from ..learn import judge
from ..model.acceptance import AcceptMode, Version
from ..model.adjustment import Adjustment, AdjustmentError
from ..model.edit import Place
from ..model.event import EventColumns
from ..model.home import Home
from ..model.pattern import Pattern
from ..model.suggestion import Suggestion, UnknownSuggestionError
from ..past.actuators import ACT_STATES, AT_REST
from ..suggest.difference import Difference, differences
from .analysis import read_words
from .drafts import async_checked_form, mode_for
from .hindsight import Hindsight
from .offers import Offers
from .refused import async_authorize, translated
from .rewriting import Rewriting
from .tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a change would do.

    Attributes:
        before: the suggestion as it is, with its figures of today.
        after: as it would be, with the automation as it would be written.
        differences: what is different, in words.
    """

    before: Suggestion
    after: Suggestion
    differences: tuple[Difference, ...]


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
            UnknownSuggestionError: no suggestion with that signature is open or was accepted.
            Unauthorized: the user is no administrator.
            HomeAssistantError: it can't be changed like that, and nothing was changed; the message says why.
        """
        await async_authorize(self._hass, user_id)
        return await self._offers.async_in_turn(partial(self._async_adjust, signature, adjustment, user_id))

    async def _async_adjust(self, signature: str, adjustment: Adjustment, user_id: str | None) -> Suggestion:
        old, version = await self._async_find(signature)
        (suggestion,) = await self._async_judged([adjusted(old.pattern, adjustment)])
        if version:
            await Rewriting(self._hass, self._tables).async_rewrite(version, suggestion, user_id)
            return suggestion
        await async_checked_form(self._hass, suggestion, mode_for(suggestion, AcceptMode.ENABLED).place)
        with translated():
            await self._tables.adjustments.put(suggestion, time.time(), user_id)
            await self._offers.async_change(suggestion)
        return suggestion

    async def async_find(self, signature: str) -> Suggestion:
        """Return a suggestion, open or accepted, as it is now.

        Raises:
            UnknownSuggestionError: there is none with that signature.
            HomeAssistantError: the database can't be read.
        """
        return (await self._async_find(signature))[0]

    async def async_try(self, suggestion: Suggestion, adjustment: Adjustment) -> Tried:
        """Try a change on the past, beside what was there before, and change nothing.

        Raises:
            HomeAssistantError: it can't be changed like that; the message says why.
        """
        pattern = adjusted(suggestion.pattern, adjustment)
        with translated():
            before, after, different = await self._hindsight.async_ask(
                partial(_compare, suggestion.pattern, pattern, language=self._hass.config.language, now=time.time())
            )
        place = mode_for(suggestion, AcceptMode.ENABLED).place
        form = await async_checked_form(self._hass, after, place)
        return Tried(
            before=replace(suggestion, title=before.title, reason=before.reason, backtest=before.backtest),
            after=replace(after, automation=form.config) if place is Place.AUTOMATION else after,
            differences=different,
        )

    async def _async_find(self, signature: str) -> tuple[Suggestion, Version | None]:
        """Return a suggestion, and what was written last of an accepted one."""
        try:
            return self._offers.async_find(signature), None
        except UnknownSuggestionError:
            with translated():
                found = await self._tables.versions.newest(signature)
            if found is None:
                raise
            return found[1].suggestion, found[1]

    async def _async_judged(self, patterns: Sequence[Pattern]) -> tuple[Suggestion, ...]:
        with translated():
            return await self._hindsight.async_ask(
                partial(_judge, patterns, language=self._hass.config.language, now=time.time())
            )


def adjusted(pattern: Pattern, adjustment: Adjustment) -> Pattern:
    """Return a changed habit.

    Raises:
        ServiceValidationError: it can't be changed like that; the message names the field.
    """
    try:
        changed = adjustment.of(pattern)
        _refuse_what_cannot_be(changed)
    except AdjustmentError as err:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="adjustment_impossible",
            translation_placeholders={"field": err.field},
        ) from err
    return changed


def _judge(
    patterns: Sequence[Pattern], history: EventColumns, home: Home, *, language: str, now: float
) -> tuple[Suggestion, ...]:
    return judge(patterns, history, home, read_words(language), now=now)


def _compare(
    before: Pattern, after: Pattern, history: EventColumns, home: Home, *, language: str, now: float
) -> tuple[Suggestion, Suggestion, tuple[Difference, ...]]:
    """Try two versions of a habit on the same history."""
    words = read_words(language)
    old, new = judge([before, after], history, home, words, now=now)
    return old, new, differences(before, after, home, words)


def _refuse_what_cannot_be(pattern: Pattern) -> None:
    """Refuse entities that know no such state, and values of what is put to rest."""
    if pattern.values and pattern.state in AT_REST:
        raise AdjustmentError("values")
    for entity_id in pattern.entities:
        if pattern.state not in ACT_STATES.get(entity_id.partition(".")[0], {}).values():
            raise AdjustmentError("entity_id")

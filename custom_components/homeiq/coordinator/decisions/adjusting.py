"""Changing a habit by hand: tried on the past at once, and kept, also when HomeIQ learns again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
import time

from homeassistant.core import Context, HomeAssistant

from ...capture.limits import async_limits_of
from ...learn.judging import judge
from ...learn.one_past import past_of
from ...model.decisions.acceptance import AcceptMode
from ...model.decisions.adjustment import Adjustment, AdjustmentError
from ...model.decisions.edit import Place
from ...model.event import EventColumns
from ...model.habits.diary import Diary
from ...model.habits.pattern import Pattern
from ...model.habits.suggestion import Suggestion
from ...model.home import Home
from ...model.things import AT_REST, states_of, thing_of
from ...past.timeline import Timeline
from ...rights import RIGHTS, async_require
from ...suggest.words.difference import Difference, differences
from ..errors import impossible, translated
from ..file.tables import Tables
from ..home.guarded_home import async_guarded_home
from ..home.history import Hindsight
from ..telling.language import locale_of, read_words
from .forms import async_checked_form, mode_for
from .offers import Offers, async_open_or_accepted
from .replacing import Replacing


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

    def __init__(
        self, hass: HomeAssistant, tables: Tables, offers: Offers, hindsight: Hindsight, replacing: Replacing
    ) -> None:
        """Change what is offered, and with ``replacing`` what was accepted."""
        self._replacing = replacing
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
        await async_require(self._hass, Context(user_id=user_id), RIGHTS["adjust_suggestion"])
        return await self._offers.async_in_turn(partial(self._async_adjust, signature, adjustment, user_id))

    async def _async_adjust(self, signature: str, adjustment: Adjustment, user_id: str | None) -> Suggestion:
        with translated():
            # What was written and not noted so would pass for an edit of the owner's.
            await self._replacing.unfinished.async_finish()
        old, version = await async_open_or_accepted(self._offers, self._tables, signature)
        pattern = self._adjusted(old.pattern, adjustment)
        (suggestion,) = await self._async_judged([pattern])
        if pattern == old.pattern:
            # Kept as changed, it would stay as it is when HomeIQ learns more.
            return suggestion
        if version:
            await self._replacing.async_replace(version, suggestion, user_id)
            return suggestion
        await async_checked_form(self._hass, self._tables, suggestion, mode_for(suggestion, AcceptMode.ENABLED).place)
        with translated():
            await self._tables.adjustments.put(suggestion, time.time(), user_id)
        return suggestion

    async def async_find(self, signature: str) -> Suggestion:
        """Return a suggestion, open or accepted, as it is now.

        Raises:
            UnknownSuggestionError: there is none with that signature.
            HomeAssistantError: the database can't be read.
        """
        return (await async_open_or_accepted(self._offers, self._tables, signature))[0]

    async def async_diary(self, signature: str) -> Diary | None:
        """Return the last weeks of a suggestion; None where no run has looked at them.

        Raises:
            HomeAssistantError: the database can't be read.
        """
        with translated():
            return await self._tables.findings.diary(signature)

    async def async_home(self) -> Home:
        """Return the home as it is now, with what is known of its ways in.

        Raises:
            HomeAssistantError: the database can't be read.
        """
        with translated():
            return await async_guarded_home(self._hass, self._tables)

    async def async_try(self, suggestion: Suggestion, adjustment: Adjustment) -> Tried:
        """Try a change on the past, beside what was there before, and change nothing.

        Raises:
            HomeAssistantError: it can't be changed like that; the message says why.
        """
        pattern = self._adjusted(suggestion.pattern, adjustment)
        with translated():
            before, after, different = await self._hindsight.async_ask_again(
                partial(_compare, suggestion.pattern, pattern, language=locale_of(self._hass), now=time.time()),
                [suggestion.pattern, pattern],
            )
        place = mode_for(suggestion, AcceptMode.ENABLED).place
        form = await async_checked_form(self._hass, self._tables, after, place)
        return Tried(
            before=replace(
                suggestion, title=before.title, reason=before.reason, backtest=before.backtest, recent=before.recent
            ),
            after=replace(after, automation=form.config) if place is Place.AUTOMATION else after,
            differences=different,
        )

    def _adjusted(self, pattern: Pattern, adjustment: Adjustment) -> Pattern:
        """Return a changed habit that sets nothing farther than its thing goes.

        Raises:
            ServiceValidationError: it can't be changed like that.
        """
        changed = adjusted(pattern, adjustment)
        for one in changed.values if adjustment.values else ():
            least, most = async_limits_of(self._hass, one.entity_id, one.attribute)
            if not least <= one.as_data <= most:
                raise impossible(AdjustmentError("values"))
        return changed

    async def _async_judged(self, patterns: Sequence[Pattern]) -> tuple[Suggestion, ...]:
        with translated():
            return await self._hindsight.async_ask(
                partial(_judge, patterns, language=locale_of(self._hass), now=time.time()), patterns
            )


def adjusted(pattern: Pattern, adjustment: Adjustment) -> Pattern:
    """Return a changed habit.

    Raises:
        ServiceValidationError: it can't be changed like that; the message names the field and says why.
    """
    try:
        changed = adjustment.of(pattern)
        _refuse_what_cannot_be(changed)
    except AdjustmentError as err:
        raise impossible(err) from err
    return changed


def _judge(
    patterns: Sequence[Pattern], history: EventColumns, home: Home, *, language: str, now: float
) -> tuple[Suggestion, ...]:
    return judge(patterns, past_of(history.where(history.time <= now), home), read_words(language), now=now)


def _compare(
    before: Pattern, after: Pattern, past: Timeline, *, language: str, now: float
) -> tuple[Suggestion, Suggestion, tuple[Difference, ...]]:
    """Try two versions of a habit on the same past."""
    words = read_words(language)
    old, new = judge([before, after], past, words, now=now)
    return old, new, differences(before, after, past.home, words)


def _can_be_set(pattern: Pattern, entity_id: str) -> bool:
    """Tell whether an entity has what a habit sets, where it sets something."""
    sets = pattern.sets
    return sets is None or sets.attribute in thing_of(entity_id).values


def _refuse_what_cannot_be(pattern: Pattern) -> None:
    """Refuse entities that know no such state, and values of what is put to rest."""
    if any(pattern.state_of(one.entity_id) in AT_REST for one in pattern.values):
        raise AdjustmentError("values")
    for entity_id in pattern.entities:
        if pattern.entity_state_of(entity_id) not in states_of(entity_id) or not _can_be_set(pattern, entity_id):
            raise AdjustmentError("entity_id")

"""What an objection to one suggestion does to the others, at once and not only after the next night."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
import time

from homeassistant.core import HomeAssistant

from ...capture.registries import read_home
from ...learn.judging import judge, stands
from ...learn.one_past import past_of
from ...model.event import EventColumns
from ...model.habits.pattern import Pattern
from ...model.habits.suggestion import Suggestion
from ...model.home import Home
from ...settings import Settings
from ...suggest.objections import Objections
from ..file.tables import Tables
from ..home.history import Hindsight
from ..home.purposes import async_in_todays_words
from ..telling.language import locale_of, read_words


class Repercussions:
    """Offers again, for the days that remain, what somebody doesn't want on all of its days."""

    def __init__(self, hass: HomeAssistant, settings: Settings, tables: Tables, hindsight: Hindsight) -> None:
        """Try what remains on the past."""
        self._hass = hass
        self._settings = settings
        self._tables = tables
        self._hindsight = hindsight

    async def async_limit(self, suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
        """Try suggestions on the days that people's objections leave to them, and keep those that stand.

        Returns:
            What is left of them, as it would be offered.

        Raises:
            DatabaseUnusableError: the history can't be read.
        """
        objections = Objections((await self._tables.findings.decisions()).values(), read_home(self._hass))
        pairs = [(one.pattern, objections.limit(one.pattern)) for one in suggestions]
        patterns = [limited for pattern, limited in pairs if limited and limited != pattern]
        if not patterns:
            return ()
        language = locale_of(self._hass)
        standing = await self._hindsight.async_ask(
            partial(_standing, patterns, settings=self._settings, language=language, now=time.time()), patterns
        )
        return await async_in_todays_words(self._hass, standing)


def _standing(
    patterns: Sequence[Pattern],
    history: EventColumns,
    home: Home,
    *,
    settings: Settings,
    language: str,
    now: float,
) -> tuple[Suggestion, ...]:
    judged = judge(patterns, past_of(history.where(history.time <= now), home), read_words(language), now=now)
    return tuple(suggestion for suggestion in judged if stands(suggestion, home, settings))

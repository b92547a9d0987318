"""Asking the home's AI, within what the owner allows: how often, whom, and with which names."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter, time
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ...capture.registries import read_home
from ...const import LOGGER
from ...correlation import correlated
from ...enrich.call import AskingError, RawAnswer, async_ask
from ...enrich.pseudonyms import Pseudonyms
from ...enrich.task import Task
from ...model.ai_use import AiCall, AiUse
from ...model.home import Home
from ...settings import AI
from ...store.tables.ai_use import AiUses
from ...went_out import WENT_OUT, Way, What
from ..errors import translated
from ..health.figures import async_figures


class Asking:
    """Asks, and counts."""

    def __init__(self, hass: HomeAssistant, settings: AI, uses: AiUses) -> None:
        """Ask within these settings, and count in this table."""
        self._hass = hass
        self._settings = settings
        self._uses = uses
        self._use = AiUse(day="")

    @property
    def use(self) -> AiUse:
        """How much the AI was used today."""
        return self._use if self._use.day == _today() else AiUse(day=_today())

    async def async_load(self) -> None:
        """Read how much the AI was used before the start.

        Raises:
            DatabaseUnusableError: the database can't be read.
        """
        self._use = await self._uses.of(_today())

    def addressed(self, task: Task) -> Task:
        """Return a question exactly as it would be sent."""
        return replace(task, entity_id=self._settings.entity_id or "")

    async def async_ask(self, task: Task) -> Any:
        """Return what the AI answers, unchecked. A call that fails counts as well.

        Raises:
            HomeAssistantError: there is no answer, or no more of them today; the message says why.
        """
        day, answer, failed = _today(), RawAnswer(), True
        with translated():
            use = await self._uses.take(day, calls=self._settings.calls_per_day, tokens=self._settings.tokens_per_day)
        if use is None:
            raise self._used_up()
        self._use = use
        called_at, begin = time(), perf_counter()
        # Asked within a run or a request, it bears the id of that.
        with correlated() as correlation:
            try:
                addressed = self.addressed(task)
                WENT_OUT.note(Way.AI, addressed.entity_id, what=What(kind=task.name, data=addressed.to_data()))
                await async_ask(self._hass, addressed, answer)
                failed = False
            finally:
                call = AiCall(
                    called_at=called_at,
                    correlation=correlation,
                    outcome="failed" if failed else "answered",
                    seconds=perf_counter() - begin,
                    tokens=answer.tokens,
                )
                async_figures(self._hass).note_question(call.outcome, call.seconds)
                LOGGER.debug(
                    "A question to the AI: %s after %.1f s, %s tokens", call.outcome, call.seconds, call.tokens
                )
                with translated():
                    self._use = await self._uses.note(day, call)
        return answer.data

    async def async_pseudonyms(self, home: Home | None = None, **hints: tuple[str, ...]) -> Pseudonyms:
        """Return the words that take the place of names, where names must not be told.

        Args:
            home: what has names; None is the home as it is now.
            hints: further fields of the pseudonyms.
        """
        users = await self._hass.auth.async_get_users()
        people = tuple(user.name for user in users if user.name)
        home = home or read_home(self._hass)

        def make() -> Pseudonyms:
            return Pseudonyms(home=home, people=people, are_off=self._settings.names, **hints)

        # A large home has thousands of names.
        return await self._hass.async_add_executor_job(make)

    def _used_up(self) -> AskingError:
        use, limits = self.use, self._settings
        if use.calls >= limits.calls_per_day:
            return AskingError("ai_calls_used_up", number=str(limits.calls_per_day))
        return AskingError("ai_tokens_used_up", number=str(limits.tokens_per_day))


def _today() -> str:
    return dt_util.now().date().isoformat()

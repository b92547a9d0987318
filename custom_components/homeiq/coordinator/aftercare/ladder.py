"""From asking first to acting by itself, or to asking no more: as people answer, proposed under Repairs or done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
import time

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.const import ATTR_ENTITY_ID, SERVICE_TURN_OFF
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir

from ...const import DOMAIN
from ...model.decisions.ask import Ask, Speaks, counts_of, speaks_for
from ...model.decisions.followed import Fate, Followed
from ..background import Background
from ..decisions.accepting import Accepting
from ..errors import translated
from ..file.tables import Tables
from ..telling.receipts import async_tell_ended
from .doubts import Notices
from .fates import async_entity_of

CLIMB = "may_climb"
_EDITED = "entry_edited"


class Ladder:
    """Moves what asks first up or away.

    Attributes:
        climbing: signatures of those whose owner is asked whether they may act by themselves.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        tables: Tables,
        accepting: Accepting,
        background: Background,
        show: Callable[..., None],
    ) -> None:
        """Ask about nothing yet.

        Args:
            hass: Home Assistant.
            tables: the database.
            accepting: takes back what is asked no more.
            background: where an answer is written that came without one waiting for it.
            show: called with the fields of ``HomeData`` that are new.
        """
        self._hass = hass
        self._tables = tables
        self._accepting = accepting
        self._background = background
        self._show = show
        self.climbing: frozenset[str] = frozenset()
        self._notices = Notices(hass, self._async_ignored)

    @callback
    def async_start(self) -> None:
        """Hear when a question is ignored."""
        self._notices.async_start()

    @callback
    def async_stop(self) -> None:
        """Take all questions back; they are asked again at the next start. Stopping twice does no harm."""
        self._notices.async_stop()
        self.async_keep_only(frozenset())

    async def async_judge(self, signature: str, asks: Sequence[Ask]) -> None:
        """See what the answers to the questions of one automation speak for, and propose or do it.

        Raises:
            DatabaseUnusableError: it can't be read.
            HomeAssistantError: it can't be taken back.
        """
        followed = (await self._tables.followed.all()).get(signature)
        if followed is None or not followed.fate.is_there:
            return
        match speaks_for(asks):
            case Speaks.END:
                await self._async_end(followed, asks)
            case Speaks.CLIMB if followed.fate is Fate.ACTIVE and not await self._is_declined(signature):
                self._async_ask(followed, asks)
            case _:
                self._async_withdraw(signature)

    @callback
    def async_keep_only(self, asking: frozenset[str]) -> None:
        """Take back the questions about what asks no longer."""
        for signature in self.climbing - asking:
            self._async_withdraw(signature)

    async def async_decline(self, signature: str) -> None:
        """Let it go on asking, and never propose otherwise again.

        Raises:
            HomeAssistantError: the database can't be written.
        """
        with translated():
            await self._tables.followed.decline(signature, CLIMB, time.time())
        self._async_withdraw(signature)

    async def _is_declined(self, signature: str) -> bool:
        return CLIMB in (await self._tables.followed.aftermath(signature)).declined

    async def _async_end(self, followed: Followed, asks: Sequence[Ask]) -> None:
        why = next(ask.reply for ask in reversed(asks) if ask.reply)
        try:
            await self._accepting.async_end(followed.signature)
        except HomeAssistantError as err:
            if err.translation_key != _EDITED:
                raise
            # A person's work is not deleted; but it asks no more.
            if entity_id := async_entity_of(self._hass, followed):
                await self._hass.services.async_call(
                    AUTOMATION, SERVICE_TURN_OFF, {ATTR_ENTITY_ID: entity_id}, blocking=True
                )
            await async_tell_ended(self._hass, followed, why, is_kept=True)
        else:
            await async_tell_ended(self._hass, followed, why)

    @callback
    def _async_ask(self, followed: Followed, asks: Sequence[Ask]) -> None:
        if not self._notices.is_started:
            return
        counts = counts_of(asks)
        told = {"title": followed.title, "asked": str(counts.asked), "yes": str(counts.yes)}
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            issue_of(followed.signature),
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=CLIMB,
            translation_placeholders=told,
            data={**told, "question": CLIMB, "signature": followed.signature},
        )
        self._async_set(self.climbing | {followed.signature})

    @callback
    def _async_withdraw(self, signature: str) -> None:
        if signature not in self.climbing:
            return
        self._async_set(self.climbing - {signature})
        self._notices.async_withdraw(issue_of(signature))

    @callback
    def _async_set(self, climbing: frozenset[str]) -> None:
        self.climbing = climbing
        self._show(climbing=climbing)

    @callback
    def _async_ignored(self, issue_id: str) -> None:
        asked = {issue_of(signature): signature for signature in self.climbing}
        if signature := asked.get(issue_id):
            self._background.async_spawn(self.async_decline(signature), "ignored")


def issue_of(signature: str) -> str:
    """Return the id of the question whether something may act by itself."""
    return f"{CLIMB}_{signature}"

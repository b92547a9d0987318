"""What people answer to a notification, done with the rights of the one who tapped."""

from __future__ import annotations

from collections.abc import Mapping
import time
from typing import Any

from homeassistant.core import CALLBACK_TYPE, Context, Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, Unauthorized

from ...const import EVENT_SUGGESTION_RESOLVED, LOGGER
from ...deliver.answer import Answer, read
from ...deliver.message import of_reply
from ...model.decisions.told import How
from ...model.habits.suggestion import DecisionKind, UnknownSuggestionError
from ...rights import RIGHTS, async_require
from ..background import Background
from ..decisions.accepting import Accepting
from ..decisions.dismissing import Dismissing
from ..telling.telling import Telling
from .asks import TAPPED

LATER = 7 * 86400.0  # how long "later" is, seconds


class Answering:
    """Listens to phones, and takes back notifications that were decided on elsewhere."""

    def __init__(
        self,
        hass: HomeAssistant,
        telling: Telling,
        accepting: Accepting,
        dismissing: Dismissing,
        background: Background,
    ) -> None:
        """Decide as people answer to what they were told."""
        self._hass = hass
        self._telling = telling
        self._accepting = accepting
        self._dismissing = dismissing
        self._background = background

    @callback
    def async_listen(self) -> CALLBACK_TYPE:
        """Begin to listen, and return what ends it."""
        cancels = (
            self._hass.bus.async_listen(TAPPED, self._async_tapped, event_filter=_is_ours),
            self._hass.bus.async_listen(EVENT_SUGGESTION_RESOLVED, self._async_resolved),
        )

        @callback
        def cancel() -> None:
            for one in cancels:
                one()

        return cancel

    @callback
    def _async_tapped(self, event: Event) -> None:
        if found := read(event.data["action"]):
            self._background.async_spawn(self._async_answer(*found, event.context.user_id), "answer")

    @callback
    def _async_resolved(self, event: Event) -> None:
        signature, verdict = event.data["signature"], event.data["verdict"]
        self._background.async_spawn(self._async_settle(signature, verdict), "notifications")

    async def _async_answer(self, answer: Answer, signature: str, user_id: str | None) -> None:
        user = await self._hass.auth.async_get_user(user_id) if user_id else None
        if user is None or not user.is_active:
            LOGGER.debug("Nobody knows who answered to a notification, so nothing is done")
            return
        title = self._telling.async_title(signature)
        try:
            await self._async_decide(answer, signature, user.id)
        except UnknownSuggestionError:
            await self._async_reply(user.id, "reply_decided")
        except Unauthorized:
            key = "reply_administrators" if answer is Answer.ACCEPT else "reply_not_allowed"
            await self._async_reply(user.id, key, title=title)
        except HomeAssistantError as err:
            await self._async_reply(user.id, "reply_refused", title=title, reason=str(err))
        else:
            if answer is Answer.ACCEPT:
                await self._async_reply(user.id, "reply_accepted", title=title)

    async def _async_decide(self, answer: Answer, signature: str, user_id: str) -> None:
        match answer:
            case Answer.ACCEPT:
                await self._accepting.async_accept(signature, mode=None, user_id=user_id)
            case Answer.LATER:
                await async_require(self._hass, Context(user_id=user_id), RIGHTS["snooze_suggestion"])
                await self._dismissing.async_snooze(signature, time.time() + LATER, user_id)
            case Answer.NEVER:
                await async_require(self._hass, Context(user_id=user_id), RIGHTS["dismiss_suggestion"])
                await self._dismissing.async_dismiss(signature, user_id=user_id)

    async def _async_reply(self, user_id: str, key: str, **values: str) -> None:
        await self._telling.phones.async_reply(user_id, of_reply(await self._telling.async_words(), key, **values))

    async def _async_settle(self, signature: str, verdict: str) -> None:
        """Take the notification from all phones; who put the suggestion off is told once more when it is back."""
        told = (await self._telling.log.all()).get(signature)
        if told is None:
            return
        if verdict == DecisionKind.SNOOZED:
            await self._telling.log.ask_again(signature)
        if told.how is How.NOTIFICATION:
            await self._telling.phones.async_withdraw(signature)


@callback
def _is_ours(data: Mapping[str, Any]) -> bool:
    action = data.get("action")
    return isinstance(action, str) and read(action) is not None

"""Asking the home's AI, within what the owner allows."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from ..const import DOMAIN
from ..enrich.asking import Answer, AskingError, async_ask
from ..enrich.task import Task


class Asking:
    """Asks, one question after the other."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Ask the AI of this home."""
        self._hass = hass

    async def async_ask(self, task: Task) -> Any:
        """Return what the AI answers, unchecked.

        Raises:
            HomeAssistantError: there is no answer; the message says why.
        """
        answer = Answer()
        try:
            await async_ask(self._hass, task, answer)
        except AskingError as err:
            raise HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key=err.key,
                translation_placeholders={"reason": err.reason},
            ) from err
        return answer.data

"""The one place at which something is sent to an AI: the action that Home Assistant has for it, whatever is behind."""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import probatio as vol

from ..const import DOMAIN as OURS, LOGGER
from .task import Task

DOMAIN = "ai_task"
ACTION = "generate_data"
PATIENCE = 60.0  # how long an AI may think, seconds


class AskingError(HomeAssistantError):
    """No answer."""

    def __init__(self, key: str, **placeholders: str) -> None:
        """Say why.

        Args:
            key: the translation key of the reason.
            placeholders: what its text has in it.
        """
        super().__init__(translation_domain=OURS, translation_key=key, translation_placeholders=placeholders)


@dataclass(slots=True)
class RawAnswer:
    """An answer, unchecked.

    Attributes:
        data: whatever came.
        tokens: what it cost, sent and received; 0 where nobody says.
    """

    data: Any = None
    tokens: int = 0


async def async_ask(hass: HomeAssistant, task: Task, answer: RawAnswer) -> None:
    """Ask once, and fill in the answer; what it cost also where it fails.

    Raises:
        AskingError: there is no AI, it fails, or it takes too long.
    """
    if not hass.services.has_service(DOMAIN, ACTION):
        raise AskingError("ai_missing")
    try:
        with _counting(hass, answer):
            async with asyncio.timeout(PATIENCE):
                response = await hass.services.async_call(
                    DOMAIN, ACTION, task.to_data(), blocking=True, return_response=True
                )
    except TimeoutError as err:
        raise AskingError("ai_timeout", seconds=f"{PATIENCE:g}") from err
    except (HomeAssistantError, vol.Invalid) as err:
        raise AskingError("ai_failed", reason=str(err) or type(err).__name__) from err
    except Exception as err:
        # An AI is another integration, and its bugs must not become ours.
        LOGGER.exception("The AI failed")
        raise AskingError("ai_failed", reason=type(err).__name__) from err
    answer.data = response.get("data") if isinstance(response, Mapping) else None


@contextmanager
def _counting(hass: HomeAssistant, answer: RawAnswer) -> Generator[None]:
    """Add up the tokens that the AI's integration notes in Home Assistant's trace of the conversation."""
    if "conversation" not in hass.config.components:
        yield
        return
    # It needs packages that are installed with it only.
    from homeassistant.components.conversation.trace import async_conversation_trace  # noqa: PLC0415 - such packages may lack

    with async_conversation_trace() as trace:
        try:
            yield
        finally:
            answer.tokens = sum(_tokens(event["data"]) for event in trace.as_dict()["events"])


def _tokens(data: Any) -> int:
    stats = data.get("stats") if isinstance(data, Mapping) else None
    if not isinstance(stats, Mapping):
        return 0
    counts = (stats.get("input_tokens"), stats.get("output_tokens"))
    return sum(count for count in counts if isinstance(count, int))

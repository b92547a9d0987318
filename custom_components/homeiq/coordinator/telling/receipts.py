"""What is told once a suggestion was accepted: what it has become, where it is, and how to take it back."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from homeassistant.components import persistent_notification
from homeassistant.core import HomeAssistant, callback

from ...model.decisions.acceptance import Accepted, AcceptMode
from ...model.decisions.ask import Reply
from ...model.decisions.followed import Followed
from ...rights import list_id
from .language import locale_of, read_words

_WHAT = MappingProxyType({AcceptMode.DISABLED: "off", AcceptMode.ASK: "ask"})
"""What is told of modes that are more than their place."""

_BECAUSE: Mapping[Reply | None, str] = MappingProxyType({Reply.STOP: "ended_stop", Reply.SILENCE: "ended_silence"})
"""Why something is asked no more; otherwise because nobody wanted it."""


class CameAbout(StrEnum):
    """How something came to be what it is."""

    NEW = "new"
    MOVED = "moved"
    """It was there, and has another time now."""
    CLIMBED = "climbed"
    """It was there, and asked first."""


async def async_tell_accepted(
    hass: HomeAssistant, accepted: Accepted, title: str, *, how: CameAbout = CameAbout.NEW
) -> None:
    """Tell what an accepted suggestion has become.

    Args:
        hass: Home Assistant.
        accepted: what it has become.
        title: the suggestion's.
        how: what it was before.
    """
    words = await hass.async_add_executor_job(read_words, locale_of(hass))
    place = accepted.mode.place
    what = _WHAT.get(accepted.mode, place.value) if how is CameAbout.NEW else how.value
    text = words.say(
        f"receipt_{what}",
        link=f"/config/{place.value}/edit/{accepted.key}",
        inbox=f"/todo?entity_id={list_id(hass)}",
    )
    persistent_notification.async_create(hass, text, title, _id_of(accepted.signature))


async def async_tell_ended(
    hass: HomeAssistant, followed: Followed, why: Reply | None, *, is_kept: bool = False
) -> None:
    """Tell that something is asked no more.

    Args:
        hass: Home Assistant.
        followed: what asked.
        why: the answer that was one too many.
        is_kept: a person has changed the automation, so it was switched off instead of taken back.
    """
    words = await hass.async_add_executor_job(read_words, locale_of(hass))
    because = words.say(_BECAUSE.get(why, "ended_skip"))
    text = words.say("ended_kept" if is_kept else "ended", because=because)
    persistent_notification.async_create(hass, text, followed.title, _id_of(followed.signature))


@callback
def async_forget_accepted(hass: HomeAssistant, signature: str) -> None:
    """Take back what was told: it is so no longer."""
    persistent_notification.async_dismiss(hass, _id_of(signature))


def _id_of(signature: str) -> str:
    return f"homeiq_accepted_{signature}"

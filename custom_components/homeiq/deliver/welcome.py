"""A hello to those who were just chosen to be notified, so that nobody has to wait for a suggestion to see it work."""

from __future__ import annotations

from collections.abc import Collection

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations

from ..const import DOMAIN
from ..settings import Notifications
from .message import Message
from .phones import Phones

_TAG = "homeiq_hello"


async def async_greet(hass: HomeAssistant, wishes: Notifications, known: Collection[str]) -> None:
    """Say hello to the targets that are new, and what will come, and how often at most.

    Args:
        hass: Home Assistant.
        wishes: the owner's, as of now.
        known: the targets of before.
    """
    new = [target for target in wishes.targets if target not in known]
    if not new:
        return
    texts = await async_get_translations(hass, hass.config.language, "common", [DOMAIN])
    key = {0: "hello_seldom", 1: "hello_one"}.get(wishes.per_week, "hello")
    text = texts[f"component.{DOMAIN}.common.{key}"].format(count=wishes.per_week)
    await Phones(hass, new).async_send(Message(title="HomeIQ", text=text, tag=_TAG, about=frozenset()))

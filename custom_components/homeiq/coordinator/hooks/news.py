"""What happens, said to whoever delivers it; the bus, where anybody can say anything, is not the way."""

from __future__ import annotations

from collections.abc import Mapping
import time
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.util.signal_type import SignalType

from ...correlation import current_or_new
from ...model.hooks import Happening, News

NEWS: SignalType[News] = SignalType("homeiq_news")
"""Sent with what has happened."""


@callback
def async_say(hass: HomeAssistant, happening: Happening, data: Mapping[str, Any], once: str = "") -> None:
    """Say that something happened just now; what may be seen again, also after a restart, with what tells it apart."""
    news = News(happening=happening, at=time.time(), data=data, correlation=current_or_new(), once=once)
    async_dispatcher_send(hass, NEWS, news)

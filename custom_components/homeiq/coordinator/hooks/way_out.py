"""The way out: sessions that refuse to connect to this machine or the Supervisor, whatever a name says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
import socket
import time

import aiohttp
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import DATA_RESOLVER, async_get_clientsession
from homeassistant.util.ssl import get_default_context, get_default_no_verify_context

from ...deliver.hooks.heads import HeadConnector
from ...deliver.hooks.resolver import HomeResolver
from ...deliver.hooks.sending import send
from ...deliver.hooks.signing import EVENT, MESSAGE
from ...model.hooks import DeliveryAnswer, Hook
from ...went_out import WENT_OUT, Way, What
from ..health.figures import async_figures


class WayOut:
    """Sends, over connections of its own."""

    def __init__(self, hass: HomeAssistant, clock: Callable[[], float] = time.time) -> None:
        """Connect to nobody yet.

        Args:
            hass: who knows the home's names.
            clock: UTC epoch seconds.
        """
        self._hass = hass
        self._clock = clock
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    async def async_send(self, hook: Hook, headers: Mapping[str, str], body: bytes) -> DeliveryAnswer:
        """Make one attempt."""
        answer = await send(self._session(verify_ssl=hook.verify_ssl), hook.url, headers, body, now=self._clock())
        async_figures(self._hass).note_attempt(answer)
        if answer.was_heard:
            WENT_OUT.note(Way.WEBHOOK, hook.title, what=What(kind=headers[EVENT], reference=headers[MESSAGE]))
        return answer

    async def async_close(self) -> None:
        """Close what is open. Closing twice does no harm."""
        while self._sessions:
            await self._sessions.popitem()[1].close()

    def _session(self, *, verify_ssl: bool) -> aiohttp.ClientSession:
        """Return a session.

        Home Assistant's own is shared with everybody, so it can't refuse what only webhooks must not reach; but what
        looks names up for it knows those of the home, those of mDNS as well.
        """
        if verify_ssl not in self._sessions:
            # Home Assistant makes it with its first session.
            async_get_clientsession(self._hass)
            look_up = partial(self._hass.data[DATA_RESOLVER].resolve, family=socket.AF_UNSPEC)
            # None of its connections is used twice: a restart of the receiver must not cost an attempt.
            connector = HeadConnector(
                resolver=HomeResolver(look_up),
                ssl=get_default_context() if verify_ssl else get_default_no_verify_context(),
            )
            self._sessions[verify_ssl] = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._sessions[verify_ssl]

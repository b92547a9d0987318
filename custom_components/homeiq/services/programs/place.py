"""Where a page of events ends, sealed: a cursor leads on only in the question that it was made for.

A day's events of all entities may be asked for at most. Were a cursor no more than a moment, it would lead past that.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, replace
import hashlib
import hmac
import json
import secrets
import struct
from typing import Self

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.singleton import singleton
from homeassistant.util.hass_dict import HassKey
import numpy as np

from ...model.event import EventColumns

_KEY: HassKey[bytes] = HassKey("homeiq_cursor_key")
_PLACE = struct.Struct(">dddI")
_SEAL = 16  # bytes
_LONGEST = 100  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStart:
    """Where a page begins, and in which question. Times are epoch seconds.

    Attributes:
        begin: of the span that was asked for.
        end: of that span, excluded; also where the question named none and meant the moment at which it was asked.
        moment: of the first event of the page.
        skipped: events of that moment that were told before.
    """

    begin: float
    end: float
    moment: float
    skipped: int = 0

    def behind(self, events: EventColumns, last: int) -> Self:
        """Return where the page behind this one begins.

        Args:
            events: from this page's first moment on, with one at least behind the page.
            last: place of that one among them.
        """
        moment = float(events.time[last])
        return replace(self, moment=moment, skipped=last - int(np.searchsorted(events.time, moment)))


@singleton(_KEY)
@callback
def async_key(_hass: HomeAssistant) -> bytes:
    """Return the key of this Home Assistant; a restart makes a new one, and old cursors void."""
    return secrets.token_bytes(32)


def sealed(key: bytes, place: PageStart, *question: str | None) -> str:
    """Write a place in a question as a cursor."""
    body = _PLACE.pack(place.begin, place.end, place.moment, place.skipped)
    return base64.urlsafe_b64encode(body + _seal(key, body, question)).decode().rstrip("=")


def opened(key: bytes, cursor: str, *question: str | None) -> PageStart | None:
    """Read a cursor; None where it is none, or of another question."""
    if len(cursor) > _LONGEST or not cursor.isascii():
        return None
    try:
        found = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        return None
    body, seal = found[: _PLACE.size], found[_PLACE.size :]
    if len(body) != _PLACE.size or not hmac.compare_digest(seal, _seal(key, body, question)):
        return None
    begin, end, moment, skipped = _PLACE.unpack(body)
    return PageStart(begin=begin, end=end, moment=moment, skipped=skipped)


def _seal(key: bytes, body: bytes, question: tuple[str | None, ...]) -> bytes:
    return hmac.digest(key, body + json.dumps(question).encode(), hashlib.sha256)[:_SEAL]

"""One attempt: a request, and what came of it. Whatever is at the other end is not trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from email.utils import parsedate_to_datetime
import re
from time import perf_counter

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

from ...model.hooks import DeliveryAnswer, Trouble
from .destination import is_refused_host
from .resolver import RefusedAddressError

TIMEOUT = 15.0  # seconds for all of an attempt
_NO_CONNECTION = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL, UnicodeError)
"""With these, nothing was sent."""
_WHOLE = re.compile(r"[0-9]{1,9}")


async def send(
    session: aiohttp.ClientSession,
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    *,
    now: float,
    patience: float = TIMEOUT,
) -> DeliveryAnswer:
    """Send something once; return what came of it, whatever that is.

    Only the status is of interest, so nothing is read of the answer's body: it can be as long or as wrong as it likes.

    Args:
        session: that refuses the addresses that are to be refused by name, and reads the heads of answers only.
        url: where to.
        headers: that go with it.
        body: what is sent.
        now: UTC epoch seconds.
        patience: seconds for all of it; what takes longer is told as any other trouble is.
    """
    begin = perf_counter()
    if is_refused_host(URL(url).host or ""):
        # Numbers are not looked up, so nobody else would refuse them.
        return DeliveryAnswer(trouble="refused")
    try:
        async with session.post(
            url,
            data=body,
            headers=headers,
            # It is signed for this receiver, and another one has another address.
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=patience),
        ) as response:
            asked = seconds_of(response.headers.get("Retry-After", ""), now)
            answer = DeliveryAnswer(status=response.status, retry_after=asked, was_heard=True)
            response.close()
    except (aiohttp.ClientError, HttpProcessingError, OSError, ValueError) as err:
        answer = DeliveryAnswer(trouble=_trouble_of(err), was_heard=not isinstance(err, _NO_CONNECTION))
    return replace(answer, seconds=perf_counter() - begin)


def seconds_of(text: str, now: float) -> float | None:
    """Return the seconds that a ``Retry-After`` asks for, in either of its forms; None where it says nothing."""
    text = text.strip()
    if _WHOLE.fullmatch(text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, aware.timestamp() - now)
    except ValueError, OverflowError:
        return None


def _trouble_of(err: Exception) -> Trouble:
    if isinstance(err, TimeoutError):
        return "timeout"
    if isinstance(err, aiohttp.ClientConnectorCertificateError):
        return "certificate"
    if isinstance(err, aiohttp.ClientConnectorError):
        return "refused" if isinstance(err.os_error, RefusedAddressError) else "unreachable"
    return "broken"

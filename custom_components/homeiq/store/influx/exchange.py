"""One question to a server, and its answer: in time, of a bounded size, and from nobody else.

Whatever is at the other end of the address is not trusted: it may be a login page, or somebody who means harm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
import ssl
from typing import Any
import zlib

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError

from .failure import InfluxError, Trouble

LARGEST_ERROR = 65_536  # bytes of an answer that says what is wrong
LARGEST_ANSWER = 8_388_608  # bytes of one that was asked for, uncompressed
_SILENCE = 20.0  # longest pause within an answer, seconds
_CONNECTING = 10.0  # seconds
_OK = 200
_REDIRECTS = range(300, 400)
# By OpenSSL's X509_V_ERR_…: what the owner has to do differs.
_CERTIFICATES: dict[int, Trouble] = {
    9: "certificate_expired",  # not valid yet: as a rule one of the two clocks is wrong
    10: "certificate_expired",
    62: "certificate_host",
    64: "certificate_host",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is sent.

    Attributes:
        url: with scheme, host and path.
        timeout: seconds for all of it, the answer included.
        wants_answer: it is asked for the sake of what is answered; else the begin of that is enough.
    """

    method: str
    url: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)
    timeout: float = 30.0
    wants_answer: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What came back.

    Attributes:
        kind: of the body, such as ``text/html``; empty where the server doesn't say.
        body: uncompressed; of an error its begin.
    """

    status: int
    headers: Mapping[str, str]
    kind: str
    body: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode(errors="replace")


async def exchange(session: aiohttp.ClientSession, question: Request) -> Response:
    """Send a question; return the answer, whatever it says.

    Raises:
        InfluxError: there is none, it comes too slowly or is too long, or it sends us on to somebody else.
    """
    try:
        async with session.request(
            question.method,
            question.url,
            params=question.parameters,
            headers=question.headers,
            data=question.body,
            # Points and credentials are for this server alone.
            allow_redirects=False,
            # A few bytes may stand for gigabytes: that is watched here.
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(
                total=question.timeout,
                sock_connect=min(_CONNECTING, question.timeout),
                sock_read=min(_SILENCE, question.timeout),
            ),
        ) as response:
            return await _answer_of(response, question)
    except (aiohttp.ClientError, HttpProcessingError, OSError, ValueError) as err:
        # From None, as the cause may say what nobody is to read.
        raise connection_error(err) from None


async def _answer_of(response: aiohttp.ClientResponse, question: Request) -> Response:
    status, headers = response.status, response.headers
    if status in _REDIRECTS:
        raise InfluxError("redirected", f"{status} {headers.get('Location', '')}")
    try:
        body = await _body_of(response, is_whole=question.wants_answer and status == _OK)
    finally:
        # What is left of it is not waited for.
        if not response.content.at_eof():
            response.close()
    return Response(status=status, headers=headers, kind=_kind_of(headers), body=body)


async def _body_of(response: aiohttp.ClientResponse, *, is_whole: bool) -> bytes:
    """Read a body, or the begin of it.

    Raises:
        InfluxError: it is too long, or not compressed in the way that it claims.
    """
    largest = LARGEST_ANSWER if is_whole else LARGEST_ERROR
    inflater = _inflater_of(response.headers.get("Content-Encoding", ""))
    body = bytearray()
    async for chunk in response.content.iter_any():
        room = largest + 1 - len(body)
        try:
            body += inflater.decompress(chunk, room) if inflater else chunk[:room]
        except zlib.error:
            raise InfluxError("not_influx", "Content-Encoding") from None
        if len(body) > largest:
            if not is_whole:
                return bytes(body[:largest])
            raise InfluxError("too_long", f"> {largest} B")
    return bytes(body)


def _inflater_of(encoding: str) -> Any:
    match encoding.strip().lower():
        case "" | "identity":
            return None
        case "gzip" | "x-gzip" | "deflate":
            # Knows both by their headers.
            return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
        case _:
            raise InfluxError("not_influx", f"Content-Encoding: {encoding}")


def _kind_of(headers: Mapping[str, str]) -> str:
    message = Message()
    message["Content-Type"] = headers.get("Content-Type", "")
    return message.get_content_type() if headers.get("Content-Type") else ""


def connection_error(err: Exception) -> InfluxError:
    """Return what it means that no answer came."""
    match err:
        case aiohttp.ClientConnectorCertificateError(certificate_error=ssl.SSLCertVerificationError() as reason):
            return InfluxError(_CERTIFICATES.get(reason.verify_code, "certificate"), reason.verify_message)
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientConnectorSSLError():
            return InfluxError("certificate", str(err))
        case TimeoutError():
            return InfluxError("timeout")
        case aiohttp.ClientResponseError() | HttpProcessingError():
            # What came is no HTTP, or has no end to its headers. What it says is not for people.
            return InfluxError("not_influx", type(err).__name__)
        case _:
            return InfluxError("unreachable", str(err))

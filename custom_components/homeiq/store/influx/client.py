"""Speaks to a server: points through InfluxDB's own library, questions and databases over plain HTTP."""

from __future__ import annotations

from collections.abc import Mapping
import gzip
from http import HTTPStatus
from importlib import import_module
import re
import ssl
from typing import TYPE_CHECKING, Any

import aiohttp
import orjson

from .exchange import Request, Response, exchange
from .failure import InfluxError, Trouble, error_of
from .outside import Outside
from .target import Generation, Target

if TYPE_CHECKING:
    from influxdb_client.client.influxdb_client_async import InfluxDBClientAsync

# The second would otherwise be imported by the first write, in the event loop.
_LIBRARY = ("influxdb_client.client.influxdb_client_async", "influxdb_client._async.api_client")
_GZIP_LEVEL = 1
_DEEP = 65_536  # bytes of an answer that are looked through for an error at once
_PAGE_OF_WEB = "text/html"
# Errors within a statement come with status 200, where the results would begin.
_ERROR = re.compile(rb'\s*\{\s*(?:"results"\s*:\s*\[\s*\{\s*(?:"statement_id"\s*:\s*\d+\s*,\s*)?)?"error"\s*:')


def load() -> None:
    """Import InfluxDB's library, which takes a second and 29 MB: for an executor, and only where it is used."""
    for name in _LIBRARY:
        import_module(name)


class InfluxClient:
    """A server, through a session that belongs to somebody else.

    Whatever it says is shown in the texts of errors only, without the credentials.
    """

    def __init__(self, target: Target, session: aiohttp.ClientSession) -> None:
        """Prepare; nothing is sent yet. ``load`` has to have been called before anything is written."""
        self.target = target
        self._session = session
        self._outside = Outside(target.secrets)
        self._library: InfluxDBClientAsync | None = None

    async def write(self, lines: str) -> None:
        """Store points, all of them or those that are right.

        Args:
            lines: line protocol, microseconds.

        Raises:
            InfluxError: the server did not say that it took all of them.
        """
        await self._writer().write(self.target.bucket, self.target.organization or "-", lines, "us")

    async def query(self, statement: str) -> bytes:
        """Ask in InfluxQL; return JSON, in which times are microseconds.

        InfluxQL is the one language that all generations answer: Flux is missing from 3.x, SQL from 1.x and 2.x.

        Raises:
            InfluxError: there is no answer.
        """
        parameters = {"db": self.target.database, "q": statement, "epoch": "u"}
        if self.target.retention_policy:
            parameters["rp"] = self.target.retention_policy
        answer = await self._asked("GET", "/query", parameters)
        if answer.status != HTTPStatus.OK or not answer.body.lstrip()[:1] == b"{":
            raise self._stranger(answer)
        if _ERROR.match(answer.body[:_DEEP]):
            raise self.error(_trouble_of(answer.body[:_DEEP]), answer.text[:_DEEP])
        return answer.body

    async def request(self, method: str, path: str, parameters: Mapping[str, str], body: Any = None) -> bytes:
        """Send any request; return what is answered.

        Raises:
            InfluxError: the answer isn't one of success.
        """
        return (await self._asked(method, path, parameters, body)).body

    async def ask(
        self, method: str, path: str, parameters: Mapping[str, str], body: Any = None
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Send any request; return status, headers and what is answered.

        Raises:
            InfluxError: the answer isn't one of success.
        """
        answer = await self._asked(method, path, parameters, body)
        return answer.status, answer.headers, answer.body

    def error(self, trouble: Trouble, text: str = "", retry_after: float | None = None) -> InfluxError:
        """Return an error; of what the server says, it has what may be shown."""
        return InfluxError(trouble, self._outside.shown(text), retry_after)

    def parsed(self, body: bytes) -> dict[str, Any]:
        """Return an answer's JSON object.

        Raises:
            InfluxError: it is none.
        """
        try:
            found = orjson.loads(body)
        except orjson.JSONDecodeError:
            found = None
        if not isinstance(found, dict):
            raise self.error("not_influx", "JSON?")
        return found

    async def send(self, question: Request) -> Response:
        """Send a question; return the answer, whatever it says.

        Raises:
            InfluxError: there is none.
        """
        try:
            return await exchange(self._session, question)
        except InfluxError as err:
            raise self.error(err.trouble, err.detail) from None

    async def send_points(self, question: Request) -> None:
        """Send points.

        Raises:
            InfluxError: the server did not say that it took all of them.
        """
        answer = await self.send(question)
        if answer.status >= HTTPStatus.BAD_REQUEST:
            raise self._refusal(answer)
        # All generations answer a write with this and with nothing else; a page that says "200" has stored nothing.
        if answer.status != HTTPStatus.NO_CONTENT:
            raise self._stranger(answer)

    async def _asked(self, method: str, path: str, parameters: Mapping[str, str], body: Any = None) -> Response:
        question = Request(
            method=method,
            url=self.target.url + path,
            parameters=parameters,
            headers=self._headers(),
            body=None if body is None else orjson.dumps(body),
            timeout=self.target.timeout,
        )
        answer = await self.send(question)
        if answer.status >= HTTPStatus.MULTIPLE_CHOICES:
            raise self._refusal(answer)
        if answer.kind == _PAGE_OF_WEB:
            raise self._stranger(answer)
        return answer

    def _refusal(self, answer: Response) -> InfluxError:
        err = error_of(answer.status, answer.text, answer.headers.get("Retry-After"))
        # InfluxDB speaks of points in JSON or plain text. A page that does is somebody else's.
        trouble = "not_influx" if answer.kind == _PAGE_OF_WEB and err.trouble == "rejected" else err.trouble
        return self.error(trouble, err.detail, err.retry_after)

    def _stranger(self, answer: Response) -> InfluxError:
        return self.error("not_influx", f"{answer.status} {answer.kind}".strip())

    def _headers(self) -> dict[str, str]:
        target = self.target
        if target.generation is Generation.V1:
            # The oldest of them know basic authentication only.
            basic = aiohttp.encode_basic_auth(target.username, target.password) if target.username else ""
            return {"Authorization": basic} if basic else {}
        headers = {"Authorization": f"Token {target.token}"} if target.token else {}
        return {**headers, "Content-Type": "application/json"}

    def _writer(self) -> Any:
        if self._library is None:
            from influxdb_client.client.influxdb_client_async import InfluxDBClientAsync  # noqa: PLC0415 - only homes with InfluxDB need it

            self._library = InfluxDBClientAsync(
                self.target.url,
                token=self.target.secret,
                org=self.target.organization or "-",
                # The session's own context counts; without one the library would read certificates from disk here.
                ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
                client_session_type=lambda **_kwargs: _Points(self),
            )
        return self._library.write_api()


class _Points:
    """Stands in for the library's session: what it prepared is sent compressed, and judged, by the client.

    The library would compress too, but so thoroughly that it holds up the event loop; it would follow to other hosts,
    read whatever is answered to its end, and take any answer of success for a stored point.
    """

    def __init__(self, client: InfluxClient) -> None:
        self._client = client

    async def request(
        self, *, method: str, url: str, data: bytes, headers: Mapping[str, str], **_arguments: Any
    ) -> _Taken:
        question = Request(
            method=method,
            url=url,
            headers={**headers, "Content-Encoding": "gzip"},
            body=gzip.compress(data, _GZIP_LEVEL),
            timeout=self._client.target.timeout,
            wants_answer=False,
        )
        await self._client.send_points(question)
        return _Taken()


class _Taken:
    """What the library is told of an answer that was found good."""

    status = HTTPStatus.NO_CONTENT.value
    reason = ""
    headers: Mapping[str, str] = {}

    async def read(self) -> bytes:
        return b""


def _trouble_of(answer: bytes) -> Trouble:
    return "not_found" if b"database not found" in answer or b"not found" in answer else "rejected"

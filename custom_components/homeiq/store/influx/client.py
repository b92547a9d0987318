"""Speaks to a server: points through InfluxDB's own library, questions and databases over plain HTTP."""

import asyncio
from collections.abc import Mapping
import gzip
from http import HTTPStatus
from importlib import import_module
import ssl
from typing import TYPE_CHECKING, Any

import aiohttp
import orjson

from .errors import InfluxError, error_of
from .target import Generation, Target

if TYPE_CHECKING:
    from influxdb_client.client.influxdb_client_async import InfluxDBClientAsync

# The second would otherwise be imported by the first write, in the event loop.
_LIBRARY = ("influxdb_client.client.influxdb_client_async", "influxdb_client._async.api_client")
_GZIP_LEVEL = 1


def load() -> None:
    """Import InfluxDB's library, which takes a second and 29 MB: for an executor, and only where it is used."""
    for name in _LIBRARY:
        import_module(name)


class InfluxClient:
    """A server, through a session that belongs to somebody else."""

    def __init__(self, target: Target, session: aiohttp.ClientSession) -> None:
        """Prepare; nothing is sent yet. ``load`` has to have been called before anything is written."""
        self.target = target
        self._session = session
        self._library: InfluxDBClientAsync | None = None

    async def write(self, lines: str) -> None:
        """Store points, all of them or those that are right.

        Args:
            lines: line protocol, microseconds.

        Raises:
            InfluxError: the server did not take all of them.
        """
        from influxdb_client.rest import ApiException  # noqa: PLC0415

        try:
            async with asyncio.timeout(self.target.timeout):
                await self._writer().write(self.target.bucket, self.target.organization or "-", lines, "us")
        except ApiException as err:
            raise _error_of(err) from err
        except (aiohttp.ClientError, OSError, TimeoutError) as err:
            raise connection_error(err) from err

    async def query(self, statement: str, precision: str = "u") -> bytes:
        """Ask in InfluxQL; return JSON.

        InfluxQL is the one language that all generations answer: Flux is missing from 3.x, SQL from 1.x and 2.x.

        Raises:
            InfluxError: there is no answer.
        """
        parameters = {"db": self.target.database, "q": statement, "epoch": precision}
        if self.target.retention_policy:
            parameters["rp"] = self.target.retention_policy
        answer = await self.request("GET", "/query", parameters)
        # Errors within a statement come with status 200.
        if b'"error"' in answer[:200]:
            raise InfluxError(_trouble_of(answer), answer[:300].decode(errors="replace"))
        return answer

    async def request(self, method: str, path: str, parameters: Mapping[str, str], body: Any = None) -> bytes:
        """Send any request; return what is answered.

        Raises:
            InfluxError: the answer isn't one of success.
        """
        _, _, answer = await self.ask(method, path, parameters, body)
        return answer

    async def ask(
        self, method: str, path: str, parameters: Mapping[str, str], body: Any = None
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Send any request; return status, headers and what is answered.

        Raises:
            InfluxError: the answer isn't one of success.
        """
        try:
            async with (
                asyncio.timeout(self.target.timeout),
                self._session.request(
                    method,
                    self.target.url + path,
                    params=parameters,
                    headers=self._headers(),
                    data=None if body is None else orjson.dumps(body),
                ) as response,
            ):
                answer = await response.read()
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as err:
            raise connection_error(err) from err
        if response.status >= HTTPStatus.MULTIPLE_CHOICES:
            raise error_of(response.status, answer.decode(errors="replace"), response.headers.get("Retry-After"))
        return response.status, response.headers, answer

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
            from influxdb_client.client.influxdb_client_async import InfluxDBClientAsync  # noqa: PLC0415

            self._library = InfluxDBClientAsync(
                self.target.url,
                token=self.target.secret,
                org=self.target.organization or "-",
                # The session's own context counts; without one the library would read certificates from disk here.
                ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
                client_session_type=lambda **_kwargs: _Compressing(self._session),
            )
        return self._library.write_api()


class _Compressing:
    """Sends bodies compressed. The library would do so too, but so thoroughly that it holds up the event loop."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def request(self, *, data: bytes, headers: Mapping[str, str], **arguments: Any) -> aiohttp.ClientResponse:
        return await self._session.request(
            data=gzip.compress(data, _GZIP_LEVEL), headers={**headers, "Content-Encoding": "gzip"}, **arguments
        )


def connection_error(err: Exception) -> InfluxError:
    """Return what it means that no answer came."""
    match err:
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientConnectorSSLError():
            return InfluxError("certificate", str(err))
        case TimeoutError():
            return InfluxError("timeout")
        case _:
            return InfluxError("unreachable", str(err))


def _error_of(err: Any) -> InfluxError:
    body = err.response.data if err.response else err.reason
    text = body.decode(errors="replace") if isinstance(body, bytes) else str(body)
    return error_of(err.status or 0, text, err.headers.get("Retry-After") if err.headers else None)


def _trouble_of(answer: bytes) -> Any:
    return "not_found" if b"database not found" in answer or b"not found" in answer else "rejected"

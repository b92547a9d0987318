"""Answers of which only the head counts, byte by byte as they come over a real connection."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise

import aiohttp
from hypothesis import given, strategies as st
import pytest

from custom_components.homeiq.deliver.hooks.heads import LONGEST, HeadConnector, plain
from custom_components.homeiq.deliver.hooks.sending import send
from custom_components.homeiq.model.hooks import DeliveryAnswer
from tests.home_network import at_home, lay_cables
from tests.hooks import NOW

pytestmark = pytest.mark.usefixtures("socket_enabled", "home_network")
TAKEN = {
    "no content, with some": b"HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok",
    "no content, in chunks": b"HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    "no content, and on": b"HTTP/1.1 204 No Content\r\n\r\nok then",
    "reset, with content": b"HTTP/1.1 205 Reset Content\r\nContent-Length: 2\r\n\r\nok",
    "shorter than it says": b"HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\nok",
    "longer than it says": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more",
    "chunks and a length": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n",
    "chunks that are none": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n",
    "packed, and isn't": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
    "a length that is none": b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nok",
    "a line that is no header": b"HTTP/1.1 200 OK\r\nno header\r\n\r\nok",
    "a name that is none": b"HTTP/1.1 200 OK\r\nX Y: 1\r\n\r\nok",
    "a nought in a header": b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n",
    "no reason": b"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",
    "an older protocol": b"HTTP/1.0 200 OK\r\n\r\nok",
    "lines that end as in files": b"HTTP/1.1 200 OK\nContent-Length: 0\n\n",
    "a line before it": b"\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    "others before it": b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
    "a status of its own": b"HTTP/1.1 299 Fine\r\n\r\n",
    "a long header": b"HTTP/1.1 200 OK\r\nX: " + b"a" * 10_000 + b"\r\n\r\n",
    "a header without end": b"HTTP/1.1 200 OK\r\nX: " + b"a" * LONGEST,
    "many headers": b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 1_000 + b"\r\n",
    "hung up after the status": b"HTTP/1.1 200 OK\r\n",
}
NO_ANSWERS = {
    "nothing": b"",
    "another protocol": b"ICY 200 OK\r\n\r\n",
    "a version without lines": b"HTTP/2 200\r\n\r\n",
    "a status with too many digits": b"HTTP/1.1 2000 OK\r\n\r\n",
    "a status with too few": b"HTTP/1.1 20 OK\r\n\r\n",
    "hung up within the status": b"HTTP/1.1 20",
    "hung up before the reason's end": b"HTTP/1.1 200 O",
    "no line at all": b"a" * LONGEST,
    "only what comes before": b"HTTP/1.1 100 Continue\r\n\r\n",
}


@pytest.fixture
def home_network(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_cables(monkeypatch)


@asynccontextmanager
async def answering(*parts: bytes) -> AsyncIterator[str]:
    """Have a receiver that says this to whatever it is sent, part by part, and hangs up."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n{}")
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(0.01)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield at_home(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/told")


async def async_told(*parts: bytes) -> DeliveryAnswer:
    """Return what comes of an attempt that is answered like this."""
    async with answering(*parts) as url, aiohttp.ClientSession(connector=HeadConnector()) as session:
        return await send(session, url, {}, b"{}", now=NOW, patience=5)


@pytest.mark.parametrize("answer", TAKEN.values(), ids=TAKEN)
async def test_who_has_said_that_it_was_taken_has_taken_it(answer: bytes) -> None:
    told = await async_told(answer)

    assert (told.status in range(200, 300), told.trouble) == (True, None)


@pytest.mark.parametrize("answer", NO_ANSWERS.values(), ids=NO_ANSWERS)
async def test_what_has_no_status_is_no_answer(answer: bytes) -> None:
    told = await async_told(answer)

    assert (told.status, told.trouble) == (None, "broken")


@pytest.mark.parametrize("status", [304, 404, 410, 429, 503, 600])
async def test_a_no_counts_with_an_odd_answer_as_with_any_other(status: int) -> None:
    head = b"HTTP/1.1 %d No\r\nRETRY-AFTER:  120 \r\nContent-Length: x\r\nno header\r\n\r\n" % status

    told = await async_told(head + b"no")

    assert (told.status, told.retry_after) == (status, 120)


async def test_a_status_is_waited_for_that_comes_in_parts() -> None:
    parts = (b"HTTP/1.1 1", b"00 Continue\r\n\r", b"\nHTTP/1.1 2", b"04", b" \r\nX: y\r", b"\n\r", b"\nok")

    told = await async_told(*parts)

    assert told.status == 204


@pytest.mark.parametrize("more", [b"Retry-After: 5\x00", b"Retry-After: " + b"5" * 65, b"X: Retry-After: 5"])
def test_a_rest_that_is_none_is_not_told_on(more: bytes) -> None:
    told = plain(b"HTTP/1.1 503 No\r\n%b\r\n\r\n" % more)

    assert told == b"HTTP/1.1 503 -\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


@given(st.sampled_from([*TAKEN.values(), *NO_ANSWERS.values()]), st.lists(st.integers(0, 100)))
def test_it_is_the_same_answer_in_whatever_parts_it_comes(answer: bytes, cuts: list[int]) -> None:
    ends = sorted({0, len(answer), *(cut for cut in cuts if cut < len(answer))})
    parts = [answer[:end] for _, end in pairwise(ends)]

    told = next((found for part in parts if (found := plain(part))), plain(answer, is_all=True))

    assert (told or b"").partition(b"\r\n")[0] == (plain(answer, is_all=True) or b"").partition(b"\r\n")[0]


@given(st.binary(max_size=200))
def test_whatever_comes_can_be_told(noise: bytes) -> None:
    told = plain(b"HTTP/1.1 204 " + noise, is_all=True)

    assert told is not None

"""Answers of which only the head counts, byte by byte as they come over a real connection."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import pairwise

import aiohttp
from hypothesis import given, strategies as st
import pytest

from custom_components.homeiq.deliver.hooks import heads
from custom_components.homeiq.deliver.hooks.heads import LONGEST, HeadConnector, plain
from custom_components.homeiq.deliver.hooks.sending import send
from custom_components.homeiq.model.hooks import DeliveryAnswer, Trouble
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


STALLED: dict[str, tuple[bytes, int | None, Trouble | None]] = {
    "nothing": (b"", None, "timeout"),
    "within the version": (b"HTTP/1", None, "timeout"),
    "within the status": (b"HTTP/1.1 20", None, "timeout"),
    "within the reason": (b"HTTP/1.1 200 O", None, "timeout"),
    "before the line's end": (b"HTTP/1.1 200 OK\r", None, "timeout"),
    "before the answer": (b"HTTP/1.1 100 Continue\r\n\r\n", None, "timeout"),
    "within what comes before": (b"HTTP/1.1 103 Early\r\nLink: x", None, "timeout"),
    "within the second header of it": (b"HTTP/1.1 103 Early\r\nLink: x\r\nLi", None, "timeout"),
    "behind the status": (b"HTTP/1.1 200 OK\r\n", 200, None),
    "within a header": (b"HTTP/1.1 204 No Content\r\nX: y", 204, None),
    "before the last line": (b"HTTP/1.1 503 No\r\nRetry-After: 5\r\n", 503, None),
}


@asynccontextmanager
async def holding(begin: bytes, piece: bytes = b"") -> AsyncIterator[tuple[str, list[int]]]:
    """Have a receiver that never hangs up: it says no more after a begin, or one piece again and again.

    Yields:
        Its address, and a list into which it writes how much it could say once nobody takes any more.
    """
    said: list[int] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n{}")
        writer.write(begin)
        count = 0
        with suppress(ConnectionError):
            while piece:
                writer.write(piece)
                await writer.drain()
                # In one loop with who is told: it has to have its turn.
                await asyncio.sleep(0)
                count += len(piece)
            await reader.read()
        said.append(count)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield at_home(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/told"), said


@pytest.mark.parametrize(("begin", "status", "trouble"), STALLED.values(), ids=STALLED)
async def test_who_stalls_in_the_head_is_given_up_like_who_never_answers_unless_the_status_is_known(
    monkeypatch: pytest.MonkeyPatch, begin: bytes, status: int | None, trouble: Trouble | None
) -> None:
    monkeypatch.setattr(heads, "REST", 0.1)

    async with holding(begin) as (url, said), aiohttp.ClientSession(connector=HeadConnector()) as session:
        told = await send(session, url, {}, b"{}", now=NOW, patience=0.6)
        async with asyncio.timeout(5):
            while not said:  # noqa: ASYNC110 - a server of its own
                await asyncio.sleep(0.01)

    assert (told.status, told.trouble) == (status, trouble)
    assert told.seconds < 3


@pytest.mark.parametrize(
    ("begin", "piece", "status"),
    [
        (b"", b"a" * 1000, None),
        (b"HTTP/1.1 ", b"2" * 1000, None),
        (b"HTTP/1.1 200 ", b"O" * 1000, None),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 40, None),
        (b"HTTP/1.1 103 Early\r\n", b"Link: x\r\n" * 100, None),
        (b"HTTP/1.1 204 No Content\r\n", b"X: y\r\n" * 100, 204),
        (b"HTTP/1.1 204 No Content\r\nX: ", b"y" * 1000, 204),
    ],
)
async def test_a_head_without_end_is_cut_off_long_before_the_attempt_is_over(
    begin: bytes, piece: bytes, status: int | None
) -> None:
    async with holding(begin, piece) as (url, said), aiohttp.ClientSession(connector=HeadConnector()) as session:
        told = await send(session, url, {}, b"{}", now=NOW, patience=30)
        async with asyncio.timeout(5):
            while not said:  # noqa: ASYNC110 - a server of its own
                await asyncio.sleep(0.01)

    assert (told.status, told.trouble) == (status, None if status else "broken")
    assert told.seconds < 5


@pytest.mark.parametrize("status", [304, 404, 410, 429, 503, 600])
async def test_a_no_counts_with_an_odd_answer_as_with_any_other(status: int) -> None:
    head = b"HTTP/1.1 %d No\r\nRETRY-AFTER:  120 \r\nContent-Length: x\r\nno header\r\n\r\n" % status

    told = await async_told(head + b"no")

    assert (told.status, told.retry_after) == (status, 120)


async def test_a_status_is_waited_for_that_comes_in_parts() -> None:
    early = b"\nHTTP/1.1 103 Early\r\nLink: x\r\nX", b": y\r\n\r\nHTTP/1.1 2"
    parts = (b"HTTP/1.1 1", b"00 Continue\r\n\r", *early, b"04", b" \r\nX: y\r", b"\n\r", b"\nok")

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

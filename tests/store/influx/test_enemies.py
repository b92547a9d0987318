"""Against servers that mean harm, or are none: bytes on a socket, and nothing of ours stands in for them."""

import asyncio
from base64 import b64encode
import json
from pathlib import Path
import ssl
import tracemalloc
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest

from custom_components.homeiq.model.home import Home
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.influx import read as reading
from custom_components.homeiq.store.influx.client import InfluxClient
from custom_components.homeiq.store.influx.drain import Batching, Drain
from custom_components.homeiq.store.influx.failure import InfluxError
from custom_components.homeiq.store.influx.probe import check, create, identify
from custom_components.homeiq.store.influx.read import count_rows, read_columns, read_units
from custom_components.homeiq.store.influx.target import Generation, Target
from custom_components.homeiq.store.outbox.line import LineWriter
from custom_components.homeiq.store.outbox.outbox import Outbox
from tests.enemies import (
    LOGIN,
    Enemy,
    a_certificate,
    asked,
    bomb,
    drop_by_drop,
    echoing,
    enemy,
    headers_without_end,
    no_http,
    resetting,
    saying,
    without_end,
)
from tests.servers import free_port

MARCH = 1_772_000_000.0
TOKEN = "kX3_v9-Qz7/Lm2+Rt8=="  # noqa: S105 - of no server
PASSWORD = "correct horse battery"  # noqa: S105 - as above
MEGABYTE = 1 << 20


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database, LineWriter("ours", Home()))


def a_drain(outbox: Outbox, client: InfluxClient, told: list[str | None]) -> Drain:
    return Drain(outbox, client, Batching(size=100, seconds=3), lambda err: told.append(err.trouble if err else None))


def a_client(url: str, session: aiohttp.ClientSession, timeout: float = 5.0) -> InfluxClient:
    return InfluxClient(
        Target(url=url, bucket="homeiq", organization="us", token=TOKEN, home="ours", timeout=timeout), session
    )


@pytest.fixture
def told() -> list[str | None]:
    return []


async def put(database: Database, outbox: Outbox, count: int) -> None:
    rows = [(MARCH + n, f"light.lamp_{n}", "on", 1) for n in range(count)]
    await database.write(lambda connection: outbox.put(connection, rows))


async def trouble_of(work: object) -> str:
    with pytest.raises(InfluxError) as refused:
        await work  # type: ignore[misc]
    return refused.value.trouble


PAGES: list[tuple[Enemy, str]] = [
    (saying("200 OK", LOGIN, Content_Type="text/html"), "not_influx"),
    (saying("200 OK"), "not_influx"),
    (saying("201 Created"), "not_influx"),
    (saying("202 Accepted", b"{}", Content_Type="application/json"), "not_influx"),
    (saying("206 Partial Content", b"{}"), "not_influx"),
    (saying("400 Bad Request", b"<p>unable to parse</p>", Content_Type="text/html; charset=x"), "not_influx"),
    (saying("302 Found", Location="http://elsewhere.invalid/"), "redirected"),
    (saying("307 Temporary Redirect", Location="//elsewhere.invalid/"), "redirected"),
    (saying("308 Permanent Redirect"), "redirected"),
    (saying("304 Not Modified"), "redirected"),
    (no_http, "not_influx"),
    (headers_without_end, "not_influx"),
]


@pytest.mark.parametrize(("answer", "trouble"), PAGES)
async def test_only_what_the_api_documents_counts_as_taken(
    database: Database,
    outbox: Outbox,
    session: aiohttp.ClientSession,
    told: list[str | None],
    answer: Enemy,
    trouble: str,
) -> None:
    await put(database, outbox, 10)

    async with enemy(answer) as url:
        drain = a_drain(outbox, a_client(url, session), told)
        rest = await drain.step(MARCH)

    assert (told, rest, drain.sent.points) == ([trouble], 300.0, 0)
    assert (await outbox.waiting(MARCH)).points == 10


@pytest.mark.parametrize(
    "answer",
    [
        saying("400 Bad Request", b'{"message": "unable to parse"}'),
        saying("422 Unprocessable Entity", b"partial write: field type conflict"),
        saying("413 Request Entity Too Large"),
    ],
)
async def test_a_server_that_refuses_everything_is_told_and_nothing_is_put_aside(
    database: Database, outbox: Outbox, session: aiohttp.ClientSession, told: list[str | None], answer: Enemy
) -> None:
    await put(database, outbox, 20)

    async with enemy(answer) as url:
        drain = a_drain(outbox, a_client(url, session), told)
        await drain.step(MARCH)

    waiting = await outbox.waiting(MARCH)
    assert told == ["refuses_all"]
    assert (waiting.points, waiting.rejected) == (20, 0)


async def test_points_and_credentials_go_to_no_other_host(session: aiohttp.ClientSession) -> None:
    heard: list[bytes] = []

    async def other(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(100))
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")

    async with enemy(other) as there, enemy(saying("307 Go there", Location=there)) as url:
        client = a_client(url, session)
        troubles = [
            await trouble_of(client.write("a b=1")),
            await trouble_of(client.query("SHOW DATABASES")),
            await trouble_of(client.request("POST", "/api/v2/buckets", {}, {})),
            await trouble_of(identify(client)),
        ]

    assert (heard, troubles) == ([], ["redirected"] * 4)


@pytest.mark.parametrize(
    "answer",
    [
        without_end(),
        without_end("500 Oh", Content_Type="text/html"),
        without_end("400 Bad", chunk=b"unable to parse " * 5000),
        without_end("200 OK", b"10000\r\n" + b"[" * 65_536 + b"\r\n", Transfer_Encoding="chunked"),
        saying("200 OK", bomb(200), Content_Encoding="gzip"),
        saying("500 Oh", bomb(200), Content_Encoding="gzip"),
        headers_without_end,
    ],
)
async def test_an_answer_without_end_takes_no_memory_to_speak_of(session: aiohttp.ClientSession, answer: Enemy) -> None:
    async with enemy(answer) as url:
        client = a_client(url, session)
        tracemalloc.start()
        await trouble_of(client.write("a b=1"))
        writing = tracemalloc.get_traced_memory()[1]
        await trouble_of(read_columns(client, MARCH, MARCH + 60))
        both = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert writing < 4 * MEGABYTE
    # Half of it is what a page of history may take.
    assert both < 40 * MEGABYTE


@pytest.mark.parametrize(
    "begin",
    [b"HTTP/1.1 204 No Content\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{", b""],
)
async def test_an_answer_drop_by_drop_ends_in_time(session: aiohttp.ClientSession, begin: bytes) -> None:
    async with enemy(drop_by_drop(begin)) as url, asyncio.timeout(30):
        client = a_client(url, session, timeout=0.5)

        troubles = {
            await trouble_of(client.write("a b=1")),
            await trouble_of(client.query("SHOW DATABASES")),
            await trouble_of(identify(client)),
        }

    assert troubles <= {"timeout", "not_influx"}


async def test_an_answer_that_is_cut_off_is_no_answer(session: aiohttp.ClientSession) -> None:
    async with enemy(resetting) as url:
        client = a_client(url, session)

        troubles = {await trouble_of(client.write("a b=1")), await trouble_of(client.query("SHOW DATABASES"))}

    assert troubles == {"unreachable"}


def a_page(*values: list[Any]) -> bytes:
    return json.dumps({"results": [{"series": [{"values": values}]}]}).encode()


NOW = round(MARCH * 1e6) + 1000
NONSENSE = [
    b"",
    b"no json",
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe{\x00}\x00",
    b'{"results": ' + b"[" * 5000,
    b'{"results": null}',
    b'{"results": 7}',
    b'{"results": [7]}',
    b'{"results": [{"series": {"values": 1}}]}',
    b'{"results": [{"series": [{}]}]}',
    b"{}",
    b'{"results": [{"series": [], "error": "timeout"}]}',
    b'{"results": [{"statement_id": 0}], "error": "timeout"}',
    b'{"results": [{"series": [{"values": [[1, 2]]}]}]}',
    a_page([NOW, "on", "light.a"]),
    a_page([NOW, "on", "light.a", None, None]),
    a_page(["now", "on", "light.a", None]),
    a_page([None, "on", "light.a", None]),
    a_page([1e300, "on", "light.a", None]),
    a_page([NOW, 1, "light.a", None]),
    a_page([NOW, "on", ["light.a"], None]),
    a_page([NOW, "on", "light.a", {}]),
    a_page([NOW, "x" * 5000, "light.a", None]),
    # Not what was asked for: before the span, behind it, and out of order.
    a_page([1, "on", "light.a", None]),
    a_page([NOW * 2, "on", "light.a", None]),
    a_page([NOW, "on", "light.a", None], [NOW - 1, "on", "light.a", None]),
]


@pytest.mark.parametrize("body", NONSENSE)
async def test_history_that_makes_no_sense_is_trouble_and_nothing_worse(
    session: aiohttp.ClientSession, body: bytes
) -> None:
    async with enemy(saying("200 OK", body, Content_Type="application/json")) as url:
        client = a_client(url, session)

        trouble = await trouble_of(read_columns(client, MARCH, MARCH + 60))

    assert trouble == "not_influx"


@pytest.mark.parametrize(
    "body",
    [
        *NONSENSE[:15],
        *(
            a_page([0, -1]),
            a_page([0, 1.5]),
            a_page([0, "7"]),
            a_page([0, None]),
            a_page([0, True], [1, 1]),
            a_page([0]),
        ),
    ],
)
async def test_a_count_that_makes_no_sense_proves_nothing(session: aiohttp.ClientSession, body: bytes) -> None:
    async with enemy(saying("200 OK", body, Content_Type="application/json")) as url:
        trouble = await trouble_of(count_rows(a_client(url, session), MARCH, MARCH + 60))

    assert trouble == "not_influx"


@pytest.mark.parametrize(
    "body",
    [
        *NONSENSE[:15],
        *(
            a_page([NOW, "W"]),
            a_page([NOW, None, "sensor.plug"]),
            a_page([NOW, "W", 7]),
            a_page(["now", "W", "sensor.plug"]),
            a_page([NOW, "W" * 41, "sensor.plug"]),
            a_page([NOW, "W\u0000", "sensor.plug"]),
            a_page([NOW, "W", "s" * 5000]),
        ),
    ],
)
async def test_units_that_make_no_sense_are_none(session: aiohttp.ClientSession, body: bytes) -> None:
    async with enemy(saying("200 OK", body, Content_Type="application/json")) as url:
        trouble = await trouble_of(read_units(a_client(url, session), MARCH))

    assert trouble == "not_influx"


async def test_a_server_that_gives_fewer_at_once_than_asked_for_is_asked_on(session: aiohttp.ClientSession) -> None:
    cut = [{"values": [[NOW, "on", "light.a", None], [NOW + 10, "off", "light.a", None]], "partial": True}]
    rest = [{"values": [[NOW + 10, "off", "light.a", None], [NOW + 20, "on", "light.a", None]]}]
    pages = iter(json.dumps({"results": [{"series": series}]}).encode() for series in (cut, rest))

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await asked(reader)
            body = next(pages)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    async with enemy(answer) as url:
        found = await read_columns(a_client(url, session), MARCH, MARCH + 60)

    assert [found.states[state] for state in found.state] == ["on", "off", "on"]


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b'{"results": 7}', b'{"orgs": {"id": 1}}', b'{"orgs": [7]}'])
@pytest.mark.parametrize("generation", [Generation.V1, Generation.V2])
async def test_a_bucket_that_makes_no_sense_is_trouble_and_nothing_worse(
    session: aiohttp.ClientSession, body: bytes, generation: Generation
) -> None:
    async with enemy(saying("200 OK", body, Content_Type="application/json")) as url:
        client = InfluxClient(Target(url=url, bucket="homeiq", generation=generation, organization="us"), session)

        troubles = await trouble_of(create(client, days=30)), await trouble_of(check(client))

    assert set(troubles) <= {"not_influx", "not_found"}


async def test_a_history_that_never_gets_on_ends(
    session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PAGE", 100)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head, _ = await asked(reader)
            count = int(head.partition(b"LIMIT+")[2].partition(b"&")[0])
            body = a_page(*([NOW, f"{n}", "light.a", None] for n in range(count)))
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            await writer.drain()

    async with enemy(answer) as url, asyncio.timeout(60):
        trouble = await trouble_of(read_columns(a_client(url, session), MARCH, MARCH + 60))

    assert trouble == "too_long"


async def test_a_page_that_is_too_long_is_asked_for_in_parts(
    session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("custom_components.homeiq.store.influx.exchange.LARGEST_ANSWER", 2000)
    points: list[list[Any]] = [[NOW + n, "on" * 50, "light.a", "person"] for n in range(100)]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head, _ = await asked(reader)
            begin = int(head.partition(b"time+%3E%3D+")[2].partition(b"u")[0])
            size = int(head.partition(b"LIMIT+")[2].partition(b"&")[0])
            body = a_page(*[point for point in points if point[0] >= begin][:size])
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            await writer.drain()

    async with enemy(answer) as url:
        columns = await read_columns(a_client(url, session), MARCH, MARCH + 60)

    assert len(columns) == 100


ECHOES = [
    f"Authorization: Token {TOKEN}",
    f"token={quote(TOKEN, safe='')}&x=1",
    f"token={quote(quote(TOKEN, safe=''), safe='')}",
    "".join(f"%{ord(sign):02X}" for sign in TOKEN),
    "".join(f"&#{ord(sign)};" for sign in TOKEN),
    "".join(f"\\u{ord(sign):04x}" for sign in TOKEN),
    b64encode(TOKEN.encode()).decode(),
    b64encode(f"Token {TOKEN}".encode()).decode(),
    b64encode(f"ann:{TOKEN}".encode()).decode(),
    TOKEN.encode().hex(),
    " ".join(TOKEN),
    "\n".join((TOKEN[:10], TOKEN[10:])),
    f'["{TOKEN[:9]}", "{TOKEN[9:]}"]',
    TOKEN.upper(),
    TOKEN[::-1],
    TOKEN[:11],
    f"{'x' * 295}{TOKEN}",
    f"{'x ' * 32_762}{TOKEN}",
]


@pytest.mark.parametrize("echo", ECHOES)
@pytest.mark.parametrize("status", ["400 Bad", "401 Unauthorized"])
async def test_no_error_tells_the_token(session: aiohttp.ClientSession, echo: str, status: str) -> None:
    body = f"unable to parse {echo}".encode()
    hidden = {TOKEN[:11], TOKEN[11:], quote(TOKEN[:11], safe=""), b64encode(TOKEN.encode()).decode()[4:14]}

    async with enemy(saying(status, body)) as url:
        client = a_client(url, session)
        with pytest.raises(InfluxError) as writing:
            await client.write("a b=1")
        with pytest.raises(InfluxError) as asking:
            await client.query("SHOW DATABASES")

    said = f"{writing.value} {asking.value} {writing.value.__cause__} {asking.value.__cause__}"
    plain = said.lower().replace(" ", "")
    assert not [secret for secret in hidden if secret.lower() in plain]
    assert not [echo for echo in (TOKEN[:7].encode().hex(), TOKEN[::-1][:9], "%6B%58") if echo.lower() in plain]


async def test_a_server_that_sends_back_what_it_got_tells_no_password(session: aiohttp.ClientSession) -> None:
    async with enemy(echoing("403 Forbidden")) as url:
        target = Target(url=url, bucket="homeiq", generation=Generation.V1, username="ann", password=PASSWORD)
        client = InfluxClient(target, session)
        with pytest.raises(InfluxError) as writing:
            await client.write("a b=1")
        with pytest.raises(InfluxError) as asking:
            await client.query("SHOW DATABASES")

    said = f"{writing.value} {asking.value}"
    assert "correct" not in said
    assert b64encode(b"ann:correct horse")[5:15].decode() not in said


async def test_what_a_server_says_is_short_and_printable(session: aiohttp.ClientSession) -> None:
    body = "bucket \x1b[31m\x00 not\u202e found\r\n\r\n" + "and so on " * 1000

    async with enemy(saying("404 Not Found", body.encode())) as url:
        with pytest.raises(InfluxError) as refused:
            await a_client(url, session).write("a b=1")

    assert refused.value.detail.startswith("404 bucket [31m not found and so on")
    assert len(refused.value.detail) == 300
    assert refused.value.detail.isprintable()


def a_session_that_trusts(certificate: Path) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(ssl=ssl.create_default_context(cafile=str(certificate)))
    )


async def what_is_wrong_with(server: ssl.SSLContext, session: aiohttp.ClientSession) -> str | None:
    async with enemy(saying("204 No Content", X_Influxdb_Version="v2.7.11"), server) as url, session:
        try:
            await identify(a_client(url, session))
        except InfluxError as err:
            return err.trouble
    return None


async def test_a_certificate_that_is_right_is_no_trouble(tmp_path: Path) -> None:
    server, public = a_certificate(tmp_path)

    assert await what_is_wrong_with(server, a_session_that_trusts(public)) is None


async def test_a_certificate_that_signs_itself_is_named(tmp_path: Path) -> None:
    server, _ = a_certificate(tmp_path)

    assert await what_is_wrong_with(server, aiohttp.ClientSession()) == "certificate"


async def test_a_certificate_that_has_expired_is_named(tmp_path: Path) -> None:
    server, public = a_certificate(tmp_path, days=-1)

    assert await what_is_wrong_with(server, a_session_that_trusts(public)) == "certificate_expired"


@pytest.mark.parametrize("host", ["influxdb.example", "127.0.0.2"])
async def test_a_certificate_of_another_host_is_named(tmp_path: Path, host: str) -> None:
    server, public = a_certificate(tmp_path, host)

    assert await what_is_wrong_with(server, a_session_that_trusts(public)) == "certificate_host"


async def test_a_server_that_is_away_for_long_is_told_at_the_next_look(
    database: Database, outbox: Outbox, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("custom_components.homeiq.store.influx.drain.LONG", 0.2)
    told: list[str | None] = []
    await put(database, outbox, 10)
    client = a_client(f"http://127.0.0.1:{free_port()}", session)
    drain = a_drain(outbox, client, told)

    await drain.step(MARCH)
    before = [*told]
    await asyncio.sleep(0.3)
    drain.look()

    assert (before, told) == ([], ["unreachable"])

"""Against a server that answers as bad servers do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
import gzip

import aiohttp
from aiohttp import web
import pytest

from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.influx import drain as module
from custom_components.homeiq.store.influx.client import InfluxClient
from custom_components.homeiq.store.influx.drain import Batching, Drain
from custom_components.homeiq.store.influx.failure import InfluxError
from custom_components.homeiq.store.influx.probe import check, create, identify
from custom_components.homeiq.store.influx.target import Generation, Target
from custom_components.homeiq.store.outbox.line import LineWriter
from custom_components.homeiq.store.outbox.outbox import Outbox, OutboxLimits, Waiting
from custom_components.homeiq.went_out import Way, WentOut
from tests.servers import free_port, serving

MARCH = 1_772_000_000.0

type Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Sink:
    """A server that keeps lines, and answers as it is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.requests: list[str] = []
        self.answers: list[Answer] = []
        self.refused: set[str] = set()
        self.limit = 1 << 30

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(f"{request.method} {request.path}")
        if self.answers:
            return await self.answers.pop(0)(request)
        body = await request.read()
        if len(body) > self.limit:
            return web.Response(status=413)
        lines = body.decode().split("\n")
        bad = [line for line in lines if line in self.refused]
        self.lines += [line for line in lines if line not in self.refused]
        if bad:
            return web.json_response({"message": f"partial write: field type conflict dropped={len(bad)}"}, status=422)
        return web.Response(status=204)


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
async def url(sink: Sink) -> AsyncIterator[str]:
    async with serving(sink.answer) as url:
        yield url


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database, LineWriter("ours", Home()))


@pytest.fixture
def client(url: str, session: aiohttp.ClientSession) -> InfluxClient:
    target = Target(url=url, bucket="homeiq", organization="us", token=SECRET, home="ours", timeout=1.0)
    return InfluxClient(target, session)


@pytest.fixture
def told() -> list[str | None]:
    return []


@pytest.fixture
def drain(outbox: Outbox, client: InfluxClient, told: list[str | None]) -> Drain:
    return Drain(
        outbox,
        client,
        Batching(size=100, seconds=3.0),
        lambda err: told.append(err.trouble if err else None),
    )


SECRET = "do not tell"  # noqa: S105 - as fixtures have it


def events(count: int) -> list[EventRow]:
    return [(MARCH + n, f"light.lamp_{n}", "on", 1) for n in range(count)]


async def put(database: Database, outbox: Outbox, rows: list[EventRow]) -> list[str]:
    await database.write(lambda connection: outbox.put(connection, rows))
    return LineWriter("ours", Home()).lines(rows)


def status(code: int, text: str = "", **headers: str) -> Answer:
    async def answer(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(
            status=code, text=text, headers={name.replace("_", "-"): to for name, to in headers.items()}
        )

    return answer


async def too_slow(_request: web.Request) -> web.Response:
    await asyncio.sleep(2)
    return web.Response(status=204)


async def cut_off(request: web.Request) -> web.Response:
    await request.content.read(10)
    assert request.transport
    request.transport.close()
    return web.Response(status=204)


async def break_off_the_answer(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b"half")
    assert request.transport
    request.transport.close()
    return response


@pytest.mark.parametrize(
    ("answer", "rest"),
    [
        (status(500), 1.0),
        (status(502), 1.0),
        (status(503, Retry_After="7"), 7.0),
        (status(429, Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"), 1.0),
        (status(429, Retry_After="9999"), 300.0),
        (too_slow, 1.0),
        (cut_off, 1.0),
        (break_off_the_answer, 1.0),
    ],
)
async def test_what_passes_is_tried_again(  # noqa: PLR0913, PLR0917 - fixtures
    database: Database,
    outbox: Outbox,
    drain: Drain,
    sink: Sink,
    told: list[str | None],
    answer: Answer,
    rest: float,
) -> None:
    lines = await put(database, outbox, events(10))
    sink.answers = [answer]

    rests = [await drain.step(MARCH), await drain.step(MARCH)]

    assert rests == [rest, 3.0]
    assert set(sink.lines) == set(lines)
    assert (drain.sent.errors, drain.sent.points, told) == (1, 10, [])
    assert (await outbox.waiting(MARCH)).points == 0


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (status(401, "unauthorized access"), "unauthorized"),
        (status(403, "insufficient permissions"), "forbidden"),
        (status(404, "bucket not found"), "not_found"),
        (status(405), "not_influx"),
        (status(418), "not_influx"),
        (status(400, "gzip: invalid header"), "not_understood"),
    ],
)
async def test_what_needs_the_owner_is_told_and_everything_waits(  # noqa: PLR0913, PLR0917 - fixtures
    database: Database, outbox: Outbox, drain: Drain, sink: Sink, told: list[str | None], answer: Answer, trouble: str
) -> None:
    lines = await put(database, outbox, events(10))
    sink.answers = [answer, answer]

    rests = [await drain.step(MARCH) for _ in range(3)]

    assert rests == [300.0, 300.0, 3.0]
    assert told == [trouble, None]
    assert sink.lines == lines


async def test_a_lasting_failure_is_told_once(
    database: Database, outbox: Outbox, drain: Drain, sink: Sink, told: list[str | None]
) -> None:
    await put(database, outbox, events(10))
    sink.answers = [status(500)] * 12

    rests = [await drain.step(MARCH) for _ in range(13)]

    assert rests == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 300.0, 300.0, 300.0, 3.0]
    assert told == ["server", None]


async def test_points_that_were_taken_have_left_the_house(
    database: Database, outbox: Outbox, drain: Drain, sink: Sink, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = WentOut()
    monkeypatch.setattr(module, "WENT_OUT", out)
    await put(database, outbox, events(10))
    sink.answers = [status(500)]

    for _ in range(2):
        await drain.step(MARCH)

    (gone,) = out.take()
    assert (gone.way, gone.count) == (Way.INFLUXDB, 10)
    assert gone.receiver in url


async def test_nobody_there_is_unreachable(session: aiohttp.ClientSession) -> None:
    client = InfluxClient(Target(url=f"http://127.0.0.1:{free_port()}", bucket="homeiq"), session)

    with pytest.raises(InfluxError) as refused:
        await client.write("a b=1")

    assert refused.value.trouble == "unreachable"


async def test_a_name_that_means_nothing_is_unreachable(session: aiohttp.ClientSession) -> None:
    client = InfluxClient(Target(url="http://nowhere.invalid:8086", bucket="homeiq"), session)

    with pytest.raises(InfluxError) as refused:
        await identify(client)

    assert refused.value.trouble == "unreachable"


async def test_an_address_that_is_none_is_unreachable(session: aiohttp.ClientSession) -> None:
    with pytest.raises(InfluxError) as refused:
        await identify(InfluxClient(Target(url="nonsense", bucket="homeiq"), session))

    assert refused.value.trouble == "unreachable"


async def test_a_certificate_nobody_vouches_for_is_named(session: aiohttp.ClientSession, url: str) -> None:
    client = InfluxClient(Target(url=url.replace("http:", "https:"), bucket="homeiq"), session)

    with pytest.raises(InfluxError) as refused:
        await identify(client)

    assert refused.value.trouble == "certificate"


async def test_something_else_is_no_influxdb(client: InfluxClient) -> None:
    with pytest.raises(InfluxError) as refused:
        await identify(client)

    assert refused.value.trouble == "not_influx"


@pytest.mark.parametrize(("version", "generation"), [("v2.7.11", "v2"), ("3.4.1", "v3"), ("1.8.10", "v1")])
async def test_each_generation_is_known_by_its_version(
    client: InfluxClient, sink: Sink, version: str, generation: str
) -> None:
    sink.answers = [status(204, X_Influxdb_Version=version)]

    assert (await identify(client)).generation is Generation(generation)


async def test_a_version_of_the_future_is_not_guessed(client: InfluxClient, sink: Sink) -> None:
    sink.answers = [status(204, X_Influxdb_Version="9.0")]

    with pytest.raises(InfluxError, match="not_influx"):
        await identify(client)


async def test_the_token_is_sent_and_never_told(client: InfluxClient, sink: Sink, url: str) -> None:
    seen: list[str | None] = []

    async def look(request: web.Request) -> web.Response:
        seen.append(request.headers.get("Authorization"))
        return web.Response(status=401, text="no")

    sink.answers = [look, look]
    with pytest.raises(InfluxError) as writing:
        await client.write("a b=1")
    with pytest.raises(InfluxError) as asking:
        await client.query("SHOW DATABASES")

    assert seen == [f"Token {SECRET}"] * 2
    assert SECRET not in f"{writing.value} {asking.value} {client.target}"
    assert Target.from_data(client.target.to_data()) == client.target


async def test_points_travel_compressed(client: InfluxClient, sink: Sink) -> None:
    seen: list[str | None] = []

    async def look(request: web.Request) -> web.Response:
        seen.append(request.headers.get("Content-Encoding"))
        return web.Response(status=204)

    sink.answers = [look]
    await client.write("a b=1")

    assert seen == ["gzip"]
    assert gzip.decompress(gzip.compress(b"a b=1")) == b"a b=1"


async def test_a_body_that_is_too_large_is_halved(database: Database, outbox: Outbox, drain: Drain, sink: Sink) -> None:
    lines = await put(database, outbox, events(100))
    sink.limit = 1500

    await drain.step(MARCH)

    assert sink.lines == lines
    assert (await outbox.waiting(MARCH)) == Waiting()


async def test_a_point_that_is_refused_does_not_hold_up_the_others(
    database: Database, outbox: Outbox, drain: Drain, sink: Sink
) -> None:
    lines = await put(database, outbox, events(100))
    sink.refused = {lines[17], lines[71]}

    await drain.step(MARCH)

    waiting = await outbox.waiting(MARCH)
    assert set(sink.lines) == set(lines) - sink.refused
    assert (waiting.points, waiting.rejected, drain.sent.points) == (0, 2, 98)
    assert {point.line for point in await outbox.kept_aside()} == sink.refused
    assert await outbox.rejected_entities() == {"light.lamp_17": 1, "light.lamp_71": 1}


async def test_many_refused_points_cost_few_requests(
    database: Database, outbox: Outbox, drain: Drain, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_REFUSALS", 10)
    lines = await put(database, outbox, events(100))
    sink.refused = set(lines)

    await drain.step(MARCH)

    assert len(sink.requests) < 30
    assert (await outbox.waiting(MARCH)).rejected == 100


async def test_what_waits_is_limited_in_size(database: Database) -> None:
    outbox = Outbox(database, LineWriter("ours", Home()), OutboxLimits(size=20_000))
    for begin in range(200):
        await put(
            database, outbox, [(MARCH + begin * 100 + n, f"light.lamp_{n}", f"{n * begin}", 1) for n in range(20)]
        )
    before = await outbox.waiting(MARCH)

    dropped = await outbox.trim(MARCH)

    after = await outbox.waiting(MARCH)
    assert before.full > 1 > after.full > 0.3
    assert dropped == after.dropped == before.points - after.points
    oldest = await outbox.take(1)
    assert oldest
    # The newest stay.
    assert oldest.ids[0] > 1


async def test_what_waits_is_limited_in_age(database: Database) -> None:
    now = 10 * MARCH
    outbox = Outbox(database, LineWriter("ours", Home()), OutboxLimits(age=60))
    await put(database, outbox, events(10))

    assert await outbox.trim(now) == 10
    assert (await outbox.waiting(now)).dropped == 10


async def test_a_bucket_is_made_where_the_token_may(client: InfluxClient, sink: Sink) -> None:
    sent: list[object] = []

    async def make(request: web.Request) -> web.Response:
        sent.append(await request.json())
        return web.json_response({}, status=201)

    sink.answers = [status(200, '{"orgs": [{"id": "0123"}]}'), make]
    await create(client, days=30)

    assert sink.requests == ["GET /api/v2/orgs", "POST /api/v2/buckets"]
    assert sent == [
        {"orgID": "0123", "name": "homeiq", "retentionRules": [{"type": "expire", "everySeconds": 2_592_000}]}
    ]


async def test_an_organization_that_is_not_there_is_named(client: InfluxClient, sink: Sink) -> None:
    sink.answers = [status(200, '{"orgs": []}')]

    with pytest.raises(InfluxError, match="us"):
        await create(client, days=30)


async def test_a_database_of_the_third_generation_is_made(session: aiohttp.ClientSession, url: str, sink: Sink) -> None:
    client = InfluxClient(Target(url=url, bucket="homeiq", generation=Generation.V3, token=SECRET), session)
    sink.answers = [status(200), status(204), status(200, '{"results": []}')]

    await create(client, days=0)
    await check(client)

    assert sink.requests == ["POST /api/v3/configure/database", "POST /api/v2/write", "GET /query"]


async def test_an_error_inside_an_answer_is_an_error(client: InfluxClient, sink: Sink) -> None:
    sink.answers = [status(200, '{"results": [{"statement_id": 0, "error": "database not found: homeiq"}]}')]

    with pytest.raises(InfluxError, match="not_found"):
        await client.query("SELECT 1")

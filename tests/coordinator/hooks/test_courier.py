"""What waits is delivered to real receivers that fail in every way; the home's network and the clock are not real."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
import ssl

import aiohttp
from aiohttp import web
from aiohttp.test_utils import unused_port
import pytest
from yarl import URL

from custom_components.homeiq.coordinator.hooks.courier import AT_ONCE, NOTHING, Courier, Endings
from custom_components.homeiq.correlation import correlated, current
from custom_components.homeiq.deliver.hooks.breaker import FAILURES
from custom_components.homeiq.deliver.hooks.sending import send
from custom_components.homeiq.model.hooks import Delivery, DeliveryAnswer, Hook, State
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.hooks.deliveries import Deliveries
from custom_components.homeiq.telemetry.delivered import Delivered
from tests import enemies
from tests.enemies import Enemy, a_certificate, asked, drop_by_drop, enemy, headers_without_end, no_http, resetting
from tests.home_network import HOME, Behaviour, at_home, hang_up, lay_cables, receiver, saying
from tests.hooks import NOW, a_delivery, a_hook

pytestmark = pytest.mark.usefixtures("socket_enabled")

DAY = 86400.0


@dataclass(slots=True)
class Office:
    """Delivers, with a clock that only the test moves."""

    deliveries: Deliveries
    session: aiohttp.ClientSession
    hooks: tuple[Hook, ...] = ()
    now: float = NOW
    believed: float = float("inf")
    timeout: float = 5.0
    tries: list[tuple[float, str]] = field(default_factory=list)
    answers: list[DeliveryAnswer] = field(default_factory=list)
    dead: list[Delivery] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    courier: Courier = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self, *hooks: Hook) -> None:
        """Begin anew, as a restart does."""
        self.hooks = hooks or self.hooks
        self.courier = Courier(
            self.deliveries,
            self.send,
            Endings(dead=self.give_up, rest=self.rest, counted=Delivered()),
            clock=lambda: self.now,
            by_age=lambda now: min(now, self.believed),
        )
        self.courier.use(self.hooks)
        self.courier.look_at(hook.hook_id for hook in self.hooks)

    async def send(self, hook: Hook, headers: Mapping[str, str], body: bytes) -> DeliveryAnswer:
        self.tries.append((self.now, hook.hook_id))
        self.ids.append(current())
        answer = await send(self.session, hook.url, headers, body, now=self.now, patience=self.timeout)
        self.answers.append(answer)
        return answer

    def rest(self) -> None:
        """Come back for nothing: a test tells by itself when they go on."""

    async def give_up(self, hook: Hook, delivery: Delivery) -> None:
        self.dead.append(delivery)

    async def put(self, *messages: str, hook_id: str = "a") -> None:
        await self.deliveries.put([a_delivery(one, hook_id=hook_id, at=self.now) for one in messages])
        self.courier.look_at([hook_id])

    async def carry_on(self, rounds: int = 10_000) -> None:
        """Deliver until nothing waits any more, or so many times something was due."""
        while rounds and (due := self.courier.next_due) != NOTHING:
            self.now = max(self.now, due)
            await self.courier.run()
            rounds -= 1

    async def states(self) -> list[tuple[str, State]]:
        return [(one.message, one.state) for one in reversed(await self.deliveries.log(1000))]


@pytest.fixture
async def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    lay_cables(monkeypatch)
    database = await Database.open(tmp_path / "homeiq.db", Profile.NUC)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True)) as session:
        yield Office(Deliveries(database), session)
    await database.close()


async def test_what_happened_is_told_in_its_order(office: Office) -> None:
    async with receiver() as program:
        office.open(a_hook(program.url))
        await office.put("first", "second", "third")

        await office.carry_on()

    assert program.messages == ["first", "second", "third"]
    assert [one.body for one in program.heard] == [a_delivery(name).body for name in program.messages]
    assert await office.states() == [(name, State.DELIVERED) for name in program.messages]


async def test_nothing_is_lost_or_overtaken_where_a_receiver_fails_in_every_way(office: Office) -> None:
    failures: list[int | Behaviour] = [500, hang_up, 408, 425, 503, saying(429, Retry_After="90"), hang_up, 502]
    async with receiver(*failures, 204, *failures) as program:
        office.open(a_hook(program.url))
        await office.put("first", "second", "third")

        await office.carry_on()

    assert program.messages == ["first"] * 9 + ["second"] * 9 + ["third"]
    assert {name for name, state in await office.states() if state is State.DELIVERED} == {"first", "second", "third"}


async def test_every_attempt_bears_its_own_time_and_the_same_id(office: Office) -> None:
    async with receiver(500, 500, 500, 500) as program:
        office.open(a_hook(program.url))
        await office.put("first")

        await office.carry_on()

    times = [int(one.headers["X-Webhook-Timestamp"]) - int(NOW) for one in program.heard]
    assert set(program.messages) == {"first"}
    assert len({one.headers["webhook-signature"] for one in program.heard}) == len(set(times))
    # 1 + 2 + 4 + 8 seconds, each a fifth longer or shorter.
    assert times == sorted(times)
    assert 11 <= times[-1] <= 18


async def test_a_receiver_is_left_alone_for_as_long_as_it_asks(office: Office) -> None:
    async with receiver(saying(429, Retry_After="300")) as program:
        office.open(a_hook(program.url))
        await office.put("first")

        await office.carry_on()

    assert [at - NOW for at, _ in office.tries] == [0.0, 300.0]


async def test_a_receiver_that_was_down_is_told_once_it_is_there(office: Office) -> None:
    port = unused_port()
    office.open(a_hook(f"http://{HOME}:{port}/told"))
    await office.put("first", "second")
    await office.carry_on(rounds=4)
    assert [one.trouble for one in office.answers] == ["unreachable"] * 4

    async with receiver(port=port) as program:
        await office.carry_on()

    assert program.messages == ["first", "second"]


async def test_a_receiver_that_is_too_slow_is_told_again_with_the_same_id(office: Office) -> None:
    office.timeout = 0.05
    never = asyncio.Event()

    async def think(_request: web.Request) -> web.StreamResponse:
        await never.wait()
        return web.Response()

    async with receiver(think) as program:
        office.open(a_hook(program.url))
        await office.put("first")
        await office.carry_on(rounds=1)
        never.set()
        office.timeout = 5.0
        await office.carry_on()

    assert [one.trouble or one.status for one in office.answers] == ["timeout", 204]
    assert program.messages == ["first", "first"]


async def longer_than_it_says(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asked(reader)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nmuch more than two")
    await writer.drain()


async def test_what_a_receiver_says_beside_its_status_is_of_no_interest(office: Office) -> None:
    liars: list[Enemy] = [resetting, drop_by_drop(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n")]
    for number, liar in enumerate(liars):
        async with enemy(liar) as url:
            office.open(a_hook(at_home(url)))
            await office.put(f"message {number}")
            await office.carry_on()

    assert [one.status for one in office.answers] == [200, 200]


async def wanting_a_rest_in_its_own_way(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asked(reader)
    writer.write(b"HTTP/1.1 429 Later\r\nRetry-After: 120\x1f\r\nContent-Length: 0\r\n\r\n")
    await writer.drain()


async def test_a_rest_that_is_asked_for_with_odd_signs_keeps_nobody_from_working(office: Office) -> None:
    async with enemy(wanting_a_rest_in_its_own_way) as url:
        office.open(a_hook(at_home(url)))
        await office.put("first")

        await office.carry_on(rounds=1)

    assert [(one.status, one.retry_after) for one in office.answers] == [(429, 120.0)]


async def test_what_becomes_of_each_message_is_counted(office: Office) -> None:
    async with receiver(500, 200, 400, 410) as program:
        office.open(a_hook(program.url))
        await office.put("later", "refused", "gone")

        await office.carry_on()

    counted = {one.name: one.values for one in office.courier.delivered.families(office.now)}
    assert counted["homeiq_webhook_messages_total"] == {"delivered": 1, "given_up": 2}
    assert counted["homeiq_webhook_retries_total"] == {"": 1}


async def test_each_attempt_is_made_under_the_id_of_what_led_to_it(office: Office) -> None:
    async with receiver() as program:
        office.open(a_hook(program.url))
        told = [replace(a_delivery(name), correlation=f"of-{name}") for name in ("first", "second")]
        await office.deliveries.put(told)
        office.courier.look_at(["a"])

        with correlated("whoever came first"):
            await office.carry_on()

    assert office.ids == ["of-first", "of-second"]


async def test_a_webhook_that_cannot_be_signed_for_keeps_no_other_waiting(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    async with receiver() as program:
        office.open(a_hook(program.url, secret="whsec_%", hook_id="odd"), a_hook(program.url))  # noqa: S106 - not a secret: nothing can be signed with it
        await office.put("first", hook_id="odd")
        await office.put("second")

        await office.carry_on(rounds=1)
        await office.put("third")
        await office.carry_on(rounds=1)

    assert dict(await office.states()) == {
        "first": State.WAITING,
        "second": State.DELIVERED,
        "third": State.DELIVERED,
    }
    assert "whsec_%" not in caplog.text


@pytest.mark.parametrize("answer", [no_http, headers_without_end, longer_than_it_says])
async def test_what_speaks_no_http_has_taken_nothing(office: Office, answer: Enemy) -> None:
    async with enemy(answer) as url:
        office.open(a_hook(at_home(url)))
        await office.put("first")

        await office.carry_on(rounds=1)

    assert ([one.trouble for one in office.answers], await office.states()) == (["broken"], [("first", State.WAITING)])


async def test_a_receiver_that_changes_its_certificate_is_told_nothing_until_that_is_in_order(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    known, public = a_certificate(tmp_path, HOME)
    other, _ = a_certificate(tmp_path / "other", HOME)
    trusting = aiohttp.TCPConnector(ssl=ssl.create_default_context(cafile=str(public)), force_close=True)
    taken: Enemy = enemies.saying("204 No Content")
    async with aiohttp.ClientSession(connector=trusting) as session:
        office.session = session
        for certificate in (known, other, known):
            async with enemy(taken, certificate) as url:
                office.open(a_hook(at_home(url)))
                await office.put(f"message {len(office.answers)}")
                await office.carry_on(rounds=2)

    assert [one.trouble or one.status for one in office.answers] == [
        204,
        *["certificate"] * 2,
        *[204] * 2,
    ]


@pytest.mark.parametrize(("status", "trouble"), [(400, "status"), (404, "status"), (410, "gone"), (301, "redirected")])
async def test_what_a_receiver_will_never_take_is_given_up_at_once_and_the_next_is_told(
    office: Office, status: int, trouble: str
) -> None:
    async with receiver(status) as program:
        office.open(a_hook(program.url))
        await office.put("first", "second")

        await office.carry_on()

    assert program.messages == ["first", "second"]
    assert [(one.message, one.status, one.trouble) for one in office.dead] == [("first", status, trouble)]
    assert await office.states() == [("first", State.DEAD), ("second", State.DELIVERED)]


async def test_a_redirect_is_not_followed(office: Office) -> None:
    async with receiver() as elsewhere, receiver(saying(307, Location=elsewhere.url)) as program:
        office.open(a_hook(program.url))
        await office.put("first")

        await office.carry_on()

    assert (program.messages, elsewhere.messages) == (["first"], [])


async def test_this_machine_is_told_nothing_even_where_a_webhook_says_so(office: Office) -> None:
    async with receiver() as program:
        office.open(a_hook(str(URL(program.url).with_host("127.0.0.1"))))
        await office.put("first")

        await office.carry_on(rounds=3)

    assert program.heard == []
    assert [one.trouble for one in office.answers] == ["refused"] * 3


async def test_what_nobody_takes_for_three_days_is_given_up_and_so_is_what_waited_as_long_behind_it(
    office: Office,
) -> None:
    office.open(a_hook(f"http://{HOME}:{unused_port()}/told"))
    await office.put("first", "second")
    office.now += DAY
    await office.put("later")

    while not office.dead:
        await office.carry_on(rounds=1)

    assert [(one.message, one.trouble) for one in office.dead] == [("first", "unreachable")]
    assert await office.states() == [("first", State.DEAD), ("second", State.DEAD), ("later", State.WAITING)]
    rests = [after - before for (before, _), (after, _) in zip(office.tries, office.tries[1:], strict=False)]
    assert max(rests) <= 3600.0


async def test_a_clock_that_is_years_ahead_for_a_while_gives_nothing_up(office: Office) -> None:
    port = unused_port()
    office.open(a_hook(f"http://{HOME}:{port}/told"))
    await office.put("before")
    office.now, office.believed = NOW + 400 * DAY, NOW + 60
    await office.put("meanwhile")
    await office.carry_on(rounds=3)
    states = await office.states()

    # A host that did not answer three times is left alone until a moment by the wrong clock.
    office.now, office.believed = NOW + 600, float("inf")
    async with receiver(port=port) as program:
        await office.carry_on()

    assert [state for _, state in states] == [State.WAITING, State.WAITING]
    assert office.dead == []
    assert program.messages == ["before", "meanwhile"]
    assert office.now - NOW < DAY


async def test_what_came_while_the_clock_was_ahead_is_tried_for_three_days_all_the_same(office: Office) -> None:
    office.open(a_hook(f"http://{HOME}:{unused_port()}/told"))
    office.now = NOW + 400 * DAY
    await office.put("meanwhile")
    office.now = NOW

    while not office.dead:
        await office.carry_on(rounds=1)

    assert 3 * DAY <= office.now - NOW <= 3 * DAY + 7200


async def test_four_receivers_are_told_at_once(office: Office) -> None:
    ready, all_here = asyncio.Semaphore(0), asyncio.Event()

    async def wait(_request: web.Request) -> web.StreamResponse:
        ready.release()
        await all_here.wait()
        return web.Response()

    async with receiver(*[wait] * 12) as program:
        names = [f"hook{number}" for number in range(6)]
        office.open(*(a_hook(program.url, hook_id=name) for name in names))
        for name in names:
            await office.put(f"{name} 1", f"{name} 2", hook_id=name)
        running = asyncio.gather(office.courier.run(), office.courier.run())
        for _ in range(AT_ONCE):
            await ready.acquire()
        heard = list(program.messages)
        all_here.set()
        await running

    # Never two of the same webhook.
    assert (len(heard), len({name.split()[0] for name in heard})) == (4, 4)
    assert program.most_at_once == 4
    assert len(set(program.messages)) == 12


async def test_a_host_that_does_not_answer_is_tried_by_one_webhook_at_a_time(office: Office) -> None:
    port = unused_port()
    office.open(*(a_hook(f"http://{HOME}:{port}/{number}", hook_id=str(number)) for number in range(8)))
    for number in range(8):
        await office.put(f"message {number}", hook_id=str(number))
    await office.carry_on(rounds=1)
    begun = len(office.tries)

    await office.carry_on(rounds=5)

    assert begun <= FAILURES + AT_ONCE
    assert len(office.tries) - begun == 5
    moments = [at for at, _ in office.tries[begun:]]
    assert len(set(moments)) == 5


async def test_one_receiver_that_is_down_keeps_no_other_waiting(office: Office) -> None:
    async with receiver() as program:
        office.open(a_hook(f"http://192.168.77.9:{unused_port()}/", hook_id="down"), a_hook(program.url))
        await office.put("lost", hook_id="down")
        await office.put("first", "second")

        await office.courier.run()

    assert program.messages == ["first", "second"]


async def test_what_was_cut_off_is_told_again_with_the_same_id_after_a_restart(office: Office) -> None:
    here = asyncio.Event()

    async def wait(_request: web.Request) -> web.StreamResponse:
        here.set()
        await asyncio.Event().wait()
        return web.Response()

    async with receiver(204, wait) as program:
        office.open(a_hook(program.url))
        await office.put("first", "second", "third")
        running = asyncio.ensure_future(office.courier.run())
        await here.wait()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

        office.open()
        await office.carry_on()

    assert program.messages == ["first", "second", "second", "third"]


async def test_hundreds_of_deliveries_survive_three_restarts_in_their_order(office: Office) -> None:
    names = [f"message {number:03}" for number in range(240)]
    answers: list[int | Behaviour] = [*[204] * 17, 500, hang_up]
    async with receiver(*answers * 6) as program:
        office.open(a_hook(program.url))
        for part in range(4):
            await office.put(*names[part * 60 : part * 60 + 60])
            running = asyncio.ensure_future(office.courier.run())
            # Somewhere in the middle of it, or at the end: either must do.
            await asyncio.wait([running], timeout=0.05)
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            office.open()
        await office.carry_on()

    assert list(dict.fromkeys(program.messages)) == names
    assert program.messages == sorted(program.messages)
    assert {state for _, state in await office.states()} == {State.DELIVERED}
    assert office.dead == []


async def test_a_webhook_that_is_taken_away_is_told_nothing_more(office: Office) -> None:
    async def taken_away(_request: web.Request) -> web.StreamResponse:
        office.courier.use([])
        return web.Response()

    async with receiver(taken_away) as program:
        office.open(a_hook(program.url))
        await office.put("first", "second")

        await office.carry_on()

    assert program.messages == ["first"]

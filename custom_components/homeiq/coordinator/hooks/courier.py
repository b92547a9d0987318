"""Delivers what waits: in order for each webhook, four at a time, and leaves alone who doesn't answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from random import SystemRandom
import time

from yarl import URL

from ...const import LOGGER
from ...correlation import correlated
from ...deliver.hooks.breaker import Breaker
from ...deliver.hooks.retrying import Patience, settled
from ...deliver.hooks.signing import headers_of
from ...model.hooks import Delivery, DeliveryAnswer, Hook, State
from ...store.hooks.deliveries import Deliveries
from ...telemetry.delivered import Delivered

AT_ONCE = 4
NOTHING = float("inf")
"""When something is due where nothing waits."""

type Send = Callable[[Hook, Mapping[str, str], bytes], Awaitable[DeliveryAnswer]]
type Tell = Callable[[Hook, Delivery], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Endings:
    """What is done with what becomes of deliveries.

    Attributes:
        dead: awaited with each that is given up.
        rest: called when somebody who delivers has found nothing more to do.
        counted: counts all of them.
    """

    dead: Tell
    rest: Callable[[], None]
    counted: Delivered


class Courier:
    """Delivers what is due, and knows when the next thing will be.

    Attributes:
        delivered: counts what becomes of each delivery.
    """

    def __init__(
        self,
        deliveries: Deliveries,
        send: Send,
        endings: Endings,
        *,
        clock: Callable[[], float] = time.time,
        by_age: Callable[[float], float] = float,
    ) -> None:
        """Have nobody to deliver to.

        Args:
            deliveries: what waits.
            send: makes one attempt.
            endings: what is done with what becomes of it.
            clock: UTC epoch seconds.
            by_age: called with the time, returns that by which something has waited for too long: a clock that is wrong
                makes nothing so.
        """
        self.delivered = endings.counted
        self._deliveries = deliveries
        self._send = send
        self._endings = endings
        self._patience = Patience()
        self._clock = clock
        self._by_age = by_age
        self._chance = SystemRandom()
        self._breaker = Breaker()
        self._hooks: dict[str, Hook] = {}
        self._due: dict[str, float] = {}
        self._busy: set[str] = set()
        self._working = 0

    def use(self, hooks: Iterable[Hook]) -> None:
        """Deliver to these, and to nobody else."""
        self._hooks = {hook.hook_id: hook for hook in hooks}
        self._due = {hook_id: due for hook_id, due in self._due.items() if hook_id in self._hooks}
        self._breaker.keep({host_of(hook) for hook in self._hooks.values()})
        self.delivered.keep(self._hooks.keys())

    def look_at(self, hook_ids: Iterable[str]) -> None:
        """Look whether something waits for these."""
        self._due |= dict.fromkeys(self._hooks.keys() & set(hook_ids), 0.0)

    @property
    def next_due(self) -> float:
        """When something is to be tried next, UTC epoch seconds; what is under way is not meant."""
        return min((self._due_at(self._hooks[one]) for one in self._due.keys() - self._busy), default=NOTHING)

    @property
    def is_full(self) -> bool:
        """Tell whether nothing more can be done at once; who works looks for more afterwards."""
        return self._working >= AT_ONCE

    async def run(self) -> None:
        """Deliver what is due now, and what becomes due meanwhile. It may run beside itself.

        Raises:
            DatabaseUnusableError: what waits can't be read or written.
        """
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE - self._working):
                    # Counted here and not there: whoever asks next must not find them idle because they begin later.
                    self._working += 1
                    group.create_task(self._work()).add_done_callback(self._note_end)
        except ExceptionGroup as errors:
            # Those who work beside the first that fails are ended by the group; a part of the background tells of one
            # error, and theirs would be the same: the database.
            raise errors.exceptions[0] from None

    async def _work(self) -> None:
        while hook := self._take():
            due = 0.0
            try:
                due = await self._deliver(hook)
            finally:
                self._busy.discard(hook.hook_id)
                if hook.hook_id in self._hooks:
                    self._due[hook.hook_id] = due

    def _note_end(self, task: asyncio.Task[None]) -> None:
        self._working -= 1
        if not task.cancelled() and task.exception() is None:
            self._endings.rest()

    def _take(self) -> Hook | None:
        """Take a webhook for which something is due, the one that has waited longest."""
        now = self._clock()
        free = [self._hooks[one] for one in self._due.keys() - self._busy]
        due = sorted((at, hook.hook_id) for hook in free if (at := self._due_at(hook)) <= now)
        if not due:
            return None
        hook = self._hooks[due[0][1]]
        self._busy.add(hook.hook_id)
        # Whoever looks meanwhile, because something new waits, puts it back.
        self._due[hook.hook_id] = NOTHING
        return hook

    def _due_at(self, hook: Hook) -> float:
        host = host_of(hook)
        if self._breaker.is_open(host) and host in self._tried:
            # Whoever tries it looks for more afterwards.
            return NOTHING
        due = max(self._due[hook.hook_id], self._breaker.free_at(host))
        # Nobody rests for longer: what lies farther ahead was set while the clock was ahead.
        return due if due == NOTHING or due <= self._clock() + self._patience.most else 0.0

    @property
    def _tried(self) -> set[str]:
        """Which hosts are being tried."""
        return {host_of(self._hooks[one]) for one in self._busy & self._hooks.keys()}

    async def _deliver(self, hook: Hook) -> float:
        """Try what a webhook is to be told next; return when to look again."""
        delivery = await self._deliveries.head(hook.hook_id)
        if delivery is None:
            # Something may have come to wait since it was looked for.
            return self._due.get(hook.hook_id, NOTHING)
        now = self._clock()
        if now < delivery.due_at <= now + self._patience.most:
            return delivery.due_at
        with correlated(delivery.correlation):
            return await self._settle(hook, delivery, await self._attempt(hook, delivery, now))

    async def _attempt(self, hook: Hook, delivery: Delivery, now: float) -> DeliveryAnswer:
        """Make one attempt; whatever goes wrong in it concerns this webhook, and no other."""
        try:
            return await self._send(hook, headers_of(delivery, hook, now), delivery.body)
        except Exception as err:  # noqa: BLE001 - a boundary: others are not kept waiting by what nobody foresaw here
            # Not what it says, nor where the request went: either may hold a secret.
            LOGGER.error("The webhook %s could not be told of anything: %s", hook.title, type(err).__name__)
            return DeliveryAnswer(trouble="broken")

    async def _settle(self, hook: Hook, delivery: Delivery, answer: DeliveryAnswer) -> float:
        now, rest = self._clock(), partial(self._patience.rest, chance=self._chance)
        self._breaker.note(host_of(hook), answer, now, rest)
        done = settled(delivery, answer, now, rest(delivery.tries + 1), self._patience, self._by_age(now))
        await self._deliveries.settle(done)
        self.delivered.note(done)
        if done.state is State.WAITING:
            return done.due_at
        if done.state is State.DEAD:
            await self._give_up(hook, done, now)
        return 0.0

    async def _give_up(self, hook: Hook, delivery: Delivery, now: float) -> None:
        if delivery.status is None:
            # What has waited behind it for as long would find nobody there either.
            too_old = self._by_age(now) - self._patience.give_up
            self.delivered.give_up(await self._deliveries.give_up(hook.hook_id, now, "unreachable", too_old))
        await self._endings.dead(hook, delivery)


def host_of(hook: Hook) -> str:
    """Return what a breaker counts by."""
    return URL(hook.url).authority

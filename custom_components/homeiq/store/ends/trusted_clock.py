"""The clock that the keeper goes by: what is believed of it outlives restarts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
import json
from math import inf
import sqlite3
import time

from ...model.clock import AHEAD, Belief
from ..codes.codec import ENTITY_BITS, UNITS, first_key
from ..file.database import Database
from ..reading.bounds import last_time

OFF = 7 * 86400.0  # for how long a home may have been off before people wait by what is believed, seconds
_UNSEEN = 3600.0  # what happened after the newest look at a wrong clock, at most, seconds
_FACT = "clock"


type Beside = Callable[[sqlite3.Connection, float, float], object]
"""Notes something within a transaction, by what the clock says and when the home was seen to run last before."""


class TrustedClock:
    """Says by when something is old for sure, and what time it is for what people wait for.

    Attributes:
        ran_until: when the home was seen to run last before this start, UTC epoch seconds; None before the first look.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], float] = lambda: time.time(),  # noqa: PLW0108 - looked up each time, as tests stop it
        running: Callable[[], float] = lambda: time.monotonic(),  # noqa: PLW0108 - likewise
    ) -> None:
        """Keep what is believed in a database.

        Args:
            database: the home's.
            clock: what is doubted, UTC epoch seconds.
            running: seconds on a clock that nobody can set.
        """
        self._database = database
        self._clock = clock
        self._running = running
        self.ran_until: float | None = None
        self._belief: Belief | None = None
        # For what people wait for, of which nothing is lost for good, however long nobody looked.
        self._lenient: Belief | None = None

    def now(self) -> float:
        """Return what time it is, UTC epoch seconds: what the clock says where that can be believed."""
        now = self._clock()
        return now - self._ahead(now)

    def by_age(self, now: float) -> float:
        """Return the moment by which something is too old: a clock that is ahead makes nothing so."""
        return min(now, self.now())

    def believed(self, moment: float) -> float:
        """Return a moment that somebody chose by the clock as one by what is believed."""
        return moment - self._ahead(self._clock())

    def _ahead(self, now: float) -> float:
        """Return by how much the clock is ahead of what is believed, seconds."""
        return now - self._lenient.look(now, self._running(), inf).earlier(now) if self._lenient else 0.0

    async def look(self, now: float | None = None, beside: Beside | None = None) -> float:
        """Look at the clock, and return the moment by which age counts: never ahead of what is believed.

        Events of a time in which the clock was wrong, and was put right, come to where they belong.

        Args:
            now: what it says, UTC epoch seconds; None looks.
            beside: what is noted together with that the home runs, or not at all.

        Raises:
            DatabaseUnusableError: it failed; then nothing is believed anew.
        """
        now = self._clock() if now is None else now
        before = self._belief
        if before is None:
            before = await self._database.read(partial(_read, now))
            self.ran_until = before.believed
        running = self._running()
        belief = before.look(now, running)
        lenient = self._lenient or await self._at_start(before, now)

        def work(connection: sqlite3.Connection) -> None:
            _note(connection, before, belief)
            if beside:
                beside(connection, now, before.believed)

        await self._database.write(work)
        self._lenient = lenient.look(now, running, inf)
        self._belief = belief
        return belief.earlier(now)

    async def _at_start(self, before: Belief, now: float) -> Belief:
        """Return what to begin with for what people wait for: a home that was off for some days is nothing to doubt."""
        is_known = await self._database.read(_is_known)
        return before if is_known and abs(now - before.believed) > OFF else Belief(believed=now)


def _note(connection: sqlite3.Connection, before: Belief, belief: Belief) -> None:
    if before.doubted is not None and belief.doubted is None and before.is_put_right(belief.believed):
        redate(connection, before)
    _save(connection, belief)


def redate(connection: sqlite3.Connection, wrong: Belief) -> None:
    """Bring fresh events of a time in which the clock was wrong to where they belong, within a transaction."""
    assert wrong.doubted is not None, "nothing to put right"  # noqa: S101
    shift = round((wrong.doubted - wrong.believed) * UNITS) << ENTITY_BITS
    # From 1970 to today is more than an integer of SQLite holds.
    halves = shift // 2, shift - shift // 2
    connection.execute(
        "UPDATE OR IGNORE event SET key = key - ? - ? WHERE key BETWEEN ? AND ?",
        (*halves, first_key(wrong.doubted - wrong.stood - AHEAD), first_key(_end_of(wrong.doubted, wrong))),
    )


def _end_of(doubted: float, wrong: Belief) -> float:
    """Return up to which moment fresh events are of a time in which the clock was wrong.

    A clock that was behind tells of hours that were before: what happened then, by a right clock, stays where it is.
    """
    latest = doubted + AHEAD
    if doubted > wrong.believed:
        return latest
    # What is older than a day was sealed before, and does not move.
    right_from = wrong.believed - wrong.stood - AHEAD
    return max(doubted + _UNSEEN, min(latest, right_from))


def _is_known(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM fact WHERE name = ?", (_FACT,)).fetchone() is not None


def _read(now: float, connection: sqlite3.Connection) -> Belief:
    row = connection.execute("SELECT value FROM fact WHERE name = ?", (_FACT,)).fetchone()
    if row is not None:
        believed, doubted, stood = json.loads(row[0])
        return Belief(believed=believed, doubted=doubted, stood=stood)
    # Of a home that was never asked: it was alive at its newest event that lies behind.
    newest = last_time(connection, now)
    return Belief(believed=now if newest is None else newest)


def _save(connection: sqlite3.Connection, belief: Belief) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)",
        (_FACT, json.dumps([belief.believed, belief.doubted, belief.stood])),
    )

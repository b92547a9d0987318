"""A lane of its own for slow questions, so that quick ones never stand behind them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
import sqlite3
import threading

from ...spent import SPENT, WORKERS
from ..file.database import Database
from ..file.errors import DatabaseUnusableError, TooSlowError
from ..file.readers import unusable
from ..file.threads import Turn

AT_ONCE = 2  # questions; each keeps a thread and, for moments, a core busy
DEADLINE = 10.0  # seconds until there is an answer, waiting for one's turn included
_LOOK_EVERY = 20_000  # steps of SQLite's after which it looks whether anybody still waits

type Check = Callable[[], None]
"""Raises where nobody waits for the answer any more, and lets other threads have their turn."""


class _StoppedError(Exception):
    """Nobody waits any more."""


class Lane:
    """Answers slow questions: a few at a time, each on a connection that it has to itself, and none for ever."""

    def __init__(self, database: Database, deadline: float = DEADLINE) -> None:
        """Ask a database; ``deadline`` is in seconds."""
        self._database = database
        self._deadline = deadline
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def ask[T](self, work: Callable[[sqlite3.Connection, Check], T]) -> T:
        """Do work that changes nothing, in a thread. It ends soon after whoever asked has left.

        Args:
            work: calls its second argument often.

        Raises:
            TooSlowError: the deadline has passed.
            DatabaseUnusableError: the database can't be read.
        """
        try:
            async with asyncio.timeout(self._deadline), self._turns:
                return await self._run(work)
        except TimeoutError as err:
            raise TooSlowError(self._deadline) from err

    async def _run[T](self, work: Callable[[sqlite3.Connection, Check], T]) -> T:
        stop = threading.Event()
        answer = asyncio.get_running_loop().run_in_executor(None, SPENT.counted(WORKERS, self._answer), work, stop)
        answer.add_done_callback(_look_at)
        try:
            await asyncio.wait([answer])
        except asyncio.CancelledError:
            stop.set()
            # The turn ends with the thread's work: otherwise those who leave would let more than a few work at once.
            await asyncio.wait([answer])
            raise
        return answer.result()

    def _answer[T](self, work: Callable[[sqlite3.Connection, Check], T], stop: threading.Event) -> T:
        turn = Turn()

        def check() -> None:
            if stop.is_set():
                raise _StoppedError
            turn.yield_if_due()

        with self._database.pool.lent() as connection:
            connection.set_progress_handler(stop.is_set, _LOOK_EVERY)
            try:
                return work(connection, check)
            except sqlite3.Error as err:
                raise unusable(err, self._database.path) from err
            except ValueError as err:
                raise DatabaseUnusableError("corrupt", str(err)) from err


def _look_at[T](answer: asyncio.Future[T]) -> None:
    """Take note of an error that nobody waits for."""
    if not answer.cancelled():
        answer.exception()

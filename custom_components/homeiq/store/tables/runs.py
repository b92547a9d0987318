"""The runs of the analysis, and who asked for one: what the guard and the status pages go by."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
import json
from math import inf
import sqlite3
from typing import Any, TypedDict, Unpack

from ...model.clock import SLACK
from ...model.run import NotedRequest, RefreshRequest, RequestOutcome, Run, RunStatus, RunTrigger
from ..file.database import Database

FIRST = 10**15  # behind which all runs come, the newest first: more than there will be
KEPT = 10_000  # runs, and requests for one, that an audit finds: a year of one an hour
_RUN = """
    SELECT run_id, trigger, status, started_at, finished_at, events, patterns, suggestions, uses_ai, error, metrics,
        correlation
    FROM analysis_run_status
"""
_REQUESTS = """
    SELECT requested_at, outcome, uses_ai, run_id FROM manual_refresh_triggers
    WHERE correlation = ? ORDER BY request_id LIMIT ?
"""
# A flipped bit makes a time long before all of them.
_LAST_ACCEPTED = """
    SELECT max(requested_at) FROM manual_refresh_triggers WHERE outcome = ? AND requested_at BETWEEN 0 AND ?
"""
_LAST_WITH_AI = """
    SELECT max(started_at) FROM analysis_run_status WHERE uses_ai AND status = ? AND started_at BETWEEN 0 AND ?
"""


class RunFigures(TypedDict, total=False):
    """What is known of a run when it is over."""

    events: int
    patterns: int
    suggestions: int
    error: str | None
    metrics: Mapping[str, float]


class Runs:
    """The tables ``analysis_run_status`` and ``manual_refresh_triggers``. Times are epoch seconds."""

    def __init__(self, database: Database) -> None:
        """Keep runs in a database."""
        self._database = database

    async def start(
        self,
        trigger: RunTrigger,
        now: float,
        uses_ai: bool = False,  # noqa: FBT001, FBT002 - a run either does or does not
        correlation: str = "",
    ) -> int:
        """Note that a run begins, and what led to it; return its id."""
        return await self._database.write(
            lambda connection: int(
                connection.execute(
                    "INSERT INTO analysis_run_status (trigger, status, started_at, uses_ai, correlation) "
                    "VALUES (?, ?, ?, ?, ?)",
                    (trigger.value, RunStatus.RUNNING.value, now, uses_ai, correlation),
                ).lastrowid
                or 0
            )
        )

    async def finish(self, run_id: int, status: RunStatus, now: float, **figures: Unpack[RunFigures]) -> None:
        """Note how a run ended, and its figures."""
        row = (
            status.value,
            now,
            figures.get("events", 0),
            figures.get("patterns", 0),
            figures.get("suggestions", 0),
            figures.get("error"),
            json.dumps(dict(figures.get("metrics", {}))),
            run_id,
        )
        await self._database.write(
            lambda connection: connection.execute(
                """
                UPDATE analysis_run_status SET status = ?, finished_at = ?,
                    events = ?, patterns = ?, suggestions = ?, error = ?, metrics = ?
                WHERE run_id = ?
                """,
                row,
            )
        )

    async def close_interrupted(self, now: float) -> int:
        """Mark runs interrupted that a stop cut off before ``now``; return how many. Nobody knows when they ended.

        One that claims to have begun well ahead was cut off as well: the clock was wrong then.
        """
        return await self._database.write(
            lambda connection: (
                connection.execute(
                    "UPDATE analysis_run_status SET status = ? WHERE status = ? "
                    "AND NOT (started_at > ? AND started_at <= ?)",
                    (RunStatus.INTERRUPTED.value, RunStatus.RUNNING.value, now, now + SLACK),
                ).rowcount
            )
        )

    async def last(self) -> Run | None:
        """Return the newest run that is over."""
        runs = await self.newest(10)  # one that can be read is among them
        return runs[0] if runs else None

    async def newest(self, limit: int, before: int = FIRST) -> tuple[Run, ...]:
        """Return the newest runs that are over, of those before one that is named by its id; the newest first."""
        where = "WHERE status != ? AND run_id < ? ORDER BY run_id DESC LIMIT ?"
        return await self._runs(f"{_RUN} {where}", (RunStatus.RUNNING.value, before, limit))

    async def last_good_at(self) -> float | None:
        """Return when the newest run ended that did what it should, be it that there was nothing to learn from."""
        return await self._database.read(
            lambda connection: connection.execute(
                "SELECT max(finished_at) FROM analysis_run_status WHERE status IN (?, ?)",
                (RunStatus.SUCCESS.value, RunStatus.NO_DATA.value),
            ).fetchone()[0]
        )

    async def trim(self, kept: int = KEPT) -> None:
        """Forget all runs and requests but the newest. By number, not by age: a clock may be wrong."""
        await self._database.write(partial(_trim, kept))

    async def of(self, correlation: str, limit: int) -> tuple[Run, ...]:
        """Return the runs that something led to, by its id, the first ones first."""
        return await self._runs(f"{_RUN} WHERE correlation = ? ORDER BY run_id LIMIT ?", (correlation, limit))

    async def requests_of(self, correlation: str, limit: int) -> tuple[NotedRequest, ...]:
        """Return the requests for a run that bear an id, the first ones first."""
        rows = await self._database.read(partial(_rows, _REQUESTS, (correlation, limit)))
        return tuple(self._database.unreadable.read("manual_refresh_triggers", rows, _request))

    async def add_request(
        self, request: RefreshRequest, outcome: RequestOutcome, run_id: int | None = None, correlation: str = ""
    ) -> None:
        """Note a request and what became of it."""
        who = (request.requested_at, request.user_id, request.reason, request.uses_ai)
        row = (*who, outcome.value, run_id, correlation)
        await self._database.write(
            lambda connection: connection.execute(
                """
                INSERT INTO manual_refresh_triggers
                    (requested_at, user_id, reason, uses_ai, outcome, run_id, correlation)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                row,
            )
        )

    async def last_accepted_at(self, until: float = inf) -> float | None:
        """Return when the newest request was made that was accepted, of those until a moment."""
        return await self._database.read(
            partial(
                _time,
                _LAST_ACCEPTED,
                (RequestOutcome.ACCEPTED.value, until),
            )
        )

    async def last_ai_success_at(self, until: float = inf) -> float | None:
        """Return when the newest run began that called AI and succeeded, of those until a moment."""
        return await self._database.read(
            partial(
                _time,
                _LAST_WITH_AI,
                (RunStatus.SUCCESS.value, until),
            )
        )

    async def _runs(self, statement: str, parameters: tuple[str | int, ...]) -> tuple[Run, ...]:
        rows = await self._database.read(partial(_rows, statement, parameters))
        return tuple(self._database.unreadable.read("analysis_run_status", rows, _run))


def _trim(kept: int, connection: sqlite3.Connection) -> None:
    newest = "SELECT {0} FROM {1} ORDER BY {0} DESC LIMIT 1 OFFSET ?"
    requests = newest.format("request_id", "manual_refresh_triggers")
    runs = newest.format("run_id", "analysis_run_status")
    connection.execute(f"DELETE FROM manual_refresh_triggers WHERE request_id <= ({requests})", (kept,))  # noqa: S608 - of constants; values are bound
    connection.execute(
        f"UPDATE manual_refresh_triggers SET run_id = NULL WHERE run_id <= ({runs})",  # noqa: S608 - of constants; values are bound
        (kept,),
    )
    connection.execute(f"DELETE FROM analysis_run_status WHERE run_id <= ({runs})", (kept,))  # noqa: S608 - of constants; values are bound


def _time(statement: str, parameters: tuple[str, float], connection: sqlite3.Connection) -> float | None:
    ((time,),) = connection.execute(statement, parameters).fetchall()
    return None if time is None else float(time)


def _rows(statement: str, parameters: tuple[str | int, ...], connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return connection.execute(statement, parameters).fetchall()


def _request(requested_at: float, outcome: str, uses_ai: int, run_id: int | None) -> NotedRequest:
    return NotedRequest(
        requested_at=requested_at, outcome=RequestOutcome(outcome), uses_ai=bool(uses_ai), run_id=run_id
    )


def _run(*row: Any) -> Run:
    run_id, trigger, status, started_at, finished_at, *found = row
    events, patterns, suggestions, uses_ai, error, metrics, correlation = found
    return Run(
        run_id=run_id,
        trigger=RunTrigger(trigger),
        status=RunStatus(status),
        started_at=started_at,
        finished_at=finished_at,
        events=events,
        patterns=patterns,
        suggestions=suggestions,
        uses_ai=bool(uses_ai),
        error=error,
        metrics=dict(json.loads(metrics)),
        correlation=correlation,
    )

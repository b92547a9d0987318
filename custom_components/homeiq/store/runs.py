"""The runs of the analysis, and who asked for one: what the guard and the status pages go by."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
import json
import sqlite3
from typing import TypedDict, Unpack

from ..model.run import RefreshRequest, RequestOutcome, Run, RunStatus, RunTrigger
from .database import Database

_RUN = """
    SELECT run_id, trigger, status, started_at, finished_at, events, patterns, suggestions, uses_ai, error, metrics
    FROM analysis_run_status
"""


class RunFigures(TypedDict, total=False):
    """What is known of a run when it is over."""

    events: int
    patterns: int
    suggestions: int
    error: str | None
    metrics: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRequest:
    """A request and what became of it.

    Attributes:
        run_id: the run that it started.
    """

    request: RefreshRequest
    outcome: RequestOutcome
    run_id: int | None = None


class Runs:
    """The tables ``analysis_run_status`` and ``manual_refresh_triggers``. Times are epoch seconds."""

    def __init__(self, database: Database) -> None:
        """Keep runs in a database."""
        self._database = database

    async def start(self, trigger: RunTrigger, now: float, uses_ai: bool = False) -> int:  # noqa: FBT001, FBT002 - a run either does or does not
        """Note that a run begins; return its id."""
        return await self._database.write(
            lambda connection: int(
                connection.execute(
                    "INSERT INTO analysis_run_status (trigger, status, started_at, uses_ai) VALUES (?, ?, ?, ?)",
                    (trigger.value, RunStatus.RUNNING.value, now, uses_ai),
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
        """Mark runs interrupted that a stop cut off before ``now``; return how many. Nobody knows when they ended."""
        return await self._database.write(
            lambda connection: (
                connection.execute(
                    "UPDATE analysis_run_status SET status = ? WHERE status = ? AND started_at <= ?",
                    (RunStatus.INTERRUPTED.value, RunStatus.RUNNING.value, now),
                ).rowcount
            )
        )

    async def last(self) -> Run | None:
        """Return the newest run that is over."""
        runs = await self._database.read(
            partial(_runs, f"{_RUN} WHERE status != ? ORDER BY run_id DESC LIMIT 1", (RunStatus.RUNNING.value,))
        )
        return runs[0] if runs else None

    async def recent(self, limit: int) -> tuple[Run, ...]:
        """Return the newest runs, newest first, one in progress included."""
        return await self._database.read(partial(_runs, f"{_RUN} ORDER BY run_id DESC LIMIT ?", (limit,)))

    async def add_request(self, request: RefreshRequest, outcome: RequestOutcome, run_id: int | None = None) -> None:
        """Note a request and what became of it."""
        row = (request.requested_at, request.user_id, request.reason, request.uses_ai, outcome.value, run_id)
        await self._database.write(
            lambda connection: connection.execute(
                """
                INSERT INTO manual_refresh_triggers (requested_at, user_id, reason, uses_ai, outcome, run_id)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                row,
            )
        )

    async def requests(self, limit: int) -> tuple[LoggedRequest, ...]:
        """Return the newest requests, newest first."""
        return await self._database.read(partial(_requests, limit))

    async def last_accepted_at(self) -> float | None:
        """Return when the newest request was made that was accepted."""
        return await self._database.read(
            partial(
                _time,
                "SELECT max(requested_at) FROM manual_refresh_triggers WHERE outcome = ?",
                RequestOutcome.ACCEPTED.value,
            )
        )

    async def last_ai_success_at(self) -> float | None:
        """Return when the newest run began that called AI and succeeded."""
        return await self._database.read(
            partial(
                _time,
                "SELECT max(started_at) FROM analysis_run_status WHERE uses_ai AND status = ?",
                RunStatus.SUCCESS.value,
            )
        )


def _time(statement: str, parameter: str, connection: sqlite3.Connection) -> float | None:
    ((time,),) = connection.execute(statement, (parameter,)).fetchall()
    return None if time is None else float(time)


def _runs(statement: str, parameters: tuple[str | int, ...], connection: sqlite3.Connection) -> tuple[Run, ...]:
    return tuple(
        Run(
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
            metrics=json.loads(metrics),
        )
        for (
            run_id,
            trigger,
            status,
            started_at,
            finished_at,
            events,
            patterns,
            suggestions,
            uses_ai,
            error,
            metrics,
        ) in connection.execute(statement, parameters)
    )


def _requests(limit: int, connection: sqlite3.Connection) -> tuple[LoggedRequest, ...]:
    rows = connection.execute(
        """
        SELECT requested_at, user_id, reason, uses_ai, outcome, run_id
        FROM manual_refresh_triggers ORDER BY request_id DESC LIMIT ?
        """,
        (limit,),
    )
    return tuple(
        LoggedRequest(
            request=RefreshRequest(requested_at=requested_at, user_id=user_id, reason=reason, uses_ai=bool(uses_ai)),
            outcome=RequestOutcome(outcome),
            run_id=run_id,
        )
        for requested_at, user_id, reason, uses_ai, outcome, run_id in rows
    )

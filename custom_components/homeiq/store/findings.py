"""What was found, what is offered, and what people said to it."""

from collections.abc import Iterable, Sequence
from functools import partial
import json
import sqlite3

from ..model.pattern import Pattern
from ..model.suggestion import LIMITED, Decision, Objection, Suggestion, Verdict
from .database import Database
from .serial import pattern_from_json, pattern_to_json, suggestion_from_json, suggestion_to_json


class Findings:
    """Patterns, suggestions and decisions. Patterns and suggestions are of the newest run, decisions for good."""

    def __init__(self, database: Database) -> None:
        """Keep findings in a database."""
        self._database = database

    async def save(self, patterns: Sequence[Pattern], suggestions: Sequence[Suggestion], now: float) -> None:
        """Save what a run found, best first, in one transaction; patterns that it did not find are retired.

        Args:
            now: epoch seconds.
        """

        def work(connection: sqlite3.Connection) -> None:
            _save_patterns(connection, patterns, now)
            _save_suggestions(connection, suggestions)

        await self._database.write(work)

    async def patterns(self) -> tuple[Pattern, ...]:
        """Return the patterns of the newest run, best first."""
        bodies = await self._database.read(
            partial(_bodies, "SELECT body FROM patterns WHERE NOT retired ORDER BY rank, signature")
        )
        return tuple(pattern_from_json(json.loads(body)) for body in bodies)

    async def suggestions(self) -> tuple[Suggestion, ...]:
        """Return the suggestions of the newest run, best first."""
        bodies = await self._database.read(partial(_bodies, "SELECT body FROM suggestions ORDER BY rank"))
        return tuple(suggestion_from_json(json.loads(body)) for body in bodies)

    async def decide(self, decision: Decision) -> None:
        """Note a decision; it takes the place of an earlier one on the same suggestion."""
        row = (
            decision.signature,
            decision.verdict.value,
            decision.decided_at,
            decision.user_id,
            decision.reason,
            decision.until,
            decision.objection.value if decision.objection else None,
            json.dumps(suggestion_to_json(decision.suggestion)) if decision.suggestion else None,
        )
        await self._database.write(
            lambda connection: connection.execute(
                """
                INSERT OR REPLACE INTO decisions
                    (signature, verdict, decided_at, user_id, reason, until, objection, suggestion)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                row,
            )
        )

    async def take_back(self, signature: str) -> None:
        """Forget a decision: the suggestion is open again."""
        await self._database.write(
            lambda connection: connection.execute("DELETE FROM decisions WHERE signature = ?", (signature,))
        )

    async def reopen(self, decision: Decision) -> None:
        """Forget a decision, and offer again what it was on: as it was then, unless a run has found it since.

        What was offered of it for the days that remained is offered no longer.
        """

        def work(connection: sqlite3.Connection) -> None:
            if decision.objection:
                connection.execute("DELETE FROM suggestions WHERE signature = ?", (decision.signature + LIMITED,))
            connection.execute("DELETE FROM decisions WHERE signature = ?", (decision.signature,))
            if decision.suggestion:
                body = json.dumps(suggestion_to_json(decision.suggestion))
                connection.execute(f"{_OFFER} ON CONFLICT (signature) DO NOTHING", (decision.signature, body))

        await self._database.write(work)

    async def offer(self, suggestion: Suggestion) -> None:
        """Put a suggestion in the place of the one with its signature, or behind all others."""
        body = json.dumps(suggestion_to_json(suggestion))
        await self._database.write(
            lambda connection: connection.execute(
                f"{_OFFER} ON CONFLICT (signature) DO UPDATE SET body = excluded.body", (suggestion.signature, body)
            )
        )

    async def drop(self, entities: Iterable[str]) -> int:
        """Delete the patterns and suggestions that name some entities; return how many suggestions these were."""
        return await self._database.write(partial(_drop, [*entities]))

    async def decisions(self) -> dict[str, Decision]:
        """Return all decisions by signature."""
        return await self._database.read(_decisions)


def _drop(entities: Sequence[str], connection: sqlite3.Connection) -> int:
    naming = "EXISTS (SELECT 1 FROM json_each(?) AS name WHERE instr(body, json_quote(name.value)))"
    names = json.dumps(entities)
    connection.execute(f"DELETE FROM patterns WHERE {naming}", (names,))  # noqa: S608 - ours
    return connection.execute(f"DELETE FROM suggestions WHERE {naming}", (names,)).rowcount  # noqa: S608 - ours


_OFFER = """
    INSERT INTO suggestions (rank, signature, body)
    VALUES ((SELECT coalesce(max(rank) + 1, 0) FROM suggestions), ?1, ?2)
"""


def _save_patterns(connection: sqlite3.Connection, patterns: Sequence[Pattern], now: float) -> None:
    connection.execute("UPDATE patterns SET retired = 1 WHERE NOT retired")
    connection.executemany(
        """
        INSERT INTO patterns (signature, body, confidence, rank, first_seen, last_seen) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
        ON CONFLICT (signature) DO UPDATE SET
            body = excluded.body,
            confidence = excluded.confidence,
            rank = excluded.rank,
            last_seen = excluded.last_seen,
            retired = 0
        """,
        [
            (pattern.signature, json.dumps(pattern_to_json(pattern)), pattern.evidence.confidence, rank, now)
            for rank, pattern in enumerate(patterns)
        ],
    )


def _save_suggestions(connection: sqlite3.Connection, suggestions: Sequence[Suggestion]) -> None:
    connection.execute("DELETE FROM suggestions")
    connection.executemany(
        "INSERT INTO suggestions (rank, signature, body) VALUES (?, ?, ?)",
        [
            (rank, suggestion.signature, json.dumps(suggestion_to_json(suggestion)))
            for rank, suggestion in enumerate(suggestions)
        ],
    )


def _bodies(statement: str, connection: sqlite3.Connection) -> list[str]:
    return [body for (body,) in connection.execute(statement)]


def _decisions(connection: sqlite3.Connection) -> dict[str, Decision]:
    rows = connection.execute(
        "SELECT signature, verdict, decided_at, user_id, reason, until, objection, suggestion FROM decisions"
    )
    return {
        signature: Decision(
            signature=signature,
            verdict=Verdict(verdict),
            decided_at=decided_at,
            user_id=user_id,
            reason=reason,
            until=until,
            objection=Objection(objection) if objection else None,
            suggestion=suggestion_from_json(json.loads(body)) if body else None,
        )
        for signature, verdict, decided_at, user_id, reason, until, objection, body in rows
    }

"""What was found, what is offered, and what people said to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
import json
import sqlite3
from types import MappingProxyType
from typing import Any

from ...model.decisions.grounds import Grounds
from ...model.decisions.said import Said
from ...model.habits.diary import Diary
from ...model.habits.gate import Gate, Refused, refused_as
from ...model.habits.packed import Packed
from ...model.habits.pattern import Pattern
from ...model.habits.suggestion import Decision, DecisionKind, Objection, Suggestion
from ..file.database import Database
from ..file.threads import in_thread, in_turns
from ..reading.bounds import first_time
from ..reading.units import forget_units, turned_units
from .openings import openings_in
from .reopened import reopened_rows
from .serial import Bodies, diary_from_json, diary_text, pattern_from_json, suggestion_from_json, to_json
from .trials import adjusted_rows, signed, trials_in
from .versions import recent_versions

KEPT = 10_000  # retired patterns that are remembered, with the day on which each was first seen

_DECISIONS = "SELECT signature, verdict, decided_at, user_id, reason, until, objection, suggestion FROM decisions"
_PATTERNS = "SELECT signature, body FROM patterns WHERE NOT retired ORDER BY rank, signature"
_SUGGESTIONS = "SELECT signature, body FROM suggestions ORDER BY rank"


class Findings:
    """Patterns, suggestions and decisions. Patterns and suggestions are of the newest run, decisions for good."""

    def __init__(self, database: Database) -> None:
        """Keep findings in a database."""
        self._database = database
        self._bodies = Bodies()

    async def save(
        self,
        patterns: Sequence[Pattern],
        suggestions: Sequence[Suggestion],
        now: float,
        judged: Iterable[tuple[Suggestion, Suggestion]] = (),
        refused: Mapping[str, Refused] = MappingProxyType({}),
    ) -> None:
        """Save what a run found, best first, in one transaction; patterns that it did not find are retired.

        What was reopened before the run began is offered no longer, unless the run has found it.

        Args:
            patterns: all of them.
            suggestions: what may be offered.
            now: when the run began, UTC epoch seconds.
            judged: changed suggestions as the run read them, each with its figures of today; what somebody has changed
                meanwhile keeps those that it was changed with.
            refused: what stood in the way of patterns, by signature.
        """

        def work(connection: sqlite3.Connection) -> None:
            _save_patterns(connection, patterns, refused, now)
            _save_suggestions(connection, suggestions)
            connection.execute("DELETE FROM reopened WHERE reopened_at < ?", (now,))
            # By what they say, not by their texts: an older version wrote fewer fields.
            there = dict(self._database.unreadable.read("adjustments", adjusted_rows(connection), signed))
            unchanged = [(old.signature, new) for old, new in judged if there.get(old.signature) == old]
            connection.executemany(
                "UPDATE adjustments SET suggestion = ?, diary = ? WHERE signature = ?",
                [(_body(new), diary_text(new), signature) for signature, new in unchanged],
            )

        await self._database.write(work)

    async def trim(self, kept: int = KEPT) -> None:
        """Forget all retired patterns but those that were found last."""
        await self._database.write(
            lambda connection: connection.execute(
                """
                DELETE FROM patterns WHERE retired AND signature NOT IN
                    (SELECT signature FROM patterns WHERE retired ORDER BY last_seen DESC, signature LIMIT ?)
                """,
                (kept,),
            )
        )

    async def patterns(self) -> tuple[Pattern, ...]:
        """Return the patterns of the newest run, best first."""
        rows = await self._database.read(partial(_rows, _PATTERNS))
        # There may be ten thousand, half a second's work.
        return await in_thread(lambda: tuple(pattern for _, pattern in in_turns(self._patterns(rows))))

    async def packed(self, is_wanted: Callable[[Pattern], bool]) -> Packed:
        """Return the patterns of the newest run, best first, as the texts that they are stored as.

        Args:
            is_wanted: tells in a worker thread which are returned.
        """
        rows = await self._database.read(partial(_rows, _PATTERNS))

        def pack() -> Packed:
            read = in_turns(self._patterns(rows))
            return Packed(((text, one) for text, one in read if is_wanted(one)), _pattern)

        return await in_thread(pack)

    def _patterns(self, rows: list[tuple[Any, ...]]) -> Iterator[tuple[str, Pattern]]:
        """Read patterns beside their texts, in a worker thread."""
        return self._database.unreadable.read("patterns", rows, lambda _, body: (body, _pattern(body)))

    async def has_patterns(self) -> bool:
        """Tell whether the newest run found any."""
        return bool(await self._database.read(partial(_rows, "SELECT 1 FROM patterns WHERE NOT retired LIMIT 1")))

    async def refused(self) -> Mapping[str, Refused]:
        """Return what stood in the way of the newest run's patterns, by signature; nothing of those that passed."""
        rows = await self._database.read(
            partial(_rows, "SELECT signature, gate, needs FROM patterns WHERE NOT retired AND gate IS NOT NULL")
        )
        # As many as there are patterns.
        return await in_thread(lambda: dict(in_turns(self._database.unreadable.read("patterns", rows, _refused))))

    async def suggestions(self) -> tuple[Suggestion, ...]:
        """Return the suggestions of the newest run, best first."""
        rows = await self._database.read(partial(_rows, _SUGGESTIONS))
        return tuple(self._database.unreadable.read("suggestions", rows, lambda _, body: _suggestion(body)))

    async def diary(self, signature: str) -> Diary | None:
        """Return the diary of something found or changed; None where there is none."""
        rows = await self._database.read(partial(_diaries, signature))
        found = self._database.unreadable.read("diaries", rows, lambda _, body: diary_from_json(json.loads(body)))
        return next(iter(found), None)

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
            _body(decision.suggestion) if decision.suggestion else None,
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

    async def drop(self, entities: Iterable[str]) -> int:
        """Delete the patterns and suggestions that name some entities; return how many suggestions a run had found."""
        return await self._database.write(partial(_drop, [*entities]))

    async def decisions(self) -> dict[str, Decision]:
        """Return all decisions by signature."""
        rows, read = await self._database.read(partial(_rows, _DECISIONS)), partial(_decision, _suggestion)
        return {one.signature: one for one in self._database.unreadable.read("decisions", rows, read)}

    async def grounds(self, since: float) -> Grounds:
        """Return all that what is offered rests on, in one question, so that its parts belong together.

        Args:
            since: what was accepted earlier is left out, epoch seconds.
        """
        return await self._database.read(partial(self._grounds, since))

    def _grounds(self, since: float, connection: sqlite3.Connection) -> Grounds:
        unreadable, suggestion_of = self._database.unreadable, self._bodies.reading()

        def signed(signature: str, body: str) -> tuple[str, Suggestion]:
            return signature, suggestion_of(body)

        def suggestions(table: str, rows: list[tuple[Any, ...]]) -> dict[str, Suggestion]:
            return dict(unreadable.read(table, rows, signed))

        decisions = unreadable.read("decisions", _rows(_DECISIONS, connection), partial(_decision, suggestion_of))
        return Grounds(
            found=tuple(suggestions("suggestions", _rows(_SUGGESTIONS, connection)).values()),
            said=Said(
                adjusted=suggestions("adjustments", adjusted_rows(connection)),
                reopened=tuple(suggestions("reopened", reopened_rows(connection)).values()),
                decisions={one.signature: one for one in decisions},
            ),
            accepted=recent_versions(since, unreadable, connection),
            trials=trials_in(unreadable, suggestion_of, connection),
            openings=openings_in(unreadable, connection),
            turned=frozenset(turned_units(connection)),
            recorded_since=first_time(connection),
        )


def _drop(entities: Sequence[str], connection: sqlite3.Connection) -> int:
    naming = "EXISTS (SELECT 1 FROM json_each(?) AS name WHERE instr(body, json_quote(name.value)))"
    names = json.dumps(entities)
    forget_units(connection, entities)
    for column in ("reopened.suggestion", "adjustments.suggestion", "patterns.body", "openings.body"):
        named = naming.replace("body", column)
        connection.execute(f"DELETE FROM {column.partition('.')[0]} WHERE {named}", (names,))  # noqa: S608 - of the four constants above; what is looked for is bound
    return connection.execute(f"DELETE FROM suggestions WHERE {naming}", (names,)).rowcount  # noqa: S608 - of constants; values are bound


def _save_patterns(
    connection: sqlite3.Connection, patterns: Sequence[Pattern], refused: Mapping[str, Refused], now: float
) -> None:
    connection.execute("UPDATE patterns SET retired = 1 WHERE NOT retired")
    connection.executemany(
        """
        INSERT INTO patterns (signature, body, confidence, rank, first_seen, last_seen, gate, needs)
        VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7)
        ON CONFLICT (signature) DO UPDATE SET
            body = excluded.body,
            confidence = excluded.confidence,
            rank = excluded.rank,
            last_seen = excluded.last_seen,
            gate = excluded.gate,
            needs = excluded.needs,
            retired = 0
        """,
        [
            (
                pattern.signature,
                json.dumps(to_json(pattern)),
                pattern.evidence.confidence,
                rank,
                now,
                *_gate(refused.get(pattern.signature)),
            )
            for rank, pattern in enumerate(patterns)
        ],
    )


def _gate(refused: Refused | None) -> tuple[str | None, int | None]:
    return (refused.gate.value, refused.needs) if refused else (None, None)


def _refused(signature: str, gate: str, needs: int | None) -> tuple[str, Refused]:
    return signature, refused_as(Gate(gate), needs)


def _save_suggestions(connection: sqlite3.Connection, suggestions: Sequence[Suggestion]) -> None:
    connection.execute("DELETE FROM suggestions")
    connection.executemany(
        "INSERT INTO suggestions (rank, signature, body, diary) VALUES (?, ?, ?, ?)",
        [(rank, one.signature, _body(one), diary_text(one)) for rank, one in enumerate(suggestions)],
    )


def _diaries(signature: str, connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Read the diaries of a signature, first that of the change, which stands in the place of what was found."""
    found = (
        connection.execute(
            f"SELECT signature, diary FROM {table} WHERE signature = ? AND diary IS NOT NULL",  # noqa: S608 - of constants; values are bound
            (signature,),
        ).fetchall()
        for table in ("adjustments", "suggestions")
    )
    return [row for rows in found for row in rows]


def _body(suggestion: Suggestion) -> str:
    return json.dumps(to_json(suggestion))


def _pattern(body: str) -> Pattern:
    return pattern_from_json(json.loads(body))


def _suggestion(body: str) -> Suggestion:
    return suggestion_from_json(json.loads(body))


def _rows(statement: str, connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return connection.execute(statement).fetchall()


def _decision(suggestion_of: Callable[[str], Suggestion], *row: Any) -> Decision:
    signature, verdict, decided_at, user_id, reason, until, objection, body = row
    return Decision(
        signature=signature,
        verdict=DecisionKind(verdict),
        decided_at=decided_at,
        user_id=user_id,
        reason=reason,
        until=until,
        objection=Objection(objection) if objection else None,
        suggestion=suggestion_of(body) if body else None,
    )

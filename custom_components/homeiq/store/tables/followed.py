"""What became of accepted suggestions: counts by the hour for some months, and the newest overrides one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
import json
from math import inf
import sqlite3
from typing import Any

from ...model.decisions.edit import Place
from ...model.decisions.followed import Aftermath, DayTally, Fate, Followed, Override, Step, Tally
from ...model.event import Cause
from ..file.database import Database
from ..unread.readable import UnreadRows

DAYS = 120  # for which the counts of an hour are kept
KEPT = 100  # overrides of one automation
HOURS = 4000  # counts of one automation; more only where somebody comes or goes every few minutes


class FollowedAutomations:
    """What was accepted, and what it did since."""

    def __init__(self, database: Database, now: Callable[[], float] = lambda: inf) -> None:
        """Keep it in a database.

        Args:
            now: returns what time it is, UTC epoch seconds: nothing is too old by a day that is yet to come.
        """
        self._database = database
        self._now = now

    async def all(self) -> dict[str, Followed]:
        """Return everything that was ever accepted, by signature, the oldest first."""
        rows = await self._database.read(_all)
        return {one.signature: one for one in self._database.unreadable.read("followed", rows, _followed)}

    async def put(self, several: Sequence[Followed]) -> None:
        """Note what things are; what they did is added by ``add`` alone.

        Where one does something else than before, what is remembered of its hours and its overrides is forgotten.
        """
        await self._database.write(partial(_put_all, several))

    async def add(self, steps: Sequence[Step]) -> None:
        """Add what happened, and forget what is too old or too much."""
        now = self._now()
        await self._database.write(partial(_add, steps, None if now == inf else int(now // 86400.0) + 1))

    async def days(self, signatures: Iterable[str], since: int) -> dict[str, tuple[DayTally, ...]]:
        """Return what things did day by day, by signature and in order; nothing of those that did nothing.

        Args:
            signatures: whose.
            since: the first day, days since 1970-01-01.
        """
        rows = await self._database.read(partial(_days, json.dumps([*signatures]), since))
        found: defaultdict[str, list[DayTally]] = defaultdict(list)
        for signature, day, runs, acts, overridden in rows:
            found[signature].append(DayTally(day=day, runs=runs, acts=acts, overridden=overridden))
        return {signature: tuple(days) for signature, days in found.items()}

    async def aftermath(self, signature: str) -> Aftermath:
        """Return what is remembered of one, since it does what it does now."""
        return await self._database.read(partial(_aftermath, signature, self._database.unreadable))

    async def decline(self, signature: str, adjustment: str, now: float) -> None:
        """Note that nobody wants an adjustment: it is never proposed again, and what spoke for it is forgotten.

        Args:
            adjustment: its key.
            now: UTC epoch seconds.
        """
        await self._database.write(partial(_decline, (signature, adjustment, now)))


def _all(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return connection.execute(
        """
        SELECT signature, title, place, key, since, fate, fate_since, judged_since, runs, acts, overridden
        FROM followed ORDER BY since, signature
        """
    ).fetchall()


def _followed(*row: Any) -> Followed:
    signature, title, place, key, since, fate, fate_since, judged_since, runs, acts, overridden = row
    return Followed(
        signature=signature,
        title=title,
        place=Place(place),
        key=key,
        since=since,
        fate=Fate(fate),
        fate_since=fate_since,
        judged_since=judged_since,
        runs=runs,
        acts=acts,
        overridden=overridden,
    )


def _put_all(several: Sequence[Followed], connection: sqlite3.Connection) -> None:
    for one in several:
        _put(one, connection)


def _put(one: Followed, connection: sqlite3.Connection) -> None:
    for table in ("followed_hours", "overrides"):
        connection.execute(
            f"""
            DELETE FROM {table} WHERE signature = ?1
            AND EXISTS (SELECT 1 FROM followed WHERE signature = ?1 AND judged_since <> ?2)
            """,  # noqa: S608 - the names are ours
            (one.signature, one.judged_since),
        )
    connection.execute(
        """
        INSERT INTO followed (signature, title, place, key, since, fate, fate_since, judged_since)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (signature) DO UPDATE SET
            title = excluded.title,
            place = excluded.place,
            key = excluded.key,
            since = excluded.since,
            fate = excluded.fate,
            fate_since = excluded.fate_since,
            judged_since = excluded.judged_since
        """,
        (
            one.signature,
            one.title,
            one.place.value,
            one.key,
            one.since,
            one.fate.value,
            one.fate_since,
            one.judged_since,
        ),
    )


def _decline(row: tuple[str, str, float], connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO declined_adjustments (signature, adjustment, declined_at) VALUES (?, ?, ?)", row
    )
    # Another adjustment is proposed only where what happens from now on speaks for it.
    connection.execute("DELETE FROM followed_hours WHERE signature = ?", row[:1])
    connection.execute("DELETE FROM overrides WHERE signature = ?", row[:1])


def _add(steps: Sequence[Step], last: int | None, connection: sqlite3.Connection) -> None:
    for step in steps:
        _add_tally(step.signature, step.tally, connection)
        if step.override:
            _add_override(step.signature, step.override, connection)
    for signature, day in _newest(steps).items():
        _forget(signature, day if last is None else min(day, last), connection)


def _add_tally(signature: str, tally: Tally, connection: sqlite3.Connection) -> None:
    counts = (tally.runs, tally.acts, tally.overridden)
    connection.execute(
        """
        INSERT INTO followed_hours (signature, day, hour, home, runs, acts, overridden) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (signature, day, hour, home) DO UPDATE SET
            runs = runs + excluded.runs, acts = acts + excluded.acts, overridden = overridden + excluded.overridden
        """,
        (signature, tally.day, tally.hour, ",".join(tally.home), *counts),
    )
    connection.execute(
        """
        UPDATE followed SET runs = runs + ?, acts = acts + ?, overridden = overridden + ? WHERE signature = ?
        """,
        (*counts, signature),
    )


def _add_override(signature: str, override: Override, connection: sqlite3.Connection) -> None:
    connection.execute(
        """
        INSERT INTO overrides (signature, run_at, acted_at, undone_at, entity_id, state, cause, day, minute, home)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            signature,
            override.run_at,
            override.acted_at,
            override.undone_at,
            override.entity_id,
            override.state,
            int(override.cause),
            override.day,
            override.minute,
            ",".join(override.home),
        ),
    )


def _newest(steps: Iterable[Step]) -> dict[str, int]:
    days: dict[str, int] = {}
    for step in steps:
        days[step.signature] = max(step.tally.day, days.get(step.signature, step.tally.day))
    return days


def _forget(signature: str, today: int, connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM followed_hours WHERE signature = ? AND day <= ?", (signature, today - DAYS))
    connection.execute(
        """
        DELETE FROM followed_hours WHERE signature = ?1 AND day <= (
            SELECT day FROM followed_hours WHERE signature = ?1 ORDER BY day DESC LIMIT 1 OFFSET ?2
        )
        """,
        (signature, HOURS),
    )
    connection.execute(
        """
        DELETE FROM overrides WHERE signature = ?1 AND number <= (
            SELECT number FROM overrides WHERE signature = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2
        )
        """,
        (signature, KEPT),
    )


def _days(signatures: str, since: int, connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return connection.execute(
        """
        SELECT signature, day, sum(runs), sum(acts), sum(overridden)
        FROM json_each(?) AS name CROSS JOIN followed_hours ON signature = name.value AND day >= ?
        GROUP BY signature, day ORDER BY signature, day
        """,
        (signatures, since),
    ).fetchall()


def _aftermath(signature: str, unreadable: UnreadRows, connection: sqlite3.Connection) -> Aftermath:
    declined = connection.execute("SELECT adjustment FROM declined_adjustments WHERE signature = ?", (signature,))
    return Aftermath(
        tallies=_tallies(signature, connection),
        overrides=_overrides(signature, unreadable, connection),
        declined=frozenset(adjustment for (adjustment,) in declined),
    )


def _tallies(signature: str, connection: sqlite3.Connection) -> tuple[Tally, ...]:
    rows = connection.execute(
        """
        SELECT day, hour, home, runs, acts, overridden FROM followed_hours
        WHERE signature = ? ORDER BY day, hour, home
        """,
        (signature,),
    )
    return tuple(
        Tally(day=day, hour=hour, home=_names(home), runs=runs, acts=acts, overridden=overridden)
        for day, hour, home, runs, acts, overridden in rows
    )


def _overrides(signature: str, unreadable: UnreadRows, connection: sqlite3.Connection) -> tuple[Override, ...]:
    rows = connection.execute(
        """
        SELECT number, run_at, acted_at, undone_at, entity_id, state, cause, day, minute, home FROM overrides
        WHERE signature = ? ORDER BY number
        """,
        (signature,),
    )
    return tuple(unreadable.read("overrides", rows, _override))


def _override(*row: Any) -> Override:
    _, run_at, acted_at, undone_at, entity_id, state, cause, day, minute, home = row
    return Override(
        run_at=run_at,
        acted_at=acted_at,
        undone_at=undone_at,
        entity_id=entity_id,
        state=state,
        cause=Cause(cause),
        day=day,
        minute=minute,
        home=_names(home),
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()

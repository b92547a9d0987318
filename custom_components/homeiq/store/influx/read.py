"""History back from a server, in InfluxQL and always with a span of time, a page at a time."""

import asyncio
from collections.abc import AsyncIterator, Collection
from typing import Any

import orjson

from ...model.event import Cause, EventColumns, EventRow
from .client import InfluxClient
from .line import MEASUREMENT

PAGE = 20_000  # points asked for at once
_CAUSES = {cause.name.lower(): cause.value for cause in Cause}
_MICROSECONDS = 1_000_000


async def read_rows(
    client: InfluxClient, since: float, until: float, entities: Collection[str] | None = None
) -> AsyncIterator[list[EventRow]]:
    """Yield the events of a span in the order of time, a page at a time.

    Args:
        client: the server's.
        since: epoch seconds, included.
        until: epoch seconds, excluded.
        entities: read these only.

    Raises:
        InfluxError: the server doesn't answer.
    """
    begin, end = round(since * _MICROSECONDS), round(until * _MICROSECONDS)
    seen: set[EventRow] = set()
    page = PAGE
    while begin < end:
        answer = await client.query(_statement(client.target.home, begin, end, entities, page))
        rows = await asyncio.to_thread(_rows, answer)
        if new := [row for row in rows if row not in seen]:
            yield new
        if len(rows) < page:
            return
        last = round(rows[-1][0] * _MICROSECONDS)
        # All of a page at one instant: only a larger one gets on.
        page = 2 * page if last == begin else PAGE
        # What else is of the last instant begins the next page; what is known of it is not taken twice.
        begin, seen = last, {row for row in rows if round(row[0] * _MICROSECONDS) == last}


async def read_columns(
    client: InfluxClient, since: float, until: float, entities: Collection[str] | None = None
) -> EventColumns:
    """Return the events of a span.

    Raises:
        InfluxError: the server doesn't answer.
    """
    pages = read_rows(client, since, until, entities)
    parts = [await asyncio.to_thread(EventColumns.from_rows, rows) async for rows in pages]
    return await asyncio.to_thread(EventColumns.joined, parts)


def _statement(home: str, begin: int, end: int, entities: Collection[str] | None, page: int) -> str:
    which = "" if entities is None else f" AND ({' OR '.join(f'entity_id = {_text(name)}' for name in entities)})"
    return (
        # Of its own type only: somebody else's points may have made it a number for a while.
        f'SELECT "state"::string, "entity_id", "cause" FROM "{MEASUREMENT}" '  # noqa: S608 - quoted
        f"WHERE home = {_text(home)} AND time >= {begin}u AND time < {end}u{which} LIMIT {page}"
    )


def _rows(answer: bytes) -> list[EventRow]:
    results: list[dict[str, Any]] = orjson.loads(answer).get("results", [])
    return [
        (time / _MICROSECONDS, entity_id, state, _CAUSES.get(cause, 0))
        for result in results
        for series in result.get("series", [])
        for time, state, entity_id, cause in series["values"]
        if state is not None
    ]


def _text(value: str) -> str:
    """Quote a text as InfluxQL wants it."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"

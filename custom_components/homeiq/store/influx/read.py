"""History back from a server, in InfluxQL and always with a span of time, a page at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from ...model.event import Cause, EventColumns, EventRow
from ...model.readings import UnitTold
from ..file.threads import in_thread
from ..outbox.line import MEASUREMENT, UNIT
from .client import InfluxClient
from .failure import InfluxError
from .probe import tag_of

PAGE = 20_000  # points asked for at once
MOST = 50_000_000  # points read for one question; no home has more, and a server without end is none
_SIGNS = 60  # commas and brackets a point may have, over a page: an honest one has four
_FEW_SIGNS = 100_000
_MARKS = 1000  # looked at
_MOST_UNITS = 100_000  # looked at
_LONGEST_UNIT = 40  # characters
_LONGEST_TEXT = 1000  # characters; states have 255 at most
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
        InfluxError: the server doesn't answer, or with something that can't be.
    """
    begin, end = round(since * _MICROSECONDS), round(until * _MICROSECONDS)
    seen: set[EventRow] = set()
    page, points = PAGE, 0
    while begin < end:
        try:
            rows, is_cut = await _page_of(client, _Page(begin=begin, end=end, size=page, entities=entities))
        except InfluxError as err:
            if err.trouble != "too_long" or not 1 < page <= PAGE:
                raise
            page //= 2
            continue
        if new := [row for row in rows if row[1] and row not in seen]:
            yield new
        points += len(new)
        if len(rows) < page and not is_cut:
            return
        if points > MOST:
            raise client.error("too_long", f"> {MOST}")
        last = round(rows[-1][0] * _MICROSECONDS)
        # All of a page at one instant: only a larger one gets on.
        page = 2 * page if last == begin else PAGE
        # What else is of the last instant begins the next page; what is known of it is not taken twice.
        begin, seen = last, {row for row in rows if round(row[0] * _MICROSECONDS) == last}


async def count_rows(client: InfluxClient, since: float, until: float) -> int:
    """Return how many events there are in a span, in epoch seconds.

    Raises:
        InfluxError: the server doesn't answer, or with something that can't be.
    """
    begin, end = round(since * _MICROSECONDS), round(until * _MICROSECONDS)
    statement = (
        f'SELECT count("state"::string) FROM "{MEASUREMENT}" '  # noqa: S608 - InfluxQL 1 binds no names; texts are escaped
        f"WHERE home = {_text(client.target.home)} AND time >= {begin}u AND time < {end}u"
    )
    answer = client.parsed(await client.query(statement))
    try:
        counts = [row[1] for series in _series_of(answer) for row in series["values"]]
    except ValueError, TypeError, LookupError, AttributeError:
        counts = [None]
    if len(counts) > 1 or not all(isinstance(count, int) and count >= 0 for count in counts):
        raise client.error("not_influx", "results")
    return sum(counts)


async def read_marks(client: InfluxClient, measurement: str, seconds: int) -> list[str]:
    """Return the marks that those of a home's name left within so many seconds, the oldest first.

    Raises:
        InfluxError: the server doesn't answer, or with something that can't be.
    """
    statement = (
        f'SELECT "mark"::string FROM "{measurement}" '  # noqa: S608 - a constant of the caller's; texts are escaped
        f"WHERE home = {_text(tag_of(client.target.home))} AND time > now() - {seconds}s LIMIT {_MARKS}"
    )
    answer = client.parsed(await client.query(statement))
    try:
        return [str(row[1]) for series in _series_of(answer) for row in series["values"]]
    except ValueError, TypeError, LookupError, AttributeError:
        raise client.error("not_influx", "results") from None


async def read_units(client: InfluxClient, until: float) -> list[UnitTold]:
    """Return in which units sensors were told before a time in epoch seconds, as far as that was written, in order.

    Raises:
        InfluxError: the server doesn't answer, or with something that can't be.
    """
    statement = (
        f'SELECT "{UNIT}_str"::string, "entity_id" FROM "{MEASUREMENT}" '  # noqa: S608 - constants of our own; texts are escaped
        f"WHERE home = {_text(client.target.home)} AND time < {round(until * _MICROSECONDS)}u LIMIT {_MOST_UNITS}"
    )
    answer = client.parsed(await client.query(statement))
    try:
        return [_unit(*row) for series in _series_of(answer) for row in series["values"]]
    except ValueError, TypeError, LookupError, AttributeError:
        raise client.error("not_influx", "results") from None


async def read_columns(
    client: InfluxClient, since: float, until: float, entities: Collection[str] | None = None
) -> EventColumns:
    """Return the events of a span.

    Raises:
        InfluxError: the server doesn't answer.
    """
    pages = read_rows(client, since, until, entities)
    parts = [await in_thread(EventColumns.from_rows, rows) async for rows in pages]
    return await in_thread(EventColumns.joined, parts)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Page:
    """What is asked for at once. Times are epoch microseconds, the end excluded."""

    begin: int
    end: int
    size: int
    entities: Collection[str] | None

    def statement(self, home: str) -> str:
        names = self.entities
        which = "" if names is None else f" AND ({' OR '.join(f'entity_id = {_text(name)}' for name in names)})"
        return (
            # Of its own type only: somebody else's points may have made it a number for a while.
            f'SELECT "state"::string, "entity_id", "cause" FROM "{MEASUREMENT}" '  # noqa: S608 - quoted
            f"WHERE home = {_text(home)} AND time >= {self.begin}u AND time < {self.end}u{which} LIMIT {self.size}"
        )


async def _page_of(client: InfluxClient, page: _Page) -> tuple[list[EventRow], bool]:
    answer = await client.query(page.statement(client.target.home))
    try:
        return await in_thread(_rows, answer, page)
    except ValueError, TypeError, LookupError, AttributeError, OverflowError:
        # From None: what came is not for people, and whoever stands there chose it.
        raise client.error("not_influx", "results") from None


def _rows(answer: bytes, page: _Page) -> tuple[list[EventRow], bool]:
    """Read a page, and whether the server gives fewer at once than there are.

    Raises:
        InfluxError: it has more in it than could be looked at in reasonable memory.
        ValueError: it isn't the answer to what was asked; other errors of the kind mean the same.
    """
    # Each value of JSON takes several times its length once it is read.
    if answer.count(b",") + answer.count(b"[") + answer.count(b"{") > max(_SIGNS * page.size, _FEW_SIGNS):
        raise InfluxError("too_long")
    rows: list[EventRow] = []
    is_cut = False
    for series in _series_of(orjson.loads(answer)):
        is_cut |= bool(series.get("partial"))
        for time, state, entity_id, cause in series["values"]:
            # What is nobody's counts among what was asked for, and is left out later.
            rows.append(_row(time, state or "", (entity_id or "") if state is not None else "", cause))
    times = [round(row[0] * _MICROSECONDS) for row in rows]
    if (
        len(rows) > page.size
        or times != sorted(times)
        or (times and not page.begin <= times[0] <= times[-1] < page.end)
    ):
        raise ValueError("points that were not asked for")
    return rows, is_cut and bool(rows)


def _series_of(answer: Any) -> Iterator[Any]:
    """Yield the series of an answer.

    Raises:
        ValueError: it ended in an error of the server's; other errors of the kind mean that it is none.
    """
    if "error" in answer:
        raise ValueError("an error behind the results")
    for result in answer["results"]:
        if "error" in result:
            raise ValueError("an error behind some results")
        yield from result.get("series", [])


def _row(time: Any, state: Any, entity_id: Any, cause: Any) -> EventRow:
    if not (isinstance(state, str) and isinstance(entity_id, str) and isinstance(cause, str | None)):
        raise TypeError("a text was expected")
    if len(state) > _LONGEST_TEXT or len(entity_id) > _LONGEST_TEXT:
        raise ValueError("longer than Home Assistant has them")
    return time / _MICROSECONDS, entity_id, state, _CAUSES.get(cause or "", 0)


def _unit(time: Any, unit: Any, entity_id: Any) -> UnitTold:
    if not (isinstance(unit, str) and isinstance(entity_id, str)):
        raise TypeError("a text was expected")
    if len(unit) > _LONGEST_UNIT or len(entity_id) > _LONGEST_TEXT or not unit.isprintable():
        raise ValueError("no unit")
    return UnitTold(name=entity_id, since=time / _MICROSECONDS, unit=unit)


def _text(value: str) -> str:
    """Quote a text as InfluxQL wants it."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"

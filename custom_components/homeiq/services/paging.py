"""Pages of lists, at any door but HTTP: the fields that they take, and where the next one begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
import re
from typing import Any

import probatio as vol

from ..answers.paging.behind import Behind
from .fields import LIMIT, SIGNATURE_LENGTH, text

_WRONG = "must be what next_cursor was"
_BETWEEN = "\n"  # cursors of lists that are told side by side; no signature and no id has it
_WHOLE = re.compile(r"[0-9]{1,16}")


def behind(value: Any) -> Behind:
    """Return where a page begins, as the cursor of one list says.

    Raises:
        Invalid: it is none.
    """
    try:
        return Behind.of(text(SIGNATURE_LENGTH + 10, least=1)(value))
    except ValueError as err:
        raise vol.Invalid(_WRONG) from err


def number(value: Any) -> int:
    """Return the number of what was told last, as the cursor of a list of numbered things says.

    Raises:
        Invalid: it is none.
    """
    if not isinstance(value, str) or not _WHOLE.fullmatch(value):
        raise vol.Invalid(_WRONG)
    return int(value)


def side_by_side(count: int) -> Callable[[Any], tuple[Behind | None, ...]]:
    """Return a validator of cursors of so many lists; one of them that has ended is None."""

    def validate(value: Any) -> tuple[Behind | None, ...]:
        parts = text(count * (SIGNATURE_LENGTH + 10), least=1)(value).split(_BETWEEN)
        if len(parts) != count or not any(parts):
            raise vol.Invalid(_WRONG)
        return tuple(behind(part) if part else None for part in parts)

    return validate


CURSOR = "cursor"
PAGE = {**LIMIT, vol.Optional(CURSOR): side_by_side(1)}
TWO_LISTS = {**LIMIT, vol.Optional(CURSOR): side_by_side(2)}
NUMBERED = {**LIMIT, vol.Optional(CURSOR): number}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WholeList[T]:
    """A list of which a page is told.

    Attributes:
        things: all of them, in order.
        key: names one, as long as it is there.
        write: returns one as it is told.
    """

    things: Sequence[T]
    key: Callable[[T], str]
    write: Callable[[T], Any]


def pages(fields: Mapping[str, Any], **lists: WholeList[Any]) -> dict[str, Any]:
    """Return a page of each of some lists that are told side by side, and what to ask for the next one by.

    Args:
        fields: a limit, for each of the lists, and a cursor where it is not the first page.
        lists: by the names under which they are told.
    """
    begins = fields.get(CURSOR, (Behind(),) * len(lists))
    told: dict[str, Any] = {}
    following: list[Behind | None] = []
    for (name, whole), begin in zip_longest(lists.items(), begins):
        told[name], next_one = _page(whole, begin, fields["limit"])
        following.append(next_one)
    cursor = _BETWEEN.join(one.cursor if one else "" for one in following) if any(following) else None
    return {**told, "next_cursor": cursor}


def _page[T](whole: WholeList[T], begin: Behind | None, limit: int) -> tuple[list[Any], Behind | None]:
    if begin is None:
        return [], None
    keys = [*map(whole.key, whole.things)]
    first = begin.among(keys)
    end = first + limit
    return [*map(whole.write, whole.things[first:end])], begin.following(keys, end)

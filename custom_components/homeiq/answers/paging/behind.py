"""Where a page of a list begins that may change from page to page: behind what was told last, wherever that stands now.

A place by itself would tell something twice, or not at all, as soon as somebody decides on what stands before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
import re
from typing import Self

_CURSOR = re.compile(r"([0-9]{1,9}):(.{1,200})", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Where a page begins.

    Attributes:
        told: how many things the pages before it had.
        last: key of the last one of them; empty where this is the first page.
    """

    told: int = 0
    last: str = ""

    @classmethod
    def of(cls, cursor: str) -> Self:
        """Read a cursor; an empty one is the first page's.

        Raises:
            ValueError: it is none.
        """
        if not cursor:
            return cls()
        if not (found := _CURSOR.fullmatch(cursor)):
            raise ValueError("must be what next_cursor was")
        return cls(told=int(found[1]), last=found[2])

    @property
    def cursor(self) -> str:
        """What to ask for the page by."""
        return f"{self.told}:{self.last}"

    @property
    def without_last(self) -> int:
        """Where the page begins where the last thing is gone: as if it alone were."""
        return max(self.told - 1, 0)

    def among(self, keys: Sequence[str]) -> int:
        """Return the place at which the page begins, in a list of things with these keys."""
        return keys.index(self.last) + 1 if self.last in keys else self.without_last

    def following(self, keys: Sequence[str], end: int) -> Self | None:
        """Return where the page behind one that ends before a place begins; None where there is none."""
        return type(self)(told=end, last=keys[end - 1]) if end < len(keys) else None

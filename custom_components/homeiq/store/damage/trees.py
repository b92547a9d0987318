"""Which pages belong to which table, from whatever tells it: the file's map of its pages, or the pages above."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator

from .cells import KEYED, KEYED_ABOVE, ROWS, ROWS_ABOVE, Cell, below, rows
from .file_pages import Pages

_OF_ROWS, _OF_KEYS = frozenset({ROWS, ROWS_ABOVE}), frozenset({KEYED, KEYED_ABOVE})


class Trees:
    """The tables of a file, each read from all of its pages that are left, also where nothing leads to them."""

    def __init__(self, pages: Pages, roots: Iterable[int]) -> None:
        """Find out what belongs to which.

        Args:
            roots: the page at the top of each table.
        """
        self._pages = pages
        self._below: dict[int, list[int]] = defaultdict(list)
        self._unmapped: set[int] = set()
        for number in range(2, pages.count + 1):
            above = pages.above(number)
            if above is None:
                self._unmapped.add(number)
            elif above > 0:
                self._below[above].append(number)
        self._unmapped -= {*roots}
        self._of = {root: self._pages_of(root) for root in roots}

    def rows(self, root: int, *, is_keyed: bool) -> Iterator[Cell | None]:
        """Yield all rows of a table that are left, and None for each place at which some are lost.

        Args:
            root: the page at its top.
            is_keyed: its rows are known by a key, not by number.
        """
        kinds = _OF_KEYS if is_keyed else _OF_ROWS
        own = self._of[root]
        for number in sorted(own):
            page = self._pages.page(number)
            if not page or page[0] not in kinds or not own.issuperset(below(page)):
                yield None
            if page and page[0] in kinds:
                yield from rows(page, self._pages.usable, self._pages.chain)

    def _pages_of(self, root: int) -> frozenset[int]:
        own: set[int] = set()
        waiting = deque([root])
        while waiting:
            number = waiting.popleft()
            if number in own:
                continue
            own.add(number)
            waiting.extend(self._below[number])
            if self._unmapped:
                # What the map says nothing of belongs to the page that leads to it.
                found = self._unmapped.intersection(below(self._pages.page(number)))
                self._unmapped -= found
                waiting.extend(found)
        return frozenset(own)

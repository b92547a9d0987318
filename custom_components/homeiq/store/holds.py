"""Up to where a queue may be taken from: what was heard before a rename is renamed, what was heard after it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable


class Holds[T]:
    """The places in a queue behind which everything waits until they are lifted."""

    def __init__(self, queue: list[T], on_free: Callable[[], None]) -> None:
        """Hold nothing.

        Args:
            queue: grows at its end, and is taken from at its beginning.
            on_free: called when nothing is held any more.
        """
        self._queue = queue
        self._on_free = on_free
        self._taken = 0
        self._places: list[int] = []

    def __bool__(self) -> bool:
        """Tell whether anything is held."""
        return bool(self._places)

    @property
    def free(self) -> int:
        """How many may be taken."""
        waiting = len(self._queue)
        return min(self._places[0] - self._taken, waiting) if self._places else waiting

    def note_taken(self, count: int) -> None:
        """Know that so many were taken."""
        self._taken += count

    def place(self) -> int:
        """Hold what comes from here on, until ``lift`` is called with what this returns."""
        self._places.append(self._taken + len(self._queue))
        return self._places[-1]

    def tell_otherwise(self, place: int, otherwise: Callable[[list[T]], Iterable[T]]) -> None:
        """Have what waits behind a place be something else, one by one."""
        begin = max(place - self._taken, 0)
        self._queue[begin:] = otherwise(self._queue[begin:])

    def lift(self, place: int) -> None:
        """Hold no longer what came from a place on."""
        if place in self._places:
            self._places.remove(place)
            if not self._places:
                self._on_free()

    def lift_all(self) -> None:
        """Hold nothing, and tell nobody."""
        self._places.clear()

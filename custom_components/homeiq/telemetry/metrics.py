"""Counters, gauges and timers with tags, in one object that is passed to whoever measures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter
from types import MappingProxyType


class Metrics:
    """Figures by name and tags, for one thread.

    ``count`` makes totals that only grow, ``gauge`` keeps the newest value, and ``timer`` adds up seconds under
    ``<name>_seconds`` and how often under ``<name>_count``.
    """

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        """Start with no figures.

        Args:
            clock: seconds that never run backwards.
        """
        self._clock = clock
        self._figures: dict[str, float] = {}

    def count(self, name: str, by: float = 1, **tags: str) -> None:
        """Add to a counter.

        Raises:
            ValueError: ``by`` is negative; a counter never falls.
        """
        if by < 0:
            raise ValueError(f"{name} can't be counted down")
        self._add(_key(name, tags), by)

    def gauge(self, name: str, value: float, **tags: str) -> None:
        """Note the newest value."""
        self._figures[_key(name, tags)] = value

    @contextmanager
    def timer(self, name: str, **tags: str) -> Iterator[None]:
        """Time a block, also one that raises."""
        begin = self._clock()
        try:
            yield
        finally:
            self._add(_key(f"{name}_seconds", tags), self._clock() - begin)
            self._add(_key(f"{name}_count", tags), 1)

    def figures(self) -> Mapping[str, float]:
        """Return all figures as they are now, named ``name`` or ``name{tag=value,…}``."""
        return MappingProxyType(dict(self._figures))

    def _add(self, key: str, by: float) -> None:
        self._figures[key] = self._figures.get(key, 0) + by


def _key(name: str, tags: Mapping[str, str]) -> str:
    if not tags:
        return name
    return f"{name}{{{','.join(f'{tag}={value}' for tag, value in sorted(tags.items()))}}}"

"""The kinds of options: each takes a value as JSON holds it and returns it as the settings hold it.

A new kind is a class here and a selector in ``options_form``, where the type checker asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum, auto
from types import MappingProxyType
from typing import Any, Protocol


class Of(StrEnum):
    """What a list of texts is of, so that people can pick instead of typing."""

    ANYTHING = auto()
    DOMAINS = auto()
    AREAS = auto()
    LABELS = auto()
    ENTITIES = auto()
    SENSORS = auto()
    USERS = auto()
    NOTIFIERS = auto()


class Parses[T](Protocol):
    """What takes a value as JSON holds it."""

    def parse(self, value: Any) -> T:
        """Return the value as the settings hold it.

        Raises:
            TypeError: it is of another type.
            ValueError: it is out of range.
        """
        ...


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    def parse(self, value: Any) -> bool:
        """Take a truth value, and nothing that only looks like one."""
        if not isinstance(value, bool):
            raise TypeError("must be true or false")
        return value


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, both ends included."""

    low: int
    high: int
    unit: str | None = None

    def parse(self, value: Any) -> int:
        """Take a number; forms send whole ones with a decimal point."""
        return int(_within(value, self.low, self.high))


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number with decimals, both ends included."""

    low: float
    high: float
    step: float
    unit: str | None = None

    def parse(self, value: Any) -> float:
        """Take a number."""
        return float(_within(value, self.low, self.high))


@dataclass(frozen=True, slots=True)
class Share:
    """A share of all cases, 0 to 1."""

    def parse(self, value: Any) -> float:
        """Take a number."""
        return float(_within(value, 0, 1))


@dataclass(frozen=True, slots=True)
class Choice[E: StrEnum]:
    """One of a few words; their texts are under the enum's name in small letters."""

    words: type[E]

    def parse(self, value: Any) -> E:
        """Take a word."""
        return self.words(value)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, local."""

    def parse(self, value: Any) -> time:
        """Take a time, or a text such as ``06:45:00``."""
        clock = value if isinstance(value, time) else time.fromisoformat(value)
        if clock.tzinfo is not None:
            raise ValueError("must be local, without a time zone")
        return clock


@dataclass(frozen=True, slots=True)
class Texts:
    """A list of texts."""

    of: Of = Of.ANYTHING

    def parse(self, value: Any) -> tuple[str, ...]:
        """Take a list; a single text is none."""
        if isinstance(value, str) or not all(isinstance(text, str) for text in value):
            raise TypeError("must be a list of texts")
        return tuple(value)


@dataclass(frozen=True, slots=True)
class OneEntity:
    """One entity of some domains, or none."""

    domains: tuple[str, ...]

    def parse(self, value: Any) -> str | None:
        """Take an entity id."""
        if value is not None and not (isinstance(value, str) and value.partition(".")[0] in self.domains):
            raise TypeError(f"must be an entity of {' or '.join(self.domains)}")
        return value


@dataclass(frozen=True, slots=True)
class ByDomain[N: (int, float)]:
    """Numbers for single domains."""

    number: Parses[N]

    def parse(self, value: Any) -> Mapping[str, N]:
        """Take a mapping of domains to numbers."""
        if not isinstance(value, Mapping):
            raise TypeError("must map domains to numbers")
        return MappingProxyType({str(domain): self.number.parse(number) for domain, number in value.items()})


type Kind = Flag | Whole | Decimal | Share | Choice[Any] | Clock | Texts | OneEntity | ByDomain[Any]


def _within(value: Any, low: float, high: float) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("must be a number")
    if not low <= value <= high:
        raise ValueError(f"must be between {low:g} and {high:g}")
    return value

"""Counters and histograms that grow for as long as the process lives, told as Prometheus wants them, or as JSON.

A registry of our own: the process-wide one of ``prometheus_client`` is Home Assistant's. What is counted while things
happen is one look-up and one addition.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
import itertools
from typing import Any, Literal

SERIES = 64  # of one family; more labels than that are none that anybody chose
OTHER = "other"
"""The label under which all else is counted."""
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0, 300.0, 1800.0)
"""Upper bounds of the buckets, included, in seconds: from an answer out of memory to a night of learning."""

type Kind = Literal["counter", "gauge", "histogram"]


@dataclass(slots=True)
class Buckets:
    """How often something took how long.

    Attributes:
        counts: by bucket, the last one without an upper bound.
        total: seconds in all.
    """

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    total: float = 0.0

    def add(self, seconds: float) -> None:
        """Add one time."""
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.total += seconds

    @property
    def count(self) -> int:
        """How often."""
        return sum(self.counts)

    def quantile(self, share: float) -> float | None:
        """Return the time within which a share (0 to 1) of them lay, as far as buckets tell: an upper bound.

        None where there are none, or where it lies beyond the last bound.
        """
        wanted = share * self.count
        for bound, so_far in zip(BOUNDS, itertools.accumulate(self.counts), strict=False):
            if so_far and so_far >= wanted:
                return bound
        return None


@dataclass(slots=True, kw_only=True)
class Family:
    """All figures of one name.

    Attributes:
        name: ends in the unit: ``_total`` of what is counted, ``_seconds``, ``_bytes``.
        help: what it is, in a sentence.
        label: what tells its series apart; empty where there is one.
        values: by label; of a histogram the buckets.
    """

    name: str
    kind: Kind
    help: str
    label: str = ""
    values: dict[str, float] = field(default_factory=dict)
    buckets: dict[str, Buckets] = field(default_factory=dict)

    def count(self, label: str = "", by: float = 1) -> None:
        """Add to a counter."""
        label = self._bounded(label, self.values)
        self.values[label] = self.values.get(label, 0) + by

    def observe(self, seconds: float, label: str = "") -> None:
        """Add a time to a histogram."""
        label = self._bounded(label, self.buckets)
        if label not in self.buckets:
            self.buckets[label] = Buckets()
        self.buckets[label].add(seconds)

    def _bounded(self, label: str, known: Mapping[str, object]) -> str:
        return label if label in known or len(known) < SERIES - 1 else OTHER


def to_text(families: Sequence[Family]) -> str:
    """Write families in Prometheus' text format 0.0.4."""
    return "".join(f"{line}\n" for family in families for line in _lines(family))


def to_json(families: Sequence[Family]) -> list[dict[str, Any]]:
    """Write families as JSON; of histograms the count, the sum and some quantiles."""
    return [{"name": one.name, "type": one.kind, "help": one.help, "series": [*_series(one)]} for one in families]


def _series(family: Family) -> Iterator[dict[str, Any]]:
    for label, value in family.values.items():
        yield {"labels": _labels(family, label), "value": value}
    for label, one in family.buckets.items():
        quantiles = {f"p{share}": one.quantile(share / 100) for share in (50, 90, 99)}
        yield {"labels": _labels(family, label), "count": one.count, "sum": round(one.total, 6), **quantiles}


def _labels(family: Family, label: str) -> dict[str, str]:
    return {family.label: label} if family.label else {}


def _lines(family: Family) -> Iterator[str]:
    yield f"# HELP {family.name} {family.help}"
    yield f"# TYPE {family.name} {family.kind}"
    for label, value in family.values.items():
        yield f"{family.name}{_braced(_labels(family, label))} {_number(value)}"
    for label, one in family.buckets.items():
        labels = _labels(family, label)
        bounds = [*map(_number, BOUNDS), "+Inf"]
        for bound, so_far in zip(bounds, itertools.accumulate(one.counts), strict=True):
            yield f"{family.name}_bucket{_braced({**labels, 'le': bound})} {so_far}"
        yield f"{family.name}_sum{_braced(labels)} {_number(one.total)}"
        yield f"{family.name}_count{_braced(labels)} {one.count}"


def _braced(labels: Mapping[str, str]) -> str:
    if not labels:
        return ""
    return f"{{{','.join(f'{name}="{_escaped(value)}"' for name, value in labels.items())}}}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))

"""The figures as points of InfluxDB: a measurement by the name of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .families import Family

_TAG = str.maketrans({",": r"\,", " ": r"\ ", "=": r"\=", "\n": r"\ ", "\r": r"\ ", "\\": "/"})


def to_lines(families: Iterable[Family], home: str, at: float) -> Iterator[str]:
    r"""Write figures in line protocol, microseconds.

    What is counted and what is gauged is a field ``value``; of what is timed there are ``count`` and ``sum``, seconds.
    All fields are floats, so that none is ever of two types.

    >>> heard = Family(name="homeiq_runs_total", kind="counter", help="Runs.", label="status")
    >>> heard.count("no success", by=2)
    >>> [*to_lines([heard], "our home", 1.5)]
    ['homeiq_runs_total,home=our\\ home,status=no\\ success value=2.0 1500000']

    Args:
        families: all figures.
        home: tells this home from others.
        at: when they were so, UTC epoch seconds.
    """
    stamp = int(at * 1_000_000)
    for family in families:
        begin = f"{family.name},home={home.translate(_TAG)}"
        for label, value in family.values.items():
            yield f"{begin}{_tag(family, label)} value={float(value)!r} {stamp}"
        for label, one in family.buckets.items():
            yield f"{begin}{_tag(family, label)} count={float(one.count)!r},sum={float(one.total)!r} {stamp}"


def _tag(family: Family, label: str) -> str:
    return f",{family.label}={label.translate(_TAG)}" if family.label and label else ""

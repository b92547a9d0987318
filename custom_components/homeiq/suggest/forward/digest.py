"""A name for all that a miner sees of a past, so that an answer is known to stand by the name alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from ...past.timeline import Timeline

_SIZE = 16  # bytes


def digest_of(past: Timeline) -> str:
    """Return the same for pasts that are equal in all that miners ask for."""
    found = blake2b(digest_size=_SIZE)
    home, opened = replace(past.home, openings={}), {name: one.contact for name, one in past.home.openings.items()}
    # How many acts a machine made is in the series already, and changes with every later day.
    told = {(one.entity_id, one.state, one.gate, one.sources) for one in past.verdicts}
    found.update(repr((past.since, past.until, home, sorted(opened.items()), sorted(told))).encode())
    for name, columns in _columns(past):
        found.update(repr((name, [len(column) for column in columns])).encode())
        for column in columns:
            found.update(column.data)
    return found.hexdigest()


def _columns(past: Timeline) -> Iterator[tuple[object, tuple[NDArray[np.generic], ...]]]:
    for name, one in (*past.series.items(), *past.set_points.items()):
        columns = (one.time, one.code, one.by_people, one.by_person, one.by_code, one.breaks, one.away)
        yield (name, one.states), columns
        if one.reported:
            yield one.reported.states, (one.reported.time, one.reported.code)
    for name, readings in past.readings.items():
        yield name, (readings.time, readings.value)

"""What people set the entities of a habit to when they did it, as far as that is known."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ...model.habits.diary import WasSet
from ...model.habits.pattern import Pattern
from ...model.things import AT_REST, SETTINGS
from ...past.timeline import Timeline
from ...past.values import settled

_MOST = 28  # values of each; those of about four weeks
_DIGITS = 4  # of a value; nobody sees more of it


def was_set(pattern: Pattern, acts: NDArray[np.float64], timeline: Timeline) -> Iterator[WasSet]:
    """Yield what each entity was set to after the newest acts.

    Args:
        pattern: the habit.
        acts: float64[n], UTC epoch seconds of the acts that carried it out, ascending.
        timeline: all that happened.
    """
    for entity_id, state in pattern.brings:
        if state in AT_REST:
            continue
        for attribute, values in sorted(timeline.values.get(entity_id, {}).items()):
            after = values.at(values.since(settled(acts))[-_MOST:])
            known = after[~np.isnan(after)].tolist()
            if known and attribute in SETTINGS:
                rounded = tuple(float(f"{value:.{_DIGITS}g}") for value in known)
                yield WasSet(entity_id=entity_id, attribute=attribute, values=rounded)

"""Entities that were given another id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .event import EventColumns


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """What was renamed at a moment.

    Attributes:
        at: UTC epoch seconds.
        renames: new entity ids by old ones.
    """

    at: float
    renames: Mapping[str, str]


def with_todays_names(history: EventColumns, renamed: Sequence[Renamed]) -> EventColumns:
    """Return a history that was kept elsewhere, with the ids that its entities have now.

    Args:
        history: with the ids of then.
        renamed: in order of time.
    """
    for batch in renamed:
        known = [number for number, name in enumerate(history.entities) if name in batch.renames]
        if not known:
            continue
        names = [batch.renames[history.entities[number]] for number in known]
        moved = np.arange(len(history.entities), dtype=np.int32)
        moved[known] = np.arange(len(known)) + len(history.entities)
        entity = np.where(history.time < batch.at, moved[history.entity], history.entity)
        history = replace(history, entity=entity, entities=(*history.entities, *names))
    return EventColumns.joined([history])

"""What is true of every block, looked at in one that has no checksum to tell whether it is as it was."""

from __future__ import annotations

import numpy as np

from ...model.event import Cause
from ..codes.codec import CAUSE_MASK, ENTITY_BITS, NUMBER_FLAG
from .block import LONGEST, BlockKind, BlockSpan, Content, Integers

SPARE = 60_000  # by which a block may be longer than a day, for times that were moved on by a little, milliseconds


def why_unsound(content: Content, span: BlockSpan) -> str | None:
    """Return what is wrong with all the content of a block, None where nothing is.

    Args:
        content: of all entities.
        span: what the index says of it.
    """
    if not 0 <= span.last - span.first <= LONGEST + SPARE or (int(content.ms.min()), int(content.ms.max())) != (
        0,
        span.last - span.first,
    ):
        return "its times are others"
    if (int(content.entities[0]), int(content.entities[-1])) != (span.low, span.high) or span.high >> ENTITY_BITS:
        return "its entities are others"
    if not content.counts.all() or (np.diff(content.entities) <= 0).any():
        return "its entities are in no order"
    begins = np.cumsum(content.counts)[:-1] - 1
    steps = np.diff(content.ms.astype(np.int64))
    steps[begins] = 0
    if (steps < 0).any():
        return "its times are in no order"
    return _why_no_values(content, span.kind)


def _why_no_values(content: Content, kind: BlockKind) -> str | None:
    values, places = content.values, content.places
    if not len(values) or int(places.max()) >= len(values) or (values < 0).any():
        return "its states are none"
    if (values & CAUSE_MASK >= len(Cause)).any():
        return "its causes are none"
    if kind is not BlockKind.NUMBERS and ((values[1:] <= values[:-1]).any() or not _all_used(places, len(values))):
        return "its states are in no order"
    is_number = values & NUMBER_FLAG != 0
    is_wrong = (kind is BlockKind.NUMBERS and not is_number.all()) or (kind is BlockKind.STATES and is_number.any())
    return "its states are of another kind" if is_wrong else None


def _all_used(places: Integers, count: int) -> bool:
    return bool(np.bincount(places, minlength=count).all())

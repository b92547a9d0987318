"""A change that was tried and not kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ..model.habits.suggestion import Suggestion
from ..suggest.words.difference import Difference
from .findings import suggestion_to_json


def tried_to_json(before: Suggestion, after: Suggestion, differences: Sequence[Difference]) -> dict[str, Any]:
    """Write a change as JSON.

    Args:
        before: as it is, with its figures of today.
        after: as it would be.
        differences: what is different, in words.
    """
    return {
        "before": suggestion_to_json(before),
        "after": suggestion_to_json(after),
        "differences": [*map(asdict, differences)],
    }

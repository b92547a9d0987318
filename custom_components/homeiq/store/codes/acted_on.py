"""Which entities people act on."""

from __future__ import annotations

from ...model.habits.value import is_value_name
from ...model.things import domains_where

ACT_DOMAINS = domains_where(lambda thing: thing.is_acted_on)
"""What people act on: kept longest."""


def is_acted_on(name: str) -> bool:
    """Tell whether people act on an entity; a value that it is set to is a number like any other."""
    return name.partition(".")[0] in ACT_DOMAINS and not is_value_name(name)

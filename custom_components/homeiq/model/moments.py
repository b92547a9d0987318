"""States that are new each time: that something changed is kept of them, not to what."""

from __future__ import annotations

import re
from typing import Final

from .things import domains_where

CHANGED: Final = "(changed)"
"""In the place of a state whose text is new each time: a moment, a random id, a text of no end."""

MOMENT_DOMAINS: Final = domains_where(lambda thing: thing.is_moment)
"""Whose states tell when they were pressed, heard or set: each is an act or an occasion of its own."""

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", re.ASCII)


def is_moment(state: str) -> bool:
    """Tell whether a state is a point in time, as Home Assistant writes those of buttons, scenes and clocks."""
    return _MOMENT.match(state) is not None

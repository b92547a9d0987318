"""What learning and every question to the history see of it, the same for all."""

from __future__ import annotations

from ..model.event import EventColumns
from ..model.home import Home
from ..past.machines.changes import without_machines
from ..past.timeline import Timeline
from ..past.ways_in.contacts import with_openings


def past_of(history: EventColumns, home: Home) -> Timeline:
    """Return what learning and every question to the history see of it."""
    return with_openings(without_machines(Timeline.of(history, home)))

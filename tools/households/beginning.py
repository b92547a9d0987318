"""What everything was when the history begins: of what is there already, Home Assistant knows the state."""

from collections.abc import Sequence

from .world import Row

BEFORE = {"open": "closed", "closed": "open", "locked": "unlocked", "home": "not_home", "not_home": "home"}
AT_REST = "off"


def beginning(rows: Sequence[Row], begin: float) -> list[Row]:
    """Return the rows of a history, after a first one for each entity: what it was at ``begin``, UTC epoch seconds."""
    ordered = sorted(rows, key=lambda row: row.time)
    history = [row for row in ordered if row.time >= begin]
    was = {row.entity: row.state for row in ordered if row.time < begin}
    first: dict[str, str] = {}
    for row in history:
        first.setdefault(row.entity, was.get(row.entity, BEFORE.get(row.state, AT_REST)))
    return [*(Row(begin, entity, state) for entity, state in first.items()), *history]

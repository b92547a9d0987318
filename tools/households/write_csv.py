"""Write a household's history: the events as CSV, the truth and the home as JSON beside them."""

from collections.abc import Iterator
from heapq import merge
from pathlib import Path
from zoneinfo import ZoneInfo

from tools.simulate.write_csv import told, write_beside, write_rows

from .lived import Lived
from .world import Row


def write(lived: Lived, path: Path) -> None:
    """Write ``path`` and, in its place for ``.csv``, ``.truth.json`` and ``.home.json``."""
    zone = ZoneInfo(lived.place.time_zone)
    rows = merge(lived.history, _chatter(lived), key=lambda row: row.time)
    write_rows(path, ((told(row.time, zone), row.entity, row.state, row.user, row.parent) for row in rows))
    write_beside(path, lived.truth, lived.home_json())


def _chatter(lived: Lived) -> Iterator[Row]:
    chatter = lived.chatter
    for time, entity, state in zip(chatter.time.tolist(), chatter.entity.tolist(), chatter.state.tolist(), strict=True):
        yield Row(time, chatter.entities[entity], chatter.states[state])

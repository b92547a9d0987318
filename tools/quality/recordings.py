"""Recordings of real homes: which there are, and what each tells."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.home import Home
from tools.event_file import read_events
from tools.recording import columns_of, home_of

ENDINGS = (".csv", ".csv.gz", ".db")


def recordings(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files named, and those in the folders named, in order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                one for one in path.iterdir() if one.name.endswith(ENDINGS) and not one.name.endswith(".entities.csv")
            )
        else:
            yield path


def read(path: Path) -> tuple[EventColumns, Home]:
    """Read a recording and what stands beside it; of measurements, those of sensors that people may go by."""
    file = read_events(path)
    home = home_of(path, file)
    return columns_of(file, home), home

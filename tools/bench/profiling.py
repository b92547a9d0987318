"""Where a section's time and memory go. Profiled code is slower, so what is measured meanwhile is not printed."""

import cProfile
from io import StringIO
from pathlib import Path
import pstats
import tracemalloc

from .command import run_once
from .section import Measured, Section
from .usage import MEBIBYTE, most_resident_bytes, resident_bytes
from .workshop import Workshop

_LINES = 40
_FRAMES = 1  # of a place where memory was asked for


def profile(section: Section, workshop: Workshop) -> Measured:
    """Run a section twice, once for its time and once for its memory, or as it wishes; return tables as text."""
    found = section.profile(workshop) if section.profile else _profile(section, workshop)
    return {section.name: f"{section.name}\n{'=' * len(section.name)}\n\n{found}"}


def _profile(section: Section, workshop: Workshop) -> str:
    time = _time(section, workshop)
    return f"{_memory(section, workshop)}\n\n{time}"


def _time(section: Section, workshop: Workshop) -> str:
    profiler = cProfile.Profile()
    profiler.enable()
    run_once(section, _apart(workshop, "time"))
    profiler.disable()
    text = StringIO()
    statistics = pstats.Stats(profiler, stream=text).strip_dirs()
    statistics.sort_stats("tottime").print_stats(_LINES)
    statistics.sort_stats("cumulative").print_stats(_LINES)
    return text.getvalue()


def _memory(section: Section, workshop: Workshop) -> str:
    before = resident_bytes()
    tracemalloc.start(_FRAMES)
    try:
        run_once(section, _apart(workshop, "memory"))
        now, peak = tracemalloc.get_traced_memory()
        found = tracemalloc.take_snapshot().statistics("lineno")[:_LINES]
    finally:
        tracemalloc.stop()
    lines = [
        f"traced at the end {now / MEBIBYTE:.1f} MB, at the most {peak / MEBIBYTE:.1f} MB",
        f"resident before {before / MEBIBYTE:.1f} MB, at the end {resident_bytes() / MEBIBYTE:.1f} MB",
        f"resident at the most {most_resident_bytes() / MEBIBYTE:.1f} MB",
        "what is still there at the end, the largest first:",
        *(f"  {place.size / 1024:9.1f} KB in {place.count} pieces: {place.traceback}" for place in found),
    ]
    return "\n".join(lines)


def _apart(workshop: Workshop, name: str) -> Workshop:
    folder: Path = workshop.folder / name
    folder.mkdir(exist_ok=True)
    return Workshop(size=workshop.size, folder=folder)

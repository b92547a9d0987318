"""Runs sections, each in a process of its own, so that none burdens the next with what it leaves in memory."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
import logging
from multiprocessing import get_context
from multiprocessing.connection import Connection
import os
import platform
import sys
from time import perf_counter

from homeassistant.const import __version__ as home_assistant_version

from . import (
    answers,
    backfill,
    columns,
    growth,
    influx,
    ingest,
    learn,
    listener,
    memory,
    panel,
    query,
    serve,
    soak,
    storage,
    wear,
)
from .section import Measured, Section
from .workshop import Workshop

SECTIONS: tuple[Section, ...] = (
    listener.SECTION,
    ingest.SECTION,
    storage.SECTION,
    columns.SECTION,
    query.SECTION,
    answers.SECTION,
    serve.SECTION,
    memory.SECTION,
    wear.SECTION,
    backfill.SECTION,
    influx.SECTION,
    learn.SECTION,
    growth.SECTION,
    panel.SECTION,
    soak.SECTION,
)

type Run = Callable[[Section, Workshop], Measured]


class SectionError(Exception):
    """A section failed; what it said is on the standard error."""


def machine() -> Measured:
    """Say what is measured on, and how busy it is with other things."""
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "home_assistant": home_assistant_version,
        "load": round(os.getloadavg()[0], 1),
    }


def measure(sections: Iterable[Section], workshop: Workshop, run: Run) -> Measured:
    """Run sections one after the other; return all their figures.

    Raises:
        SectionError: one failed.
    """
    measured: Measured = {"machine": machine()}
    for section in sections:
        begin = perf_counter()
        print(f"{section.name} ...", end=" ", file=sys.stderr, flush=True)
        measured |= _apart(section, workshop, run)
        print(f"{perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)
    return measured


def run_once(section: Section, workshop: Workshop) -> Measured:
    """Run a section in this process."""
    return asyncio.run(_measured(section, workshop))


async def _measured(section: Section, workshop: Workshop) -> Measured:
    return await section.measure(workshop)


def _apart(section: Section, workshop: Workshop, run: Run) -> Measured:
    # Forked, so that Home Assistant and its recorder are imported once for all.
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run_and_send, args=(theirs, section, workshop, run))
    process.start()
    theirs.close()
    try:
        measured: Measured = ours.recv()
    except EOFError as err:
        raise SectionError(section.name) from err
    finally:
        process.join()
    return measured


def _run_and_send(to: Connection, section: Section, workshop: Workshop, run: Run) -> None:
    # Recorder and loader have much to say about a home like this one; what matters is an error.
    logging.basicConfig(level=logging.ERROR)
    logging.getLogger("homeassistant").setLevel(logging.ERROR)
    # The command's own output may be one object of JSON.
    with redirect_stdout(sys.stderr):
        to.send(run(section, workshop))
    to.close()

"""Measure what detection finds and what it makes up: on two simulators, on real homes, and with its guards off."""

import argparse
from collections.abc import Sequence
import json
import os
from pathlib import Path
import sys
from time import perf_counter

from tools.command_line import UNUSABLE, run
from tools.event_file import EventFileError

from . import guards, lengths, numbers, overall, real, sensitivity
from .calibration import beside as calibration
from .messy import told as messy
from .report import tables_of, write_docs
from .section import Asked, Figures, Section
from .subject import SIMULATORS

SECTIONS = (
    overall.SECTION,
    lengths.SECTION,
    sensitivity.SECTION,
    guards.SECTION,
    numbers.SECTION,
    calibration.SECTION,
    messy.SECTION,
    real.SECTION,
)
DAYS = 56  # of history
DOCS = Path(__file__).parents[2] / "docs" / "detection.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 2 is the exit code for a file that can't be used."""
    options = _parser().parse_args(arguments)
    sections = _chosen(options)
    if missing := [path for path in options.real if not path.exists()]:
        print(f"quality: there is no {missing[0]}", file=sys.stderr)
        return UNUSABLE
    asked = Asked(
        seeds=options.seeds,
        simulators=options.simulator or SIMULATORS,
        days=options.days,
        jobs=options.jobs,
        real=options.real,
        verbose=options.verbose,
    )
    try:
        measured = {section.name: _measure(section, asked) for section in sections}
    except EventFileError as err:
        print(f"quality: {err}", file=sys.stderr)
        return UNUSABLE
    if options.write_docs:
        write_docs(options.docs, sections, measured, _command(options))
    print(json.dumps(measured) if options.json else "\n\n".join(tables_of(sections, measured)))
    return 0


def _measure(section: Section, asked: Asked) -> Figures:
    begin = perf_counter()
    print(f"{section.name} ...", end=" ", file=sys.stderr, flush=True)
    figures = section.measure(asked)
    print(f"{perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)
    return figures


def _command(options: argparse.Namespace) -> str:
    """Return what makes the same figures again, but for the section's name."""
    simulators = [f" --simulator {name}" for name in options.simulator or ()]
    days = f" --days {options.days}" if options.days != DAYS else ""
    return f"scripts/quality{''.join(simulators)}{days} --seeds {options.seeds[0]}-{options.seeds[-1]}"


def _chosen(options: argparse.Namespace) -> list[Section]:
    """Choose the sections named; else the real homes that are given, or all in all."""
    names = options.only or (["real"] if options.real else ["overall"])
    return [section for section in SECTIONS if section.name in names]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/quality", description=__doc__)
    names = [section.name for section in SECTIONS]
    parser.add_argument("--seeds", type=_seeds, default=_seeds("1-10"), help="such as 1-10 (default)")
    parser.add_argument("--days", type=_positive, default=DAYS, help=f"of history (default: {DAYS})")
    parser.add_argument("--only", action="append", choices=names, help="this part only; again for more")
    parser.add_argument("--simulator", action="append", choices=SIMULATORS, help="this one only (default: both)")
    parser.add_argument(
        "--real", type=Path, nargs="+", default=[], metavar="DIR", help="recordings of real homes, or folders of such"
    )
    parser.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, help="homes at a time (default: cores)")
    parser.add_argument("--json", action="store_true", help="one object instead of tables")
    parser.add_argument("--verbose", action="store_true", help="name what was missed and what was wrong")
    parser.add_argument("--write-docs", action="store_true", help="also put the tables into docs/detection.md")
    parser.add_argument("--docs", type=Path, default=DOCS, help=argparse.SUPPRESS)
    return parser


def _seeds(text: str) -> range:
    first, _, last = text.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    if not seeds:
        raise argparse.ArgumentTypeError("the last seed must not come before the first")
    return seeds


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


if __name__ == "__main__":
    run("quality", main)

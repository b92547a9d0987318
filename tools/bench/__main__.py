"""Measure what HomeIQ costs on this machine, beside Home Assistant's recorder and core's influxdb in the same run."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
import json
from pathlib import Path
import sys
from tempfile import TemporaryDirectory

from tools.command_line import run

from .command import SECTIONS, SectionError, measure, run_once
from .profiling import profile
from .report import tables_of, write_docs
from .section import Measured, Section
from .size import SIZES, Size
from .workshop import Workshop

DOCS = Path(__file__).parents[2] / "docs" / "performance.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    options = _parser().parse_args(arguments)
    sections = _chosen(options.only)
    try:
        with TemporaryDirectory(prefix="homeiq-bench-") as folder:
            workshop = Workshop(size=_size(options), folder=Path(folder))
            measured = measure(sections, workshop, profile if options.profile else run_once)
            measured["machine"]["size"] = "quick" if options.quick else options.size
    except SectionError as err:
        print(f"{err} could not be measured", file=sys.stderr)
        return 1
    if options.profile:
        print(*(measured[section.name] for section in sections), sep="\n\n")
        return 0
    _tell(options, sections, measured)
    return 0


def _tell(options: argparse.Namespace, sections: Sequence[Section], measured: Measured) -> None:
    if options.write_docs:
        write_docs(options.docs, sections, measured)
    if options.json:
        print(json.dumps(measured))
    else:
        print(*tables_of(sections, measured), sep="\n\n")


def _chosen(names: Sequence[str] | None) -> list[Section]:
    if names:
        return [section for section in SECTIONS if section.name in names]
    return [section for section in SECTIONS if not section.on_demand]


def _size(options: argparse.Namespace) -> Size:
    size = SIZES["quick" if options.quick else options.size]
    changes = {
        "rates": options.rates,
        "pairs": options.pairs,
        "soak_seconds": options.seconds,
        "soak_rate": options.rate,
    }
    return replace(size, **{name: value for name, value in changes.items() if value is not None})


def _rates(text: str) -> tuple[float | None, ...]:
    return tuple(None if part == "max" else int(part) for part in text.split(","))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    names = [section.name for section in SECTIONS]
    parser.add_argument(
        "--only", action="append", choices=names, help="measure this only; again for more (soak only runs so)"
    )
    parser.add_argument("--json", action="store_true", help="one object instead of tables")
    parser.add_argument("--quick", action="store_true", help="a rough idea of everything within a minute")
    parser.add_argument("--size", choices=list(SIZES), default="full", help="how much is measured (default: full)")
    parser.add_argument("--rates", type=_rates, help="events a second of ingest, such as 100,1000,max")
    parser.add_argument("--pairs", type=int, help="how often the subjects of ingest take turns")
    parser.add_argument("--seconds", type=float, help="how long soak is (default: an hour)")
    parser.add_argument("--rate", type=float, help="events a second of soak (default: 1000)")
    parser.add_argument("--profile", action="store_true", help="where time and memory go, instead of figures")
    parser.add_argument("--write-docs", action="store_true", help="also put the tables into docs/performance.md")
    parser.add_argument("--docs", type=Path, default=DOCS, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    run("bench", main)

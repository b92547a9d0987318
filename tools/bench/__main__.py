"""Measure what HomeIQ costs on this machine: ``scripts/bench --only listener --json``."""

import argparse
import asyncio
from collections.abc import Sequence
import json
import os
from pathlib import Path
import platform
import sys
from tempfile import TemporaryDirectory
from typing import Any

from homeassistant.const import __version__ as home_assistant_version

from .listener import measure_listener
from .query import measure_query


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    options = _parser().parse_args(arguments)
    measured: dict[str, Any] = {"machine": machine()}
    if options.only in {None, "listener"}:
        measured["listener"] = _listener(options.pairs or (6 if options.quick else 30), options.thousands * 1000)
    if options.only in {None, "query"}:
        measured["query"] = _query(options.seconds or (2 if options.quick else 5))
    print(json.dumps(measured)) if options.json else _print_tables(measured)
    return 0


def machine() -> dict[str, Any]:
    """Say what it was measured on, and how busy that was with other things."""
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "home_assistant": home_assistant_version,
        "load": round(os.getloadavg()[0], 1),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--only", choices=("listener", "query"), help="measure this only")
    parser.add_argument("--json", action="store_true", help="one object instead of tables")
    parser.add_argument("--quick", action="store_true", help="fewer pairs, less time: a rough idea")
    parser.add_argument("--pairs", type=int, help="how often listeners take turns (default: 30, quick: 6)")
    parser.add_argument("--thousands", type=int, default=5, help="thousand states written in each turn (default: 5)")
    parser.add_argument("--seconds", type=float, help="how long entities are looked up (default: 5, quick: 2)")
    return parser


def _listener(pairs: int, writes: int) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        return asyncio.run(measure_listener(Path(folder), pairs=pairs, writes=writes))


def _query(seconds: float) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        return asyncio.run(measure_query(Path(folder), seconds=seconds))


def _print_tables(measured: dict[str, Any]) -> None:
    print(", ".join(f"{name.replace('_', ' ')} {value}" for name, value in measured["machine"].items()))
    if listener := measured.get("listener"):
        _print_listener(listener)
    if query := measured.get("query"):
        times = query["entity_ms"]
        print(f"\nAn entity looked up among {query['entities']}, {query['events_per_second']} events/s being stored")
        print(f"median {times['median']:.2f} ms, p99 {times['p99']:.2f} ms ({query['looked_up']} look-ups)")


def _print_listener(listener: dict[str, Any]) -> None:
    print(f"\nµs an event, medians of {listener['pairs']} pairs of {listener['writes']} changes of state")
    print("| listener | event loop | its quartiles | main thread's CPU | process's CPU |\n|---|---|---|---|---|")
    for name in ("none", "empty", "homeiq"):
        cost = listener[name]
        label = "none (in all)" if name == "none" else f"{name} (above none)"
        first, third = cost["loop_us_quartiles"]
        print(f"| {label} | {cost['loop_us']} | {first} to {third} | {cost['main_us']} | {cost['process_us']} |")


if __name__ == "__main__":
    sys.exit(main())

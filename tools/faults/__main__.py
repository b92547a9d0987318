"""Breaks HomeIQ on purpose in every way that is known, and says what came of it."""

import argparse
from pathlib import Path
import subprocess
import sys
import time

from tools.command_line import run

from .faults import FAULTS, Fault, listed

TESTS = Path(__file__).parents[2] / "tests"


def main() -> int:
    """Run what is asked for; return 1 where something did not end as it should."""
    parser = argparse.ArgumentParser(prog="scripts/faults", description=__doc__)
    parser.add_argument("--backups", type=int, default=100, help="how many backups are taken and restored")
    parser.add_argument("--deliveries", type=int, default=10_000, help="how many messages are delivered over restarts")
    parser.add_argument("--only", metavar="WORD", default="", help="only the faults whose name has this word")
    parser.add_argument("--list", action="store_true", help="only tell which there are, and where they are made")
    arguments = parser.parse_args()
    if arguments.list:
        print(listed(FAULTS))
        return 0
    print("| fault | what is lost | as it should be | seconds |\n|---|---|---|---|")
    faults = [fault for fault in FAULTS if arguments.only.lower() in fault.name.lower()]
    results = [_run(fault.name, fault.lost, _command(fault)) for fault in faults]
    if arguments.backups and arguments.only.lower() in "backups":
        name = f"{arguments.backups} backups of a booted home, each restored"
        results.append(_run(name, "nothing", [sys.executable, "-m", "tools.faults.backups", str(arguments.backups)]))
    if arguments.deliveries and arguments.only.lower() in "deliveries":
        name = f"{arguments.deliveries} deliveries over three restarts, one of them a kill"
        results.append(
            _run(name, "nothing", [sys.executable, "-m", "tools.faults.deliveries", str(arguments.deliveries)])
        )
    return 0 if all(results) else 1


def _command(fault: Fault) -> list[str]:
    files = [str(TESTS / name) for name in fault.tests]
    return [
        sys.executable,
        "-m",
        "pytest",
        "--quiet",
        "--numprocesses",
        "0",
        "--no-header",
        "--show-capture=no",
        *files,
    ]


def _run(name: str, lost: str, command: list[str]) -> bool:
    begin = time.perf_counter()
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    is_well = ended.returncode == 0
    print(f"| {name} | {lost} | {'yes' if is_well else 'NO'} | {time.perf_counter() - begin:.0f} |", flush=True)
    if not is_well:
        print(ended.stdout[-2000:], ended.stderr[-500:], file=sys.stderr)
    return is_well


if __name__ == "__main__":
    run("faults", main)

"""Write a simulated home and its truth: ``scripts/simulate OUT.csv --seed 7``."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from .plan import SimulationPlan
from .simulation import simulate
from .truth import PlantedHabit
from .write_csv import write


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line asks for."""
    asked = _parser().parse_args(arguments)
    plan = SimulationPlan(
        seed=asked.seed,
        days=asked.days,
        null=asked.null,
        events_per_day=asked.events_per_day,
        time_zone=asked.timezone,
        latitude=asked.latitude,
        longitude=asked.longitude,
        start=asked.start,
        residents=asked.residents,
        rooms=asked.rooms,
    )
    simulated = simulate(plan)
    if asked.out:
        write(simulated, asked.out)
        print(f"{asked.out}: {len(simulated.events)} events of {plan.days} days in {simulated.home.time_zone}")
    if asked.list_habits:
        print("\n".join(map(describe, simulated.truth.habits)))


def describe(habit: PlantedHabit) -> str:
    """Say a habit in one line."""
    when = habit.time or ""
    if habit.event:
        when = f"{habit.offset_minutes:+} min of {habit.event}"
    if habit.trigger:
        held = f" for {habit.trigger.for_seconds} s" if habit.trigger.for_seconds else ""
        when = f"after {habit.trigger.entity_id} is {habit.trigger.to}{held}"
    days = "".join("MTWTFSS"[day] if day in habit.weekdays else "-" for day in range(7))
    missable = "" if habit.required else ", too rare to be asked for"
    named = " and ".join(habit.entities)
    return f"{habit.kind:9} {days} {named} {habit.state} {when}: {habit.support_days} days{missable}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/simulate", description=__doc__)
    parser.add_argument(
        "out", type=Path, nargs="?", metavar="OUT.csv", help="the events; truth and home go beside them"
    )
    parser.add_argument("--seed", type=int, default=0, help="draws everything that is not given")
    parser.add_argument("--days", type=int, default=56)
    parser.add_argument("--null", action="store_true", help="the rhythm of a home, but no habit")
    parser.add_argument("--events-per-day", type=int, default=2000, help="with its chatty sensors")
    parser.add_argument("--list-habits", action="store_true", help="print what was planted")
    parser.add_argument("--timezone", help="such as Europe/Berlin")
    parser.add_argument("--latitude", type=float)
    parser.add_argument("--longitude", type=float)
    parser.add_argument("--start", type=date.fromisoformat, help="first local day, YYYY-MM-DD")
    parser.add_argument("--residents", type=int, choices=(1, 2))
    parser.add_argument("--rooms", type=int, choices=range(5), help="rooms beside the usual ones")
    return parser


if __name__ == "__main__":
    main()

"""Write a simulated home and its truth: ``scripts/simulate OUT.csv --seed 7``."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tools.command_line import run
from tools.households.lived import live_through
from tools.households.plan import HouseholdPlan
from tools.households.write_csv import write as write_household

from .plan import SimulationPlan
from .simulation import simulate
from .truth import PlantedHabit, Truth
from .write_csv import write

EVENTS = 2000  # a day, of a home that nobody asked for another number of


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line asks for."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    truth = _household(asked, parser) if asked.household else _home(asked)
    if asked.list_habits:
        print("\n".join(map(describe, truth.habits)))


def _home(asked: argparse.Namespace) -> Truth:
    plan = SimulationPlan(
        seed=asked.seed,
        days=asked.days,
        null=asked.null,
        messy=asked.messy,
        events_per_day=asked.events_per_day or EVENTS,
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
    return simulated.truth


def _household(asked: argparse.Namespace, parser: argparse.ArgumentParser) -> Truth:
    """Let people live; where, how many and in how many rooms is theirs to say."""
    for option in ("timezone", "latitude", "longitude", "residents", "rooms"):
        if getattr(asked, option) is not None:
            parser.error(f"argument --{option}: not allowed with argument --household")
    plan = HouseholdPlan(
        seed=asked.seed,
        days=asked.days,
        null=asked.null,
        events_per_day=asked.events_per_day,
        messy=asked.messy,
        start=asked.start,
    )
    lived = live_through(plan)
    if asked.out:
        write_household(lived, asked.out)
        print(f"{asked.out}: {lived.events} events of {plan.days} days in {lived.place.time_zone}")
    return lived.truth


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
    parser.add_argument("--events-per-day", type=int, help=f"with its chatty sensors (default: {EVENTS})")
    parser.add_argument("--household", action="store_true", help="people who live, and whose habits emerge")
    parser.add_argument(
        "--messy",
        type=float,
        nargs="?",
        const=1.0,
        default=0.0,
        metavar="TIMES",
        help="lives as messy as real ones, with so many times as many habits that deserve something",
    )
    parser.add_argument("--list-habits", action="store_true", help="print what was planted")
    parser.add_argument("--timezone", help="such as Europe/Berlin")
    parser.add_argument("--latitude", type=float)
    parser.add_argument("--longitude", type=float)
    parser.add_argument("--start", type=date.fromisoformat, help="first local day, YYYY-MM-DD")
    parser.add_argument("--residents", type=int, choices=(1, 2))
    parser.add_argument("--rooms", type=int, choices=range(5), help="rooms beside the usual ones")
    return parser


if __name__ == "__main__":
    run("simulate", main)

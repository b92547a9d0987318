"""Measure detection on simulated homes whose habits are known: recall, precision, and suggestions where no habit is."""

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
import json
import os
import sys
from typing import Any

from tools import load  # isort: skip - it has to come before the core

from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.as_json import suggestion_to_json
from custom_components.homeiq.model.event import Cause, EventColumns
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.settings import Settings
from tools.simulate.plan import Simulated, SimulatedEvent, SimulationPlan
from tools.simulate.score import Score, score
from tools.simulate.simulation import simulate

_AWAY = frozenset({"unavailable", "unknown"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="scripts/quality", description=__doc__)
    parser.add_argument("--seeds", type=_seeds, default=_seeds("1-10"), help="such as 1-10 (default)")
    parser.add_argument("--days", type=int, default=56)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--verbose", action="store_true", help="name what was missed and what was wrong")
    options = parser.parse_args(arguments)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        homes = list(pool.map(partial(judge, days=options.days), options.seeds))
        empty = list(pool.map(partial(judge, days=options.days, null=True), options.seeds))
    figures = summarise(homes, empty)
    print(json.dumps(figures)) if options.json else _print_table(options.seeds, homes, figures)
    if options.verbose:
        _print_errors(options.seeds, homes, empty)
    return 0


def _seeds(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def judge(seed: int, *, days: int, null: bool = False) -> Score:
    """Simulate a home, learn from it, and compare."""
    simulated = simulate(SimulationPlan(seed=seed, days=days, null=null))
    words = Words.from_translations(json.loads((load.FOLDER / "translations" / "en.json").read_text("utf-8")), {})
    history = columns(simulated)
    home = Home(
        time_zone=simulated.home.time_zone, latitude=simulated.home.latitude, longitude=simulated.home.longitude
    )
    learned = learn(history, home, Settings(), now=float(history.time[-1]), words=words)
    return score([suggestion_to_json(one) for one in learned.suggestions], simulated.truth)


def columns(simulated: Simulated) -> EventColumns:
    """Turn simulated events into columns, measurements left out as the store does."""
    return EventColumns.from_rows(
        (event.time, event.entity_id, event.state, _cause(event))
        for event in simulated.events
        if not _is_number(event.state)
    )


def _cause(event: SimulatedEvent) -> int:
    if event.state in _AWAY:
        return Cause.STARTUP
    if event.automation:
        return Cause.AUTOMATION
    return Cause.PERSON if event.user_id else Cause.DEVICE


def _is_number(state: str) -> bool:
    try:
        float(state)
    except ValueError:
        return False
    return True


def summarise(homes: Sequence[Score], empty: Sequence[Score]) -> dict[str, Any]:
    """Add the homes up."""
    total = sum(homes, Score())
    return {
        "homes": len(homes),
        "planted": total.planted,
        "recall": round(total.recall, 3),
        "recall_of_all": round(total.recall_of_all, 3),
        "shown": total.shown,
        "precision": round(total.precision, 3),
        "duplicates": total.duplicates,
        "forbidden": total.forbidden,
        "same_days": round(total.day_class, 3),
        "condition_found": round(total.condition, 3),
        "groups_whole": round(total.groups_whole, 3),
        "null_homes": len(empty),
        "null_suggestions": sum(one.shown for one in empty),
    }


def _print_table(seeds: Sequence[int], homes: Sequence[Score], figures: dict[str, Any]) -> None:
    print("| seed | planted | found | shown | right |\n|---|---|---|---|---|")
    for seed, one in zip(seeds, homes, strict=True):
        print(f"| {seed} | {one.planted} | {one.found} | {one.shown} | {one.right} |")
    print()
    for name, value in figures.items():
        print(f"{name.replace('_', ' ')}: {value}")


def _print_errors(seeds: Sequence[int], homes: Sequence[Score], empty: Sequence[Score]) -> None:
    for seed, one in zip(seeds, homes, strict=True):
        for habit in one.missed:
            print(f"{seed} missed: {habit}")
        for wrong in one.wrong:
            print(f"{seed} wrong: {wrong['title']} {wrong['backtest']}")
    for seed, one in zip(seeds, empty, strict=True):
        for wrong in one.wrong:
            print(f"{seed} null: {wrong['title']} {wrong['backtest']}")


if __name__ == "__main__":
    sys.exit(main())

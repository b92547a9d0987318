"""How much the figures depend on what the simulators assume: each assumption halved and doubled."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from .section import Asked, Figures, Section, table
from .subject import HOMES, HOUSEHOLDS, Case
from .trial import added, try_all

USUAL = "as it is"


def _turned(*knobs: str) -> dict[str, dict[str, object]]:
    return {f"{knob} x {factor:g}": {"knobs": ((knob, factor),)} for knob in knobs for factor in (0.5, 2.0)}


# What each simulator lets one turn.
TURNS: Mapping[str, Mapping[str, Mapping[str, object]]] = MappingProxyType(
    {
        HOUSEHOLDS: {USUAL: {}, **_turned("looseness", "noise", "events", "rooms", "residents", "delays")},
        HOMES: {
            USUAL: {},
            **_turned("looseness", "noise", "delays"),
            "events x 0.5": {"events_per_day": 1000},
            "events x 2": {"events_per_day": 4000},
            "rooms: no extra one": {"rooms": 0},
            "rooms: four extra ones": {"rooms": 4},
            "residents: one": {"residents": 1},
            "residents: two": {"residents": 2},
        },
    }
)
NAMES = ("planted", "recall", "shown", "precision", "condition_right", "same_days", "null_suggestions")


def measure(asked: Asked) -> Figures:
    """Judge the same seeds with each assumption turned."""
    return {
        simulator: {turn: _one(simulator, asked, change) for turn, change in TURNS[simulator].items()}
        for simulator in asked.simulators
    }


def _one(simulator: str, asked: Asked, change: Mapping[str, object]) -> Figures:
    plain = [Case(simulator=simulator, seed=seed, days=asked.days) for seed in asked.seeds]
    cases = [replace(case, **change) for case in plain]  # type: ignore[arg-type]
    tallies = try_all([*cases, *(replace(case, null=True) for case in cases)], asked.jobs)
    empty = added(tallies[len(cases) :])
    return added(tallies[: len(cases)]).to_json() | {"null_suggestions": round(empty.shown / max(empty.homes, 1), 3)}


def tables(figures: Figures) -> Iterator[str]:
    """Show a row a turn."""
    header = ["simulator", "assumption", "to be found", "recall", "suggestions", "precision", "condition right"]
    yield table(
        [*header, "right days", "suggestions in a home without habits"],
        [
            [simulator, turn, *(one[name] for name in NAMES)]
            for simulator, turns in figures.items()
            for turn, one in turns.items()
        ],
    )


SECTION = Section(name="sensitivity", measure=measure, tables=tables)

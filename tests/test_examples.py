"""The examples in docstrings are right, and the functions that only reckon have one."""

import doctest
from importlib import import_module
import inspect
from pathlib import Path

import pytest

import custom_components.homeiq
from custom_components.homeiq.model.habits.pattern import WORKDAYS, Dark
from custom_components.homeiq.model.habits.trigger import AtTime
from tests.habits import habit
from tests.told import past, series, unit

PACKAGE = Path(custom_components.homeiq.__file__).parent
# What runs without Home Assistant.
FOLDERS = ("answers", "games", "mine", "model", "past", "settings", "store", "suggest", "telemetry")
# What an example may name beside what its module does: a past that is told in one line.
TELLERS = {
    "AtTime": AtTime,
    "Dark": Dark,
    "WORKDAYS": WORKDAYS,
    "habit": habit,
    "past": past,
    "series": series,
    "unit": unit,
}
# Modules of functions that reckon with numbers alone, or ask a past.
RECKONING = (
    "model.day",
    "past.days.calendar",
    "past.chance",
    "past.condition",
    "past.days.dials",
    "past.days.sun",
    "past.delays",
    "past.machines.exact",
    "past.machines.devices.joined",
    "past.places",
    "past.presence",
    "past.proofs",
    "past.replay",
    "past.rule",
    "past.together",
    "past.uses",
    "mine.conditions.bands",
    "mine.conditions.thresholds",
    "mine.explained",
    "suggest.backtest",
    "suggest.days.trial_log",
    "store.codes.codec",
)


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


WITH_EXAMPLES = sorted(
    name_of(path)
    for folder in FOLDERS
    for path in (PACKAGE / folder).rglob("*.py")
    if ">>> " in path.read_text("utf-8")
)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_of_a_module_are_right(name: str) -> None:
    module = import_module(f"custom_components.homeiq.{name}")
    # Where a module has such a name of its own, that is meant.
    told = {teller: one for teller, one in TELLERS.items() if teller not in vars(module)}
    failed, tried = doctest.testmod(module, extraglobs=told, raise_on_error=False)

    assert tried
    assert not failed


@pytest.mark.parametrize("name", RECKONING)
def test_every_function_that_reckons_has_an_example(name: str) -> None:
    module = import_module(f"custom_components.homeiq.{name}")
    functions = [one for one in vars(module).values() if inspect.isfunction(one) and one.__module__ == module.__name__]

    without = [
        one.__name__ for one in functions if not one.__name__.startswith("_") and ">>> " not in (one.__doc__ or "")
    ]

    assert without == []

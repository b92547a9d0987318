"""The examples in docstrings are right, and the functions that only reckon have one."""

import doctest
from importlib import import_module
import inspect
from pathlib import Path

import pytest

import custom_components.homeiq

PACKAGE = Path(custom_components.homeiq.__file__).parent
# What runs without Home Assistant.
FOLDERS = ("answers", "games", "mine", "model", "past", "settings", "store", "suggest", "telemetry")
# Modules of functions that reckon with numbers alone.
RECKONING = (
    "model.day",
    "past.days.calendar",
    "past.chance",
    "past.machines.exact",
    "past.machines.joined",
    "past.places",
    "past.days.sun",
    "mine.conditions.bands",
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
    failed, tried = doctest.testmod(import_module(f"custom_components.homeiq.{name}"), raise_on_error=False)

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

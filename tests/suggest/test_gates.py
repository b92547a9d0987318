"""What stands in the way of habits that are not suggested."""

from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.model.habits.gate import Gate, Refused
from custom_components.homeiq.model.habits.pattern import EVERY_DAY, Between
from custom_components.homeiq.model.habits.suggestion import Backtest, Holdout
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.suggest import select
from custom_components.homeiq.suggest.gates import Gates
from tests.offers import a_pattern

NEEDED = 0.7

type Runs = tuple[int, int]
"""Those that were kept, and all."""


def a_habit(
    signature: str, hits: int, runs: int, later: tuple[int, int] | None = None, minute: int = 420
) -> select.Tested:
    return select.Tested(
        pattern=a_pattern(signature, trigger=AtTime(minute=minute), weekdays=EVERY_DAY),
        unit=Unit(entities=("light.kitchen",), state="on", acts=np.empty(0)),
        backtest=a_test(hits, runs),
        held_out=a_test(*later) if later else None,
    )


def a_test(hits: int, runs: int) -> Backtest:
    return Backtest(days=runs, runs=runs, hits=hits, false_alarms=runs - hits, misses=0)


@pytest.mark.parametrize(
    ("hits", "runs", "later", "gate"),
    [
        (40, 40, None, None),
        (2, 2, None, Gate.DAYS),
        (20, 40, None, Gate.LOOSE),
        (36, 40, (0, 12), Gate.ENDED),
    ],
)
def test_it_is_told_what_a_habit_lacks(hits: int, runs: int, later: tuple[int, int] | None, gate: Gate | None) -> None:
    gates, one = Gates(), a_habit("one", hits, runs, later)

    kept = gates.holding([one], lambda _: NEEDED)

    assert [each.pattern.signature for each in kept] == ([] if gate else ["one"])
    assert {name: refused.gate for name, refused in gates.refused.items()} == ({"one": gate} if gate else {})


@pytest.mark.parametrize(("hits", "runs"), [(1, 1), (3, 4), (20, 40), (60, 100)])
def test_so_many_more_and_it_holds_and_one_fewer_is_too_few(hits: int, runs: int) -> None:
    gates, one = Gates(), a_habit("one", hits, runs)

    gates.holding([one], lambda _: NEEDED)
    needs = gates.refused["one"].needs

    assert needs
    assert select.holds(one.pattern, a_test(hits + needs, runs + needs), NEEDED)
    assert not select.holds(one.pattern, a_test(hits + needs - 1, runs + needs - 1), NEEDED)


def test_what_is_far_away_is_told_no_number() -> None:
    gates = Gates()

    gates.holding([a_habit("one", 10, 400)], lambda _: NEEDED)

    assert gates.refused == {"one": Refused(gate=Gate.LOOSE)}


def test_the_first_gate_counts() -> None:
    gates, habits = Gates(), [a_pattern("a"), a_pattern("b")]

    kept = gates.keep(Gate.COVERED, habits, lambda one: one.signature == "a")
    gates.missing(Gate.SAME, habits, [])

    assert kept == habits[:1]
    assert gates.refused == {"b": Refused(gate=Gate.COVERED), "a": Refused(gate=Gate.SAME)}


def test_what_is_only_forming_is_not_suggested_with_all_that_it_was_joined_of() -> None:
    in_vain, part = a_habit("vain", 10, 40), a_habit("part", 10, 40)
    both = replace(in_vain.pattern, signature="both", entities=("light.hall", "light.kitchen"))
    whole = replace(in_vain, pattern=both, forward=in_vain.backtest, backtest=later(in_vain))
    fitted = a_habit("fitted", 40, 40)
    chosen = replace(fitted, pattern=replace(fitted.pattern, conditions=(Between(after=60, before=600),)))
    unfounded, good = replace(a_habit("gone", 40, 40), is_unfounded=True), a_habit("good", 40, 40)
    gates = Gates()

    kept = gates.trusted([whole, chosen, unfounded, good], [part])

    assert kept == [good]
    assert {name: refused.gate for name, refused in gates.refused.items()} == {
        "both": Gate.LOOSE,
        "part": Gate.LOOSE,
        "fitted": Gate.DAYS,
        "gone": Gate.ENDED,
    }


def test_where_an_automation_has_gone_is_told_however_it_fares() -> None:
    moved = replace(a_habit("moved", 10, 40), moved_from=a_pattern("before"))

    assert Gates().trusted([moved], []) == [moved]


def later(one: select.Tested) -> Backtest:
    test = one.backtest
    return replace(test, forward=Holdout(days=test.days, runs=test.runs, hits=test.hits))


def test_what_finds_no_place_is_told_whether_another_does_it() -> None:
    best, again, other = a_habit("a", 40, 40), a_habit("b", 30, 40, minute=425), a_habit("c", 30, 40, minute=1200)
    gates = Gates()

    gates.shown([best, again, other], [best])

    assert {name: refused.gate for name, refused in gates.refused.items()} == {"b": Gate.SAME, "c": Gate.PLACES}


def test_what_stops_a_whole_stops_its_parts() -> None:
    gates, whole = Gates(), a_habit("one", 40, 40)
    part, other = a_habit("two", 30, 40), a_habit("three", 30, 40, minute=1200)

    kept = gates.keep(Gate.DAYS, [whole], lambda _: False)
    gates.parted([whole], kept, [part, other])

    assert gates.refused == {"one": Refused(gate=Gate.DAYS), "two": Refused(gate=Gate.DAYS)}


def test_what_is_suggested_all_the_same_is_refused_no_longer() -> None:
    gates, one = Gates(), a_habit("one", 20, 40)
    gates.holding([one], lambda _: NEEDED)

    gates.pardon([one])

    assert gates.refused == {}

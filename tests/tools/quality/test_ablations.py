"""Guards are switched off for a while, and every one of them still exists."""

from collections.abc import Callable

import numpy as np
import pytest

from custom_components.homeiq.learn import one_past as core
from custom_components.homeiq.mine import co_occurrence
from custom_components.homeiq.mine.moments.gates import Gates
from custom_components.homeiq.model.habits.suggestion import Backtest
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.suggest import select
from tests.habits import habit
from tests.histories import event, learned, living, routine
from tests.modes import a_mode
from tools.quality.ablations import GUARDS, Guard, UnknownGuardError, without


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guard_is_switched_off_and_on_again(guard: Guard) -> None:
    before = (core.__dict__.copy(), co_occurrence.__dict__.copy())

    with without(guard.name):
        pass

    assert (core.__dict__, co_occurrence.__dict__) == before


def test_a_guard_is_off_meanwhile() -> None:
    usual = core.without_machines

    with without("machine detection"):
        off = core.without_machines

    assert off is not usual
    assert core.without_machines is usual


def test_no_name_switches_nothing_off() -> None:
    usual = core.without_machines

    with without(""):
        assert core.without_machines is usual


def test_a_guard_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownGuardError), without("luck"):
        pass


def test_a_name_that_detection_has_no_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = (Guard(name="gone", replaced={"no_such_name": 1}),)
    monkeypatch.setattr("tools.quality.ablations.GUARDS", gone)

    with pytest.raises(UnknownGuardError, match="no_such_name"), without("gone"):
        pass


WEAK = Backtest(days=20, runs=20, hits=13, false_alarms=7, misses=0)  # 0.65; its lower bound is 0.54
PORCH = habit(AtTime(minute=1200))


def is_shown(days: list[int], until: int) -> bool:
    """Tell whether a lamp is suggested that was lit at eight on these days."""
    found = learned(living(range(until)), routine("light.porch", "20:00", days)).suggestions
    return any(one.pattern.state == "on" for one in found)


def is_shown_though_it_ended() -> bool:
    """Tell whether a lamp is suggested that was put out at eight until nobody lit it any more: no later day speaks."""
    lit = [
        event(day, clock, "light.porch", state, delay=60.0 * (day % 7))
        for day in range(270)
        for clock, state in (("17:00", "on"), ("20:00", "off"))
    ]
    found = learned(living(range(300)), lit).suggestions
    return any((one.pattern.entities, one.pattern.state) == (("light.porch",), "off") for one in found)


def is_shown_though_it_faded() -> bool:
    return is_shown([*range(39), *range(39, 56, 5)], 56)


def stands_with_a_weak_back_test() -> bool:
    return select.Tested(
        pattern=PORCH, unit=Unit(entities=PORCH.entities, state="on", acts=np.empty(0)), backtest=WEAK, held_out=None
    ).holds(0.6)


def stands_on_its_share_alone() -> bool:
    return select.holds(PORCH, WEAK, 0.6)


def is_kept_though_it_could_be_chance() -> bool:
    return bool(co_occurrence.discoveries(np.array([0.005]), 100, 0.01).all())


def passes_with_little_lift() -> bool:
    mode = a_mode(64, 100, chance=0.4, lower_bound=0.59)
    return Gates(needed=8, confidence=0.5).passes(mode, 100)


@pytest.mark.parametrize(
    ("guard", "is_let_through"),
    [
        ("habits end", is_shown_though_it_ended),
        ("held-out gate", is_shown_though_it_faded),
        ("back-test gate", stands_with_a_weak_back_test),
        ("lower bounds", stands_on_its_share_alone),
        ("false discovery control", is_kept_though_it_could_be_chance),
        ("lift", passes_with_little_lift),
    ],
)
def test_a_guard_decides_where_no_other_one_does(guard: str, is_let_through: Callable[[], bool]) -> None:
    assert not is_let_through()

    with without(guard):
        assert is_let_through()

"""Guards are switched off for a while, and every one of them still exists."""

import pytest

from custom_components.homeiq import learn as core
from custom_components.homeiq.mine import co_occurrence
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

import pytest

from custom_components.homeiq.deliver.hooks.jumps import Jumps


def seen(*looks: tuple[float, float]) -> Jumps:
    jumps = Jumps()
    for now, running in looks:
        jumps.look(now, running)
    return jumps


@pytest.mark.parametrize("moment", [0.0, 990.0, 1005.0, 1020.0])
def test_a_clock_that_runs_on_or_is_set_by_seconds_has_not_jumped(moment: float) -> None:
    assert seen((1000.0, 0.0), (1015.0, 15.0), (1020.0, 30.0), (1045.0, 45.0)).by_now(moment) == moment


@pytest.mark.parametrize(("moment", "by_now"), [(900.0, 29_700.0), (1010.0, 29_810.0), (29_830.0, 29_830.0)])
def test_what_was_before_the_clock_was_put_ahead_is_as_long_ago_as_it_is(moment: float, by_now: float) -> None:
    # Eight hours, after a boot without a clock of its own.
    assert seen((1000.0, 0.0), (1015.0, 15.0), (29_830.0, 30.0), (29_845.0, 45.0)).by_now(moment) == by_now


def test_what_was_before_several_jumps_was_before_each_of_them() -> None:
    jumps = seen((1000.0, 0.0), (5015.0, 15.0), (9030.0, 30.0))

    assert [jumps.by_now(moment) for moment in (1000.0, 5010.0, 9020.0)] == [9000.0, 9010.0, 9020.0]


def test_what_came_while_the_clock_was_ahead_is_not_yet_to_come() -> None:
    jumps = seen((9000.0, 0.0), (9015.0, 15.0), (1030.0, 30.0))

    assert [jumps.by_now(moment) for moment in (9010.0, 1020.0)] == [1010.0, 1020.0]

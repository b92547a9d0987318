"""Whose acts come soon behind a source, against counting them one by one."""

import numpy as np
import pytest

from custom_components.homeiq.past.delays import Followers
from custom_components.homeiq.past.flips import Flips
from custom_components.homeiq.past.machines.devices.trailing import Near, Trailing
from custom_components.homeiq.past.series import Series


def source(times: list[int]) -> Flips:
    """What goes to and fro at some times, after it was heard of for the first time."""
    code = np.arange(len(times) + 1, dtype=np.int32) % 2
    nobody = np.zeros(len(code), dtype=np.bool_)
    time = np.array([-1, *times], dtype=np.float64)
    return Flips.of(Series(time=time, code=code, states=("off", "on"), by_people=nobody, by_person=nobody))


@pytest.mark.parametrize("seed", range(6))
def test_acts_behind_flips_that_last_are_counted(seed: int) -> None:
    draw = np.random.default_rng(seed)
    times = np.unique(draw.integers(0, 400, 30)).tolist()
    acts = [np.sort(draw.integers(0, 400, size)).astype(np.float64) for size in (0, 1, 40)]

    near = Near(behind=Trailing.of(Followers.of(acts), source(times)), seconds=9)

    lasting = [time for time, after in zip(times, [*times[1:], np.inf], strict=True) if after > time + 9]
    last = [[max([one for one in times if one < act], default=-np.inf) for act in some.tolist()] for some in acts]
    soon = [
        [flip for act, flip in zip(some.tolist(), flips, strict=True) if act <= flip + 9]
        for some, flips in zip(acts, last, strict=True)
    ]
    assert near.acts.tolist() == [len(some) for some in soon]
    assert near.answers.tolist() == [sum(flip in lasting for flip in some) for some in soon]

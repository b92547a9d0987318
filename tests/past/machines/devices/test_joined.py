"""Groups, against the slow and obvious way."""

import numpy as np
import pytest

from custom_components.homeiq.past.machines.devices.joined import join, together


@pytest.mark.parametrize("seed", range(5))
def test_pairs_are_found_as_by_trying_all_of_them(seed: int) -> None:
    draw = np.random.default_rng(seed)
    base = np.sort(draw.uniform(0, 10_000, 20))
    moments = {name: np.sort(base + draw.uniform(-1, 1, 20)) for name in "ab"}
    moments |= {name: np.sort(draw.uniform(0, 10_000, 20)) for name in "cdef"}

    groups = join(moments, 2.0, 0.6, 4)

    alike = [
        (one, other)
        for one in moments
        for other in moments
        if one < other and together(moments[one], moments[other], 2.0) >= 12
    ]
    assert alike == [("a", "b")]
    assert sorted(map(tuple, groups)) == [("a", "b"), ("c",), ("d",), ("e",), ("f",)]


def test_nothing_is_in_no_group() -> None:
    assert join({}, 2.0, 0.6, 4) == []

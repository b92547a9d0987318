"""The states of one entity through time, against asking at every moment."""

import numpy as np
import pytest

from custom_components.homeiq.past.series import Series, coded


@pytest.mark.parametrize("changes", [1, 5, 300])
@pytest.mark.parametrize("seed", range(3))
def test_states_are_counted_as_they_were_just_before(seed: int, changes: int) -> None:
    draw = np.random.default_rng(seed)
    states, code = coded(draw.choice(["heat", "off", "on"], changes).astype(np.str_))
    nobody = np.zeros(changes, dtype=np.bool_)
    time = np.sort(draw.integers(0, 100, changes)).astype(np.float64)
    series = Series(time=time, code=code, states=states, by_people=nobody, by_person=nobody)
    times = np.sort(draw.integers(0, 110, 40)).astype(np.float64)

    counts = series.tally(times)

    assert counts.tolist() == [np.count_nonzero(series.was(state, times, inclusive=False)) for state in states]

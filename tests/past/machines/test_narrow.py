"""What keeps closer together than the strictest person's acts."""

import numpy as np
import pytest

from custom_components.homeiq.past.machines.narrow import narrow


@pytest.mark.parametrize("seed", range(20))
def test_the_strictest_person_is_never_narrow(seed: int) -> None:
    places = np.random.default_rng(seed).normal(0, 60, 40)

    assert narrow(places, np.arange(40), 30.0, 600.0) == []


def test_many_at_once_on_one_day_are_one() -> None:
    assert narrow(np.linspace(0, 10, 30), np.zeros(30), 30.0, 600.0) == []


def test_what_lies_beside_a_crowd_speaks_against_it() -> None:
    crowd = np.linspace(0, 10, 12)
    both = np.concatenate([crowd, np.linspace(100, 500, 9)])

    assert len(narrow(crowd, np.arange(12), 30.0, 600.0)) == 1
    assert narrow(both, np.arange(21), 30.0, 600.0) == []

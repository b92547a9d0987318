from math import comb

import numpy as np
import pytest

from custom_components.homeiq.past.chance import binomial_tail, discoveries, wilson_lower


def test_two_of_two_is_not_certain() -> None:
    assert wilson_lower(2, 2) == pytest.approx(2 / 3)


def test_nothing_tried_proves_nothing() -> None:
    assert wilson_lower(0, 0) == 0.0


@pytest.mark.parametrize(("hits", "trials", "chance"), [(3, 10, 0.2), (10, 10, 0.5), (1, 4, 0.01)])
def test_the_tail_is_the_sum_of_its_terms(hits: int, trials: int, chance: float) -> None:
    expected = sum(comb(trials, k) * chance**k * (1 - chance) ** (trials - k) for k in range(hits, trials + 1))

    assert binomial_tail(hits, trials, chance) == pytest.approx(expected)


@pytest.mark.parametrize(("hits", "chance", "tail"), [(0, 0.3, 1.0), (2, 0.0, 0.0), (2, 1.0, 1.0)])
def test_the_tail_has_plain_ends(hits: int, chance: float, tail: float) -> None:
    assert binomial_tail(hits, 5, chance) == tail


def test_the_more_was_tried_the_more_a_finding_has_to_show() -> None:
    p_values = np.array([0.0001, 0.004, 0.03])

    assert discoveries(p_values, 3, 0.05).tolist() == [True, True, True]
    assert discoveries(p_values, 300, 0.05).tolist() == [True, False, False]
    assert discoveries(np.array([]), 300, 0.05).tolist() == []

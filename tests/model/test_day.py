import numpy as np

from custom_components.homeiq.model.day import apart


def test_ten_to_and_ten_past_midnight_are_twenty_minutes_apart() -> None:
    assert apart(1430, 10) == -20
    assert apart(np.array([1430.0]), 10.0).tolist() == [-20.0]

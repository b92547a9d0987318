"""Numbers that nothing measures, as a server that is broken tells them."""

import numpy as np
import pytest

from custom_components.homeiq.model.readings import Readings
from custom_components.homeiq.past.condition import within

TOLD = Readings.of(np.array([10.0, 20.0, 30.0]), np.array([1e308, -1e39, 5.0])).value


def test_what_is_too_large_to_be_kept_is_no_measurement() -> None:
    assert TOLD.tolist() == pytest.approx([float("nan"), float("nan"), 5.0], nan_ok=True)


@pytest.mark.parametrize(("above", "below", "found"), [(1e308, None, False), (-1e308, 1e308, True)])
def test_a_limit_that_is_too_large_is_one_that_nothing_reaches(
    above: float | None,
    below: float | None,
    found: bool,  # noqa: FBT001 - of a table
) -> None:
    assert within(TOLD, above, below).tolist() == [False, False, found]

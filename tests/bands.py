"""The clearest band of firings, all in one."""

import numpy as np
from numpy.typing import NDArray

from custom_components.homeiq.mine.conditions.bands import Bands, slots_of
from custom_components.homeiq.model.habits.pattern import Between


def clearest_band(minutes: NDArray[np.float64], hit: NDArray[np.bool_]) -> Between | None:
    bands = Bands(slots_of(minutes), hit)
    return bands.clearest() if bands.may_reach(0.0) else None

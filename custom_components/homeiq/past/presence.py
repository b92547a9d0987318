"""Who was home."""

import numpy as np
from numpy.typing import NDArray

from .timeline import ZONE, Timeline

__all__ = ["ZONE", "somebody_home"]


def somebody_home(timeline: Timeline, times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell at which moments anybody was home; always, where no person was ever seen at home."""
    homes = [timeline.series[name] for name in timeline.persons if "home" in timeline.series[name].states]
    if not homes:
        return np.ones(len(times), dtype=np.bool_)
    return np.asarray(np.any([series.was("home", times) for series in homes], axis=0))

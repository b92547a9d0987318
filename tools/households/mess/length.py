"""How long something stays in use that nobody plans: mostly half an hour, now and then a minute or a day."""

import numpy as np

MEDIAN, SPREAD = 25.0, 2.2  # minutes, and standard deviation of their logarithm
SHORTEST, LONGEST = 0.05, 2400.0  # minutes


def length_of_use(rng: np.random.Generator) -> float:
    """Draw how long something stays in use, minutes."""
    return float(np.clip(rng.lognormal(np.log(MEDIAN), SPREAD), SHORTEST, LONGEST))

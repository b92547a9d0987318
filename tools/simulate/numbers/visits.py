"""When people of that home come by."""

import numpy as np

from .weather import MINUTES, Minutes

WAKING = (6.5 * 60, 23.25 * 60)  # minutes


def visits_of(rng: np.random.Generator, a_day: float, days: int) -> Minutes:
    """Return when somebody comes in, minutes of the story, ascending and some minutes apart."""
    begin, end = WAKING
    found = [day * MINUTES + rng.uniform(begin, end, rng.poisson(a_day)) for day in range(days)]
    visits = np.sort(np.concatenate(found))
    return np.asarray(visits[np.append(True, np.diff(visits) > 6)[: len(visits)]])  # noqa: PLR2004 - minutes

"""Good and bad weeks: what people are in the mood for goes from week to week, and a little from day to day."""

import numpy as np

KEEPS = 0.6  # of a week's mood that the next one has
WEEK, DAY = 0.75, 0.35  # standard deviations of the logarithm


def draw_moods(rng: np.random.Generator, days: int, week: float = WEEK) -> list[float]:
    """Draw a factor for each day, around 1.

    Args:
        week: standard deviation of the logarithm of a week's.
    """
    weeks = [float(rng.normal(0, week))]
    while len(weeks) <= days // 7:
        weeks.append(KEEPS * weeks[-1] + float(rng.normal(0, week * np.sqrt(1 - KEEPS**2))))
    strays = rng.normal(0, DAY, days)
    return [float(np.exp(weeks[day // 7] + strays[day])) for day in range(days)]

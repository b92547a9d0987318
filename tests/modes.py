"""Times of day as the miner measures them, for the gates to judge."""

import numpy as np

from custom_components.homeiq.mine.moments.modes import Mode
from custom_components.homeiq.model.habits.pattern import EVERY_DAY


def a_mode(hits: int, days: int, *, chance: float, lower_bound: float, weekdays: frozenset[int] = EVERY_DAY) -> Mode:
    """Return a mode of the clock that was kept on the first ``hits`` of so many days."""
    eligible = np.arange(days)
    return Mode(
        dial="clock",
        weekdays=weekdays,
        centre=1200.0,
        half_width=15.0,
        acts=eligible[:hits],
        eligible=eligible,
        hits=eligible[:hits],
        chance=chance,
        lower_bound=lower_bound,
        spread=8.0,
        support=hits,
    )

"""How far acts keep to the clock: the best hour of a thing, its modes, how loose they are and how they wander."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .recorded import Floats
from .uses import FEWEST, Found

DAY = 1440.0  # minutes
HALF_HOUR, MODE = 30.0, 180.0  # minutes on either side
STEP = 5.0  # minutes between the hours that are tried
DRAWS = 20  # of as many acts of the home
FEWEST_DAYS = 6
KEPT = 0.5  # of the days, from which on there is something to be loose about
FEWEST_HALF = 4  # acts in a half of the time


def hour_figures(minute: Floats, day: Floats, lived: Floats, rhythm: Floats) -> dict[str, float]:
    """Return the figures of one thing's side.

    Args:
        minute: float64[n], of the local day, when it was done; ``day`` the local days.
        lived: float64[m], days on which anything was done, ascending.
        rhythm: float64[k], minutes at which anything was done in the home.
    """
    share, centre = _best(minute)
    random = np.random.default_rng(0)
    drawn = float(np.mean([_best(random.choice(rhythm, len(minute)))[0] for _ in range(DRAWS)]))
    inside = np.abs(_apart(minute, np.arange(0.0, DAY, 3 * STEP))) <= HALF_HOUR
    kept = max(float(np.isin(lived, day[mine]).mean()) for mine in inside)
    found = {"hour": share, "hour_lift": share / drawn, "modes": float(_modes(minute)), "kept": kept}
    return found | dict(_around(_apart(minute, np.array([centre]))[0], day, lived, kept))


def _around(off: Floats, day: Floats, lived: Floats, kept: float) -> Found:
    """Yield how acts lie about the main mode; ``off`` in minutes from it."""
    main = np.abs(off) <= MODE
    yield "main_mode", float(main.mean())
    early = day <= (lived[0] + lived[-1]) / 2
    if main.sum() >= FEWEST:
        stray = np.abs(off[main] - np.median(off[main]))
        deviation = float(np.median(stray))
        yield "far", float(np.mean(stray > 2 * deviation))
        if kept >= KEPT:
            yield "loose", deviation
    if min(np.count_nonzero(main & early), np.count_nonzero(main & ~early)) >= FEWEST_HALF:
        yield "drift", float(abs(np.median(off[main & early]) - np.median(off[main & ~early])))


def _apart(minute: Floats, centre: NDArray[np.floating[Any]]) -> Floats:
    """Return minutes from each centre, the short way round the clock: float64[centres, n]."""
    return np.asarray(np.mod(minute - centre[:, None] + DAY / 2, DAY) - DAY / 2)


def _best(minute: Floats) -> tuple[float, float]:
    """Return the largest share of the acts that an hour has, and its middle."""
    ordered, centre = np.sort(minute), np.arange(0.0, DAY, STEP)
    # Three days long, so that no hour reaches beyond either end.
    clock = np.concatenate((ordered - DAY, ordered, ordered + DAY))
    within = np.searchsorted(clock, centre + HALF_HOUR, "right") - np.searchsorted(clock, centre - HALF_HOUR, "left")
    share = within / len(minute)
    return float(share.max()), float(STEP * np.median(np.flatnonzero(share == share.max())))


def _modes(minute: Floats) -> int:
    """Count the peaks of the smoothed day that reach a third of the highest."""
    profile = np.exp(-0.5 * (_apart(minute, np.arange(0.0, DAY, 2 * STEP)) / HALF_HOUR) ** 2).sum(axis=1)
    is_peak = (profile > np.roll(profile, 1)) & (profile >= np.roll(profile, -1))
    return int(np.count_nonzero(is_peak & (profile >= profile.max() / 3)))

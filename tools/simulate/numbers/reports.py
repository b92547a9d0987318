"""What a sensor of that home reports: what has changed, and now and then nothing for hours."""

from collections.abc import Iterator

import numpy as np

from custom_components.homeiq.model.event import Cause

from .weather import MINUTES, Minutes

type Row = tuple[float, str, str, int]
"""Minute of the story, entity id, state, cause."""


def reports(rng: np.random.Generator, sensor: str, measured: Minutes, *, every: int, decimals: int) -> Iterator[Row]:
    """Yield what a sensor says: every so many minutes, where it has changed; now and then it is away for hours."""
    values = np.round(measured, decimals)
    minutes = np.arange(int(rng.integers(every)), len(values), every)
    minutes = minutes[np.append(True, np.diff(values[minutes]) != 0)]
    lost = rng.uniform(0, len(values), max(len(values) // MINUTES // 10, 1))
    away = ((minutes[:, None] >= lost) & (minutes[:, None] < lost + 150)).any(axis=1)
    for minute, value, is_away in zip(minutes.tolist(), values[minutes].tolist(), away.tolist(), strict=True):
        yield minute + 0.1, sensor, "unavailable" if is_away else f"{value:.{decimals}f}", Cause.DEVICE

"""Sunrise and sunset from the home's coordinates.

Source: the sunrise equation with the equation of the centre and the mean obliquity (Meeus, Astronomical Algorithms,
chapter 25, low accuracy). Within a minute or two of an almanac below the polar circles.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_HORIZON = np.radians(-0.833)  # refraction and half the sun's disc
_OBLIQUITY = np.radians(23.4393)
_J2000 = 10957.5  # 2000-01-01 12:00 UTC, days since the Unix epoch
_BLOCK = 512  # days; histories that move on by a day share their courses of the sun


def _declination_and_noon(
    day: NDArray[np.float64], longitude: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the sun's declination (radians) and the solar noon (days since the epoch) next to midday of local days."""
    noon = np.floor(day) + 0.5 - longitude / 360
    since = noon - _J2000
    anomaly = np.radians(np.mod(357.5291 + 0.98560028 * since, 360))
    centre = 1.9148 * np.sin(anomaly) + 0.02 * np.sin(2 * anomaly) + 0.0003 * np.sin(3 * anomaly)
    ecliptic = np.radians(np.mod(np.degrees(anomaly) + centre + 180 + 102.9372, 360))
    transit = noon + 0.0053 * np.sin(anomaly) - 0.0069 * np.sin(2 * ecliptic)
    return np.arcsin(np.sin(ecliptic) * np.sin(_OBLIQUITY)), transit


def sun_times(
    days: NDArray[np.int64], latitude: float, longitude: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return sunrise and sunset of local days.

    Args:
        days: int64[n], local days since 1970-01-01.
        latitude: degrees north.
        longitude: degrees east.

    Returns:
        Two float64[n] of UTC epoch seconds; NaN on days on which the sun doesn't rise or set.

    Examples:
        In Berlin on 2026-06-21, almanacs have 02:43 and 19:33 UTC.

        >>> rise, set_ = sun_times(np.array([20625]), 52.52, 13.4)
        >>> [divmod(round(float(one[0]) % 86400 / 60), 60) for one in (rise, set_)]
        [(2, 43), (19, 33)]
    """
    if not len(days):
        return np.zeros(0), np.zeros(0)
    first, last = _blocks(days)
    rise, set_ = _rises_and_sets(first, last, latitude, longitude)
    return rise[days - first], set_[days - first]


@lru_cache(maxsize=4)
def _rises_and_sets(
    first: int, last: int, latitude: float, longitude: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return sunrise and sunset of each day from the first to the last (excluded); not to be changed."""
    declination, transit = _declination_and_noon(np.arange(first, last, dtype=np.float64), longitude)
    phi = np.radians(latitude)
    cosine = (np.sin(_HORIZON) - np.sin(phi) * np.sin(declination)) / (np.cos(phi) * np.cos(declination))
    with np.errstate(invalid="ignore"):
        half_day = np.arccos(cosine) / (2 * np.pi)
    return (transit - half_day) * 86400, (transit + half_day) * 86400


def _blocks(days: NDArray[np.int64]) -> tuple[int, int]:
    """Return the first day and the last (excluded) of the whole blocks that some days are in."""
    return int(days.min()) // _BLOCK * _BLOCK, -(-int(days.max() + 1) // _BLOCK) * _BLOCK


def is_dark(times: NDArray[np.float64], latitude: float, longitude: float) -> NDArray[np.bool_]:
    """Tell whether the sun is below the horizon at UTC epoch seconds.

    Examples:
        >>> is_dark(np.array([0.0, 43200.0]), 0.0, 0.0).tolist()
        [True, False]
    """
    return np.asarray(sun_heights(times, latitude, longitude) < np.sin(_HORIZON))


def sun_heights(times: NDArray[np.float64], latitude: float, longitude: float) -> NDArray[np.float64]:
    """Return the sine of the sun's height above the horizon at UTC epoch seconds, float64[n].

    Examples:
        >>> sun_heights(np.array([0.0, 43200.0]), 0.0, 0.0).round(1).tolist()
        [-0.9, 0.9]
    """
    if not len(times):
        return np.zeros(0)
    day = np.floor(times / 86400 + longitude / 360).astype(np.int64)
    first, last = _blocks(day)
    constant, swing, transit = _courses(first, last, latitude, longitude)
    hour_angle = (times / 86400 - transit[day - first]) * 2 * np.pi
    return np.asarray(constant[day - first] + swing[day - first] * np.cos(hour_angle))


@lru_cache(maxsize=4)
def _courses(
    first: int, last: int, latitude: float, longitude: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return, for each day from the first to the last (excluded), what the sine of the sun's height is made of.

    It is the first value, plus the second one times the cosine of the hour angle, which is 0 at the third one, the
    solar noon in days since the epoch.
    """
    declination, transit = _declination_and_noon(np.arange(first, last, dtype=np.float64), longitude)
    phi = np.radians(latitude)
    return np.sin(phi) * np.sin(declination), np.cos(phi) * np.cos(declination), transit

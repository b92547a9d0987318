"""Sunrise and sunset from the home's coordinates.

Source: the sunrise equation with the equation of the centre and the mean obliquity (Meeus, Astronomical Algorithms,
chapter 25, low accuracy). Within a minute or two of an almanac below the polar circles.
"""

import numpy as np
from numpy.typing import NDArray

_HORIZON = np.radians(-0.833)  # refraction and half the sun's disc
_OBLIQUITY = np.radians(23.4393)
_J2000 = 10957.5  # 2000-01-01 12:00 UTC, days since the Unix epoch


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
    """
    declination, transit = _declination_and_noon(days.astype(np.float64), longitude)
    phi = np.radians(latitude)
    cosine = (np.sin(_HORIZON) - np.sin(phi) * np.sin(declination)) / (np.cos(phi) * np.cos(declination))
    with np.errstate(invalid="ignore"):
        half_day = np.arccos(cosine) / (2 * np.pi)
    return (transit - half_day) * 86400, (transit + half_day) * 86400


def is_dark(times: NDArray[np.float64], latitude: float, longitude: float) -> NDArray[np.bool_]:
    """Tell whether the sun is below the horizon at UTC epoch seconds."""
    declination, transit = _declination_and_noon(np.floor(times / 86400 + longitude / 360), longitude)
    hour_angle = (times / 86400 - transit) * 2 * np.pi
    phi = np.radians(latitude)
    sine = np.sin(phi) * np.sin(declination) + np.cos(phi) * np.cos(declination) * np.cos(hour_angle)
    return np.asarray(sine < np.sin(_HORIZON))

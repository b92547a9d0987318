"""Sunrise and sunset, good to about two minutes, which is far tighter than any person."""

from datetime import UTC, date, datetime
import math

HORIZON = -0.833  # degrees: half the sun's disc and the refraction of the air
J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
DAY = 86400.0


def sun_times(day: date, latitude: float, longitude: float) -> tuple[float, float]:
    """Return sunrise and sunset of a local day as UTC epoch seconds.

    In a polar night both are at noon, in a polar day at the midnights around it.

    Source: the sunrise equation, https://en.wikipedia.org/wiki/Sunrise_equation.
    """
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    mean = (noon - J2000).total_seconds() / DAY - longitude / 360
    anomaly = math.radians((357.5291 + 0.98560028 * mean) % 360)
    centre = 1.9148 * math.sin(anomaly) + 0.02 * math.sin(2 * anomaly) + 0.0003 * math.sin(3 * anomaly)
    ecliptic = math.radians((math.degrees(anomaly) + centre + 282.9372) % 360)
    transit = mean + 0.0053 * math.sin(anomaly) - 0.0069 * math.sin(2 * ecliptic)
    sine = math.sin(ecliptic) * math.sin(math.radians(23.4397))
    across, along = math.radians(latitude), math.asin(sine)
    cosine = (math.sin(math.radians(HORIZON)) - math.sin(across) * sine) / (math.cos(across) * math.cos(along))
    half = math.degrees(math.acos(min(1.0, max(-1.0, cosine)))) / 360
    return tuple(J2000.timestamp() + (transit + side * half) * DAY for side in (-1, 1))  # type: ignore[return-value]

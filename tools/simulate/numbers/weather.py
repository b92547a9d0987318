"""What there is to measure in the home: light, air and warmth, a value a minute."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MINUTES = 1440
NIGHT = 0.3  # lux of a street lamp

type Minutes = NDArray[np.float64]
"""A value a minute, float64[days * 1440], from the first UTC midnight on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """The days of a home.

    Attributes:
        light: outdoors, lux.
        warmth: outdoors, degrees.
        elevation: of the sun, degrees.
    """

    light: Minutes
    warmth: Minutes
    elevation: Minutes


def weather_of(rng: np.random.Generator, days: int, first_day: int, latitude: float) -> Weather:
    """Make weather up: clouds come and go within hours, warm spells within days.

    Args:
        rng: draws.
        days: how many.
        first_day: of the year.
        latitude: degrees north; the home lies at longitude 0.
    """
    minute = np.arange(days * MINUTES)
    elevation = _elevation(minute, first_day, latitude)
    clear = 120_000 * np.clip(np.sin(np.radians(elevation + 1)), 0, None) ** 1.2
    dusk = 400 * 10 ** np.clip((elevation - 1) / 2.2, -9, 0)
    clouds = np.exp(
        -np.abs(_wandering(rng, len(minute), hours=30, size=0.8)) - np.abs(_wandering(rng, len(minute), 2, 0.4))
    )
    spell = _wandering(rng, len(minute), hours=60, size=3.5)
    warmth = 11 + 4 * np.sin(2 * np.pi * (minute / MINUTES - 0.4)) + spell
    return Weather(light=np.maximum(np.maximum(clear, dusk) * clouds, NIGHT), warmth=warmth, elevation=elevation)


def indoors(weather: Weather, share: float) -> Minutes:
    """Return the light that comes in through a window, lux."""
    return np.asarray(weather.light * share)


def warmed(rng: np.random.Generator, weather: Weather, usual: float) -> Minutes:
    """Return how warm a room is, which follows the weather and who is in it, degrees."""
    rest = _wandering(rng, len(weather.warmth), hours=8, size=0.9)
    return np.asarray(usual + 0.25 * (weather.warmth - 11) + rest)


def dampened(rng: np.random.Generator, days: int, showers: Minutes) -> Minutes:
    """Return how damp a room is, per cent: each shower, a minute of the story, is felt for an hour."""
    damp = 52 + _wandering(rng, days * MINUTES, hours=40, size=3.0)
    for start in showers.astype(np.int64).tolist():
        length = min(180, days * MINUTES - start)
        rise = float(rng.uniform(18, 38))
        after = np.arange(length)
        damp[start : start + length] += rise * np.minimum(after / 6, 1) * np.exp(-np.maximum(after - 10, 0) / 35)
    return np.clip(damp, 20, 99)


def drawn(rng: np.random.Generator, days: int) -> Minutes:
    """Return what a stove draws, watts: little, and much for half an hour or an hour, some times a day."""
    watts = np.round(rng.uniform(1.5, 3.0, days * MINUTES), 1)
    for day in range(days):
        for start in (day * MINUTES + rng.uniform(7 * 60, 22 * 60, rng.poisson(2.4))).astype(np.int64).tolist():
            end = min(start + int(rng.uniform(15, 70)), days * MINUTES)
            watts[start:end] = rng.uniform(600, 2100, end - start)
    return watts


def _elevation(minute: NDArray[np.int64], first_day: int, latitude: float) -> Minutes:
    """Return how high the sun stands, degrees: good to half a degree, the sun's own clock included."""
    year = 2 * np.pi * (first_day - 81 + minute / MINUTES) / 364
    ahead = 9.87 * np.sin(2 * year) - 7.53 * np.cos(year) - 1.5 * np.sin(year)  # minutes
    declination = np.radians(-23.44 * np.cos(2 * np.pi * (first_day + 10 + minute / MINUTES) / 365))
    hour = 2 * np.pi * ((minute + ahead) / MINUTES - 0.5)
    across = np.radians(latitude)
    sine = np.sin(across) * np.sin(declination) + np.cos(across) * np.cos(declination) * np.cos(hour)
    return np.asarray(np.degrees(np.arcsin(sine)))


def _wandering(rng: np.random.Generator, count: int, hours: float, size: float) -> Minutes:
    """Return something that wanders about nothing: what it was is forgotten within some hours."""
    knots = np.arange(0, count + 60 * hours, 15 * hours)
    values = np.empty(len(knots))
    values[0] = rng.normal(0, size)
    keep = np.exp(-0.25)
    for place in range(1, len(knots)):
        values[place] = keep * values[place - 1] + rng.normal(0, size * np.sqrt(1 - keep * keep))
    return np.asarray(np.interp(np.arange(count), knots, values))

"""Where a household lives: its clock, with every change of daylight saving, and its sun."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

J2000 = 946_728_000.0  # noon of 2000-01-01, UTC epoch seconds
HORIZON = -0.833  # degrees at which the sun's upper edge is seen to touch it
STEP = 5.0  # minutes between the samples that a crossing is looked for in


class Place(NamedTuple):
    """A spot on earth; degrees north and east."""

    time_zone: str
    latitude: float
    longitude: float


PLACES = (
    Place("Europe/Madrid", 40.4, -3.7),
    Place("Europe/Oslo", 59.9, 10.8),
    Place("Europe/Athens", 38.0, 23.7),
    Place("Europe/Dublin", 53.3, -6.3),
    Place("America/Chicago", 41.9, -87.6),
    Place("America/Denver", 39.7, -105.0),
    Place("America/Halifax", 44.6, -63.6),
    Place("America/Santiago", -33.4, -70.7),
    Place("America/Bogota", 4.7, -74.1),
    Place("Australia/Melbourne", -37.8, 145.0),
    Place("Australia/Adelaide", -34.9, 138.6),
    Place("Pacific/Auckland", -41.3, 174.8),
    Place("Asia/Kathmandu", 27.7, 85.3),
)


def elevation(time: NDArray[np.float64], place: Place) -> NDArray[np.float64]:
    """Return how high the sun stands, in degrees, by the almanac's low-precision formula (0.01 degrees)."""
    days = (time - J2000) / 86_400
    anomaly = np.radians(357.528 + 0.9856003 * days)
    longitude = np.radians(280.460 + 0.9856474 * days + 1.915 * np.sin(anomaly) + 0.020 * np.sin(2 * anomaly))
    tilt = np.radians(23.439 - 4e-7 * days)
    right_ascension = np.arctan2(np.cos(tilt) * np.sin(longitude), np.cos(longitude))
    declination = np.arcsin(np.sin(tilt) * np.sin(longitude))
    sidereal = np.radians((18.697374558 + 24.06570982441908 * days) * 15 + place.longitude)
    latitude = np.radians(place.latitude)
    across = np.cos(latitude) * np.cos(declination) * np.cos(sidereal - right_ascension)
    height: NDArray[np.float64] = np.degrees(np.arcsin(np.sin(latitude) * np.sin(declination) + across))
    return height


class Clock:
    """The clock on the wall and the sun outside, for a number of days. Days are counted from the first."""

    def __init__(self, place: Place, first: date, days: int) -> None:
        """Look up every rise and set once."""
        self.place = place
        self.first = first
        self.days = days
        self._zone = ZoneInfo(place.time_zone)
        samples = np.array([self._samples(day) for day in range(days)])
        high = elevation(samples, place) > HORIZON
        self._events = {
            "sunrise": _first_change(samples, ~high[:, :-1] & high[:, 1:]),
            "sunset": _first_change(samples, high[:, :-1] & ~high[:, 1:]),
        }

    def at(self, day: int, minute: float) -> float:
        """Return the moment at which the wall shows so many minutes after midnight, UTC epoch seconds."""
        wall = datetime.combine(self.first, datetime.min.time()) + timedelta(days=day, minutes=float(minute))
        return wall.replace(tzinfo=self._zone).timestamp()

    def _samples(self, day: int) -> NDArray[np.float64]:
        minutes = np.arange(0, 1440, STEP)
        first, last = self.at(day, 0), self.at(day, float(minutes[-1]))
        if last - first == 60 * minutes[-1]:
            return np.asarray(first + 60 * minutes, dtype=np.float64)
        # The clocks change on this day.
        return np.array([self.at(day, float(minute)) for minute in minutes])

    def local(self, time: float) -> tuple[int, float]:
        """Return the day and the minutes after its midnight that the wall shows."""
        wall = datetime.fromtimestamp(time, self._zone)
        minute = wall.hour * 60 + wall.minute + wall.second / 60
        return (wall.date() - self.first).days, minute

    def weekday(self, day: int) -> int:
        """Return the day of the week; 0 is Monday."""
        return (self.first.weekday() + day) % 7

    def event(self, name: str, day: int) -> float | None:
        """Return when the sun rises or sets on a day; None where it doesn't."""
        moment = float(self._events[name][day])
        return None if np.isnan(moment) else moment

    def height(self, time: float) -> float:
        """Return how high the sun stands, in degrees."""
        return float(elevation(np.array([time]), self.place)[0])

    def is_dark(self, time: float) -> bool:
        """Tell whether the sun is below the horizon."""
        return self.height(time) < HORIZON


def _first_change(samples: NDArray[np.float64], changes: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the middle of the first step of each day in which something changes; NaN where nothing does."""
    index = changes.argmax(axis=1)
    middle = samples[np.arange(len(samples)), index] + STEP * 30
    return np.where(changes.any(axis=1), middle, np.nan)

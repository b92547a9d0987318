"""The days of a simulation: local time with its DST changes, the sun, and whether the home is on holiday."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from .plan import SimulationPlan
from .sun import sun_times

WORKDAYS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One local day. Sunrise and sunset are UTC epoch seconds.

    Attributes:
        number: 0 for the first day of the simulation.
        is_holiday: the residents are away for the whole of it.
    """

    number: int
    date: date
    zone: ZoneInfo
    sunrise: float
    sunset: float
    is_holiday: bool = False

    @property
    def weekday(self) -> int:
        """Weekday, 0 is Monday."""
        return self.date.weekday()

    @property
    def is_workday(self) -> bool:
        """Monday to Friday."""
        return self.weekday < WORKDAYS

    def at(self, minute: float) -> float:
        """Turn local minutes after midnight into UTC epoch seconds; more than a day's lie in the next one."""
        wall = datetime.combine(self.date, datetime.min.time()) + timedelta(minutes=minute)
        return wall.replace(tzinfo=self.zone).timestamp()

    def minute_of(self, time: float) -> float:
        """Turn UTC epoch seconds into the minutes after local midnight that a clock on the wall shows."""
        wall = datetime.fromtimestamp(time, self.zone).replace(tzinfo=None)
        return (wall - datetime.combine(self.date, datetime.min.time())).total_seconds() / 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """All days of a simulation, in order."""

    days: tuple[Day, ...]
    _midnights: list[float] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look up every midnight once; the last one is that after the last day."""
        midnights = [*(day.at(0) for day in self.days), self.days[-1].at(24 * 60)]
        object.__setattr__(self, "_midnights", midnights)

    @property
    def start(self) -> float:
        """The first local midnight, UTC epoch seconds."""
        return self._midnights[0]

    @property
    def end(self) -> float:
        """The midnight after the last day, UTC epoch seconds."""
        return self._midnights[-1]

    def day_of(self, time: float) -> Day:
        """Return the day that a moment lies in, the last one for a moment after it."""
        return self.days[min(max(0, bisect_right(self._midnights, time) - 1), len(self.days) - 1)]

    def is_dark(self, time: float) -> bool:
        """Tell whether the sun is below the horizon."""
        day = self.day_of(time)
        return not day.sunrise <= time < day.sunset

    def sun_moves(self, event: str) -> float:
        """Return by how many minutes of local time the earliest and the latest sunrise or sunset differ."""
        minutes = [day.minute_of(day.sunrise if event == "sunrise" else day.sunset) for day in self.days]
        return max(minutes) - min(minutes)


HOLIDAY_SHARE = 0.4  # of the homes that are simulated for at least four weeks
HOLIDAY_DAYS = 5
LONG_ENOUGH = 28  # days; in fewer a holiday would take too much


def make_calendar(plan: SimulationPlan) -> Calendar:
    """Lay out the days of a plan."""
    place, rng = plan.place, plan.generator("calendar")
    zone = ZoneInfo(place.time_zone)
    away = range(0)
    if plan.days >= LONG_ENOUGH and rng.random() < HOLIDAY_SHARE:
        first = int(rng.integers(7, plan.days - 14))
        away = range(first, first + HOLIDAY_DAYS)
    dates = [plan.first_day + timedelta(days=number) for number in range(plan.days)]
    suns = [sun_times(each, place.latitude, place.longitude) for each in dates]
    return Calendar(
        days=tuple(
            Day(number=number, date=each, zone=zone, sunrise=sun[0], sunset=sun[1], is_holiday=number in away)
            for number, (each, sun) in enumerate(zip(dates, suns, strict=True))
        )
    )

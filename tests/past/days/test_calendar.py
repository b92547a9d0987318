from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from custom_components.homeiq.past.days.calendar import Calendar, weekday


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "UTC"])
def test_the_clock_shows_what_the_time_zone_says(zone: str) -> None:
    times = np.random.default_rng(1).uniform(1.70e9, 1.80e9, 300)
    calendar = Calendar.covering(zone, times.min(), times.max())
    local = [datetime.fromtimestamp(time, ZoneInfo(zone)) for time in times]

    assert np.allclose(
        calendar.minute(times),
        [one.hour * 60 + one.minute + (one.second + one.microsecond / 1e6) / 60 for one in local],
    )
    assert calendar.day(times).tolist() == [one.date().toordinal() - 719163 for one in local]
    assert weekday(calendar.day(times)).tolist() == [one.weekday() for one in local]


@pytest.mark.parametrize(
    ("day", "minute"), [("2026-03-28", 600), ("2026-03-29", 600), ("2026-10-25", 600), ("2026-10-26", 5)]
)
def test_a_clock_time_is_found_on_days_that_change_the_clock(day: str, minute: int) -> None:
    midnight = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo("Europe/Berlin"))
    calendar = Calendar.covering("Europe/Berlin", midnight.timestamp(), midnight.timestamp())
    number = np.array([midnight.date().toordinal() - 719163])

    (moment,) = calendar.moment(number, minute)

    assert calendar.minute(np.array([moment]))[0] == minute
    assert calendar.day(np.array([moment]))[0] == number[0]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"])
@pytest.mark.parametrize("minute", [0, 90, 120, 150, 180, 1439])
def test_a_clock_shows_a_time_never_once_or_twice_a_day(zone: str, minute: int) -> None:
    days = np.arange(20454, 20454 + 365)
    begin = float(days[0] * 86_400)
    calendar = Calendar.covering(zone, begin, begin + 365 * 86_400)
    every = np.arange(begin - 86_400, begin + 366 * 86_400, 60, dtype=np.float64)

    shows = every[(calendar.minute(every) == minute) & np.isin(calendar.day(every), days)]

    assert calendar.shown(days, minute).tolist() == shows.tolist()

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from astral import Observer
from astral.sun import sun
import numpy as np
import pytest

from custom_components.homeiq.past.days.sun import is_dark, sun_times

PLACES = [("Europe/Berlin", 52.5, 13.4), ("Australia/Sydney", -33.9, 151.2), ("America/Los_Angeles", 34.05, -118.24)]


@pytest.mark.parametrize(("zone", "latitude", "longitude"), PLACES)
@pytest.mark.parametrize("month", [1, 3, 6, 9, 12])
def test_sunrise_and_sunset_agree_with_an_almanac_within_three_minutes(
    zone: str, latitude: float, longitude: float, month: int
) -> None:
    day = date(2026, month, 11)
    almanac = sun(Observer(latitude, longitude), date=day, tzinfo=ZoneInfo(zone))

    (rise,), (set_,) = sun_times(np.array([day.toordinal() - 719163]), latitude, longitude)

    assert abs(rise - almanac["sunrise"].timestamp()) < 180
    assert abs(set_ - almanac["sunset"].timestamp()) < 180


def test_above_the_polar_circle_there_are_days_without_a_sunset() -> None:
    (rise,), (set_,) = sun_times(np.array([date(2026, 6, 21).toordinal() - 719163]), 69.6, 18.9)

    assert np.isnan(rise)
    assert np.isnan(set_)


@pytest.mark.parametrize(("zone", "latitude", "longitude"), PLACES)
def test_it_is_dark_between_sunset_and_sunrise(zone: str, latitude: float, longitude: float) -> None:
    noon = datetime(2026, 10, 5, 12, tzinfo=ZoneInfo(zone))
    hours = np.array([(noon + timedelta(hours=hour)).timestamp() for hour in (0, 3, 12, 24)])

    assert is_dark(hours, latitude, longitude).tolist() == [False, False, True, False]

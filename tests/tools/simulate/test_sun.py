from datetime import date

from astral import Observer
from astral.sun import sunrise, sunset
import pytest

from tools.simulate.sun import sun_times


@pytest.mark.parametrize("day", [date(2026, 1, 5), date(2026, 3, 21), date(2026, 6, 21), date(2026, 10, 25)])
@pytest.mark.parametrize(("latitude", "longitude"), [(51.5, -0.1), (60.2, 24.9), (0.0, 0.0), (-33.9, 151.2)])
def test_the_sun_rises_and_sets_when_home_assistant_says(day: date, latitude: float, longitude: float) -> None:
    observer = Observer(latitude, longitude)

    rises, sets = sun_times(day, latitude, longitude)

    # Whichever day the library takes a moment for, it is within a day of ours: the time of day is what counts.
    apart = [rises - sunrise(observer, day).timestamp(), sets - sunset(observer, day).timestamp()]
    assert [(each + 43200) % 86400 - 43200 for each in apart] == pytest.approx([0, 0], abs=240)


def test_in_a_polar_night_the_sun_only_touches_noon() -> None:
    rises, sets = sun_times(date(2026, 12, 21), 75.0, 0.0)

    assert rises == sets

from zoneinfo import ZoneInfo

from custom_components.homeiq.answers.iso_time import moment_to_json


def test_a_moment_is_told_by_the_clock_of_a_zone() -> None:
    assert moment_to_json(0.0, ZoneInfo("Europe/Berlin")) == "1970-01-01T01:00:00+01:00"


def test_no_moment_is_none() -> None:
    assert moment_to_json(None) is None

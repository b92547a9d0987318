"""Weekdays in words."""

import pytest

from custom_components.homeiq.suggest.words.weekdays import days, named
from tests.histories import ENGLISH, GERMAN

SAID = [
    ({0, 1, 2, 3, 4, 5, 6}, "every day", "täglich"),
    ({0, 1, 2, 3, 4}, "on workdays", "an Werktagen"),
    ({5, 6}, "at weekends", "am Wochenende"),
    ({2}, "on Wednesdays", "mittwochs"),
    ({1, 3}, "on Tuesdays and Thursdays", "dienstags und donnerstags"),
    ({0, 2, 4}, "on Mondays, Wednesdays and Fridays", "montags, mittwochs und freitags"),
    ({0, 1, 2, 3}, "on Mondays to Thursdays", "montags bis donnerstags"),
    ({0, 1, 2, 5}, "on Mondays, Tuesdays, Wednesdays and Saturdays", "montags, dienstags, mittwochs und samstags"),
    ({0, 1, 2, 3, 4, 5}, "every day except Sundays", "täglich außer sonntags"),
    ({0, 1, 3, 4, 5, 6}, "every day except Wednesdays", "täglich außer mittwochs"),
]


@pytest.mark.parametrize(("weekdays", "english", "german"), SAID)
def test_days_are_said_as_people_say_them(weekdays: set[int], english: str, german: str) -> None:
    assert (days(frozenset(weekdays), ENGLISH), days(frozenset(weekdays), GERMAN)) == (english, german)


@pytest.mark.parametrize(
    ("weekdays", "told"),
    [
        ({4, 5, 6, 0}, "Fridays to Mondays"),
        ({6, 0, 1}, "Sundays to Tuesdays"),
        ({6, 0}, "Sundays and Mondays"),
        ({0, 3, 6}, "Mondays, Thursdays and Sundays"),
    ],
)
def test_days_in_a_row_may_go_on_into_the_next_week(weekdays: set[int], told: str) -> None:
    assert named(weekdays, ENGLISH) == told

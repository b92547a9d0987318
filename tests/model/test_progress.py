from datetime import date

import pytest

from custom_components.homeiq.model.progress import Progress, progress_of

SATURDAY = date(2026, 11, 28)


def test_the_third_day_of_ten() -> None:
    assert progress_of(SATURDAY, date(2026, 11, 30), 10) == Progress(day=3, needed=10, first_on=date(2026, 12, 8))


def test_without_a_history_learning_begins_today() -> None:
    assert progress_of(None, SATURDAY, 10) == Progress(day=1, needed=10, first_on=date(2026, 12, 8))


def test_a_history_does_not_begin_tomorrow() -> None:
    assert progress_of(date(2027, 1, 1), SATURDAY, 10).day == 1


@pytest.mark.parametrize(("today", "over"), [(date(2026, 12, 7), False), (date(2026, 12, 8), True)])
def test_after_days_enough_it_is_over(today: date, over: bool) -> None:  # noqa: FBT001 - a column of the table
    assert progress_of(SATURDAY, today, 10).is_over is over

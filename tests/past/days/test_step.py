"""By how many days at a time a history loses its oldest."""

import pytest

from custom_components.homeiq.past.days.step import begin_of, step_of

DAY = 86400.0


@pytest.mark.parametrize("days", [24, 90, 365])
def test_a_history_begins_as_the_night_before_but_for_one_night_in_a_step(days: int) -> None:
    begins = [begin_of(night * DAY + 10800, days) for night in range(20_000, 20_000 + 5 * step_of(days))]

    assert len(set(begins)) in {5, 6}


@pytest.mark.parametrize("days", [7, 30, 90, 100, 365, 3650])
def test_a_history_has_as_many_days_as_asked_for_and_less_than_a_step_more(days: int) -> None:
    lengths = {now / DAY - begin_of(now, days) / DAY for now in range(1_790_000_000, 1_800_000_000, 43_210)}

    assert days <= min(lengths) <= max(lengths) < days + step_of(days) + 0.001

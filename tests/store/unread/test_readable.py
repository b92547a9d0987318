"""Rows that can't be read cost themselves."""

from math import inf, nan

import pytest

from custom_components.homeiq.store.unread.readable import UnreadRows


@pytest.mark.parametrize("moment", [1e308, -1e308, inf, nan, 1e12])
def test_a_moment_of_no_calendar_costs_its_row(moment: float) -> None:
    unread = UnreadRows()

    made = list(unread.read("decisions", [("a", 1.0), ("b", moment)], lambda name, _moment: name))

    assert made == ["a"]
    assert unread.counts == {"decisions": 1}


def test_other_numbers_may_be_as_large_as_they_like() -> None:
    unread = UnreadRows()

    assert list(unread.read("blocks", [(2**62, 1.5, None, "text")], lambda *row: row[0])) == [2**62]

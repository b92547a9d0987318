"""What chance may do by itself is no habit, however often it came true."""

from dataclasses import replace

import pytest

from custom_components.homeiq.mine.judged import may_be_luck
from custom_components.homeiq.model.habits.pattern import Evidence
from custom_components.homeiq.model.habits.trigger import AtTime
from tests.habits import habit


def kept(hits: int, firings: int, *, days: int, chance: float) -> Evidence:
    """What was kept so often, of firings on so many days."""
    known = habit(AtTime(minute=1200)).evidence
    return replace(known, hits=hits, opportunities=firings, eligible_days=days, chance=chance)


@pytest.mark.parametrize(("chance", "is_luck"), [(0.36, True), (0.35, False)])
def test_what_chance_does_more_than_half_as_often_may_be_luck_on_any_number_of_days(
    chance: float, *, is_luck: bool
) -> None:
    assert may_be_luck(kept(700, 1000, days=500, chance=chance)) is is_luck


@pytest.mark.parametrize(("days", "is_luck"), [(15, True), (20, False)])
def test_of_many_firings_a_day_each_day_counts_once(days: int, *, is_luck: bool) -> None:
    assert may_be_luck(kept(140, 200, days=days, chance=0.3)) is is_luck

from functools import cache
from itertools import pairwise

from custom_components.homeiq.model.event import EventRow
from tools.bench.members import mixed_home
from tools.bench.mix import DAY, START, mixed_days


def make_two_days(seed: int = 0) -> list[list[EventRow]]:
    return [list(day) for day in mixed_days(2, seed)]


made_once = cache(make_two_days)


def two_days() -> list[EventRow]:
    return [row for day in made_once() for row in day]


def test_a_seed_always_makes_the_same_days() -> None:
    assert make_two_days() == made_once()
    assert make_two_days(seed=1) != made_once()


def test_a_day_has_as_many_events_as_it_says() -> None:
    days = [len(day) for day in made_once()]

    assert [round(count, -3) for count in days] == [111_000, 111_000]


def test_events_are_in_order_and_of_the_days_they_are_for() -> None:
    rows = two_days()

    assert all(earlier[0] <= later[0] for earlier, later in pairwise(rows))
    assert START <= rows[0][0] < rows[-1][0] < START + 2 * DAY


def test_all_500_entities_live_and_none_repeats_itself() -> None:
    states: dict[str, list[str]] = {}
    for _, entity_id, state, _ in two_days():
        states.setdefault(entity_id, []).append(state)

    assert states.keys() == mixed_home().keys()
    assert len(states) == 500
    assert all(before != after for history in states.values() for before, after in pairwise(history))

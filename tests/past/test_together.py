"""Two things moved as one wish, and one that leads the other."""

import numpy as np
import pytest

from custom_components.homeiq.past.together import in_either_order

BEGUN = np.linspace(0, 68400, 20)
EARLIER, LATER = np.array([-7.0]), np.array([7.0])


@pytest.mark.parametrize("reversed_times", [4, 10, 16])
def test_things_moved_now_this_one_first_and_now_that_one_are_one_wish(reversed_times: int) -> None:
    later = BEGUN + np.where(np.arange(20) < reversed_times, EARLIER, LATER)

    assert in_either_order(BEGUN, later)
    assert in_either_order(later, BEGUN)


@pytest.mark.parametrize("reversed_times", [0, 2, 18, 20])
def test_where_one_nearly_always_comes_first_it_leads(reversed_times: int) -> None:
    later = BEGUN + np.where(np.arange(20) < reversed_times, EARLIER, LATER)

    assert not in_either_order(BEGUN, later)
    assert not in_either_order(later, BEGUN)


def test_four_times_of_five_in_one_order_are_no_order() -> None:
    few = BEGUN[:5]

    assert in_either_order(few, few + np.where(few < BEGUN[4], LATER, EARLIER))
    assert not in_either_order(few, few + LATER)


def test_what_is_moved_minutes_apart_is_no_wish_of_both() -> None:
    assert not in_either_order(BEGUN, BEGUN + np.where(np.arange(20) < 10, 10 * EARLIER, 10 * LATER))
    assert not in_either_order(BEGUN, np.empty(0))


def test_a_few_times_within_seconds_are_no_wish_where_the_one_mostly_answers_the_other_a_minute_later() -> None:
    answers = BEGUN + np.array([-7.0, 7.0, 7.0] + [50.0] * 17)

    assert not in_either_order(BEGUN, answers)
    assert in_either_order(BEGUN[:5], answers[:5])


def test_what_comes_within_two_minutes_now_first_and_now_last_answers_nothing() -> None:
    apart = BEGUN + np.where(np.arange(20) < 8, -60.0, 60.0)
    apart[:2], apart[-2:] = BEGUN[:2] + LATER, BEGUN[-2:] + EARLIER

    assert in_either_order(BEGUN, apart)


@pytest.mark.parametrize(("reversed_times", "is_one"), [(4, False), (10, True)])
def test_what_mostly_comes_first_sets_off_what_often_takes_longer_than_one_wish(
    reversed_times: int,
    is_one: bool,  # noqa: FBT001 - a parameter of cases
) -> None:
    """Of twenty times, a third come later than one wish lasts."""
    order = np.where(np.arange(20) < reversed_times, -1.0, 1.0)
    apart = np.where(np.arange(20) % 3 == 0, 40.0, 9.0)

    assert in_either_order(BEGUN, BEGUN + order * apart) is is_one


def test_who_lights_one_lamp_and_puts_out_another_changes_them_for_each_other() -> None:
    order = np.where(np.arange(20) < 4, -1.0, 1.0)
    apart = np.where(np.arange(20) % 3 == 0, 40.0, 9.0)

    assert in_either_order(BEGUN, BEGUN + order * apart, are_alike=False)

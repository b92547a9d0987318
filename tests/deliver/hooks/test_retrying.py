from random import Random
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.homeiq.deliver.hooks.breaker import FAILURES, Breaker
from custom_components.homeiq.deliver.hooks.retrying import Patience, settled
from custom_components.homeiq.deliver.hooks.sending import seconds_of
from custom_components.homeiq.model.hooks import Delivery, DeliveryAnswer, State
from tests.hooks import NOW, a_delivery

DAY = 86400.0
CHANCE = Random(7)  # noqa: S311 - the same each time


def after(now: float = NOW, rest: float = 4.0, **answer: Any) -> Delivery:
    return settled(a_delivery(), DeliveryAnswer(**answer), now, rest, Patience())


def test_rests_double_up_to_an_hour() -> None:
    patience = Patience(jitter=0.0)

    assert [patience.rest(failures, CHANCE) for failures in (1, 2, 3, 4, 12, 13, 50, 5_000)] == [
        1.0,
        2.0,
        4.0,
        8.0,
        2048.0,
        3600.0,
        3600.0,
        3600.0,
    ]


def test_chance_makes_a_rest_a_fifth_longer_or_shorter_and_never_more_than_an_hour() -> None:
    rests = [Patience().rest(5, CHANCE) for _ in range(500)]
    long_ones = [Patience().rest(20, CHANCE) for _ in range(500)]

    assert 12.8 <= min(rests) < 13.2
    assert 18.8 < max(rests) <= 19.2
    assert 2880.0 <= min(long_ones) < max(long_ones) <= 3600.0


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_what_is_taken_is_delivered(status: int) -> None:
    done = after(status=status)

    assert (done.state, done.tries, done.ended_at, done.trouble) == (State.DELIVERED, 1, NOW, None)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 599, 600, 999])
def test_what_passes_is_tried_again(status: int) -> None:
    done = after(status=status)

    assert (done.state, done.due_at, done.trouble) == (State.WAITING, NOW + 4.0, "status")


@pytest.mark.parametrize("trouble", ["unreachable", "timeout", "certificate", "broken", "refused"])
def test_a_receiver_that_says_nothing_is_tried_again(trouble: str) -> None:
    done = after(trouble=trouble)

    assert (done.state, done.due_at, done.trouble) == (State.WAITING, NOW + 4.0, trouble)


@pytest.mark.parametrize(
    ("status", "trouble"), [(400, "status"), (401, "status"), (404, "status"), (410, "gone"), (302, "redirected")]
)
def test_what_another_attempt_would_not_change_is_given_up_at_once(status: int, trouble: str) -> None:
    done = after(status=status)

    assert (done.state, done.ended_at, done.trouble) == (State.DEAD, NOW, trouble)


def test_what_fails_for_three_days_is_given_up() -> None:
    assert [after(NOW + age, status=500).state for age in (3 * DAY - 1, 3 * DAY)] == [State.WAITING, State.DEAD]


@pytest.mark.parametrize(("asked_for", "waits"), [(None, 4.0), (2.0, 4.0), (90.0, 90.0), (9 * DAY, DAY)])
def test_a_receiver_is_left_alone_for_as_long_as_it_asks_up_to_a_day(asked_for: float | None, waits: float) -> None:
    assert after(status=429, retry_after=asked_for).due_at == NOW + waits


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        (" 120\x1f", 120.0),
        ("Fri, 15 Jan 2027 08:01:00 GMT", 60.0),
        ("Fri, 15 Jan 2027 07:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("9" * 400, None),
    ],
)
def test_both_forms_of_retry_after_are_understood(text: str, seconds: float | None) -> None:
    assert seconds_of(text, NOW) == seconds


@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from(
            ["Fri,", "15", "Feb", "2027", "99", "08:01:00", "GMT", "+9999", "9" * 30, "\x1f", "\u0665", ""]
        ),
        max_size=8,
    ).map(" ".join)
)
def test_whatever_retry_after_says_it_is_a_rest_or_nothing(text: str) -> None:
    seconds = seconds_of(text, NOW)

    assert seconds is None or seconds >= 0


def test_a_host_that_does_not_answer_is_left_alone() -> None:
    breaker = Breaker()
    for _ in range(FAILURES):
        assert not breaker.is_open("panel")
        breaker.note("panel", DeliveryAnswer(trouble="unreachable"), NOW, lambda failures: 10.0 * failures)

    assert (breaker.is_open("panel"), breaker.free_at("panel")) == (True, NOW + 30.0)
    assert (breaker.is_open("other"), breaker.free_at("other")) == (False, 0.0)


@pytest.mark.parametrize(("status", "is_open"), [(204, False), (500, False), (404, False), (502, True), (503, True)])
def test_a_host_that_answers_is_there(status: int, is_open: bool) -> None:  # noqa: FBT001 - a case's outcome
    breaker = Breaker()
    for _ in range(FAILURES):
        breaker.note("panel", DeliveryAnswer(trouble="timeout"), NOW, float)

    breaker.note("panel", DeliveryAnswer(status=status), NOW, float)

    assert breaker.is_open("panel") is is_open

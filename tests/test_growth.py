"""How the work of learning grows with the history: counted in calls, which are the same on every machine."""

from collections.abc import Callable
import sys
from types import FrameType

import pytest

from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.habits.known import Known
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.settings import Settings
from tests.histories import ENGLISH
from tools.bench.learning import DAYS, START, made_up
from tools.quality.subject import HOMES, Case, make_up


def calls(work: Callable[[], object]) -> int:
    """Count the calls that something takes, those into numpy included."""
    count = 0

    def called(_: FrameType, what: str, __: object) -> None:
        nonlocal count
        count += what in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def learning(events: int) -> Callable[[], object]:
    history = made_up(events)
    return lambda: learn(history, Home(), Settings(), now=START + DAYS * 86400, words=ENGLISH)


@pytest.mark.long
def test_four_times_the_events_take_no_more_than_five_times_the_calls() -> None:
    # What is worked out once for all runs, such as the words for doors, is not counted.
    learning(100)()

    # Each call handles a row of numbers, and rows are no longer than the history.
    assert calls(learning(80_000)) < 5 * calls(learning(20_000))


@pytest.mark.long
def test_a_home_whose_habits_are_all_decided_on_is_learned_from_only_once() -> None:
    home = make_up(Case(simulator=HOMES, seed=104, days=42, events_per_day=300))
    now = float(home.history.time[-1])
    found = learn(home.history, home.home, Settings(), now=now, words=ENGLISH).suggestions
    decided = Known(dismissed=frozenset(one.signature for one in found))

    once = calls(lambda: learn(home.history, home.home, Settings(), now=now, words=ENGLISH, known=decided))
    twice = calls(lambda: learn(home.history, home.home, Settings(), now=now, words=ENGLISH))

    assert found
    assert once < 0.7 * twice

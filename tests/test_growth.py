"""How the work of learning grows with the history: counted in calls, which are the same on every machine."""

import sys
from types import FrameType

from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.settings import Settings
from tests.histories import ENGLISH
from tools.bench.learning import DAYS, START, made_up


def calls(events: int) -> int:
    """Count the calls that learning from so many events takes, those into numpy included."""
    history, count = made_up(events), 0

    def called(_: FrameType, what: str, __: object) -> None:
        nonlocal count
        count += what in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        learn(history, Home(), Settings(), now=START + DAYS * 86400, words=ENGLISH)
    finally:
        sys.setprofile(before)
    return count


def test_four_times_the_events_take_no_more_than_five_times_the_calls() -> None:
    # Each call handles a row of numbers, and rows are no longer than the history.
    assert calls(80_000) < 5 * calls(20_000)

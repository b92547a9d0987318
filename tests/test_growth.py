"""How the work of learning grows with the history: counted in calls, which are the same on every machine."""

from collections.abc import Callable
from functools import partial
import sys
from types import FrameType

import pytest

from custom_components.homeiq.learn import learn
from custom_components.homeiq.learn.one_past import past_of
from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.habits.known import NOTHING, Known
from custom_components.homeiq.model.habits.suggestion import Learned
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.past.days.step import begin_of
from custom_components.homeiq.settings import Settings
from tests.histories import ENGLISH
from tests.mined import patterns_in
from tools.bench.learning import DAYS, START, made_up
from tools.quality.subject import HOMES, HOUSEHOLDS, Case, make_up

MOST_OF_A_NIGHT = 2.3
"""Times the calls of one look at all days."""


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


class Nights:
    """The last nights of a home that is lived in, each looking 90 days back."""

    days, count = 90, 4

    def __init__(self) -> None:
        longest = self.days + 7 + self.count
        self._lived = make_up(Case(simulator=HOUSEHOLDS, seed=1, days=longest, events_per_day=300))
        end = float(self._lived.history.time[-1])
        self.before, *self.nights = (end - 86400 * night for night in reversed(range(self.count + 1)))

    def part(self, now: float) -> EventColumns:
        history = self._lived.history
        return history.where((history.time >= begin_of(now, self.days)) & (history.time <= now))

    def learned(self, now: float, known: Known) -> Learned:
        return learn(self.part(now), self._lived.home, Settings(), now=now, words=ENGLISH, known=known)

    def one_look(self, now: float) -> int:
        """Count the calls that it takes to find what there is in all days, and no more."""
        past = past_of(self.part(now), self._lived.home)
        return calls(lambda: patterns_in(past))

    def each(self) -> int:
        """Count the calls of one night after the other."""
        known, spent = NOTHING, 0
        for now in (self.before, *self.nights):
            found: list[Learned] = []
            took = calls(partial(self._note, now, known, found))
            spent += took if now > self.before else 0
            known = Known(patterns=found[0].patterns, lessons=found[0].lessons, shown=found[0].shown)
        return spent

    def _note(self, now: float, known: Known, found: list[Learned]) -> None:
        found.append(self.learned(now, known))


@pytest.mark.long
def test_a_night_takes_about_as_much_again_as_one_look_at_all_days() -> None:
    nights = Nights()
    nights.one_look(nights.before)

    # The last weeks, earlier days and what was suggested are asked as well; a look at all days is what none can spare.
    assert nights.each() < MOST_OF_A_NIGHT * sum(map(nights.one_look, nights.nights))


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

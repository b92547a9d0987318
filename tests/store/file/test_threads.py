from collections.abc import Iterator

import pytest

from custom_components.homeiq.store.file.threads import REST, TURN, Turn


class Clock:
    """Goes on when somebody works, waits or rests."""

    def __init__(self) -> None:
        self.now = 0.0
        self.work = 0.0
        self.rests: list[float] = []

    def __call__(self) -> float:
        return self.now

    def worked(self) -> float:
        return self.work

    def rest(self, seconds: float) -> None:
        self.rests.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def turn(clock: Clock) -> Turn:
    return Turn(clock, clock.worked, clock.rest)


def worked(clock: Clock, turn: Turn, *pieces: float, waiting: float = 0.0) -> Iterator[int]:
    """Work piece by piece, and wait before each; yield how often there was a rest so far."""
    for seconds in pieces:
        clock.now += seconds + waiting
        clock.work += seconds
        turn.yield_if_due()
        yield len(clock.rests)


def test_who_has_worked_for_a_turn_rests(clock: Clock, turn: Turn) -> None:
    assert [*worked(clock, turn, TURN / 2, TURN, TURN / 2, TURN / 4, TURN / 2)] == [0, 1, 1, 1, 2]
    assert clock.rests == [REST, REST]


def test_who_has_hardly_worked_goes_on(clock: Clock, turn: Turn) -> None:
    assert [*worked(clock, turn, *[TURN / 100] * 50)] == [0] * 50


def test_who_has_waited_for_others_does_not_rest_for_that(clock: Clock, turn: Turn) -> None:
    assert [*worked(clock, turn, *[TURN / 4] * 9, waiting=5 * TURN)] == [0, 0, 0, 1, 1, 1, 1, 2, 2]


def test_how_much_was_worked_is_seldom_asked(clock: Clock) -> None:
    asked: list[float] = []

    def looked() -> float:
        asked.append(clock.work)
        return clock.work

    turn = Turn(clock, looked, clock.rest)

    assert [*worked(clock, turn, *[TURN / 100] * 250)][-1] == 2
    assert len(asked) <= 6

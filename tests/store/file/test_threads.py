from collections.abc import Iterator

import pytest

from custom_components.homeiq.store.file.threads import REST, TURN, Turn


class Clock:
    """Goes on when somebody works or rests."""

    def __init__(self) -> None:
        self.now = 0.0
        self.rests: list[float] = []

    def __call__(self) -> float:
        return self.now

    def rest(self, seconds: float) -> None:
        self.rests.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def worked(clock: Clock, turn: Turn, *pieces: float) -> Iterator[int]:
    for seconds in pieces:
        clock.now += seconds
        turn.yield_if_due()
        yield len(clock.rests)


def test_who_has_worked_for_a_turn_rests(clock: Clock) -> None:
    turn = Turn(clock, clock.rest)

    assert [*worked(clock, turn, TURN / 2, TURN, TURN / 2, TURN / 4, TURN / 2)] == [0, 1, 1, 1, 2]
    assert clock.rests == [REST, REST]


def test_who_has_hardly_worked_goes_on(clock: Clock) -> None:
    assert [*worked(clock, Turn(clock, clock.rest), *[TURN / 100] * 50)] == [0] * 50

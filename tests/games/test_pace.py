"""It is looked often while a game goes on, and hardly ever while none is near."""

from dataclasses import replace

import pytest

from custom_components.homeiq.games.game import Game
from custom_components.homeiq.games.pace import LIFETIMES, Freshness, freshness, rest, rest_after, scatter
from tests.games.test_game_changes import AHEAD, LIVE, OFF, OVER

NOW = 100_000.0
HOUR = 3600.0


def at(game: Game, hours: float) -> Game:
    """Return a game that begins so many hours from now."""
    return replace(game, starts_at=NOW + hours * HOUR)


@pytest.mark.parametrize(
    ("game", "seconds"),
    [
        (None, 6 * HOUR),
        (at(LIVE, -1), 15),
        (at(OVER, -2), 300),
        (at(OVER, -7), 6 * HOUR),
        (at(OFF, -2), 300),
        (at(AHEAD, 0.001), 15),
        (at(AHEAD, 0.25), 900),
        (at(AHEAD, 20), HOUR),
        (at(AHEAD, 26), 2 * HOUR),
        (at(AHEAD, 100), 6 * HOUR),
        (at(AHEAD, 0), 15),
        (at(AHEAD, -0.1), 360),
        (at(AHEAD, -9), HOUR),
    ],
)
def test_the_rest_between_two_looks(game: Game | None, seconds: float) -> None:
    assert rest(game, NOW) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("game", "fresh"),
    [
        (None, Freshness.FIXTURES),
        (at(AHEAD, 1), Freshness.FIXTURES),
        (at(AHEAD, 0.01), Freshness.LIVE),
        (at(AHEAD, -1), Freshness.LIVE),
        (at(LIVE, -1), Freshness.LIVE),
        (at(OVER, -2), Freshness.ENDED),
        (at(OFF, -2), Freshness.ENDED),
    ],
)
def test_what_is_known_is_no_older_than_the_game_allows(game: Game | None, fresh: Freshness) -> None:
    assert freshness(game, NOW) is fresh


@pytest.mark.parametrize(
    ("game", "seconds", "longer"),
    [
        (None, 6 * HOUR, 0.6 * HOUR),
        (at(LIVE, -1), 15, 1.5),
        (at(AHEAD, 20), HOUR, 360),
        (at(AHEAD, 0.9), 0.9 * HOUR, 15),
        (at(AHEAD, 1.05), HOUR, 15),
        (at(AHEAD, 0.01), 36, 3.6),
        (at(AHEAD, -0.1), 360, 36),
    ],
)
def test_a_look_at_the_begin_of_a_game_is_hardly_late(game: Game | None, seconds: float, longer: float) -> None:
    assert scatter(game, seconds, NOW) == pytest.approx(longer)


def test_lifetimes_are_those_of_the_game() -> None:
    assert LIFETIMES == {Freshness.LIVE: 15.0, Freshness.ENDED: 300.0, Freshness.FIXTURES: 3600.0}


def test_who_fails_is_left_alone_for_longer_and_longer() -> None:
    assert [rest_after(failures) for failures in (1, 2, 3, 9, 1000)] == [60, 120, 240, 15_360, 6 * HOUR]

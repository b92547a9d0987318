"""What happened is told once, in its order, and nothing is made up."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.homeiq.games.changes import Change, changes, game_that_counts
from custom_components.homeiq.games.game import Game, Side, Stand

STARTED, SCORED, ENDED = Change.STARTED, Change.SCORE_CHANGED, Change.ENDED


def a_game(
    stand: Stand = Stand.LIVE, home: int | None = 0, away: int | None = 0, game_id: str = "a", **more: Any
) -> Game:
    sides = {
        where: Side(name=where, names=frozenset({where}), score=score)
        for where, score in (("home", home), ("away", away))
    }
    return Game(**{"game_id": game_id, "starts_at": 1000.0, "stand": stand, **sides, **more})


AHEAD, LIVE, OVER = a_game(Stand.AHEAD, None, None), a_game(), a_game(Stand.OVER)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (None, LIVE, ()),
        (AHEAD, None, ()),
        (AHEAD, AHEAD, ()),
        (AHEAD, LIVE, (STARTED,)),
        (AHEAD, a_game(home=1), (STARTED, SCORED)),
        (LIVE, LIVE, ()),
        (LIVE, a_game(away=1), (SCORED,)),
        (a_game(home=1), a_game(home=0), (SCORED,)),
        (a_game(home=1), a_game(home=None), ()),
        (LIVE, OVER, (ENDED,)),
        (LIVE, a_game(Stand.OVER, home=3), (SCORED, ENDED)),
        (AHEAD, a_game(Stand.OVER, home=3), (STARTED, SCORED, ENDED)),
        (OVER, OVER, ()),
        (OVER, a_game(game_id="b"), (STARTED,)),
        (OVER, a_game(Stand.AHEAD, game_id="b"), ()),
    ],
)
def test_what_happened_between_two_looks(before: Game | None, after: Game | None, found: tuple[Change, ...]) -> None:
    assert changes(before, after) == found


def test_the_game_that_goes_on_counts_then_the_next_then_the_last() -> None:
    last = replace(OVER, game_id="last", starts_at=500.0)
    first, later = (replace(AHEAD, game_id=name, starts_at=at) for name, at in (("first", 2000.0), ("later", 3000.0)))
    old = replace(OVER, game_id="old", starts_at=100.0)

    assert game_that_counts([old, later, first, last, LIVE]) == LIVE
    assert game_that_counts([old, later, first, last]) == first
    assert game_that_counts([old, last]) == last
    assert game_that_counts([]) is None


def test_a_game_counts_until_it_is_over() -> None:
    second = replace(AHEAD, game_id="second", starts_at=1500.0)

    assert game_that_counts([second, OVER], before=LIVE) == OVER
    assert game_that_counts([second, OVER], before=OVER) == second

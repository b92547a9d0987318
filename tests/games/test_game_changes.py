"""What happened is told once, in its order, and nothing is made up."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.homeiq.games.game import Game, GameStand, Side
from custom_components.homeiq.games.game_changes import (
    Change,
    after_a_look,
    changes,
    game_that_counts,
    is_left,
    is_missed,
)

STARTED, SCORED, ENDED = Change.STARTED, Change.SCORE_CHANGED, Change.ENDED


def a_game(
    stand: GameStand = GameStand.LIVE, home: int | None = 0, away: int | None = 0, game_id: str = "a", **more: Any
) -> Game:
    sides = {
        where: Side(name=where, names=frozenset({where}), score=score)
        for where, score in (("home", home), ("away", away))
    }
    return Game(**{"game_id": game_id, "starts_at": 1000.0, "stand": stand, **sides, **more})


AHEAD, LIVE, OVER, OFF = a_game(GameStand.AHEAD, None, None), a_game(), a_game(GameStand.OVER), a_game(GameStand.OFF)
NEXT = a_game(game_id="b", starts_at=90_000.0)
# The other game of the day, told with the begin of the first while nobody knows its own.
SECOND = a_game(game_id="second")
TOMORROW = replace(LIVE, stand=GameStand.AHEAD, starts_at=90_000.0)
SWAPPED = replace(
    a_game(game_id="1010", has_number=False, starts_at=1010.0), home=replace(a_game().away, score=1), away=a_game().home
)
YET_TO_COME, LAST_WEEK = replace(NEXT, stand=GameStand.AHEAD), a_game(GameStand.OVER, game_id="c", starts_at=-9000.0)
HOURS = 6 * 3600.0


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
        (LIVE, a_game(GameStand.OVER, home=3), (SCORED, ENDED)),
        (AHEAD, a_game(GameStand.OVER, home=3), (STARTED, SCORED, ENDED)),
        (OVER, OVER, ()),
        (OVER, NEXT, (STARTED,)),
        (OVER, replace(NEXT, stand=GameStand.AHEAD), ()),
        (AHEAD, OFF, ()),
        (LIVE, OFF, (ENDED,)),
        (OFF, OFF, ()),
        (OFF, a_game(home=1), (STARTED, SCORED)),
        (LIVE, a_game(game_id="as somebody else calls it", has_number=False), ()),
        (OVER, SECOND, (STARTED,)),
        (a_game(has_number=False), a_game(game_id="1010", has_number=False, starts_at=1010.0, away=1), (SCORED,)),
        (a_game(has_number=False), SWAPPED, (SCORED,)),
        (a_game(has_number=False), replace(SWAPPED, away=Side(name="x", names=frozenset({"x"}))), (STARTED,)),
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


def test_a_game_that_was_called_off_counts_for_nobody_but_who_saw_it_begin() -> None:
    assert game_that_counts([OFF]) is None
    assert game_that_counts([OFF, NEXT]) == NEXT
    assert game_that_counts([OFF, NEXT], before=LIVE) == OFF


def test_the_second_game_of_a_day_is_told_though_the_first_is_late_or_put_off() -> None:
    first, second = replace(AHEAD, starts_at=900.0), replace(SECOND, stand=GameStand.AHEAD)

    assert game_that_counts([first, SECOND], before=first) == SECOND
    assert game_that_counts([first, second], before=first) == first
    assert game_that_counts([OFF, second], before=AHEAD) == second
    assert game_that_counts([OFF, SECOND], before=OFF) == SECOND
    assert game_that_counts([OFF], before=AHEAD) == OFF
    assert game_that_counts([OVER, second], before=LIVE) == OVER


@pytest.mark.parametrize(
    ("before", "found", "now", "after"),
    [
        (None, LIVE, 2000.0, LIVE),
        (a_game(home=2), a_game(home=None, away=1), 2000.0, a_game(home=2, away=1)),
        (
            a_game(GameStand.OVER, home=2),
            replace(NEXT, home=a_game(home=None).home),
            2000.0,
            replace(NEXT, home=a_game(home=None).home),
        ),
        (LIVE, None, 999.0 + HOURS, LIVE),
        (LIVE, None, 1000.0 + HOURS, None),
        (AHEAD, None, 2000.0, AHEAD),
        (OVER, None, 2000.0, None),
        (None, None, 2000.0, None),
        (LIVE, YET_TO_COME, 999.0 + HOURS, LIVE),
        (LIVE, LAST_WEEK, 2000.0, LIVE),
        (LIVE, YET_TO_COME, 1000.0 + HOURS, YET_TO_COME),
        (LIVE, SECOND, 2000.0, SECOND),
        (LIVE, AHEAD, 2000.0, LIVE),
        (LIVE, AHEAD, 1000.0 + HOURS, replace(AHEAD, home=LIVE.home, away=LIVE.away)),
        (LIVE, replace(LIVE, stand=GameStand.AHEAD, starts_at=9000.0), 2000.0, replace(TOMORROW, starts_at=9000.0)),
    ],
)
def test_what_a_look_leaves_out_has_not_changed(
    before: Game | None, found: Game | None, now: float, after: Game | None
) -> None:
    assert after_a_look(before, found, now) == after


@pytest.mark.parametrize("found", [None, YET_TO_COME])
def test_a_long_game_that_an_answer_leaves_out_goes_on_for_an_hour_yet(found: Game | None) -> None:
    late = 1000.0 + 2 * HOURS

    assert after_a_look(LIVE, found, late, missed_since=late) == LIVE
    assert after_a_look(LIVE, found, late + 3599.0, missed_since=late) == LIVE
    assert after_a_look(LIVE, found, late + 3600.0, missed_since=late) == found


def test_only_a_game_that_went_on_is_missed() -> None:
    missed = [is_missed(before, found) for before in (None, AHEAD, LIVE, OVER, OFF) for found in (None, YET_TO_COME)]

    assert missed == [False] * 4 + [True] * 2 + [False] * 4
    assert [is_missed(LIVE, found) for found in (LIVE, OVER, OFF, AHEAD, TOMORROW, SECOND)] == [False] * 6


def test_a_game_that_nobody_tells_of_any_more_has_ended() -> None:
    assert [is_left(LIVE, after) for after in (None, NEXT, TOMORROW, LIVE, OVER)] == [True, True, True, False, False]
    assert [is_left(before, NEXT) for before in (None, AHEAD, OVER, OFF)] == [False] * 4

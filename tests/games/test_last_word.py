"""A game is over once nobody has told otherwise for a minute, and has one end."""

from dataclasses import replace

import pytest

from custom_components.homeiq.games.game import Game, GameStand
from custom_components.homeiq.games.game_changes import Change
from custom_components.homeiq.games.last_word import LastWord
from tests.games.test_game_changes import AHEAD, HOURS, LIVE, NEXT, OFF, OVER, YET_TO_COME, a_game


@pytest.mark.parametrize("over", [OVER, OFF])
def test_a_game_is_over_once_it_was_told_so_for_a_minute(over: Game) -> None:
    word = LastWord()

    heard = [word.hear(LIVE, over, at) for at in (2000.0, 2030.0, 2059.0)]

    assert heard == [LIVE] * 3
    assert word.is_awaited
    assert word.hear(LIVE, over, 2060.0) == over
    assert not word.is_awaited


def test_a_game_that_goes_on_in_between_is_not_over() -> None:
    word = LastWord()

    heard = [word.hear(LIVE, one, at) for one, at in ((OVER, 2000.0), (LIVE, 2050.0), (OVER, 2070.0), (OVER, 2100.0))]

    assert heard == [LIVE] * 4


def test_scores_that_come_with_the_end_are_told_at_once() -> None:
    assert LastWord().hear(a_game(clock="89'"), a_game(GameStand.OVER, home=3), 2000.0) == a_game(home=3, clock="89'")


@pytest.mark.parametrize("found", [None, NEXT, YET_TO_COME])
def test_what_nobody_tells_of_any_more_is_over_if_that_was_the_last_word(found: Game | None) -> None:
    word, silent = LastWord(), LastWord()
    word.hear(LIVE, OVER, 2000.0)

    assert word.hear(LIVE, found, 2030.0) == found
    assert word.hear(LIVE, found, 2060.0) == OVER
    assert [silent.hear(LIVE, found, at) for at in (2000.0, 2060.0)] == [found, found]


def test_a_clock_that_is_set_back_makes_nobody_wait_for_longer_than_a_minute() -> None:
    word = LastWord()
    word.hear(LIVE, OVER, 9000.0)

    assert word.hear(LIVE, OVER, 2000.0) == LIVE
    assert word.hear(LIVE, OVER, 2060.0) == OVER


@pytest.mark.parametrize(("before", "found"), [(None, OVER), (AHEAD, OVER), (AHEAD, OFF), (OVER, OVER), (OVER, LIVE)])
def test_of_a_game_that_did_not_go_on_all_is_believed(before: Game | None, found: Game) -> None:
    word = LastWord()

    assert word.hear(before, found, 2000.0) == found
    assert not word.is_awaited


def test_a_game_begins_and_ends_once() -> None:
    word = LastWord()

    new = [
        word.is_new(change, game)
        for change, game in (
            (Change.STARTED, LIVE),
            (Change.ENDED, OVER),
            (Change.STARTED, LIVE),
            (Change.SCORE_CHANGED, LIVE),
            (Change.ENDED, OVER),
            (Change.STARTED, NEXT),
        )
    ]

    assert new == [True, True, False, True, False, True]


def test_a_game_that_is_broken_off_and_taken_up_or_put_off_to_another_day_begins_and_ends_again() -> None:
    word, tomorrow = LastWord(), replace(LIVE, starts_at=90_000.0)

    assert word.is_new(Change.ENDED, OFF)
    assert [word.is_new(change, LIVE) for change in (Change.STARTED, Change.ENDED)] == [True, True]
    assert [word.is_new(change, tomorrow) for change in (Change.STARTED, Change.ENDED)] == [True, True]


def test_a_game_that_has_ended_may_go_on_for_hours_after_it_began() -> None:
    word = LastWord()
    before = word.may_go_on(2000.0)
    word.is_new(Change.ENDED, OVER)

    assert (before, word.may_go_on(2000.0), word.may_go_on(1000.0 + HOURS)) == (False, True, False)

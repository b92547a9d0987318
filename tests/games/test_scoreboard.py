"""Scoreboards are read as far as they make sense, whatever else is in them."""

import json
from typing import Any

import pytest

from custom_components.homeiq.games.game import LEAGUES, Game, GameStand, Side, Team
from custom_components.homeiq.games.scoreboard import ScoreboardError, read_scoreboard
from tests.games.a_scoreboard import a_board, an_event

GAME = Game(
    game_id="ARS-CHE",
    starts_at=1795878000.0,
    stand=GameStand.LIVE,
    home=Side(name="Arsenal", names=frozenset({"arsenal", "ars"}), score=1),
    away=Side(name="Chelsea", names=frozenset({"chelsea", "che"}), score=0),
    clock="12'",
)


def test_a_game_is_read() -> None:
    assert read_scoreboard(a_board(an_event())) == (GAME,)


@pytest.mark.parametrize(
    ("state", "stand", "clock"),
    [("pre", GameStand.AHEAD, ""), ("in", GameStand.LIVE, "12'"), ("post", GameStand.OVER, "")],
)
def test_a_game_is_ahead_goes_on_or_is_over(state: str, stand: GameStand, clock: str) -> None:
    (game,) = read_scoreboard(a_board(an_event(state)))

    assert (game.stand, game.clock) == (stand, clock)


@pytest.mark.parametrize("score", [None, "", "x", True, -1.5, -1, 10**9, float("nan"), "99999", [], {"value": "?"}])
def test_a_score_that_makes_no_sense_is_none(score: Any) -> None:
    (game,) = read_scoreboard(a_board(an_event(score=(score, "2"))))

    assert game.scores == (None, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": None},
        {"date": "soon"},
        {"date": "2026-11-28T15:00"},
        {"date": "9999-12-31T23:59-23:59"},
        {"status": {}},
        {"status": {"type": {"state": "asleep"}}},
        {"competitions": []},
        {"competitions": [{"competitors": [1, 2]}]},
        {"competitions": [{"competitors": [{"homeAway": "home", "team": {"displayName": "A"}}] * 2}]},
        {"id": "\ud800"},
        {"date": "2026-11-28T15:00Z\ud800"},
        {"status": {"type": {"state": "in"}, "displayClock": "\udfff"}},
        {
            "competitions": [
                {"competitors": [{"homeAway": one, "team": {"displayName": "\ud800"}} for one in ("home", "away")]}
            ]
        },
    ],
)
def test_what_makes_no_sense_is_left_out(wrong: dict[str, Any]) -> None:
    assert read_scoreboard(a_board(an_event(**wrong), None, "game", an_event())) == (GAME,)


def test_a_game_that_was_called_off_is_not_over() -> None:
    (game,) = read_scoreboard(a_board(an_event(status={"type": {"state": "post", "completed": False}})))

    assert game.stand is GameStand.OFF


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"null", b'{"events": {}}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_scoreboard_is_refused(body: bytes) -> None:
    with pytest.raises(ScoreboardError):
        read_scoreboard(body)


def test_a_board_without_end_is_read_to_its_end() -> None:
    assert len(read_scoreboard(a_board(*[an_event()] * 10_000))) == 500


@pytest.mark.parametrize("name", ["ARS", " arsenal ", "Chelsea", "Ars"])
def test_a_team_is_known_by_its_name_and_its_abbreviation(name: str) -> None:
    assert Team(team_id="1", league="premier_league", name=name).plays(GAME)


def test_a_team_is_not_known_by_a_letter_of_its_name() -> None:
    assert not Team(team_id="1", league="premier_league", name="A").plays(GAME)


def test_every_league_has_a_name_that_translations_can_have() -> None:
    assert json.loads(json.dumps(dict(LEAGUES))) == dict(LEAGUES)
    assert all(name.isidentifier() and name.islower() for name in LEAGUES)

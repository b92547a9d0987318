"""Sensors of Team Tracker tell of the same games."""

from typing import Any

import pytest

from custom_components.homeiq.games.game import Game, GameStand, Side, Team
from custom_components.homeiq.games.tracked import game_of, tells_of

TOLD = {
    "league": "EPL",
    "date": "2026-11-28T15:00Z",
    "team_name": "Arsenal",
    "team_abbr": "ARS",
    "team_homeaway": "away",
    "team_score": "2",
    "opponent_name": "Chelsea",
    "opponent_abbr": "CHE",
    "opponent_score": "1",
    "clock": "81'",
}
CHELSEA = Side(name="Chelsea", names=frozenset({"chelsea", "che"}), score=1)
ARSENAL = Side(name="Arsenal", names=frozenset({"arsenal", "ars"}), score=2)


def test_a_sensor_tells_of_a_game() -> None:
    assert game_of("IN", TOLD) == Game(
        game_id="2026-11-28T15:00Z",
        starts_at=1795878000.0,
        stand=GameStand.LIVE,
        home=CHELSEA,
        away=ARSENAL,
        clock="81'",
        has_number=False,
    )


@pytest.mark.parametrize("clock", ["Postponed", "Canceled", "Abandoned"])
def test_a_sensor_of_a_game_that_was_called_off_tells_of_none_that_is_over(clock: str) -> None:
    called_off, over = game_of("POST", TOLD | {"clock": clock}), game_of("POST", TOLD | {"clock": "FT"})

    assert called_off
    assert over
    assert (called_off.stand, over.stand) == (GameStand.OFF, GameStand.OVER)


@pytest.mark.parametrize(
    ("state", "change"),
    [("BYE", {}), ("NOT_FOUND", {}), ("unavailable", {}), ("IN", {"date": None}), ("IN", {"date": "soon"})],
)
def test_a_sensor_without_a_game_tells_of_none(state: str, change: dict[str, Any]) -> None:
    assert game_of(state, TOLD | change) is None


@pytest.mark.parametrize(
    ("league", "name", "tells"),
    [
        ("premier_league", "arsenal", True),
        ("premier_league", "ARS", True),
        ("premier_league", "Chelsea", False),
        ("la_liga", "Arsenal", False),
    ],
)
def test_a_sensor_is_that_of_its_own_team_and_league(league: str, name: str, *, tells: bool) -> None:
    assert tells_of(Team(team_id="1", league=league, name=name), TOLD) == tells


@pytest.mark.parametrize("league", ["NFL", "nfl"])
def test_most_leagues_are_called_alike(league: str) -> None:
    team = Team(team_id="1", league="nfl", name="DAL")

    assert tells_of(team, {"league": league, "team_abbr": "DAL"})

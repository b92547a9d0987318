"""What a sensor of Team Tracker tells, the custom integration that many homes have for their teams."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .game import LEAGUES, Game, GameStand, Side, Team
from .scoreboard import moment_of, score_of

_STANDS = {"PRE": GameStand.AHEAD, "IN": GameStand.LIVE, "POST": GameStand.OVER}
_OFF = frozenset({"postponed", "canceled", "cancelled", "abandoned", "suspended"})  # its clock, once a game is none
# What it calls leagues, where its name is not that of the end of the path.
_CALLED = {
    "bundesliga": {"bund"},
    "champions_league": {"cl"},
    "la_liga": {"laliga"},
    "ligue_1": {"ligue 1"},
    "premier_league": {"epl"},
    "serie_a": {"seri"},
}


def tells_of(team: Team, attributes: Mapping[str, Any]) -> bool:
    """Tell whether a sensor is that of a team."""
    league = str(attributes.get("league", "")).casefold()
    known = {team.league, LEAGUES[team.league].partition("/")[2], *_CALLED.get(team.league, ())}
    return league in known and team.name.strip().casefold() in _names(attributes, "team")


def game_of(state: str, attributes: Mapping[str, Any]) -> Game | None:
    """Return the game that a sensor tells of; None where it tells of none."""
    if state not in _STANDS or not isinstance(date := attributes.get("date"), str):
        return None
    try:
        starts_at = moment_of(date)
    except ValueError:
        return None
    ours, theirs = _side(attributes, "team"), _side(attributes, "opponent")
    home, away = (theirs, ours) if attributes.get("team_homeaway") == "away" else (ours, theirs)
    clock = str(attributes.get("clock") or "")
    stand = GameStand.OFF if state == "POST" and clock.casefold() in _OFF else _STANDS[state]
    clock = clock if state == "IN" else ""
    return Game(game_id=date, starts_at=starts_at, stand=stand, home=home, away=away, clock=clock, has_number=False)


def _side(attributes: Mapping[str, Any], whose: str) -> Side:
    name = attributes.get(f"{whose}_name") or attributes.get(f"{whose}_abbr") or ""
    return Side(name=str(name), names=_names(attributes, whose), score=score_of(attributes.get(f"{whose}_score")))


def _names(attributes: Mapping[str, Any], whose: str) -> frozenset[str]:
    told = (attributes.get(f"{whose}_{what}") for what in ("abbr", "name", "long_name"))
    return frozenset(one.strip().casefold() for one in told if isinstance(one, str) and one.strip())

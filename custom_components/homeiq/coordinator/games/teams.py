"""How a team is kept in Home Assistant's entry: from a subentry, and to its data."""

from __future__ import annotations

from typing import Any

from homeassistant.config_entries import ConfigEntry

from ...games.game import LEAGUES, Team

TEAM = "team"
"""The type of these subentries."""


def teams_of(entry: ConfigEntry[Any]) -> tuple[Team, ...]:
    """Return the teams of an entry; one of a league that is not known any more is none."""
    return tuple(
        Team(team_id=one.subentry_id, league=one.data["league"], name=one.data["team"])
        for one in entry.subentries.values()
        if one.subentry_type == TEAM and one.data["league"] in LEAGUES
    )


def data_of(league: str, team: str) -> dict[str, Any]:
    """Return the data of a team."""
    return {"league": league, "team": team.strip()}

"""A team that is followed, and a game of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

LEAGUES: Mapping[str, str] = MappingProxyType(
    {
        "bundesliga": "soccer/ger.1",
        "bundesliga_2": "soccer/ger.2",
        "champions_league": "soccer/uefa.champions",
        "la_liga": "soccer/esp.1",
        "ligue_1": "soccer/fra.1",
        "mlb": "baseball/mlb",
        "mls": "soccer/usa.1",
        "nba": "basketball/nba",
        "ncaaf": "football/college-football",
        "ncaam": "basketball/mens-college-basketball",
        "nfl": "football/nfl",
        "nhl": "hockey/nhl",
        "nwsl": "soccer/usa.nwsl",
        "premier_league": "soccer/eng.1",
        "serie_a": "soccer/ita.1",
        "wnba": "basketball/wnba",
    }
)
"""Where the scoreboard of a league stands, by the name that it has here."""

GROUPS: Mapping[str, str] = MappingProxyType({"ncaaf": "80", "ncaam": "50"})
"""The group of a league's teams that is asked for where its scoreboard would tell of the best 25 only."""


class GameStand(StrEnum):
    """How far a game is; ``OFF`` was put off, broken off or called off."""

    AHEAD = "ahead"
    LIVE = "live"
    OVER = "over"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two teams of a game.

    Attributes:
        name: as it is called.
        names: all that it is called, its abbreviation included, in small letters.
        score: None where nobody has told one.
    """

    name: str
    names: frozenset[str]
    score: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """A game.

    Attributes:
        game_id: the same from one look to the next.
        starts_at: UTC epoch seconds.
        clock: what the game's own clock shows; empty where nobody tells.
        has_number: whether ``game_id`` is one that stays; Team Tracker knows none, and names a game by its begin.
    """

    game_id: str
    starts_at: float
    stand: GameStand
    home: Side
    away: Side
    clock: str = ""
    has_number: bool = True

    @property
    def scores(self) -> tuple[int | None, int | None]:
        """What both have scored, the home side first."""
        return self.home.score, self.away.score


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team that somebody wants to hear of.

    Attributes:
        team_id: of the subentry.
        league: a name of ``LEAGUES``.
        name: what its owner calls it: its name or its abbreviation.
    """

    team_id: str
    league: str
    name: str

    def plays(self, game: Game) -> bool:
        """Tell whether it is one of the two."""
        return self.is_home(game) or self._is(game.away)

    def is_home(self, game: Game) -> bool:
        """Tell whether it is the home side."""
        return self._is(game.home)

    def _is(self, side: Side) -> bool:
        return self.name.strip().casefold() in side.names

"""The pace of looking: often while a game goes on, seldom before and after it, hardly ever while none is near."""

from __future__ import annotations

from enum import StrEnum

from .game import Game, GameStand

LIVE = 15.0  # seconds between two looks at a game that goes on
ENDED = 300.0  # at one that has just ended
FIXTURES = 3600.0  # at one that is near
FAR = 6 * 3600.0  # while none is near
NEAR = 24 * 3600.0  # seconds before it within which a game is near
LONGEST = 6 * 3600.0  # seconds after it began for which a game that is over has just ended
_SOON = 60.0  # before it begins, seconds
_SCATTER = 0.1  # share of a rest by which it may be longer: not all homes ask in the same second
_FIRST_REST = 60.0  # after a look that failed, seconds; doubles with each


class Freshness(StrEnum):
    """How old what is known may be."""

    LIVE = "live"
    ENDED = "ended"
    FIXTURES = "fixtures"


LIFETIMES = {Freshness.LIVE: LIVE, Freshness.ENDED: ENDED, Freshness.FIXTURES: FIXTURES}
"""How long answers are kept, seconds."""


def freshness(game: Game | None, now: float) -> Freshness:
    """Return how fresh the next answer has to be.

    Args:
        game: as it was seen last.
        now: UTC epoch seconds.
    """
    if game is None:
        return Freshness.FIXTURES
    if game.stand is GameStand.LIVE or (game.stand is GameStand.AHEAD and game.starts_at - _SOON <= now):
        return Freshness.LIVE
    return Freshness.FIXTURES if game.stand is GameStand.AHEAD else Freshness.ENDED


def rest(game: Game | None, now: float) -> float:
    """Return after how many seconds to look again.

    Args:
        game: as it was just seen.
        now: UTC epoch seconds.
    """
    if game is None:
        return FAR
    match game.stand:
        case GameStand.LIVE:
            return LIVE
        case GameStand.OVER | GameStand.OFF:
            return ENDED if now < game.starts_at + LONGEST else FAR
        case GameStand.AHEAD if game.starts_at <= now:
            # It is late, or was put off: the later, the less often.
            return min(max(now - game.starts_at, LIVE), FIXTURES)
        case GameStand.AHEAD:
            until = game.starts_at - now
            return min(max(until, LIVE), FIXTURES) if until <= NEAR else min(until - NEAR, FAR)


def rest_without(missed_for: float) -> float:
    """Return after how many seconds to look again for a game that went on: the longer nobody tells of it, the later.

    Examples:
        >>> [rest_without(seconds) for seconds in (0.0, 60.0, 3600.0)]
        [15.0, 60.0, 300.0]
    """
    return min(max(missed_for, LIVE), ENDED)


def scatter(game: Game | None, seconds: float, now: float) -> float:
    """Return by how many seconds a rest may be longer: by few where the game begins at its end.

    Args:
        game: as it was just seen.
        seconds: the rest.
        now: UTC epoch seconds.
    """
    most = seconds * _SCATTER
    if game and game.stand is GameStand.AHEAD and now <= game.starts_at <= now + seconds + most:
        return min(most, LIVE)
    return most


def rest_after(failures: int) -> float:
    """Return how many seconds to leave a scoreboard alone after so many failures in a row, one at least.

    Examples:
        >>> [rest_after(failures) for failures in (1, 2, 3, 99)]
        [60.0, 120.0, 240.0, 21600.0]
    """
    return min(_FIRST_REST * 2.0 ** min(failures - 1, 20), FAR)

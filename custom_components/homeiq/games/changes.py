"""Which game of a team counts now, and what changed in it from one look to the next."""

from collections.abc import Iterable
from enum import StrEnum

from .game import Game, Stand

_ORDER = (Stand.LIVE, Stand.AHEAD, Stand.OVER)


class Change(StrEnum):
    """What happened in a game."""

    STARTED = "started"
    SCORE_CHANGED = "score_changed"
    ENDED = "ended"


def game_that_counts(games: Iterable[Game], before: Game | None = None) -> Game | None:
    """Return the game that is told of: the one that goes on, else the next one, else the last one.

    Args:
        games: of one team.
        before: the one that counted last; until it is over it goes on counting.
    """
    known = sorted(games, key=_nearness)
    for game in known:
        if before and game.game_id == before.game_id and before.stand is not Stand.OVER:
            return game
    return known[0] if known else None


def _nearness(game: Game) -> tuple[int, float]:
    # Of those that are over, the last one is nearest.
    return _ORDER.index(game.stand), -game.starts_at if game.stand is Stand.OVER else game.starts_at


def changes(before: Game | None, after: Game | None) -> tuple[Change, ...]:
    """Return what happened between two looks, in its order; nothing where the first one is the first ever."""
    if before is None or after is None:
        return ()
    if before.game_id != after.game_id:
        return (Change.STARTED,) if after.stand is Stand.LIVE else ()
    found: list[Change] = []
    if before.stand is Stand.AHEAD and after.stand is not Stand.AHEAD:
        found.append(Change.STARTED)
    if after.stand is not Stand.AHEAD and _scored(before, after):
        found.append(Change.SCORE_CHANGED)
    if after.stand is Stand.OVER and before.stand is not Stand.OVER:
        found.append(Change.ENDED)
    return tuple(found)


def _scored(before: Game, after: Game) -> bool:
    """Tell whether a score is another one. Nothing is known as nought; what is no longer told has not changed."""
    pairs = zip(before.scores, after.scores, strict=True)
    return any(new is not None and new != (old or 0) for old, new in pairs)

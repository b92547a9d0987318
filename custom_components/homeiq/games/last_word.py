"""Whether a game that is told as over is over: scoreboards take it back at times, and one end is one end."""

from __future__ import annotations

from dataclasses import replace

from .game import Game, GameStand
from .game_changes import ENDED, Change, is_same
from .pace import LONGEST

BELIEVED = 60.0
"""For how long a game that went on has to be told as over, or not to be told of, until it is; seconds."""


class LastWord:
    """Knows what was told last of a game that went on, and which game has ended last."""

    def __init__(self) -> None:
        """Know nothing."""
        self._told: Game | None = None
        self._since = 0.0
        self._ended: Game | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether a game was told as over and is not believed yet."""
        return self._told is not None

    def hear(self, before: Game | None, found: Game | None, now: float) -> Game | None:
        """Return what is believed of a look: a game that was just told as over goes on for a minute yet.

        Once nobody has told otherwise for as long, it is over, whatever else is told of by then.

        Args:
            before: the game that counts, as it was known.
            found: what the look told.
            now: UTC epoch seconds.
        """
        if before is None or before.stand is not GameStand.LIVE:
            self._told = None
            return found
        is_told = found is not None and is_same(found, before)
        if found and is_told:
            if found.stand not in ENDED:
                self._told = None
                return found
            self._since = now if self._told is None else min(self._since, now)
            self._told = found
        if self._told and now - self._since >= BELIEVED:
            over, self._told = self._told, None
            return over
        return replace(found, stand=GameStand.LIVE, clock=before.clock) if found and is_told else found

    def is_new(self, change: Change, game: Game) -> bool:
        """Tell whether a change is one that was not told of a game: it begins once, and ends once.

        One that was broken off does so again when it is taken up.
        """
        if change is Change.SCORE_CHANGED:
            return True
        if self._ended and _is_same_day(game, self._ended):
            return False
        if change is Change.ENDED and game.stand is not GameStand.OFF:
            self._ended = game
        return True

    def may_go_on(self, now: float) -> bool:
        """Tell whether the game that ended last may yet be told as one that goes on."""
        return self._ended is not None and now < self._ended.starts_at + LONGEST


def _is_same_day(one: Game, other: Game) -> bool:
    """Tell whether two looks saw a game at one go: what is put off to another day begins again."""
    return is_same(one, other) and abs(one.starts_at - other.starts_at) < LONGEST

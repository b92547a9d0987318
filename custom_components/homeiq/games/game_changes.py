"""Which game of a team counts now, and what changed in it from one look to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from math import inf

from .game import Game, GameStand
from .pace import LONGEST

_ORDER = (GameStand.LIVE, GameStand.AHEAD, GameStand.OVER, GameStand.OFF)
MISSED = 3600.0  # for how long at least nobody tells of a game that went on before it has ended, seconds
_BEGUN = frozenset({GameStand.LIVE, GameStand.OVER})
ENDED = frozenset({GameStand.OVER, GameStand.OFF})
# By how far a game is that was expected: how far another one is that counts in its place.
_PASSED_BY = {
    GameStand.AHEAD: frozenset({GameStand.LIVE}),
    GameStand.OFF: frozenset({GameStand.LIVE, GameStand.AHEAD}),
}


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
    # One that was called off was no game, but for whoever has seen it begin.
    nearest = known[0] if known and known[0].stand is not GameStand.OFF else None
    same = next((game for game in known if is_same(game, before)), None) if before else None
    if same is None or before is None or before.stand in ENDED:
        return nearest
    if before.stand is GameStand.LIVE or nearest is None:
        return same
    # Of two games on a day, the first may be late or put off while the second one goes on.
    passed_by = _PASSED_BY.get(same.stand, frozenset())
    return nearest if nearest.stand in passed_by else same


def is_missed(before: Game | None, found: Game | None) -> bool:
    """Tell whether a look told nothing of a game that went on; where the team plays another one by now, that is told.

    Scoreboards tell of one day, or of one week: the next one takes its place in the morning, whatever still goes on, a
    game that is put off goes to its new day, and an answer may lack a game that the next one has.
    """
    if before is None or before.stand is not GameStand.LIVE:
        return False
    return found is None or not (found.stand is GameStand.LIVE or is_same(found, before))


def after_a_look(before: Game | None, found: Game | None, now: float, missed_since: float = -inf) -> Game | None:
    """Return the game that counts after a look, which may have told less than the one before.

    What it left out has not changed: a score, or the whole game, which is remembered for some hours from its begin, and
    one that went on for an hour at least, whatever other game is told of.
    What has begun is not yet to come, where an old answer says so once more; one that has another begin, is.

    Args:
        before: as it was known.
        found: what the look told.
        now: UTC epoch seconds.
        missed_since: when a look told nothing of it for the first time since it was told of, UTC epoch seconds.
    """
    if before is None:
        return found
    if is_missed(before, found):
        return before if now < max(before.starts_at + LONGEST, missed_since + MISSED) else found
    if found is None:
        return before if before.stand is not GameStand.OVER and now < before.starts_at + LONGEST else None
    if _is_back(before, found) and found.starts_at <= now < before.starts_at + LONGEST:
        return before
    return _with_scores(found, before) if is_same(found, before) else found


def is_left(before: Game | None, after: Game | None) -> bool:
    """Tell whether a game that went on is told of no more, or for another day: it has ended, and nobody said so."""
    if before is None or before.stand is not GameStand.LIVE:
        return False
    return after is None or not is_same(after, before) or _is_back(before, after)


def _is_back(before: Game, after: Game) -> bool:
    """Tell whether a game that went on is told as one that is yet to come."""
    return before.stand is GameStand.LIVE and after.stand is GameStand.AHEAD and is_same(before, after)


def _with_scores(game: Game, before: Game) -> Game:
    home, away = (
        new if new.score is not None else replace(new, score=old.score)
        for new, old in ((game.home, before.home), (game.away, before.away))
    )
    return replace(game, home=home, away=away)


def _nearness(game: Game) -> tuple[int, float]:
    # Of those that are over, the last one is nearest.
    return _ORDER.index(game.stand), -game.starts_at if game.stand is GameStand.OVER else game.starts_at


def changes(before: Game | None, after: Game | None) -> tuple[Change, ...]:
    """Return what happened between two looks, in its order; nothing where the first one is the first ever."""
    if before is None or after is None:
        return ()
    if not is_same(before, after):
        return (Change.STARTED,) if after.stand is GameStand.LIVE else ()
    had_begun, has_begun = before.stand in _BEGUN, after.stand in _BEGUN
    found: list[Change] = []
    if has_begun and not had_begun:
        found.append(Change.STARTED)
    if has_begun and _scored(before, after):
        found.append(Change.SCORE_CHANGED)
    if (has_begun or had_begun) and after.stand in ENDED and before.stand not in ENDED:
        found.append(Change.ENDED)
    return tuple(found)


def _scored(before: Game, after: Game) -> bool:
    """Tell whether a score is another one. Nothing is known as nought; what is no longer told has not changed."""
    pairs = zip(before.scores, after.scores, strict=True)
    return any(new is not None and new != (old or 0) for old, new in pairs)


def is_same(one: Game, other: Game) -> bool:
    """Tell whether two looks at a team's games saw the same one.

    Of two tellers, each calls it otherwise: it is what begins then. Two games of one day that have numbers may be told
    with the same begin while nobody knows that of the second. Where there are no numbers, the begin of a game that goes
    on may be put right.
    """
    if one.game_id == other.game_id:
        return True
    if one.has_number and other.has_number:
        return False
    return one.starts_at == other.starts_at or (_go_on(one, other) and _sides_meet(one, other))


def _go_on(one: Game, other: Game) -> bool:
    return one.stand is other.stand is GameStand.LIVE


def _sides_meet(one: Game, other: Game) -> bool:
    """Tell whether the same two teams play, whoever is at home."""
    pairs = (((one.home, other.home), (one.away, other.away)), ((one.home, other.away), (one.away, other.home)))
    return any(all(mine.names & theirs.names for mine, theirs in pair) for pair in pairs)

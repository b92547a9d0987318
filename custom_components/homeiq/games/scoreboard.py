"""The public scoreboard of a league, as ESPN writes it: a JSON document with a list of events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
import json
import re
from typing import Any

from .game import Game, GameStand, Side

_STANDS = {"pre": GameStand.AHEAD, "in": GameStand.LIVE, "post": GameStand.OVER}
_NAMES = ("abbreviation", "displayName", "shortDisplayName", "name", "location")
_HIGHEST = 9999  # score
_YEARS = range(2000, 2100)
MOST = 500  # events that are looked at; the longest day of college games has some two hundred
# Half of a character, which JSON can name and nobody can write down.
_HALF = re.compile("[\ud800-\udfff]")
_LONGEST = 100  # characters of a name or a clock


class ScoreboardError(ValueError):
    """What was told is no scoreboard."""


def read_scoreboard(body: bytes) -> tuple[Game, ...]:
    """Return the games of a scoreboard; events that make no sense are left out.

    Raises:
        ScoreboardError: it is none.
    """
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as err:
        raise ScoreboardError("this is no JSON") from err
    match document:
        case {"events": list(events)}:
            return tuple(_games(events[:MOST]))
        case _:
            raise ScoreboardError("this has no events")


def moment_of(text: str) -> float:
    """Return the UTC epoch seconds of a moment as scoreboards write it.

    Raises:
        ValueError: it is none, says no time zone, or lies in another century.

    Examples:
        >>> moment_of("2026-11-28T18:00Z")
        1795888800.0
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or moment.year not in _YEARS:
        raise ValueError("this is no moment of a game")
    return moment.timestamp()


def score_of(told: object) -> int | None:
    """Return a score; None where there is none.

    Examples:
        >>> score_of("21"), score_of(3), score_of(""), score_of(True), score_of({"value": 7.0})
        (21, 3, None, None, 7)
    """
    if isinstance(told, Mapping):
        told = told.get("value")
    if isinstance(told, float) and told.is_integer():
        told = int(told)
    if isinstance(told, str) and told.isascii() and told.isdecimal() and len(told) <= len(str(_HIGHEST)):
        return int(told)
    return told if isinstance(told, int) and not isinstance(told, bool) and 0 <= told <= _HIGHEST else None


def _games(events: list[Any]) -> Iterator[Game]:
    for event in events:
        try:
            if game := _game(event):
                yield game
        except ValueError, OverflowError:
            continue


def _game(event: object) -> Game | None:
    match event:
        case {
            "id": str(number),
            "date": str(date),
            "status": {"type": {"state": str(state), **kind}, **status},
            "competitions": [{"competitors": [one, other, *_]}, *_],
        } if state in _STANDS:
            if any(map(_HALF.search, (number, date, str(status.get("displayClock"))))):
                return None
            sides = {where: side for told in (one, other) for where, side in _side(told)}
            if sides.keys() != {"home", "away"}:
                return None
            # What was put off, broken off or called off is told as if it had ended.
            is_off = state == "post" and kind.get("completed") is False
            clock = status.get("displayClock")
            return Game(
                game_id=number[:_LONGEST],
                starts_at=moment_of(date),
                stand=GameStand.OFF if is_off else _STANDS[state],
                home=sides["home"],
                away=sides["away"],
                clock=clock[:_LONGEST] if isinstance(clock, str) and state == "in" else "",
            )
        case _:
            return None


def _side(told: object) -> Iterator[tuple[str, Side]]:
    match told:
        case {"homeAway": "home" | "away" as where, "team": {"displayName": str(name), **team}, **rest}:
            named = {"displayName": name, **team}
            names = [one for key in _NAMES if isinstance(one := named.get(key), str)]
            if any(map(_HALF.search, names)):
                return
            yield (
                where,
                Side(
                    name=name[:_LONGEST],
                    names=frozenset(one.strip().casefold() for one in names),
                    score=score_of(rest.get("score")),
                ),
            )
        case _:
            return

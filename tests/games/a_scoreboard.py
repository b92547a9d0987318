"""Scoreboards as ESPN writes them, as far as anybody reads them."""

from collections.abc import Mapping
import json
from typing import Any

NAMES = {"ARS": "Arsenal", "CHE": "Chelsea", "LIV": "Liverpool"}


def an_event(
    state: str = "in", score: tuple[Any, Any] = ("1", "0"), sides: tuple[str, str] = ("ARS", "CHE"), **more: Any
) -> dict[str, Any]:
    """Return a game, the home side first; ``more`` takes the place of its fields."""
    competitors = [
        {
            "homeAway": where,
            "score": scored,
            "team": {"abbreviation": short, "displayName": NAMES[short], "shortDisplayName": NAMES[short], "id": "7"},
        }
        for where, short, scored in zip(("home", "away"), sides, score, strict=True)
    ]
    status = {"type": {"state": state, "completed": state == "post"}, "displayClock": "12'", "period": 1}
    event = {
        "id": "-".join(sides),
        "date": "2026-11-28T15:00Z",
        "status": status,
        "competitions": [{"competitors": competitors, "status": status}],
    }
    return {**event, **more}


def a_board(*events: Any, **more: Any) -> bytes:
    """Return a scoreboard."""
    document: Mapping[str, Any] = {"leagues": [], "season": {}, "events": list(events), **more}
    return json.dumps(document).encode()

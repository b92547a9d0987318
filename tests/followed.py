"""What became of accepted automations, for the tests of what is made of it."""

from typing import Any

from custom_components.homeiq.model.decisions.edit import Place
from custom_components.homeiq.model.decisions.followed import Fate, Followed, Override, Step, Tally
from custom_components.homeiq.model.event import Cause

MONDAY = 20_605  # 2026-06-01, days since 1970-01-01


def followed(signature: str = "kitchen-at-seven", **changes: Any) -> Followed:
    fields: dict[str, Any] = {
        "title": "Kitchen at 07:00",
        "place": Place.AUTOMATION,
        "key": f"homeiq_{signature}",
        "since": 1000.0,
        "fate": Fate.ACTIVE,
        "fate_since": 1000.0,
        "judged_since": 1000.0,
    }
    return Followed(signature=signature, **{**fields, **changes})


def an_override(day: int = MONDAY, minute: int = 420, *, home: tuple[str, ...] = (), **changes: Any) -> Override:
    at = day * 86400.0 + minute * 60
    fields: dict[str, Any] = {
        "run_at": at,
        "acted_at": at + 1,
        "undone_at": at + 61 + day % 7 * 13,
        "entity_id": "light.kitchen",
        "state": "off",
        "cause": Cause.PERSON,
    }
    return Override(day=day, minute=minute, home=home, **{**fields, **changes})


def a_run(day: int = MONDAY, hour: int = 7, *, home: tuple[str, ...] = (), **counts: int) -> Step:
    return Step(signature="kitchen-at-seven", tally=Tally(day=day, hour=hour, home=home, **{"runs": 1, **counts}))


def an_undone_run(day: int = MONDAY, minute: int = 420) -> Step:
    override = an_override(day, minute)
    tally = Tally(day=day, hour=minute // 60, home=(), overridden=1)
    return Step(signature="kitchen-at-seven", tally=tally, override=override)

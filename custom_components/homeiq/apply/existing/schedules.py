"""Schedule helpers: the times on the clock at which they go on and off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_component import DATA_INSTANCES

from ...model.day import DAY, WEEKDAYS
from ...model.existing import Occasion
from ...model.habits.trigger import AtTime

_DOMAIN = "schedule"
_ALL = DAY * len(WEEKDAYS)  # minutes of a week
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@callback
def turns_of(hass: HomeAssistant, entity_id: str, to: str) -> list[Occasion]:
    """Return when a schedule comes to a state, the earliest time first; nothing where it is no schedule of a helper.

    Args:
        hass: Home Assistant.
        entity_id: of any entity.
        to: the state.
    """
    component = hass.data.get(DATA_INSTANCES, {}).get(_DOMAIN)
    schedule = component.get_entity(entity_id) if component else None
    if schedule is None or not hasattr(schedule, "get_schedule") or to not in {"on", "off"}:
        return []
    edge = 0 if to == "on" else 1
    spans = spans_of(schedule.get_schedule())
    days: defaultdict[int, set[int]] = defaultdict(set)
    others = {span[1 - edge] % _ALL for span in spans}
    for span in spans:
        # Where one span ends as the next one begins, nothing changes.
        if (turn := span[edge] % _ALL) not in others:
            days[turn % DAY].add(turn // DAY)
    return [Occasion(trigger=AtTime(minute=minute), weekdays=frozenset(on)) for minute, on in sorted(days.items())]


def spans_of(schedule: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[tuple[int, int]]:
    """Return the spans in which a schedule is on, in minutes since Monday's midnight."""
    return [
        (day * DAY + _minute(span["from"]), day * DAY + _minute(span["to"]))
        for day, name in enumerate(_WEEK)
        for span in schedule.get(name, ())
    ]


def _minute(clock: time) -> int:
    # The end of a day is written as its last microsecond.
    return DAY if clock == time.max else clock.hour * 60 + clock.minute

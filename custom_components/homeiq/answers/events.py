"""Events as the JSON that actions and HTTP return."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..model.event import Cause, EventColumns
from ..model.habits.value import split_value_name


def events_to_json(
    events: EventColumns, first: int, last: int, moment: Callable[[float], float | str | None]
) -> list[dict[str, Any]]:
    """Write some of the events, in their order.

    Args:
        events: what was found.
        first: place of the first one that is written.
        last: place behind the last one.
        moment: writes when it was, which is UTC epoch seconds.
    """
    return [
        {"time": moment(at), **_subject(name), "state": state, "cause": Cause(cause).name.lower()}
        for at, name, state, cause in events.rows(first, last)
    ]


def written_events(events: EventColumns, first: int, last: int, write: Callable[[object], bytes]) -> list[bytes]:
    """Write some of the events as ``events_to_json`` has them, each as JSON, with the time as a number.

    What they have in common is written once, not for each of them: a third of the time that records take.

    Args:
        events: what was found.
        first: place of the first one that is written.
        last: place behind the last one.
        write: writes JSON without spaces.
    """
    places = slice(first, last)
    names = [b',%b,"state":' % write(_subject(name))[1:-1] for name in events.entities]
    states = [*map(write, events.states)]
    causes = [b',"cause":%b}' % write(cause.name.lower()) for cause in Cause]
    times = write(events.time[places].tolist())[1:-1].split(b",")
    columns = (column[places].tolist() for column in (events.entity, events.state, events.cause))
    return [
        b'{"time":%b%b%b%b' % (time, names[entity], states[state], causes[cause])
        # Of nothing, one empty text is left.
        for time, entity, state, cause in zip(times, *columns, strict=False)
    ]


def _subject(name: str) -> dict[str, str]:
    """Write whose event it is; that of a value names its attribute too."""
    entity_id, attribute = split_value_name(name)
    return {"entity_id": entity_id, "attribute": attribute} if attribute else {"entity_id": entity_id}

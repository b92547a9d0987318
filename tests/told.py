"""Pasts told in one line, for the examples in docstrings: ``0 light.hall off, 60 light.hall on``.

A time is in seconds, or on the clock (``18:00``), which goes on into the next days (``42:00`` is 18:00 on the second).
The first day is a Thursday, in a home on the equator that keeps the time of Greenwich.
"""

from custom_components.homeiq.model.event import Cause, EventColumns, EventRow
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.past.acts import Unit, find_units
from custom_components.homeiq.past.series import Series
from custom_components.homeiq.past.timeline import Timeline

GREENWICH = Home(time_zone="UTC", latitude=0.0, longitude=0.0)
_IT = "light.it"


def past(text: str) -> Timeline:
    """Return a past as it is told; lamps were switched at the wall."""
    return Timeline.of(EventColumns.from_rows(map(_event, text.split(","))), GREENWICH)


def series(text: str) -> Series:
    """Return the states of one entity as they are told, without its name."""
    named = (f"{moment} {_IT} {state}" for moment, state in (one.split() for one in text.split(",")))
    return past(",".join(named)).series[_IT]


def unit(entity_id: str, state: str, timeline: Timeline) -> Unit:
    """Return an entity and the state that people bring it to, with when they did."""
    return next(one for one in find_units(timeline) if one.entities == (entity_id,) and one.state == state)


def _event(text: str) -> EventRow:
    moment, entity_id, state = text.split()
    hours, _, minutes = moment.rpartition(":")
    time = int(hours) * 3600 + int(minutes) * 60 if hours else float(minutes)
    return (float(time), entity_id, state, Cause.DEVICE)

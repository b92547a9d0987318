"""What opens something, as the history shows: a contact of a door, a gate or a lock follows it again and again.

A relay with no name to speak of gives itself away by what it does. Looked at is each activation (turned on, opened,
pressed) while the contact was closed, so that a relay that opens and closes by turns, or a lamp that is lit as
somebody comes in, counts for what it opens alone. Where the contact opens within a minute after most of them, more
often than it does ten minutes to an hour before and after, the entity opens it. The contact has to be of the same
device or area, or in none.

People also leave through a door after they have put a lamp or the kettle on, or air after they have raised a blind.
What says by its kind or its name that it is such a thing has to be followed nearly always, or after times as equal as
a machine's. The contact of a fridge or a letterbox proves nothing: it is of no way in (``furniture``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...model.home import Entity
from ...model.opener import Opening
from ...model.things import thing_of
from ..chance import binomial_tail
from ..timeline import Timeline
from .furniture import is_furniture
from .judge import is_contact, may_be_people

WITHIN = 60.0  # seconds from an activation to the contact
_FEWEST = 5  # activations that the contact followed
_FEWEST_DAYS = 3  # on which it did
_MOST = 0.5  # share of the activations that have to be followed by more than that
_NEARLY_ALL = 0.75  # share, where people might be the reason
_EVEN = 15.0  # seconds that the middle half of the delays may spread, where people might be the reason
_CHANCE = 1e-3
_ELSEWHERE = (-3600.0, -2400.0, -1200.0, -600.0, 600.0, 1200.0, 2400.0, 3600.0)  # seconds, for comparison
_ACTIVE = "on"
_OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Contact:
    """Something that tells when a way in is open.

    Attributes:
        opened: float64[n], when it opened, UTC epoch seconds, ascending.
    """

    entity: Entity
    state: str
    opened: NDArray[np.float64]


def with_openings(timeline: Timeline) -> Timeline:
    """Return the timeline with a home that knows what opens something.

    What was known before stays known until the history has enough of it to tell otherwise, or its contact turns out to
    be at furniture.
    """
    home = timeline.home
    contacts = {one.entity.entity_id: one for one in _contacts(timeline)}
    kept = {name: one for name, one in home.openings.items() if _still_stands(one, contacts, timeline)}
    return replace(timeline, home=replace(home, openings=kept | _found(contacts, timeline)))


def _found(contacts: Mapping[str, _Contact], timeline: Timeline) -> dict[str, Opening]:
    found: dict[str, Opening] = {}
    for name in timeline.series:
        acted_on = _entity(name, timeline)
        moments = _activations(name, timeline)
        if len(moments) < _FEWEST:
            continue
        for contact in contacts.values():
            if name != contact.entity.entity_id and _is_near(acted_on, contact.entity):
                opening = _measure(acted_on, contact, moments, timeline)
                if opening and (name not in found or found[name].followed < opening.followed):
                    found[name] = opening
    return found


def _still_stands(known: Opening, contacts: Mapping[str, _Contact], timeline: Timeline) -> bool:
    contact = contacts.get(known.contact)
    if contact is None and is_furniture(_entity(known.contact, timeline), timeline.home):
        return False
    if contact is None or known.entity_id not in timeline.series:
        return True
    moments = _while_closed(contact, _activations(known.entity_id, timeline), timeline)
    return len(moments) < _FEWEST


def _contacts(timeline: Timeline) -> Iterator[_Contact]:
    for name, series in timeline.series.items():
        if not (state := thing_of(name).opened) or not is_contact(entity := _entity(name, timeline), timeline.home):
            continue
        opened = series.reached(state)
        if len(opened) >= _FEWEST:
            yield _Contact(entity=entity, state=state, opened=opened)


def _entity(name: str, timeline: Timeline) -> Entity:
    return timeline.home.entities.get(name) or Entity(entity_id=name, name="")


def _is_near(one: Entity, other: Entity) -> bool:
    """Tell whether two entities are of one device or area, or nobody knows where one of them is."""
    if one.device_id and one.device_id == other.device_id:
        return True
    return one.area_id == other.area_id or not (one.area_id and other.area_id)


def _activations(name: str, timeline: Timeline) -> NDArray[np.float64]:
    """Return when something was activated: float64[n], UTC epoch seconds, ascending."""
    thing, series = thing_of(name), timeline.series[name]
    if thing.is_moment or thing.is_chosen:
        return series.time[1:]
    if not (thing.is_activated or thing.is_named_after_place):
        return np.empty(0)
    if _OPEN in thing.meanings:
        return series.reached(_OPEN)
    if _ACTIVE in series.states:
        return series.reached(_ACTIVE)
    # What is at work in many ways (a climate, a player) is activated when it leaves its rest.
    return series.time[1:][~series.comes_to("off")[1:]]


def _measure(acted_on: Entity, contact: _Contact, moments: NDArray[np.float64], timeline: Timeline) -> Opening | None:
    """Return what an entity was seen to open; None where the contact doesn't follow it."""
    moments = _while_closed(contact, moments, timeline)
    delays = _delays(contact, moments)
    follows = delays <= WITHIN
    followed = int(follows.sum())
    if followed < _FEWEST or followed <= _MOST * len(moments):
        return None
    if len(np.unique(timeline.calendar.day(moments[follows]))) < _FEWEST_DAYS:
        return None
    if (
        may_be_people(acted_on, timeline.home)
        and followed < _NEARLY_ALL * len(moments)
        and _spread(delays[follows]) > _EVEN
    ):
        return None
    if binomial_tail(followed, len(moments), _chance(contact, moments, timeline)) > _CHANCE:
        return None
    return Opening(
        entity_id=acted_on.entity_id, contact=contact.entity.entity_id, times=len(moments), followed=followed
    )


def _chance(contact: _Contact, moments: NDArray[np.float64], timeline: Timeline) -> float:
    """Return how often the contact opens within as long at other moments of the same hours, 0 to 1."""
    others = _while_closed(contact, np.concatenate([moments + away for away in _ELSEWHERE]), timeline)
    hits = np.count_nonzero(_delays(contact, others) <= WITHIN)
    return float((hits + 1) / (len(others) + 2))


def _while_closed(contact: _Contact, moments: NDArray[np.float64], timeline: Timeline) -> NDArray[np.float64]:
    series = timeline.series[contact.entity.entity_id]
    return moments[~series.was(contact.state, moments, inclusive=False)]


def _delays(contact: _Contact, moments: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the seconds until the contact opens next, infinite where it never does: float64[n]."""
    after = np.append(contact.opened, np.inf)
    return np.asarray(after[contact.opened.searchsorted(moments)] - moments)


def _spread(delays: NDArray[np.float64]) -> float:
    low, high = np.percentile(delays, [25, 75])
    return float(high - low)

"""Radios that drop out: some devices fall silent for a while, in spells of bad reception that a room has in common."""

from collections.abc import Sequence

import numpy as np

from ..plan import SimulatedEvent
from ..world import World

WEAK = 0.3  # share of a room's devices that suffer from a spell
A_WEEK = 2.0  # spells of a room
LONG = (20.0, 1.3)  # median minutes of an absence, standard deviation of the logarithm
SPELL = (1, 6)  # absences in a spell, fewest and one more than most
LOST = "unavailable"

type Spans = list[tuple[float, float]]


def drop_out(rng: np.random.Generator, world: World, events: Sequence[SimulatedEvent]) -> list[SimulatedEvent]:
    """Return events, in time order, as they are recorded where devices are away for a while."""
    spans = _spans(rng, world)
    heard: list[SimulatedEvent] = []
    place, last, number = dict.fromkeys(spans, 0), dict.fromkeys(spans, ""), 0
    for event in events:
        name = event.entity_id
        if name not in spans:
            heard.append(event)
            continue
        while place[name] < len(spans[name]) and spans[name][place[name]][1] <= event.time:
            heard += _absence(name, spans[name][place[name]], last[name], number := number + 2)
            place[name] += 1
        last[name] = last[name] if event.state == LOST else event.state
        if place[name] == len(spans[name]) or event.time < spans[name][place[name]][0]:
            heard.append(event)
    return sorted(heard, key=lambda event: event.time)


def _absence(name: str, span: tuple[float, float], back: str, number: int) -> list[SimulatedEvent]:
    """Return how a device goes, and comes back as whatever it was by then."""
    if not back:
        return []
    return [
        SimulatedEvent(span[0], name, LOST, context=f"{2**101 + number:032x}"),
        SimulatedEvent(span[1], name, back, context=f"{2**101 + number + 1:032x}"),
    ]


def _spans(rng: np.random.Generator, world: World) -> dict[str, Spans]:
    days = world.calendar.days
    found: dict[str, Spans] = {}
    for room in sorted({entity.area for entity in world.home.entities.values() if entity.area}):
        devices = [
            name
            for name, entity in world.home.entities.items()
            if entity.area == room and not entity.members and not name.startswith("sensor.")
        ]
        for _ in range(int(rng.poisson(A_WEEK * len(days) / 7))):
            begin = days[int(rng.integers(len(days)))].at(float(rng.uniform(0, 1440)))
            for name in devices:
                if rng.random() < WEAK:
                    found.setdefault(name, []).extend(_spell(rng, begin))
    return {name: _apart(sorted(spans)) for name, spans in found.items()}


def _spell(rng: np.random.Generator, begin: float) -> Spans:
    spans = []
    for _ in range(int(rng.integers(*SPELL))):
        begin += 60 * float(rng.exponential(40))
        end = begin + 60 * float(rng.lognormal(np.log(LONG[0]), LONG[1]))
        spans.append((begin, end))
        begin = end
    return spans


def _apart(spans: Spans) -> Spans:
    """Leave out what begins before the one before it has ended."""
    kept: Spans = []
    for span in spans:
        if not kept or span[0] > kept[-1][1] + 1:
            kept.append(span)
    return kept

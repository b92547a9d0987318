"""A home's changes as columns of a thing each: what it came to, and whether a machine had done it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools import load  # noqa: F401  # isort: skip - it has to come before the core

from custom_components.homeiq.model.event import Cause, EventColumns

DAY = 86_400.0
OPERATED = frozenset(["light", "switch", "fan", "cover", "media_player", "climate", "lock", "humidifier", "vacuum"])
SENSING = frozenset({"binary_sensor", "person", "device_tracker"})
IN_USE = frozenset(
    ["on", "open", "opening", "playing", "paused", "idle", "heat", "cool", "auto", "unlocked", "unlocking", "cleaning"]
)
AT_REST = frozenset(["off", "closed", "closing", "standby", "locked", "locking", "docked", "returning"])
GONE = frozenset({"unavailable", "unknown", "null", "none", ""})
USED, RESTED, LOST = "on", "off", "gone"

type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Changes:
    """What a thing came to, each time that this was something else than before.

    Attributes:
        time: float64[n], UTC epoch seconds, ascending.
        state: str[n]; of what people operate ``on`` or ``off``, whatever its words are; ``gone`` where nobody knows.
        machine: bool[n], an automation did it.
    """

    time: Floats
    state: NDArray[np.str_]
    machine: Flags


def changes_of(history: EventColumns, days: float | None) -> dict[str, Changes]:
    """Return the changes of what people operate and of what senses them, over the last so many days."""
    first = _ends(history)[1] - days * DAY if days else -np.inf
    return {name: found for name, found in _changes(history, first) if len(found.time)}


def is_operated(name: str) -> bool:
    """Tell whether people operate it."""
    return name.partition(".")[0] in OPERATED


def _ends(history: EventColumns) -> tuple[float, float]:
    counted = np.array([name.partition(".")[0] in OPERATED | SENSING for name in history.entities], dtype=np.bool_)
    times = history.time[counted[history.entity]]
    return (float(times[0]), float(times[-1])) if len(times) else (0.0, 0.0)


def _changes(history: EventColumns, first: float) -> Iterator[tuple[str, Changes]]:
    order = np.argsort(history.entity, kind="stable")
    bounds = np.searchsorted(history.entity[order], np.arange(len(history.entities) + 1))
    by_machine = np.isin(history.cause, (Cause.AUTOMATION, Cause.HOMEIQ))
    sides, said = (np.array([word(state) for state in history.states] or [""]) for word in (_side, _said))
    for number, name in enumerate(history.entities):
        if name.partition(".")[0] not in OPERATED | SENSING:
            continue
        rows = order[bounds[number] : bounds[number + 1]]
        states = (sides if is_operated(name) else said)[history.state[rows]]
        new = np.append(True, states[1:] != states[:-1])[: len(rows)] & (history.time[rows] >= first)
        yield name, Changes(time=history.time[rows][new], state=states[new], machine=by_machine[rows][new])


def _side(state: str) -> str:
    plain = state.lower()
    return USED if plain in IN_USE else RESTED if plain in AT_REST else LOST


def _said(state: str) -> str:
    plain = state.lower()
    return LOST if plain in GONE else plain

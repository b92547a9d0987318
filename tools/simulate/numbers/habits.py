"""What people of that home do when somebody comes into a room, and what they go by: a number, the dark, the clock."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np


class Reason(StrEnum):
    """What people go by."""

    NUMBER = "number"
    CROSSING = "crossing"
    DARK = "dark"
    EVENING = "evening"
    NOTHING = "nothing"
    CHANCE = "chance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wont:
    """Something that people do when somebody comes into a room, or when a number is crossed there.

    Attributes:
        room: what it is called.
        entity_id: what they turn on.
        reason: what they go by.
        quantity: the device class of the sensor of that room.
        limit: the number that they go by, where they do.
        is_above: whether they act above it.
        share: how often they do it where they want it.
        a_day: how often somebody comes into the room.
    """

    room: str
    entity_id: str
    reason: Reason
    quantity: str
    limit: float = 0.0
    is_above: bool = False
    share: float = 0.92
    a_day: float = 10.0

    @property
    def sensor(self) -> str:
        """What measures."""
        return f"sensor.{self.room}_{self.quantity}"

    @property
    def motion(self) -> str:
        """What tells that somebody comes in."""
        return f"binary_sensor.{self.room}_motion"


def wonts_of(rng: np.random.Generator, *, null: bool) -> tuple[Wont, ...]:
    """Draw what people do; in a home without habits, at moments that nothing explains."""

    def wont(room: str, entity_id: str, reason: Reason, quantity: str, *limits: float, is_above: bool = False) -> Wont:
        return Wont(
            room=room,
            entity_id=entity_id,
            reason=Reason.CHANCE if null else reason,
            quantity=quantity,
            limit=float(rng.choice(limits)) if limits else 0.0,
            is_above=is_above,
            share=float(rng.uniform(0.86, 0.96)),
            a_day=float(rng.uniform(7, 14)),
        )

    return (
        wont("hall", "light.hall", Reason.NUMBER, "illuminance", 30.0, 40.0, 60.0, 100.0),
        wont("bath", "fan.bath", Reason.NUMBER, "humidity", 60.0, 65.0, 70.0, is_above=True),
        wont("living_room", "fan.living_room", Reason.NUMBER, "temperature", 22.0, 23.0, is_above=True),
        wont("office", "switch.heater", Reason.NUMBER, "temperature", 19.5, 20.5),
        wont("study", "light.study", Reason.NUMBER, "illuminance", 150.0, 250.0),
        wont("laundry", "fan.laundry", Reason.CROSSING, "humidity", 62.0, 67.0, is_above=True),
        wont("lounge", "light.lounge", Reason.CROSSING, "illuminance", 100.0, 150.0),
        wont("scullery", "fan.hood", Reason.CROSSING, "power", 60.0, is_above=True),
        wont("kitchen", "light.kitchen", Reason.DARK, "illuminance"),
        wont("bedroom", "light.bedroom", Reason.EVENING, "temperature"),
        wont("pantry", "light.pantry", Reason.NOTHING, "humidity"),
    )

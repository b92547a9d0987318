"""The rooms of a household and what is in them. Sizes follow from the number of events a day that are asked for."""

from dataclasses import dataclass

from .plan import HouseholdPlan

ALWAYS = ("living", "kitchen", "bathroom", "bedroom", "hall")
EXTRA = ("study", "laundry", "garden", "guest")
FAMILY = "group.family"
STAIRS, ECHOES, PETS = 0.4, 0.5, 0.4  # share of the households that have two lamps there, a helper, a pet


@dataclass(frozen=True, slots=True, kw_only=True)
class Dwelling:
    """Rooms and devices.

    Attributes:
        rooms: every room.
        sensed: rooms with a motion sensor.
        groups: group and what it stands for.
        echoes: a group and the helper that mirrors it.
        pet: whether something walks about at night as well.
    """

    rooms: frozenset[str]
    sensed: frozenset[str]
    groups: dict[str, tuple[str, ...]]
    echoes: dict[str, str]
    pet: bool

    def members(self, entity: str) -> tuple[str, ...]:
        """Return what an entity stands for, itself where it is no group."""
        return self.groups.get(entity, (entity,))


def lamp(room: str) -> str:
    """Return a room's main lamp; the living room's is a group."""
    return "light.living" if room == "living" else f"light.{room}_ceiling"


def motion(room: str) -> str:
    """Return a room's motion sensor."""
    return f"binary_sensor.{room}_motion"


def draw_dwelling(plan: HouseholdPlan) -> Dwelling:
    """Draw the rooms: few and hardly sensed where few events a day are asked for."""
    rng = plan.random("dwelling")
    small = plan.rate < 400  # noqa: PLR2004 - events a day; a well-equipped home has more by being lived in
    share = min(1.0, (0.25 if small else 0.7) * plan.knobs.rooms)
    rooms = [*ALWAYS, *(room for room in EXTRA if rng.random() < share)]
    seen = min(1.0, (0.2 if small else 0.75) * plan.knobs.rooms)
    sensed = frozenset(room for room in rooms if rng.random() < seen)
    lamps = tuple(f"light.living_{name}" for name in ("sofa", "window", "shelf", "corner")[: int(rng.integers(2, 5))])
    groups = {"light.living": lamps}
    if rng.random() < STAIRS:
        groups["light.stairs"] = ("light.stairs_top", "light.stairs_bottom")
    echoes = {"light.living": "input_boolean.living_lamps"} if rng.random() < ECHOES else {}
    return Dwelling(rooms=frozenset(rooms), sensed=sensed, groups=groups, echoes=echoes, pet=bool(rng.random() < PETS))

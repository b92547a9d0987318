"""What was planted in a simulated home, so that findings can be judged, and what must not be found there."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedTrigger:
    """What sets a follow-up off: an entity that reaches a state, and perhaps stays in it for a while."""

    entity_id: str
    to: str
    for_seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedHabit:
    """A habit that a resident has.

    Attributes:
        kind: ``routine``, ``sun`` or ``follow_up``.
        entities: what is acted on; a group stands for its members.
        equivalents: for a group or an echoing helper, the entities of ``entities`` that it stands for.
        time: ``HH:MM`` of a routine.
        weekdays: 0 is Monday.
        event: ``sunrise`` or ``sunset``.
        equivalent_triggers: others that describe the same moment.
        conditions: Home Assistant conditions without which the follow-up would act in vain.
        clock_is_fair: the sun moved so little that a time of day describes the habit as well.
        support_days: on how many days it was really done.
        share: of its chances on which it was done; None where nobody counted.
        required: it was done often enough that missing it is a fault; finding it is right either way.
    """

    kind: str
    entities: tuple[str, ...]
    state: str
    equivalents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    time: str | None = None
    weekdays: tuple[int, ...] = tuple(range(7))
    event: str | None = None
    offset_minutes: int | None = None
    trigger: PlantedTrigger | None = None
    equivalent_triggers: tuple[PlantedTrigger, ...] = ()
    conditions: tuple[Mapping[str, str], ...] = ()
    clock_is_fair: bool = False
    support_days: int = 0
    share: float | None = None
    required: bool = True
    note: str = ""

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Self:
        """Read a habit as ``Truth.to_json`` writes it."""
        trigger = record["trigger"]
        read: dict[str, Any] = {
            **record,
            **{key: tuple(record[key]) for key in ("entities", "weekdays", "conditions")},
            "equivalents": {key: tuple(members) for key, members in record["equivalents"].items()},
            "trigger": PlantedTrigger(**trigger) if trigger else None,
            "equivalent_triggers": tuple(PlantedTrigger(**each) for each in record["equivalent_triggers"]),
        }
        return cls(**read)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confounder:
    """Something that looks like a habit and must not be suggested.

    Attributes:
        state: None where no state of the entity must be suggested.
    """

    entity_id: str
    state: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """All that is known about a simulated home."""

    habits: tuple[PlantedHabit, ...] = ()
    confounders: tuple[Confounder, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return what is written beside the events."""
        return asdict(self)

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Self:
        """Read what ``to_json`` returned."""
        return cls(
            habits=tuple(map(PlantedHabit.from_json, record["habits"])),
            confounders=tuple(Confounder(**each) for each in record["confounders"]),
        )

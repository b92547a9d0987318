"""What an AI may choose from when it changes a suggestion: a few things near by, and what people ask about."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
import re
from types import MappingProxyType

from ..model.home import Entity, Home
from ..model.pattern import Idle, LeftOn, OnChange, Pattern, StateIs
from ..past.actuators import ACT_STATES, is_forbidden

MOST_TO_SWITCH = 20  # entities
MOST_TO_ASK = 60
_PEOPLE = ("home", "not_home")
_SWITCHED = ("on", "off")
STATES = MappingProxyType(
    {
        **dict.fromkeys(("binary_sensor", "light", "switch", "fan", "input_boolean", "humidifier", "siren"), _SWITCHED),
        "person": _PEOPLE,
        "device_tracker": _PEOPLE,
        "cover": ("open", "closed"),
        "lock": ("locked", "unlocked"),
        "media_player": ("on", "off", "idle", "paused", "playing"),
        "climate": ("off", "heat", "cool", "auto", "heat_cool", "dry", "fan_only"),
        "vacuum": ("cleaning", "docked"),
        "alarm_control_panel": ("armed_away", "armed_home", "armed_night", "armed_vacation", "disarmed"),
    }
)
"""By domain: the states that a condition may ask for."""

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_EVERYWHERE = ("person", "input_boolean", "alarm_control_panel")
"""What people ask about wherever it is, before anything else."""
_TELLING = frozenset({"occupancy", "presence", "motion", "moving", "door", "window", "opening"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What may be chosen.

    Attributes:
        to_switch: what may be acted on; what is acted on now comes first.
        to_ask: what conditions may ask about.
    """

    to_switch: tuple[str, ...]
    to_ask: tuple[str, ...]


def offered_for(pattern: Pattern, home: Home, wants: Callable[[str], bool]) -> Offered:
    """Choose what may be chosen for a habit.

    Args:
        wants: tells whether HomeIQ may know of an entity at all.
    """
    own = [one for name in pattern.entities if (one := home.entities.get(name))]
    domains, areas = {one.domain for one in own}, {one.area_id for one in own} - {None}
    rest = [one for one in home.entities.values() if one.category is None]
    # Of something left on, it is that very thing that people are reminded of.
    beside = [] if isinstance(pattern.trigger, LeftOn) else [one for one in rest if one.area_id in areas]
    switchable = (
        one.entity_id
        for one in beside
        if one.domain in domains and _knows(one, pattern.state)
        if not is_forbidden(one.entity_id, pattern.state, home)
    )
    return Offered(
        to_switch=_first(pattern.entities, filter(wants, switchable), MOST_TO_SWITCH),
        to_ask=_first(_asked(pattern), filter(wants, _near_and_far(rest, areas)), MOST_TO_ASK),
    )


def is_private(entity_id: str, state: str) -> bool:
    """Tell whether a state is a word of the home's own."""
    return state not in STATES.get(entity_id.partition(".")[0], ()) and _NUMBER.fullmatch(state) is None


def private_states(pattern: Pattern) -> Iterator[str]:
    """Yield the words of the home's own that a habit has states of."""
    if isinstance(pattern.trigger, OnChange | LeftOn) and is_private(pattern.trigger.entity_id, pattern.trigger.to):
        yield pattern.trigger.to
    for one in pattern.conditions:
        if isinstance(one, StateIs | Idle) and is_private(one.entity_id, one.state):
            yield one.state


def _first(own: Iterable[str], others: Iterable[str], most: int) -> tuple[str, ...]:
    """Return all of one's own, and of the others as many as there is room for; each once."""
    kept = tuple(dict.fromkeys(own))
    more = (name for name in dict.fromkeys(others) if name not in kept)
    return (*kept, *islice(more, max(0, most - len(kept))))


def _knows(entity: Entity, state: str) -> bool:
    return state in ACT_STATES.get(entity.domain, {}).values()


def _asked(pattern: Pattern) -> Iterator[str]:
    """Yield what a habit looks at already."""
    if isinstance(pattern.trigger, OnChange | LeftOn):
        yield pattern.trigger.entity_id
    for condition in pattern.conditions:
        if isinstance(condition, StateIs | Idle):
            yield condition.entity_id


def _near_and_far(entities: Iterable[Entity], areas: set[str | None]) -> Iterator[str]:
    known = [one for one in entities if one.domain in STATES]
    yield from (one.entity_id for one in known if one.area_id in areas)
    for domain in _EVERYWHERE:
        yield from (one.entity_id for one in known if one.domain == domain)
    yield from (one.entity_id for one in known if one.domain == "binary_sensor" and one.device_class in _TELLING)

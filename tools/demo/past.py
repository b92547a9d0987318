"""The history that the demo's home has lived through, and what comes after it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from importlib.resources import files
import re
from zoneinfo import ZoneInfo

from tools.demo.custom_components.homeiq_demo_home.script import WEEK, Change, Thing
from tools.home_assistant.stored import Place, Resident
from tools.simulate import SimulatedEvent, SimulationPlan, simulate
from tools.simulate.home import SimulatedEntity, SimulatedHome
from tools.simulate.plan import PLACES

DAYS = 56
UNITS = {"temperature": "°C", "illuminance": "lx", "power": "W", "humidity": "%"}
NOUNS = {"light": "light", "climate": "heating"}
# As in "+5230+01322" or "-690022+0393524": degrees and minutes north and east, perhaps with seconds.
_PLACE = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?([+-])(\d{3})(\d{2})(?:\d{2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A home, what happened in it until now, and the week that follows.

    Attributes:
        notes: what its teller should know, such as rows of a file that were left out.
        language: of the home.
        words: what rooms and things are called in it, by their English names.
    """

    home: SimulatedHome
    events: list[SimulatedEvent] = field(repr=False)
    week: tuple[Change, ...] = field(repr=False)
    notes: tuple[str, ...] = ()
    language: str = "en"
    words: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def place(self) -> Place:
        """Where the home stands."""
        home = self.home
        return Place(
            name="Demo home",
            time_zone=home.time_zone,
            latitude=home.latitude,
            longitude=home.longitude,
            country=country_of(home.time_zone),
            language=self.language,
        )

    @property
    def residents(self) -> list[Resident]:
        """The people of the home, with the phones that find them."""
        users = {resident.entity_id: resident.user_id for resident in self.home.residents}
        return [
            Resident(name=_title(entity_id), tracker=tracker_of(entity_id), user_id=users.get(entity_id))
            for entity_id in self.home.entities
            if entity_id.startswith("person.")
        ]

    @property
    def things(self) -> tuple[Thing, ...]:
        """The entities that the companion integration makes, as they stand now."""
        last = {entity_id: entity.at_first for entity_id, entity in self.home.entities.items()}
        last.update((event.entity_id, event.state) for event in self.events)
        things = (self._called(_thing(self.home, entity_id, state)) for entity_id, state in last.items())
        return tuple({thing.entity_id: thing for thing in things}.values())

    def _called(self, thing: Thing) -> Thing:
        name, area = thing.name, thing.area
        return replace(thing, name=self.words.get(name, name), area=self.words.get(area, area) if area else None)


def _thing(home: SimulatedHome, entity_id: str, state: str) -> Thing:
    entity = home.entities[entity_id]
    return Thing(
        entity_id=tracker_of(entity_id),
        name=entity.name if tracker_of(entity_id) == entity_id else f"{entity.name}'s phone",
        state=state,
        area=_title(entity.area) if entity.area else None,
        device_class=entity.device_class,
        unit=UNITS.get(entity.device_class or "") if entity_id.startswith("sensor.") else None,
        members=entity.members,
    )


def spoken_name(entity: SimulatedEntity) -> str:
    """Name an entity as people do: a lamp that is only named after its room becomes that room's light."""
    noun = NOUNS.get(entity.entity_id.partition(".")[0], "")
    is_plain = noun and not entity.members and not any(word in entity.name.lower() for word in (noun, "lamp"))
    name = f"{entity.name} {noun}" if is_plain else entity.name
    return re.sub(r"\btv\b", "TV", name)


def tracker_of(entity_id: str) -> str:
    """Return what the companion plays for an entity: a person's phone, anything else itself."""
    domain, _, name = entity_id.partition(".")
    return f"device_tracker.{name}_phone" if domain == "person" else entity_id


def _title(name: str) -> str:
    return name.rpartition(".")[2].replace("_", " ").capitalize()


def country_of(time_zone: str) -> str:
    """Return the two letters of the country that a time zone is in; where it is in none, those of Great Britain."""
    return next((country for country, _, name, *_ in _zones() if name == time_zone), "GB")


def coordinates_of(time_zone: str) -> tuple[float, float] | None:
    """Return latitude and longitude of a time zone's place in degrees, None where it is in no country."""
    place = next((place for _, place, name, *_ in _zones() if name == time_zone), None)
    found = _PLACE.fullmatch(place) if place else None
    return (_degrees(*found.group(1, 2, 3)), _degrees(*found.group(4, 5, 6))) if found else None


def _degrees(sign: str, degrees: str, minutes: str) -> float:
    return float(f"{sign}1") * (int(degrees) + int(minutes) / 60)


def _zones() -> Iterator[list[str]]:
    """Give the time zones that a country has: its letters, the place, the name of the zone and remarks."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    return (line.split("\t") for line in table.splitlines() if not line.startswith("#"))


def simulated(seed: int, time_zone: str, now: datetime) -> Past:
    """Simulate eight weeks that end now, and the week after."""
    start = local_day(now, time_zone) - timedelta(days=DAYS)
    plan = SimulationPlan(seed=seed, days=DAYS + 8, time_zone=time_zone, start=start)
    is_known = any(place.time_zone == time_zone for place in PLACES)
    if not is_known and (found := coordinates_of(time_zone)):
        plan = replace(plan, latitude=found[0], longitude=found[1])
    outcome = simulate(plan)
    named = {key: replace(entity, name=spoken_name(entity)) for key, entity in outcome.home.entities.items()}
    moment = now.timestamp()
    return Past(
        home=replace(outcome.home, entities=named),
        events=[event for event in outcome.events if event.time <= moment],
        week=changes(event for event in outcome.events if moment < event.time < moment + WEEK),
    )


def local_day(moment: datetime, time_zone: str) -> date:
    """Return the date that a calendar in the home shows."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


def changes(events: Iterable[SimulatedEvent], later: float = 0.0) -> tuple[Change, ...]:
    """Tell events as the companion plays them, some seconds later."""
    return tuple(
        Change(event.time + later, tracker_of(event.entity_id), event.state, event.user_id, event.parent_id)
        for event in events
    )

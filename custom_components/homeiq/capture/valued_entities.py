"""What attributes tell beside states: what people set things to, what the weather measures, which event, which unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
import math
from types import MappingProxyType
from typing import Any, override

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT
from homeassistant.core import callback

from ..model.event import Cause, EventRow
from ..model.habits.value import NO_VALUE, VALUE_ATTRIBUTES, value_name
from ..model.moments import is_moment
from ..model.readings import UnitTold
from ..model.things import NOT_A_STATE, SETTINGS, thing_of
from ..model.things.set_state import alike
from ..model.things.weather import WEATHER_NUMBERS

AFTER_MACHINES = 120.0
"""How long after a machine's change what a device reports is still its consequence, as in a slow fade; seconds."""

PRESET = "preset_mode"
"""The attribute that says which of its sets of values a thing was told to have."""

MEASURING = "sensor."
"""How the ids of those begin that measure in units."""

# Fewer than are at rest: the volume of a player that is paused, or idle, is still set.
_SET_BY_NOBODY = NOT_A_STATE | {"off", "closed", "closing", "opening", "standby"}
_SETTABLE = {name: setting.feature for name, setting in SETTINGS.items() if setting.feature}
_TEMPERATURES = {
    domain: warm
    for domain, names in VALUE_ATTRIBUTES.items()
    if (warm := [name for name in names if SETTINGS[name].is_temperature])
}
_PERSON = Cause.PERSON
_NOBODY_KNOWN = frozenset({Cause.DEVICE, Cause.UNKNOWN})
# What integrations call it that somebody set the value by hand.
_NO_PRESET = frozenset({"", "none", "manual", "hold", "temporary", "temporary hold", "permanent hold"})
_BY_ITSELF = frozenset({"auto", "smart"})  # presets in which a fan goes by the air, and tells how fast it is by now
_LONGEST = 40  # characters of a text that may be a number, and of a unit


def number_in(told: object) -> float | None:
    """Return the number that an attribute tells, be it as a text; None where it tells none.

    Home Assistant's own conditions read texts as well, and some integrations hand on what a server wrote.

    Examples:
        >>> number_in(21), number_in(" 21.5 "), number_in("mild"), number_in("nan"), number_in(True)
        (21.0, 21.5, None, None, None)
    """
    if isinstance(told, bool) or not isinstance(told, (int, float, str)):
        return None
    # Python would read 1_000 as a number.
    if isinstance(told, str) and ("_" in told or len(told) > _LONGEST):
        return None
    try:
        number = float(told)
    except ValueError, OverflowError:
        return None
    return number if math.isfinite(number) else None


class ValuedEntity:
    """What one entity was last set to, so that only another value is kept.

    - a machine's values are not kept, nor what a device reports in the two minutes after one
    - but those of what people set while the state stays, as a thermostat's temperature, are kept as the machine's where
      people would call them another value: what people set then is another one again. So a lamp that software dims all
      evening costs a dozen of them, and not hundreds
    - what a preset brings with it while the state stays is the preset's, and nobody's wish of that value; so is what a
      device does by itself in a preset that lets it
    - nothing is kept of what is off, closed, on its way or not there

    Attributes:
        attributes: the names of its attributes that are values.
    """

    __slots__ = (
        "_features",
        "_last",
        "_machine_until",
        "_names",
        "_preset",
        "_says",
        "_seen",
        "_state",
        "attributes",
    )

    def __init__(self, entity_id: str, attributes: tuple[str, ...], features: int = 0, says: str = "") -> None:
        """Start with no value known.

        Args:
            entity_id: its id.
            attributes: see the attribute of that name.
            features: its ``supported_features``, where its attributes don't tell.
            says: the attribute that tells which of its moments the last one was.
        """
        self.attributes = attributes
        self._says = says
        self._features = features
        self._names = tuple(value_name(entity_id, attribute) for attribute in attributes)
        self._last: dict[str, str] = {}
        self._seen: list[object] | None = None
        self._machine_until = 0.0
        self._state = ""
        self._preset = ""

    def told(self, state: str, attributes: Mapping[str, Any]) -> str:
        """Return what is kept as the state: of a moment, which one it was, where that is told."""
        if not self._says or state in NOT_A_STATE:
            return state
        said = attributes.get(self._says)
        return said if isinstance(said, str) and said.strip() and not is_moment(said) else state

    def rows(self, time: float, state: str, attributes: Mapping[str, Any], cause: Cause) -> Sequence[EventRow]:
        """Return what is to be kept of a state that was written, changed or not.

        Args:
            time: UTC epoch seconds.
            state: the state now.
            attributes: all of them, or those that matter.
            cause: who wrote it.
        """
        is_by_hand = cause is _PERSON or self._is_by_hand(time, cause)
        if state in _SET_BY_NOBODY:
            return ()
        is_by_preset = self._is_by_preset(state, attributes.get(PRESET))
        # Nearly always a lamp is as bright as last time.
        if (given := [attributes.get(name) for name in self.attributes]) == self._seen:
            return ()
        self._seen = given
        if is_by_preset or (cause in _NOBODY_KNOWN and (not is_by_hand or self._preset in _BY_ITSELF)):
            cause = Cause.AUTOMATION
        changed = self._changed(attributes, is_by_hand=is_by_hand)
        return [(time, name, text, cause) for name, text in changed]

    def _is_by_preset(self, state: str, preset: object) -> bool:
        """Tell whether another preset was chosen while the state stayed, and remember both."""
        chosen = preset.lower() if isinstance(preset, str) else ""
        is_chosen = state == self._state and chosen != self._preset and chosen not in _NO_PRESET
        self._state, self._preset = state, chosen
        return is_chosen

    def _is_by_hand(self, time: float, cause: Cause) -> bool:
        if cause in _NOBODY_KNOWN:
            if time >= self._machine_until:
                return True
        elif cause is Cause.STARTUP:
            return False
        # A fade of a quarter of an hour reports itself all the time.
        self._machine_until = time + AFTER_MACHINES
        return False

    def _changed(self, attributes: Mapping[str, Any], *, is_by_hand: bool = True) -> Iterator[tuple[str, str]]:
        for name, attribute in zip(self._names, self.attributes, strict=True):
            text = self._text(attribute, attributes)
            if text is None and (attribute in attributes or name in self._last):
                text = NO_VALUE
            last = self._last.get(name)
            if text is not None and text != last and (is_by_hand or _is_another(attribute, text, last)):
                self._last[name] = text
                yield name, text

    def _text(self, attribute: str, attributes: Mapping[str, Any]) -> str | None:
        """Write a value as the history does; None where there is none, or nobody can set it."""
        value = number_in(attributes.get(attribute))
        if value is None:
            return None
        features = number_in(attributes.get("supported_features")) or self._features
        if (needed := _SETTABLE.get(attribute)) and not int(features) & needed:
            return None
        return f"{value:.2f}".rstrip("0").rstrip(".")


def _is_another(attribute: str, text: str, last: str | None) -> bool:
    """Tell whether people would call a value another one than the last, of what they set while the state stays."""
    if not SETTINGS[attribute].alike:
        return False
    now, before = number_in(text), number_in(last)
    return now is None or before is None or abs(now - before) >= alike(attribute, now)


class Weather(ValuedEntity):
    """What the weather measured last, whoever writes it: nobody sets it. While it is away, it measures nothing."""

    __slots__ = ()

    def __init__(self, entity_id: str) -> None:
        """Start with nothing known."""
        super().__init__(entity_id, tuple(WEATHER_NUMBERS))

    @override
    def rows(self, time: float, state: str, attributes: Mapping[str, Any], cause: Cause) -> Sequence[EventRow]:
        """Return the numbers that are others than the last ones."""
        told = {} if state in NOT_A_STATE else attributes
        return [(time, name, text, cause) for name, text in self._changed(told)]


class ValuedEntities(dict[str, ValuedEntity | None]):
    """The entities whose attributes tell something, by id; looked up for every change, and None for most."""

    def __init__(self, features: Mapping[str, int] = MappingProxyType({}), weather: str | None = None) -> None:
        """Start with none.

        Args:
            features: the supported ones by id, where attributes don't tell them.
            weather: the entity whose numbers are kept as well.
        """
        super().__init__(() if weather is None else {weather: Weather(weather)})
        self._features = features

    def __missing__(self, entity_id: str) -> ValuedEntity | None:
        """Tell by the domain, once for each entity."""
        attributes, says = VALUE_ATTRIBUTES.get(entity_id.partition(".")[0], ()), thing_of(entity_id).says
        features = self._features.get(entity_id, 0)
        tells = bool(attributes or says)
        entity = self[entity_id] = ValuedEntity(entity_id, attributes, features, says) if tells else None
        return entity


class UnitEar:
    """Hears the units of sensors, of the weather and of what temperatures are set in, each once until it is another.

    Attributes:
        seen: the attributes in which that was looked at last, by entity: Home Assistant replaces them when they change.
    """

    def __init__(
        self,
        tell: Callable[[UnitTold], None],
        weather: str | None = None,
        temperature: Callable[[], str] | None = None,
    ) -> None:
        """Know of none.

        Args:
            tell: called with what is new, on the event loop; it must not block.
            weather: the entity whose numbers are heard.
            temperature: returns the home's unit of temperature, in which set-points are told; None where only the one
                of now is known, as of a past.
        """
        self._temperature = temperature
        self.seen: dict[str, Mapping[str, Any]] = {}
        self._known: dict[str, str] = {}
        self._tell = tell
        self._weather = weather

    @callback
    def hear(self, entity_id: str, attributes: Mapping[str, Any], at: float) -> None:
        """Look at the attributes of an entity that were not seen yet.

        Args:
            at: since when they are so, UTC epoch seconds.
        """
        self.seen[entity_id] = attributes
        if entity_id.startswith(MEASURING):
            self.hear_unit(entity_id, attributes.get(ATTR_UNIT_OF_MEASUREMENT), at)
        elif entity_id == self._weather:
            for name, number in WEATHER_NUMBERS.items():
                self.hear_unit(value_name(entity_id, name), attributes.get(number.told_in), at)
        elif self._temperature:
            for name in _TEMPERATURES.get(entity_id.partition(".")[0], ()):
                if number_in(attributes.get(name)) is not None:
                    self.hear_unit(value_name(entity_id, name), str(self._temperature()), at)

    @callback
    def hear_unit(self, name: str, unit: object, at: float) -> None:
        """Hear in which unit something is told.

        Args:
            name: of the sensor, or of a number of the weather, as the history has it.
            unit: anything else than a text that can be printed is none.
            at: UTC epoch seconds.
        """
        # While it is away it may tell none.
        was = self._known.get(name, "")
        # What can't be printed can't be written down either, perhaps.
        if isinstance(unit, str) and unit.isprintable() and 0 < len(unit) <= _LONGEST and unit != was:
            self._known[name] = unit
            self._tell(UnitTold(name=name, since=at, unit=unit, was=was))

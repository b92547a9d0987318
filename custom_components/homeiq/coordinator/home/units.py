"""What was measured in one unit and is measured in another by now: how the numbers go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import isclose, isfinite

from homeassistant.components.sensor.const import UNIT_CONVERTERS
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.unit_conversion import BaseUnitConverter

from ...capture.registries import read_home
from ...const import LOGGER
from ...model.home import Home
from ...model.readings import UnitEra, UnitTold
from ...past.numbers.sensors import class_in
from ...store.reading.units import UnitChange
from ...store.tables.rewritten.limits import Teller, Turned
from ...suggest.in_units import in_units, pattern_in_units
from ..health.figures import async_figures
from ..telling.language import locale_of, read_words

CONVERTED = "converted"
ANEW = "anew"

type Line = tuple[float, float]
"""Factor and offset."""


def eras_of(told: Mapping[str, Sequence[UnitTold]], home: Home) -> Mapping[str, tuple[UnitEra, ...]]:
    """Return the eras of what was told in more than one unit, by name."""
    return {name: tuple(_eras(units, home)) for name, units in told.items() if len(units) > 1}


def _eras(units: Sequence[UnitTold], home: Home) -> Iterator[UnitEra]:
    for before, after in pairwise(units):
        line = line_between(before.unit, units[-1].unit, class_in(home, before.name))
        factor, offset = line or (None, 0.0)
        yield UnitEra(until=after.since, factor=factor, offset=offset)


@lru_cache(maxsize=256)
def line_between(before: str, now: str, device_class: str | None = None) -> Line | None:
    """Return how a number of one unit becomes one of another; None where nobody knows, or the way is crooked.

    Examples:
        >>> line_between("W", "kW")
        (0.001, 0.0)
        >>> line_between("W", "°C") is None
        True
    """
    if before == now:
        return 1.0, 0.0
    lines = (_line(one, before, now) for one in _converters(device_class))
    return next(filter(None, lines), None)


def _converters(device_class: str | None) -> Iterable[type[BaseUnitConverter]]:
    """Yield the one of a class first: that of a temperature is another than that of a difference of temperatures."""
    own = UNIT_CONVERTERS.get(device_class) if device_class else None
    temperature = UNIT_CONVERTERS["temperature"]
    return dict.fromkeys(filter(None, (own, temperature, *UNIT_CONVERTERS.values())))


def _line(converter: type[BaseUnitConverter], before: str, now: str) -> Line | None:
    if not {before, now} <= converter.VALID_UNITS:
        return None
    try:
        convert = converter.converter_factory(before, now)
        offset, one, many = convert(0.0), convert(1.0), convert(1000.0)
    except HomeAssistantError, ArithmeticError:
        return None
    factor = one - offset
    is_straight = isfinite(many) and isclose(many, offset + 1000.0 * factor, rel_tol=1e-6)
    return (factor, offset) if is_straight else None


async def async_teller(hass: HomeAssistant) -> Teller:
    """Return what tells limits in other units, and names things as they are named now."""
    home, words = read_home(hass), await hass.async_add_executor_job(read_words, locale_of(hass))
    return Teller(
        pattern=lambda pattern, turned: pattern_in_units(pattern, _lines(turned, home)),
        suggestion=lambda suggestion, turned: in_units(suggestion, _lines(turned, home), home, words),
    )


def _lines(turned: Turned, home: Home) -> Mapping[str, Line | None]:
    return {name: line_between(*units, class_in(home, name)) for name, units in turned.items()}


@callback
def async_note_units(hass: HomeAssistant, changes: Iterable[UnitChange]) -> None:
    """Count what is measured in another unit from now on, and say what becomes of its past."""
    for name, before, now in changes:
        state = hass.states.get(name)
        is_known = line_between(before, now, state.attributes.get("device_class") if state else None) is not None
        async_figures(hass).units.count(CONVERTED if is_known else ANEW)
        what = "is turned into that" if is_known else "can't be turned into that: it is learned from anew"
        LOGGER.info("%s measures in %s instead of %s; what it measured before %s", name, now, before, what)

"""Events as line protocol, InfluxDB's own way to write points.

A point is ``state_changed``, with a tag for each thing that is filtered on and at most two fields: ``state``, always a
text, and ``value``, always a number. So no field is ever of two types, whatever an entity reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
import re
import sys

from ...model.event import AttributeRow, Cause, EventRow
from ...model.habits.value import MARK
from ...model.home import Home
from ...model.readings import UnitTold
from ..codes.codec import EPOCH, FIRST_TIME, LAST_TIME, UNITS, is_decimal, number_of, units_of

MEASUREMENT = "state_changed"
UNIT = "unit_of_measurement"
"""The attribute in which units are written; its field ends in ``_str``, as those of all texts do."""
MICROSECONDS_A_UNIT = 1_000_000 // UNITS
_EPOCH_MICROSECONDS = EPOCH * 1_000_000

_VALUES = {
    **dict.fromkeys(("on", "open", "home", "locked", "above_horizon"), "1"),
    **dict.fromkeys(("off", "closed", "not_home", "unlocked", "below_horizon"), "0"),
}
_LONGEST = 1000  # characters of an attribute that are kept
_OWN = frozenset({"area", "cause", "device_class", "domain", "entity_id", "home", "state", "time", "value"})
"""What means something in a point already: the names of its tags and fields, and that of its time."""
_TEXTS = "_str"  # the ending of attributes that are texts
_IN_MEMORY = 10_000  # prefixes and states kept, each
_CAUSES = {cause.value: cause.name.lower() for cause in Cause}
_NUMBERS = {name: value for value, name in _CAUSES.items()}
_STATE = ' state="'  # a tag has no bare "=", so nothing else reads like it
_ENDED = re.compile(r'((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")
# No line may be broken in two, and a backslash in a tag would hide what follows it.
_TAG = str.maketrans({",": r"\,", " ": r"\ ", "=": r"\=", "\n": r"\ ", "\r": r"\ ", "\\": "/"})
_TEXT = str.maketrans({'"': r"\"", "\\": r"\\", "\n": " ", "\r": " "})


class LineWriter:
    """Writes events as lines. Only one thread uses it at a time."""

    def __init__(self, home_tag: str, home: Home) -> None:
        """Start with what is known of the home.

        Args:
            home_tag: tells this home from others.
            home: areas and device classes become tags.
        """
        self._home_tag = home_tag
        self._home = home
        self._prefixes: dict[tuple[str, int], str] = {}
        self._fields: dict[str, str] = {}

    def learn(self, home: Home) -> None:
        """Use new areas and device classes from now on."""
        self._home = home
        self._prefixes = {}

    def lines(self, rows: Iterable[EventRow]) -> list[str]:
        """Return a line an event, in their order. Two states of one entity at one instant get an instant each.

        Values have no line: they are attributes, which the owner chooses to send or not.
        """
        rows = [row for row in rows if MARK not in row[1]]
        lines = self._lines_of_instants(rows)
        return self._lines_apart(rows) if lines is None else lines

    def _lines_of_instants(self, rows: Sequence[EventRow]) -> list[str] | None:
        """Return the lines of events each of which is later than the one before; None where one is not."""
        lines: list[str] = []
        prefixes, fields, last = self._prefixes, self._fields, -1
        for time, entity_id, state, cause in rows:
            # As units_of does: a call for each event would take a third of the time.
            units = round((time - EPOCH) * UNITS) if FIRST_TIME <= time <= LAST_TIME else units_of(time)
            if units <= last:
                return None
            last = units
            prefix = prefixes.get((entity_id, cause)) or self._prefix(entity_id, cause)
            fact = fields.get(state) or self._field(state)
            lines.append(f"{prefix} {fact} {units * MICROSECONDS_A_UNIT + _EPOCH_MICROSECONDS}")
        return lines

    def _lines_apart(self, rows: Sequence[EventRow]) -> list[str]:
        lines: list[str] = []
        taken: dict[tuple[str, int], str] = {}
        for time, entity_id, state, cause in rows:
            prefix = self._prefixes.get((entity_id, cause)) or self._prefix(entity_id, cause)
            fact = self._fields.get(state) or self._field(state)
            units = units_of(time)
            while taken.setdefault((entity_id, units), state) != state:
                units += 1
            lines.append(f"{prefix} {fact} {units * MICROSECONDS_A_UNIT + _EPOCH_MICROSECONDS}")
        return lines

    def attribute_lines(self, rows: Iterable[AttributeRow]) -> list[str]:
        """Return a line for each change of attributes; one whose attributes are all empty has none.

        A number is a field of the attribute's name, anything else one of its name and ``_str``: so neither is ever of
        two types. A number whose name a point has already, or that ends like a text's, has a ``_`` behind it.
        """
        lines: list[str] = []
        for time, entity_id, cause, attributes in rows:
            fields = ",".join(filter(None, (_attribute(name, value) for name, value in sorted(attributes.items()))))
            if fields:
                prefix = self._prefixes.get((entity_id, cause)) or self._prefix(entity_id, cause)
                lines.append(f"{prefix} {fields} {units_of(time) * MICROSECONDS_A_UNIT + _EPOCH_MICROSECONDS}")
        return lines

    def _prefix(self, entity_id: str, cause: int) -> str:
        entity = self._home.entities.get(entity_id)
        tags = {
            "area": entity.area_id if entity else None,
            "cause": _CAUSES.get(cause, "unknown"),
            "device_class": entity.device_class if entity else None,
            "domain": entity_id.partition(".")[0],
            "entity_id": entity_id,
            "home": self._home_tag,
        }
        written = ",".join(f"{name}={text.translate(_TAG)}" for name, text in tags.items() if text)
        return _kept(self._prefixes, (entity_id, cause), f"{MEASUREMENT},{written}")

    def _field(self, state: str) -> str:
        value = _value(state)
        # A surrogate that stands alone is nothing that can be sent.
        text = state.encode(errors="replace").decode().translate(_TEXT)
        return _kept(self._fields, state, f'state="{text}"' if value is None else f'state="{text}",value={value}')


def _value(state: str) -> str | None:
    """Return a state as a number, with all the digits that a float has; None where it is none."""
    if is_decimal(state):
        return state
    number = number_of(state)
    return _VALUES.get(state) if number is None else repr(number)


def _attribute(name: str, value: object) -> str:
    name = name.translate(_TAG)
    match value:
        case None:
            return ""
        case bool():
            return f"{_of_number(name)}={int(value)}"
        case int() | float():
            # A whole number may be longer than any float.
            return f"{_of_number(name)}={float(value)!r}" if abs(value) <= sys.float_info.max else ""
        case _:
            text = str(value)[:_LONGEST].encode(errors="replace").decode().translate(_TEXT)
            return f'{name}{_TEXTS}="{text}"'


def _of_number(name: str) -> str:
    return f"{name}_" if name in _OWN or name.endswith(_TEXTS) else name


def unit_rows(units: Iterable[Sequence[UnitTold]]) -> list[AttributeRow]:
    """Return in which units sensors were told, each one after the other; the same once more are the same points.

    Of the weather and of set-points nothing is sent, so nothing is told of their units.
    """
    return [
        (one.since or after.since - 1.0, one.name, Cause.UNKNOWN, {UNIT: one.unit})
        for several in units
        for one, after in pairwise([*several, several[-1]])
        if one.unit and MARK not in one.name
    ]


def entity_of(line: str) -> str:
    """Return the entity that a line is about, for people to read; empty where it names none."""
    return line.partition(",entity_id=")[2].partition(",")[0].partition(" ")[0]


def event_in(line: str) -> EventRow | None:
    """Return the event that a line is of, under the name that the entity had then; None for one of attributes."""
    tags, sign, fields = line.partition(_STATE)
    if not sign:
        return None
    state = _ENDED.match(fields)
    cause = tags.partition(",cause=")[2].partition(",")[0]
    text = _ESCAPED.sub(r"\1", state[1]) if state else ""
    return time_in(line), entity_of(line), text, _NUMBERS.get(cause, 0)


def units_in(line: str) -> int:
    """Return when a point was, as ``codec.units_of`` tells times."""
    return (int(line.rpartition(" ")[2]) - _EPOCH_MICROSECONDS) // MICROSECONDS_A_UNIT


def time_in(line: str) -> float:
    """Return when a point was, in epoch seconds."""
    return int(line.rpartition(" ")[2]) / 1_000_000


def _kept[K](memory: dict[K, str], key: K, text: str) -> str:
    if len(memory) >= _IN_MEMORY:
        memory.clear()
    memory[key] = text
    return text

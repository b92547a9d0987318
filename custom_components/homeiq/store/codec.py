"""How an event becomes two integers, and back.

``key`` is the time in units of 10 microseconds since 2015, then 16 bits for the entity's number: rows are appended in
the order of time, a span of time is a range of keys, and storing an event twice hits the same key. ``value`` is the
state's code, then three bits for the cause. A code's lowest bit tells a number, written out in the code itself, from
the number of a text in the dictionary.
"""

from functools import lru_cache
import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

EPOCH: Final = 1_420_070_400  # 2015-01-01 UTC, epoch seconds
UNITS: Final = 100_000  # per second
ENTITY_BITS: Final = 16
ENTITY_MASK: Final = (1 << ENTITY_BITS) - 1
MAX_ENTITIES: Final = ENTITY_MASK
KEY_STEP: Final = 1 << ENTITY_BITS
CAUSE_BITS: Final = 3
CAUSE_MASK: Final = (1 << CAUSE_BITS) - 1
# Set in the value of an event whose state is a number.
NUMBER_FLAG: Final = 1 << CAUSE_BITS

_MAX_UNITS = (1 << (63 - ENTITY_BITS)) - 1
# Times that fit a key: early 1970 to 2059, epoch seconds.
FIRST_TIME: Final = EPOCH - _MAX_UNITS / UNITS + 1
LAST_TIME: Final = EPOCH + _MAX_UNITS / UNITS - 1

_DECIMALS_BITS = 4
_MAX_MANTISSA = (1 << (63 - CAUSE_BITS - 1 - 1 - _DECIMALS_BITS)) - 1
_MAX_DECIMALS = (1 << _DECIMALS_BITS) - 1
# Below, a quotient by a power of ten is written with as many decimals as it came from.
_EXACT = 1 << 50
_FORMATS = tuple(f"%.{decimals}f" for decimals in range(_MAX_DECIMALS + 1))
_POWERS = tuple(10.0**decimals for decimals in range(_MAX_DECIMALS + 1))
# One way to write a number and no other: no plus sign, exponent or superfluous leading zero; ASCII digits.
_DECIMAL = re.compile(r"(-?)(0|[1-9][0-9]{0,16})(?:\.([0-9]{1,15}))?", re.ASCII)


def units_of(time: float) -> int:
    """Round epoch seconds to units, pulled into what fits a key."""
    return round((min(max(time, FIRST_TIME), LAST_TIME) - EPOCH) * UNITS)


def key_of(time: float, entity: int) -> int:
    """Pack a time in epoch seconds, between ``FIRST_TIME`` and ``LAST_TIME``, and an entity's number."""
    return round((time - EPOCH) * UNITS) << ENTITY_BITS | entity


def first_key(time: float) -> int:
    """Return the lowest key that an event at a time, in epoch seconds, can have. Any time is fine, infinite too."""
    return units_of(time) << ENTITY_BITS


def time_of(key: int) -> float:
    """Return the time of a key in epoch seconds, rounded once: a time of five decimals comes back equal."""
    return ((key >> ENTITY_BITS) + EPOCH * UNITS) / UNITS


def times_of(keys: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the times of keys, int64[n], as float64[n] in epoch seconds."""
    times: NDArray[np.float64] = ((keys >> ENTITY_BITS) + EPOCH * UNITS) / UNITS
    return times


def place(placed: dict[int, int], key: int, value: int) -> None:
    """Put an event among those of the same flush; one that finds its place taken goes a unit of time later.

    The same state at the same instant is the same event, and stays out.
    """
    while placed.setdefault(key, value) >> CAUSE_BITS != value >> CAUSE_BITS:
        key += KEY_STEP


def text_code(number: int) -> int:
    """Return the code of a state that has a number in the dictionary."""
    return number << 1


def text_number(code: int) -> int | None:
    """Return the number in the dictionary that a code stands for; None where it stands for a number itself."""
    return None if code & 1 else code >> 1


def number_code(state: str) -> int | None:
    """Return the code of a state that is a short decimal number, such that it comes back letter by letter.

    Anything else has None: ``1e3``, ``+1``, ``01``, ``.5``, more than 15 decimals or a mantissa from 2**54.
    """
    if not (match := _DECIMAL.fullmatch(state)):
        return None
    sign, whole, fraction = match.groups(default="")
    if (mantissa := int(whole + fraction)) > _MAX_MANTISSA:
        return None
    return ((mantissa << _DECIMALS_BITS | len(fraction)) << 1 | bool(sign)) << 1 | 1


@lru_cache(maxsize=16_384)
def number_state(code: int) -> str:
    """Return the state that ``number_code`` coded."""
    digits, sign = code >> 2, "-" if code & 2 else ""
    mantissa, decimals = digits >> _DECIMALS_BITS, digits & _MAX_DECIMALS
    if mantissa < _EXACT:
        return sign + _FORMATS[decimals] % (mantissa / _POWERS[decimals])
    text = str(mantissa).rjust(decimals + 1, "0")
    return f"{sign}{text[:-decimals]}.{text[-decimals:]}" if decimals else f"{sign}{text}"

"""How an event becomes two integers, and back.

``key`` is the time in units of 10 microseconds since 2015, then 16 bits for the entity's number: rows are appended in
the order of time, a span of time is a range of keys, and storing an event twice hits the same key. ``value`` is the
state's code, then three bits for the cause. A code's lowest bit tells a number, written out in the code itself, from
the number of a text in the dictionary.

A number of at most 15 decimals and a mantissa below 2**54 comes back letter by letter: ``21.50`` stays ``21.50``.
However else a number is written (``21.349999999999998``, ``1e-05``, ``+5``, ``.5``), its value counts: it comes back as
the shortest text of the float, of 15 digits where that needs no exponent, of 14 where it does. Codes of the latter are
negative, so that all codes that were ever stored mean what they did.
"""

from __future__ import annotations

from functools import lru_cache
import math
import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

type Integers = NDArray[np.int64]

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

_DECIMALS_BITS: Final = 4
_DECIMALS_MASK: Final = (1 << _DECIMALS_BITS) - 1
_MAX_MANTISSA: Final = (1 << (63 - CAUSE_BITS - 1 - 1 - _DECIMALS_BITS)) - 1
# Below, a quotient by a power of ten is written with as many decimals as it came from.
_EXACT: Final = 1 << 50
_FORMATS = tuple(f"%.{decimals}f" for decimals in range(_DECIMALS_MASK + 1))
_POWERS = tuple(10.0**decimals for decimals in range(_DECIMALS_MASK + 1))
# One way to write a number and no other: no plus sign, exponent or superfluous leading zero; ASCII digits.
_DECIMAL = re.compile(r"(-?)(0|[1-9][0-9]{0,16})(?:\.([0-9]{1,15}))?", re.ASCII)
# Any other way. Whole numbers that begin with a zero are none: they name something, like the number of a room.
_NUMBER = re.compile(
    r"[+-]?(?:0|[1-9][0-9]*|[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?:\.[0-9]*)?(?=e))(?:e[+-]?[0-9]+)?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST: Final = 64  # characters of a text that may be a number

_DIGITS: Final = 14  # of a number with an exponent
_EXPONENT_BITS: Final = 10
_EXPONENT_MASK: Final = (1 << _EXPONENT_BITS) - 1
_EXPONENT_ZERO: Final = 400  # added to exponents, the lowest of which is that of the smallest float


def units_of(time: float) -> int:
    """Round epoch seconds to units, pulled into what fits a key.

    Examples:
        >>> units_of(EPOCH + 1.5)
        150000
    """
    return round((min(max(time, FIRST_TIME), LAST_TIME) - EPOCH) * UNITS)


def key_of(time: float, entity: int) -> int:
    """Pack a time in epoch seconds, between ``FIRST_TIME`` and ``LAST_TIME``, and an entity's number.

    Examples:
        A second after the epoch, of the seventh entity.

        >>> key_of(EPOCH + 1.0, 7) == 100_000 * 65_536 + 7
        True
    """
    return round((time - EPOCH) * UNITS) << ENTITY_BITS | entity


def first_key(time: float) -> int:
    """Return the lowest key that an event at a time, in epoch seconds, can have. Any time is fine, infinite too.

    Examples:
        >>> first_key(EPOCH + 1.0) == key_of(EPOCH + 1.0, 0)
        True
    """
    return units_of(time) << ENTITY_BITS


def time_of(key: int) -> float:
    """Return the time of a key in epoch seconds, rounded once: a time of five decimals comes back equal.

    Examples:
        >>> time_of(key_of(EPOCH + 0.12345, 7)) == EPOCH + 0.12345
        True
    """
    return ((key >> ENTITY_BITS) + EPOCH * UNITS) / UNITS


def times_of(keys: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the times of keys, int64[n], as float64[n] in epoch seconds.

    Examples:
        >>> (times_of(np.array([key_of(EPOCH + 1.5, 7), key_of(EPOCH + 2.0, 7)])) - EPOCH).tolist()
        [1.5, 2.0]
    """
    times: NDArray[np.float64] = ((keys >> ENTITY_BITS) + EPOCH * UNITS) / UNITS
    return times


def place(placed: dict[int, int], key: int, value: int) -> None:
    """Put an event among those of the same flush; one that finds its place taken goes a unit of time later.

    The same state at the same instant is the same event, and stays out.

    Examples:
        >>> placed: dict[int, int] = {}
        >>> for value in (8, 8, 16):
        ...     place(placed, KEY_STEP, value)
        >>> placed
        {65536: 8, 131072: 16}
    """
    while placed.setdefault(key, value) >> CAUSE_BITS != value >> CAUSE_BITS:
        key += KEY_STEP


def text_code(number: int) -> int:
    """Return the code of a state that has a number in the dictionary.

    Examples:
        >>> text_code(3)
        6
    """
    return number << 1


def text_number(code: int) -> int | None:
    """Return the number in the dictionary that a code stands for; None where it stands for a number itself.

    Examples:
        >>> text_number(6), text_number(7)
        (3, None)
    """
    return None if code & 1 else code >> 1


def is_decimal(state: str) -> bool:
    """Tell whether a state is a number written in the one way that needs no second look.

    Examples:
        >>> is_decimal("21.50"), is_decimal("1e3")
        (True, False)
    """
    return _DECIMAL.fullmatch(state) is not None


def number_of(state: str) -> float | None:
    """Return the number that a state is, however it is written; None where it is none, or not finite.

    Examples:
        >>> number_of("1e3"), number_of("007"), number_of("nan")
        (1000.0, None, None)
    """
    if len(state) > _LONGEST or not _NUMBER.fullmatch(state):
        return None
    number = float(state)
    return number if math.isfinite(number) else None


def number_code(state: str) -> int | None:
    """Return the code of a state that is a number; None for anything else, ``nan`` and ``inf`` included.

    Examples:
        2150 with two decimals: four bits for these, one for the sign, one that says that it is a number.

        >>> number_code("21.50") == ((2150 * 16 + 2) * 2 + 0) * 2 + 1
        True
        >>> number_code("on")
    """
    if (code := _exact_code(state)) is not None:
        return code
    if (number := number_of(state)) is None:
        return None
    code = _exact_code(repr(float(f"{number:.15g}")))
    return _rounded_code(number) if code is None else code


def _exact_code(state: str) -> int | None:
    if not (match := _DECIMAL.fullmatch(state)):
        return None
    sign, whole, fraction = match.groups(default="")
    if (mantissa := int(whole + fraction)) > _MAX_MANTISSA:
        return None
    return ((mantissa << _DECIMALS_BITS | len(fraction)) << 1 | bool(sign)) << 1 | 1


def _rounded_code(number: float) -> int:
    mantissa, _, exponent = f"{abs(number):.{_DIGITS - 1}e}".replace(".", "").partition("e")
    power = int(exponent) - _DIGITS + 1 + _EXPONENT_ZERO
    return -(((int(mantissa) << _EXPONENT_BITS | power) << 1 | (number < 0)) << 1 | 1)


@lru_cache(maxsize=16_384)
def number_state(code: int) -> str:
    """Return the state that ``number_code`` coded.

    Examples:
        >>> number_state(number_code("21.50")), number_state(number_code("-1e-05"))
        ('21.50', '-1e-05')
    """
    if code < 0:
        return repr(_rounded(-code >> 2, is_negative=bool(-code & 2)))
    digits, sign = code >> 2, "-" if code & 2 else ""
    mantissa, decimals = digits >> _DECIMALS_BITS, digits & _DECIMALS_MASK
    if mantissa < _EXACT:
        return sign + _FORMATS[decimals] % (mantissa / _POWERS[decimals])
    text = str(mantissa).rjust(decimals + 1, "0")
    return f"{sign}{text[:-decimals]}.{text[-decimals:]}" if decimals else f"{sign}{text}"


def _rounded(digits: int, *, is_negative: bool) -> float:
    size = float(f"{digits >> _EXPONENT_BITS}e{(digits & _EXPONENT_MASK) - _EXPONENT_ZERO}")
    return -size if is_negative else size


def floats_of(values: Integers) -> NDArray[np.float64]:
    """Return the numbers of values as rows have them, float64[n]; where a value is a text, anything.

    Examples:
        >>> floats_of(np.array([number_code("-21.5") << CAUSE_BITS])).tolist()
        [-21.5]
    """
    codes = values >> CAUSE_BITS
    sizes = (codes >> 2 + _DECIMALS_BITS) / 10.0 ** (codes >> 2 & _DECIMALS_MASK)
    floats = np.where(codes & 2, -sizes, sizes)
    for place in np.flatnonzero(codes < 0).tolist():
        floats[place] = float(number_state(int(codes[place])))
    return floats


def split_number(values: Integers) -> tuple[Integers, Integers]:
    """Return numbers of values as rows have them, with their signs, int64[n], and the byte of all else.

    A rounded number is told by a sign that contradicts the byte's.

    Examples:
        >>> signed, rest = split_number(np.array([number_code("-21.5") << CAUSE_BITS | 3]))
        >>> signed.tolist(), rest.tolist()
        ([-215], [27])
    """
    codes = values >> CAUSE_BITS
    is_rounded = codes < 0
    sizes = np.abs(codes) >> 2
    decimals = np.where(is_rounded, 0, sizes & _DECIMALS_MASK)
    sizes = np.where(is_rounded, sizes, sizes >> _DECIMALS_BITS)
    is_negative = np.abs(codes) >> 1 & 1
    signed = np.where((is_negative == 1) != is_rounded, -sizes, sizes)
    return signed, decimals << _DECIMALS_BITS | is_negative << 3 | values & CAUSE_MASK


def join_number(signed: Integers, rest: Integers) -> Integers:
    """Return the values that ``split_number`` took apart.

    Examples:
        >>> values = np.array([number_code("-21.5") << CAUSE_BITS | 3])
        >>> bool((join_number(*split_number(values)) == values).all())
        True
    """
    is_negative = rest >> 3 & 1
    sizes = np.abs(signed)
    codes = (sizes << _DECIMALS_BITS | rest >> _DECIMALS_BITS) << 2 | is_negative << 1 | 1
    is_rounded = (signed < 0) != (is_negative == 1)
    is_rounded &= signed != 0
    if is_rounded.any():
        codes = np.where(is_rounded, -(sizes << 2 | is_negative << 1 | 1), codes)
    values: Integers = codes << CAUSE_BITS | rest & CAUSE_MASK
    return values

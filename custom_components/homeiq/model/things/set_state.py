"""What is set while a thing stays as it is, written as a state: ``heat#temperature=17``, of a thermostat that heats.

So what people set is brought about, is there already and is undone as any state is, by whoever asks for states. No
entity reports such a state, as none has the mark in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from .setting import SETTINGS

_MARK = "#"  # between the state and what is set in it, as between an entity and its value
_FAHRENHEIT = 45.0  # set-points above this are degrees Fahrenheit: no room is as hot, and none as cold
_FAHRENHEIT_TIMES = 2.0  # whole ones are what people set, as others do halves


@dataclass(frozen=True, slots=True, kw_only=True)
class SetState:
    """What is set.

    Attributes:
        within: the state that the thing stays in; empty where nobody says.
        attribute: what is set, as states name it.
        value: to what, in the attribute's unit.
    """

    within: str
    attribute: str
    value: float

    @property
    def text(self) -> str:
        """The same as it stands where states do.

        Examples:
            >>> SetState(within="heat", attribute="temperature", value=17.0).text
            'heat#temperature=17'
        """
        return f"{self.within}{_MARK}{self.attribute}={self.value:g}"


@lru_cache(maxsize=1024)
def set_state_of(state: str) -> SetState | None:
    """Return what a state sets; None for all that is a state.

    Examples:
        >>> set_state_of("heat#temperature=17.5").value, set_state_of("heat"), set_state_of("heat#fun=1")
        (17.5, None, None)
    """
    within, mark, said = state.partition(_MARK)
    attribute, _, number = said.partition("=")
    if not mark or attribute not in SETTINGS:
        return None
    try:
        return SetState(within=within, attribute=attribute, value=float(number))
    except ValueError:
        return None


def reported(state: str) -> str:
    """Return the state that an entity reports once it is there.

    Examples:
        >>> reported("heat#temperature=17"), reported("on")
        ('heat', 'on')
    """
    return sets.within if (sets := set_state_of(state)) else state


def alike(attribute: str, value: float) -> float:
    """Return how far from a value another one may lie to be the same wish, in the attribute's unit.

    Examples:
        >>> alike("temperature", 20.0), alike("temperature", 68.0)
        (0.5, 1.0)
    """
    setting = SETTINGS[attribute]
    return setting.alike * (_FAHRENHEIT_TIMES if setting.is_temperature and value > _FAHRENHEIT else 1.0)


def is_same_state(one: str, other: str) -> bool:
    """Tell whether two states are one, or two values so near to each other that people mean the same.

    Examples:
        >>> is_same_state("heat#temperature=17", "heat#temperature=17.5"), is_same_state("on", "off")
        (True, False)
        >>> is_same_state("heat#temperature=17", "cool#temperature=17"), is_same_state("#temperature=17", "heat")
        (False, False)
    """
    if one == other:
        return True
    mine, theirs = (set_state_of(state) for state in (one, other)) if _MARK in one and _MARK in other else (None, None)
    if mine is None or theirs is None or mine.attribute != theirs.attribute:
        return False
    are_within = not (mine.within and theirs.within) or mine.within == theirs.within
    return are_within and abs(mine.value - theirs.value) <= alike(mine.attribute, mine.value)

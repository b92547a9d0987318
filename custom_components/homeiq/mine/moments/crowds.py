"""Crowds: where the acts of a unit that are left crowd on a dial, found out once for all who ask.

What is sure enough to act, and what is sure enough to ask first, is looked for among the same acts one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ...past.acts import Unit
from ...past.days.dials import Dial
from ...past.timeline import Timeline
from .gates import Gates
from .modes import Mode, find_mode
from .prospects import prospects
from .windows import Marks, marks_on

type Days = frozenset[int]
"""A class of days: weekdays, 0 is Monday."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Known:
    """What was found out.

    Attributes:
        classes: the classes of days that are worth a look, by what a mode has to reach.
        modes: the clearest crowd of each class that was looked at.
    """

    classes: dict[Gates, Sequence[Days]] = field(default_factory=dict)
    modes: dict[Days, Mode | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, eq=False)
class Crowds:
    """Where some acts of a unit crowd on a dial.

    Attributes:
        left: bool[n], which acts.
        known: what was found out about them before, and will be.
    """

    dial: Dial
    unit: Unit
    left: NDArray[np.bool_]
    timeline: Timeline
    known: _Known

    @classmethod
    def of(cls, dial: Dial, unit: Unit, left: NDArray[np.bool_], timeline: Timeline) -> Self:
        """Look at some acts of a unit on a dial.

        Args:
            left: bool[n], which of its acts.
        """
        key = dial, unit, left.tobytes()
        known = timeline.crowds.get(key)
        if not isinstance(known, _Known):
            # It knows nothing of the timeline: what is kept there would keep it for longer than it is of use.
            timeline.crowds[key] = known = _Known()
        return cls(dial=dial, unit=unit, left=left, timeline=timeline, known=known)

    @cached_property
    def marks(self) -> Marks:
        """The acts on the dial."""
        return marks_on(self.dial, self.unit, self.left, self.timeline)

    def classes(self, gates: Gates) -> Sequence[Days]:
        """Return the classes of days for which a mode that passes can't be excluded."""
        classes = self.known.classes
        if gates not in classes:
            # Who asks whether it is sure will ask next whether it may ask, and most of the work is the same.
            several = [gates, gates.to_ask] if gates.to_ask else [gates]
            classes.update(prospects(self.dial, self.marks, self.timeline, several))
        return classes[gates]

    def mode(self, weekdays: Days) -> Mode | None:
        """Return the clearest crowd on the days of a class; None where there is none."""
        modes = self.known.modes
        if weekdays not in modes:
            modes[weekdays] = find_mode(self.dial, self.unit, self.marks, self.timeline, weekdays)
        return modes[weekdays]

"""What overrides speak for: to leave something out of what was accepted, or to turn it off."""

from __future__ import annotations

from dataclasses import dataclass

from ..habits.pattern import Between, SomebodyHome, StateIs
from .adjustment import Adjustment

type Part = frozenset[int] | Between | SomebodyHome | StateIs
"""The part of the runs that nobody wants: on these weekdays, at these times, or while that holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondThought:
    """A proposal to change something accepted, because it is undone by hand again and again.

    Attributes:
        key: names the same proposal whenever it is made.
        part: where it is undone; None: everywhere.
        adjustment: what leaves that part out; None: nothing less than turning it off would.
        acts: how often it acted there.
        overridden: how often it was undone there.
        lower_bound: lower Wilson bound of the share of the two, 0 to 1.
        other_acts: how often it acted elsewhere.
        other_overridden: how often it was undone elsewhere.
    """

    key: str
    part: Part | None
    adjustment: Adjustment | None
    acts: int
    overridden: int
    lower_bound: float
    other_acts: int = 0
    other_overridden: int = 0

"""Suggestions of one moment and one wish, joined to one: first what goes to one state, and then that of several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...past.acts import Unit
from ...past.timeline import Timeline
from ..select import Tested
from .alike import of_one_state
from .several import Joining, of_several_states


def joined(tested: Sequence[Tested], units: tuple[Unit, ...], timeline: Timeline, joining: Joining) -> Iterator[Tested]:
    """Yield habits, those together that are one wish at one moment, with all that is moved along with it.

    Args:
        tested: the habits.
        units: what people act on.
        timeline: the past.
        joining: tells whether what was joined stands.
    """
    alike = [*of_one_state(tested, units, timeline, joining.retest)]
    yield from of_several_states(alike, units, timeline, joining)

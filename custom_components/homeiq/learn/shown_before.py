"""Shown before: what the last run suggested, whichever look at the past it came from.

All days judge what all days showed. What the last weeks alone showed is theirs, and so is what all days show no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model.habits.known import Known
from ..model.habits.shown import Shown
from ..suggest.select import Tested
from .constancy import is_of
from .stretch import Stretch


def for_all_days(known: Known) -> Known:
    """Return what a look at all days has to know."""
    return known.where_shown(lambda one: not one.is_late)


def for_the_last_weeks(known: Known, whole: Stretch) -> Known:
    """Return what a look at the last weeks has to know: of what was suggested, what nobody has told or decided on.

    What has become of accepted habits was seen already, on the days since each was accepted.
    """

    def is_left(one: Shown) -> bool:
        is_told = any(is_of(one.pattern, other) for other in whole.whole)
        # Constancy leaves out what was dismissed as well, but its things would be looked at once more.
        return not is_told and one.pattern.signature not in known.dismissed

    return replace(known.where_shown(is_left), accepted=())


def noted(several: Sequence[Tested], stretches: Sequence[Stretch]) -> tuple[Shown, ...]:
    """Return what the next run has to know of what is suggested, and which of it the last weeks alone show."""
    return tuple(
        replace(one, is_late=stretch is not stretches[0])
        for stretch in stretches
        for one in stretch.passage.constancy.noted(each for each in several if seen_by(each, stretches) is stretch)
    )


def seen_by(one: Tested, stretches: Sequence[Stretch]) -> Stretch:
    """Return the stretch that a habit comes from."""
    return next(stretch for stretch in stretches if any(one is other for other in stretch.whole))

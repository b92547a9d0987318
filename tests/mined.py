"""What is mined of a past, as learning mines it with the usual settings."""

from collections.abc import Sequence

from custom_components.homeiq.mine.co_occurrence import Search, chosen
from custom_components.homeiq.mine.miners import Ground, find_in
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.settings import Settings


def patterns_in(past: Timeline, sought: Sequence[Pattern] | None = None) -> tuple[Pattern, ...]:
    """Every habit, or all that may be one of those that are sought."""
    return find_in(Ground(timeline=past, units=find_units(past), settings=Settings(), sought=sought))


def follow_ups_in(past: Timeline) -> tuple[Pattern, ...]:
    """What follows something, of several reasons for one act the best."""
    units = find_units(past)
    return chosen(Search(past, units, Settings()).standing(units), past, Settings())

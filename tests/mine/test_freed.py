"""What a follow-up claims that does not stand."""

from collections.abc import Sequence

import numpy as np

from custom_components.homeiq.mine.miners import find_freed, find_patterns
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.trigger import Kind
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.settings import Settings
from tests.histories import event, living, timeline

DAYS = range(40)
LAMP, DOOR = "light.hall", "binary_sensor.door"


def home_at_six(days: Sequence[int]) -> Timeline:
    """Somebody comes home about six, and lights the hall behind the door."""
    draw = np.random.default_rng(8)
    rows: list[EventRow] = [event(-1, "00:30", LAMP, "off"), event(-1, "00:30", DOOR, "off", Cause.DEVICE)]
    for day in days:
        late = float(draw.uniform(0, 1200))
        rows += [
            event(day, "18:00", DOOR, "on", Cause.DEVICE, late),
            event(day, "18:00", LAMP, "on", delay=late + float(draw.uniform(3, 9))),
            event(day, "18:00", DOOR, "off", Cause.DEVICE, late + 20),
            event(day, "23:00", LAMP, "off", delay=late),
        ]
    return timeline(living(days), rows)


def test_acts_that_a_follow_up_explains_have_no_time_of_day_until_it_falls() -> None:
    past = home_at_six(DAYS)
    units, settings = find_units(past), Settings()

    found = [one for one in find_patterns(past, units, settings) if (one.entities, one.state) == ((LAMP,), "on")]
    freed = find_freed(past, units, settings, tuple(found), {found[0].signature})

    assert [one.kind for one in found] == [Kind.FOLLOW_UP]
    assert [(one.kind, one.entities, one.state) for one in freed] == [(Kind.ROUTINE, (LAMP,), "on")]


def test_what_stands_frees_nothing() -> None:
    past = home_at_six(DAYS)
    units, settings = find_units(past), Settings()

    assert find_freed(past, units, settings, find_patterns(past, units, settings), frozenset()) == ()

"""What a follow-up claims that does not stand."""

from collections.abc import Sequence

import numpy as np

from custom_components.homeiq.mine.miners import Ground, find_displaced, find_freed, find_in, find_sought
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.trigger import Kind, answers
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.settings import Settings
from tests.histories import event, living, timeline

DAYS = range(40)
LAMP, DOOR, BELL = "light.hall", "binary_sensor.door", "binary_sensor.bell"


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
    ground = Ground(timeline=past, units=find_units(past), settings=Settings())

    found = [one for one in find_in(ground) if (one.entities, one.state) == ((LAMP,), "on")]
    freed = find_freed(ground, tuple(found), {found[0].signature})

    assert [one.kind for one in found] == [Kind.FOLLOW_UP]
    assert [(one.kind, one.entities, one.state) for one in freed] == [(Kind.ROUTINE, (LAMP,), "on")]


def test_what_stands_frees_nothing() -> None:
    past = home_at_six(DAYS)
    ground = Ground(timeline=past, units=find_units(past), settings=Settings())

    assert find_freed(ground, find_in(ground), frozenset()) == ()


def rung_and_opened() -> Timeline:
    """The bell rings, somebody opens the door and lights the hall; others open it as well, and light nothing."""
    draw = np.random.default_rng(9)
    rows: list[EventRow] = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in (DOOR, BELL)]
    rows.append(event(-1, "00:30", LAMP, "off"))
    for day in DAYS:
        start, by_others = draw.uniform(8 * 3600, 12 * 3600), draw.uniform(14 * 3600, 20 * 3600)
        for moment in (start + 20, *([by_others] if day % 5 == 0 else [])):
            rows.append(event(day, "00:00", DOOR, "on", Cause.DEVICE, float(moment)))
            rows.append(event(day, "00:00", DOOR, "off", Cause.DEVICE, float(moment) + 15))
        rows.append(event(day, "00:00", BELL, "on", Cause.DEVICE, float(start)))
        rows.append(event(day, "00:00", BELL, "off", Cause.DEVICE, float(start) + 2))
        rows.append(event(day, "00:00", LAMP, "on", delay=float(start) + float(draw.uniform(23, 29))))
        rows.append(event(day, "00:00", LAMP, "off", delay=float(start) + float(draw.uniform(3000, 9000))))
    return timeline(living(DAYS), rows)


def test_what_stood_behind_a_follow_up_of_the_same_acts_takes_its_place_once_it_falls() -> None:
    past = rung_and_opened()
    ground = Ground(timeline=past, units=find_units(past), settings=Settings())

    found = [one for one in find_in(ground) if (one.entities, one.state) == ((LAMP,), "on")]
    instead = find_displaced(ground, tuple(found), {found[0].signature})

    assert len(found) == 1
    assert {one.trigger.entity_id for one in (*found, *instead) if answers(one.trigger)} == {BELL, DOOR}
    assert find_displaced(ground, tuple(found), frozenset()) == ()


def test_earlier_days_teach_a_follow_up_though_another_one_explains_its_acts_better_there() -> None:
    past = rung_and_opened()
    ground = Ground(timeline=past, units=find_units(past), settings=Settings())
    (best,) = (one for one in find_in(ground) if (one.entities, one.state) == ((LAMP,), "on"))
    (other,) = find_displaced(ground, (best,), {best.signature})

    taught = find_sought(Ground(timeline=past, units=find_units(past), settings=Settings()), [other])

    assert other in taught

from dataclasses import replace

import pytest

from custom_components.homeiq.model.habits.pattern import WORKDAYS, Dark, Idle
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand, Trigger
from custom_components.homeiq.model.habits.usual import as_helpful, earlier, usual
from tests.habits import habit

FAN = LeftOn(entity_id="fan.bath", to="on", for_seconds=900)


@pytest.mark.parametrize(
    ("trigger", "before"),
    [
        (AtTime(minute=1060), AtTime(minute=1050)),
        (AtTime(minute=5), AtTime(minute=1435)),
        (AtSun(event="sunset", offset_minutes=0), AtSun(event="sunset", offset_minutes=-10)),
        (
            OnChange(entity_id="binary_sensor.door", to="off", for_seconds=900),
            OnChange(entity_id="binary_sensor.door", to="off", for_seconds=300),
        ),
        (
            LeftOn(entity_id="fan.bath", to="on", for_seconds=900),
            LeftOn(entity_id="fan.bath", to="on", for_seconds=900),
        ),
        (
            Crosses(entity_id="sensor.damp", limit=60, is_above=True, for_seconds=900),
            Crosses(entity_id="sensor.damp", limit=60, is_above=True, for_seconds=300),
        ),
        (OnDemand(), OnDemand()),
    ],
)
def test_what_acts_earlier_still_tells_when_people_usually_do_it(trigger: Trigger, before: Trigger) -> None:
    moved = earlier(habit(trigger), 600)

    assert moved.trigger == before
    assert usual(moved) == habit(trigger)


def test_what_acts_when_people_do_is_usual_already() -> None:
    assert usual(habit(AtTime(minute=1060))) == habit(AtTime(minute=1060))


def test_who_has_moved_is_served_as_early_and_with_as_much_care() -> None:
    quiet = Idle(entity_id="light.hall", state="off", seconds=1800)
    before = replace(earlier(habit(AtTime(minute=420)), 600), conditions=(Dark(), quiet))

    assert as_helpful(habit(AtTime(minute=480)), before) == replace(
        earlier(habit(AtTime(minute=480)), 600), conditions=(quiet,)
    )


def test_what_comes_before_midnight_instead_of_after_it_comes_on_the_evenings_before() -> None:
    counts = (0, 8, 8, 7, 8, 6, 0)
    nights = habit(AtTime(minute=5), weekdays=frozenset({1, 2, 3, 4, 5}))
    nights = replace(nights, evidence=replace(nights.evidence, by_weekday=counts))

    evenings = earlier(nights, 600)

    assert (evenings.trigger, evenings.weekdays) == (AtTime(minute=1435), WORKDAYS)
    assert evenings.evidence.by_weekday == (8, 8, 7, 8, 6, 0, 0)
    assert usual(evenings) == nights

"""A trial, day by day: what would have run, and what people did."""

import pytest

from custom_components.homeiq.model.decisions.trial import TrialDay, TrialRun
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.trigger import LeftOn, OnChange, OnDemand, Trigger
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.suggest.days.trial_log import trial_log
from tests.habits import habit
from tests.histories import at, event, living, timeline
from tests.suggest.test_objections import DOOR, SIX

FIRST = 20_703  # 2026-09-07, days since 1970-01-01


def lived() -> list[EventRow]:
    """On three days the lamp is turned on at six, late in the morning, and not at all."""
    return [
        event(-1, "00:30", "light.hall", "off"),
        event(1, "18:05", "light.hall", "on"),
        event(1, "22:00", "light.hall", "off"),
        event(2, "09:00", "light.hall", "on"),
        event(2, "09:30", "light.hall", "off"),
        event(4, "12:00", "light.hall", "on"),
    ]


def log(trigger: Trigger, *stories: list[EventRow], days: tuple[int, int] = (0, 4)) -> tuple[TrialDay, ...]:
    past = timeline(living(range(7)), *(stories or (lived(),)))
    lamp = past.series["light.hall"]
    unit = Unit(entities=("light.hall",), state="on", acts=lamp.time[lamp.comes_to("on") & lamp.by_people])
    return trial_log(habit(trigger), unit, past, at(days[0], "00:00"), at(days[1], "00:00"))


def test_each_day_tells_what_would_have_run_and_what_was_done() -> None:
    assert log(SIX, days=(1, 4)) == (
        TrialDay(day=FIRST + 1, runs=(TrialRun(at=at(1, "18:00"), acted_at=at(1, "18:05")),), alone=()),
        TrialDay(day=FIRST + 2, runs=(TrialRun(at=at(2, "18:00"), acted_at=None),), alone=(at(2, "09:00"),)),
        TrialDay(day=FIRST + 3, runs=(TrialRun(at=at(3, "18:00"), acted_at=None),), alone=()),
    )


def test_what_was_before_the_trial_and_after_it_is_not_told() -> None:
    (day,) = log(SIX, days=(2, 3))

    assert day.day == FIRST + 2


def test_several_runs_of_a_day_are_told_in_order() -> None:
    closed = event(0, "01:00", "binary_sensor.door", "off", Cause.DEVICE)
    door = [closed, *(event(1, clock, "binary_sensor.door", state, Cause.DEVICE) for clock, state in OPENED)]
    hall = [
        event(0, "01:00", "light.hall", "off"),
        event(1, "12:00", "light.hall", "on", delay=8),
        event(1, "12:30", "light.hall", "off"),
    ]

    (day,) = log(DOOR, door, hall, days=(1, 2))

    assert day.runs == (
        TrialRun(at=at(1, "08:00"), acted_at=None),
        TrialRun(at=at(1, "12:00"), acted_at=at(1, "12:00", 8)),
        TrialRun(at=at(1, "18:00"), acted_at=None),
    )


OPENED = [(f"{hour}:{minute}", state) for hour in ("08", "12", "18") for minute, state in (("00", "on"), ("01", "off"))]


@pytest.mark.parametrize(
    "trigger",
    [
        LeftOn(entity_id="light.hall", to="on", for_seconds=86_400),
        OnDemand(),
        OnChange(entity_id="binary_sensor.gone", to="on"),
    ],
)
def test_what_never_ran_tells_no_runs(trigger: Trigger) -> None:
    assert [run for day in log(trigger) for run in day.runs] == []


def test_a_reminder_does_in_the_place_of_nobody() -> None:
    days = log(LeftOn(entity_id="light.hall", to="on", for_seconds=3600), days=(0, 4))

    assert [(len(day.runs), day.alone) for day in days] == [(1, ())]

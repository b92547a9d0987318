"""Things that act while nobody is home, and people who do so though no tracker sees them."""

from collections.abc import Iterable

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.machines.verdict import Gate
from tests.histories import event, learned, living, timeline
from tests.past.devices import DAYS, acts_of, gates

ROBOT, ANN, MOTION = "vacuum.robot", "person.ann", "binary_sensor.hall_motion"


def working() -> list[EventRow]:
    """Ann is at work on workdays, as her telephone tells some minutes late."""
    draw = np.random.default_rng(1)
    rows = [event(-1, "00:30", ANN, "home", Cause.DEVICE)]
    for day in (day for day in DAYS if day % 7 < 5):
        rows.append(event(day, "08:00", ANN, "not_home", Cause.DEVICE, float(draw.normal(300, 200))))
        rows.append(event(day, "17:00", ANN, "home", Cause.DEVICE, float(draw.normal(600, 500))))
    return rows


def walking(hours: Iterable[float], days: Iterable[int] = DAYS) -> list[EventRow]:
    """The hall's sensor sees somebody every few minutes in some hours."""
    draw = np.random.default_rng(2)
    rows = [event(-1, "00:30", MOTION, "off", Cause.DEVICE)]
    for day in days:
        for hour in hours:
            moments = 3600 * hour + np.cumsum(draw.uniform(60, 700, 9))
            for moment in moments.tolist():
                rows.append(event(day, "00:00", MOTION, "on", Cause.DEVICE, moment))
                rows.append(event(day, "00:00", MOTION, "off", Cause.DEVICE, moment + 30))
    return rows


def evenings() -> list[EventRow]:
    """Lamps that are lit by hand in the morning or in the evening."""
    draw = np.random.default_rng(3)
    rows = []
    for lamp in ("light.kitchen", "light.study", "light.bedroom"):
        rows.append(event(-1, "00:30", lamp, "off", Cause.DEVICE))
        for day in DAYS:
            hour = float(draw.choice([draw.uniform(6.2, 7.4), draw.uniform(18, 22)]))
            rows.append(event(day, "00:00", lamp, "on", Cause.DEVICE, 3600 * hour))
            rows.append(event(day, "00:00", lamp, "off", Cause.DEVICE, 3600 * hour + float(draw.uniform(60, 900))))
    return rows


def cleaning(loose: float = 400.0, cause: Cause = Cause.DEVICE) -> list[EventRow]:
    """A robot that cleans at about noon, every day."""
    draw = np.random.default_rng(4)
    rows = [event(-1, "00:30", ROBOT, "docked", Cause.DEVICE)]
    for day in DAYS:
        start = float(draw.normal(0, loose))
        rows.append(event(day, "12:10", ROBOT, "cleaning", cause, start))
        rows.append(event(day, "12:10", ROBOT, "docked", Cause.DEVICE, start + float(draw.uniform(2000, 4000))))
    return rows


AT_HOME = (6.2, 7.0, *(float(hour) for hour in range(18, 23)))


@pytest.mark.parametrize("seen", [walking(AT_HOME), []], ids=["by sensors", "by what people use"])
def test_what_cleans_in_an_empty_house_does_so_at_weekends_as_well(seen: list[EventRow]) -> None:
    past = timeline(working(), evenings(), seen, cleaning())

    assert acts_of(past, ROBOT, "cleaning") == 0
    assert gates(past, ROBOT) == {Gate.UNATTENDED}
    assert acts_of(past, "light.kitchen", "on") == 40


def test_nothing_is_suggested_of_what_needs_nobody() -> None:
    told = learned(working(), evenings(), walking(AT_HOME), cleaning()).suggestions

    assert [one.title for one in told if ROBOT in one.pattern.entities] == []


def test_who_has_no_tracker_is_seen_by_sensors() -> None:
    past = timeline(working(), evenings(), walking((*AT_HOME, 9.0, 11.5, 12.2, 14.0)), cleaning())

    assert acts_of(past, ROBOT, "cleaning") == 40


def test_who_has_no_tracker_uses_many_things() -> None:
    draw = np.random.default_rng(5)
    used = [
        event(day, "00:00", lamp, state, Cause.DEVICE, 3600 * float(draw.uniform(9, 16)) + late)
        for lamp in ("light.kitchen", "light.study", "light.bedroom")
        for day in DAYS
        for late, state in ((0, "on"), (30, "off"))
    ]

    assert acts_of(timeline(working(), evenings(), used, cleaning()), ROBOT, "cleaning") == 40


def test_who_starts_it_by_name_from_work_is_a_person() -> None:
    past = timeline(working(), evenings(), walking(AT_HOME), cleaning(cause=Cause.PERSON))

    assert acts_of(past, ROBOT, "cleaning") == 40


def test_without_trackers_nobody_is_ever_away() -> None:
    assert acts_of(timeline(living(DAYS), evenings(), cleaning()), ROBOT, "cleaning") == 40


def test_who_comes_home_before_the_telephone_is_seen_is_a_person() -> None:
    draw = np.random.default_rng(6)
    rows = [event(-1, "00:30", "light.hall", "off", Cause.DEVICE)]
    for day in DAYS:
        rows.append(event(day, "16:45", "light.hall", "on", Cause.DEVICE, float(draw.normal(0, 240))))
        rows.append(event(day, "22:00", "light.hall", "off", Cause.DEVICE, float(draw.normal(0, 2000))))

    assert acts_of(timeline(working(), evenings(), rows), "light.hall", "on") == 40

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


BELL, CHIME = "event.bell", "switch.chime"


def ringing(rings: Iterable[tuple[int, str]], answered: Iterable[tuple[int, str]]) -> list[EventRow]:
    """A bell that rings whether or not somebody is home, and a chime that is put on behind some of the rings."""
    draw = np.random.default_rng(7)
    rows = [event(-1, "00:30", BELL, "ring", Cause.DEVICE), event(-1, "00:30", CHIME, "off", Cause.DEVICE)]
    late = {one: float(draw.uniform(0, 3000)) for one in rings}
    rows += [event(day, clock, BELL, "ring", Cause.DEVICE, after) for (day, clock), after in late.items()]
    for one in answered:
        begin = late[one] + float(draw.uniform(1, 9))
        rows.append(event(*one, CHIME, "on", Cause.DEVICE, begin))
        rows.append(event(*one, CHIME, "off", Cause.DEVICE, begin + float(draw.uniform(20, 400))))
    return rows


AWAY = [(day, "11:00") for day in DAYS if day % 7 < 5]
THERE = [(day, "19:00") for day in DAYS if day % 3]


def test_what_answers_a_bell_in_an_empty_house_does_so_while_somebody_is_home_as_well() -> None:
    past = timeline(working(), evenings(), walking(AT_HOME), ringing([*AWAY, *THERE], [*AWAY, *THERE]))

    assert acts_of(past, CHIME, "on") == 0


def test_who_answers_the_bell_while_home_is_a_person() -> None:
    past = timeline(working(), evenings(), walking(AT_HOME), ringing([*AWAY, *THERE], THERE))

    assert acts_of(past, CHIME, "on") == len(THERE)


DOOR, PORCH = "binary_sensor.front_door", "light.porch"


def coming(least: float, most: float) -> list[EventRow]:
    """Ann comes home by the front door some minutes before her telephone is seen, and the porch is lit about then."""
    draw = np.random.default_rng(8)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in (DOOR, PORCH)]
    for day in (day for day in DAYS if day % 7 < 5):
        came = float(draw.normal(-900, 500))
        for clock, seconds, state in (("07:40", 0.0, "on"), ("07:40", 9.0, "off")):
            rows.append(event(day, clock, DOOR, state, Cause.DEVICE, seconds + float(draw.uniform(0, 400))))
        rows.append(event(day, "17:00", DOOR, "on", Cause.DEVICE, came))
        rows.append(event(day, "17:00", DOOR, "off", Cause.DEVICE, came + 9))
        rows.append(event(day, "17:00", PORCH, "on", Cause.DEVICE, came + float(draw.uniform(least, most))))
        rows.append(event(day, "21:00", PORCH, "off", Cause.DEVICE, float(draw.uniform(0, 5000))))
    return rows


def test_what_is_lit_before_the_door_opens_is_lit_by_what_knows_that_somebody_comes() -> None:
    past = timeline(working(), evenings(), walking(AT_HOME[:2]), walking(AT_HOME[2:]), coming(-90, -15))

    assert acts_of(past, PORCH, "on") == 0


def test_who_lights_it_having_come_in_is_a_person() -> None:
    past = timeline(working(), evenings(), walking(AT_HOME[:2]), walking(AT_HOME[2:]), coming(3, 40))

    assert acts_of(past, PORCH, "on") == len([day for day in DAYS if day % 7 < 5])


LOUNGE = "light.lounge"


def lounging(days: Iterable[int]) -> dict[int, float]:
    """When the lounge is lit by hand, in seconds about seven in the evening."""
    draw = np.random.default_rng(9)
    return {day: float(draw.normal(0, 600)) for day in days}


def without(rows: Iterable[EventRow], away: range) -> list[EventRow]:
    first, last = (event(day, "00:00", ANN, "home", Cause.DEVICE)[0] for day in (away[0], away[-1] + 1))
    return [row for row in rows if not first <= row[0] < last]


def playing(away: range, ago: int, late: float) -> list[EventRow]:
    """Ann is on a journey for some days, on which the lounge is lit as it was some days before."""
    lit = lounging(day for day in DAYS if day not in away)
    draw = np.random.default_rng(10)
    rows = without([*working(), *evenings(), *walking(AT_HOME)], away)
    rows.append(event(away[0], "00:10", ANN, "not_home", Cause.DEVICE))
    rows.append(event(away[-1] + 1, "04:00", ANN, "home", Cause.DEVICE))
    rows.append(event(-1, "00:30", LOUNGE, "off", Cause.DEVICE))
    for day in DAYS:
        seconds = lit[day - ago] + float(draw.uniform(0, late)) if day in away else lit[day]
        rows.append(event(day, "19:00", LOUNGE, "on", Cause.DEVICE, seconds))
        rows.append(event(day, "22:00", LOUNGE, "off", Cause.DEVICE, seconds))
    return rows


JOURNEY = range(21, 31)


def test_who_is_played_back_during_a_journey_is_still_a_person_at_home() -> None:
    past = timeline(playing(JOURNEY, 14, 0.5))

    assert acts_of(past, LOUNGE, "on") == len(DAYS) - len(JOURNEY)


def test_what_is_lit_about_its_usual_time_during_a_journey_is_a_machine() -> None:
    past = timeline(playing(JOURNEY, 14, 900.0))

    assert acts_of(past, LOUNGE, "on") < 10

"""Remotes, by which hands move things, against sensors that people answer and machines go by."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.machines.verdict import Gate
from tests.histories import HOME, event, learned, living, timeline
from tests.past.devices import DAYS, acts_of, gates

LAMP, BUTTON, OTHER = "light.sofa", "event.dimmer_on", "event.dimmer_off"
INPUT = "binary_sensor.rocker"

type Told = Callable[[float, str], Iterator[EventRow]]
"""What is told of one press, at a time, to light the lamp or to put it out."""


def evenings() -> Iterator[tuple[float, str]]:
    """When somebody lights the lamp, and puts it out: at half past seven and at ten, or so, and some days at noon."""
    draw = np.random.default_rng(5)
    for day in DAYS:
        if day % 3 == 0:
            begin = float(draw.uniform(10, 16)) * 3600
            yield event(day, "00:00", LAMP, "on", Cause.DEVICE, begin)[0], "on"
            yield event(day, "00:00", LAMP, "on", Cause.DEVICE, begin + float(draw.uniform(600, 3000)))[0], "off"
        yield event(day, "19:30", LAMP, "on", Cause.DEVICE, float(draw.normal(0, 500)))[0], "on"
        yield event(day, "22:00", LAMP, "on", Cause.DEVICE, float(draw.normal(0, 500)))[0], "off"


def pressed(told: Told, least: float, most: float, cause: Cause = Cause.DEVICE) -> list[EventRow]:
    """A lamp that does what is pressed, so many seconds later."""
    draw = np.random.default_rng(6)
    names = (LAMP, INPUT)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in names]
    for time, state in evenings():
        rows += told(time, state)
        rows.append((time + float(draw.uniform(least, most)), LAMP, state, int(cause)))
    return rows


def one_button(time: float, state: str) -> Iterator[EventRow]:
    yield time, BUTTON, "(changed)", int(Cause.DEVICE)


def two_buttons(time: float, state: str) -> Iterator[EventRow]:
    yield time, BUTTON if state == "on" else OTHER, "(changed)", int(Cause.DEVICE)


def rocker(time: float, state: str) -> Iterator[EventRow]:
    yield time, INPUT, "on", int(Cause.DEVICE)
    yield time + 0.2, INPUT, "off", int(Cause.DEVICE)


REMOTES = pytest.mark.parametrize("told", [one_button, two_buttons, rocker])


@REMOTES
@pytest.mark.parametrize("cause", [Cause.DEVICE, Cause.PERSON])
@pytest.mark.parametrize(("least", "most"), [(0.05, 0.4), (0.3, 3.0)])
def test_what_a_remote_moves_stays_a_persons_act(told: Told, cause: Cause, least: float, most: float) -> None:
    past = timeline(living(DAYS), pressed(told, least, most, cause))

    assert [acts_of(past, LAMP, state) for state in ("on", "off")] == [54, 54]
    assert gates(past, LAMP) == {Gate.HAND}


@REMOTES
def test_a_remote_sets_nothing_off_and_the_habit_behind_it_is_found(told: Told) -> None:
    found = learned(living(DAYS), pressed(told, 0.3, 3.0)).suggestions

    mine = [one for one in found if LAMP in one.pattern.entities]
    assert {(one.pattern.state, type(one.pattern.trigger).__name__) for one in mine} == {
        ("on", "AtTime"),
        ("off", "AtTime"),
    }


def ringing(delays: Iterable[float]) -> list[EventRow]:
    """A bell, and a lamp that is lit so many seconds later and goes out by itself."""
    draw = np.random.default_rng(7)
    rows = [event(-1, "00:30", name, state, Cause.DEVICE) for name, state in ((LAMP, "off"), (BUTTON, "(changed)"))]
    for day, delay in zip(DAYS, delays, strict=True):
        rung = event(day, "00:00", BUTTON, "(changed)", Cause.DEVICE, float(draw.uniform(9, 21)) * 3600)
        rows += [rung, (rung[0] + delay, LAMP, "on", int(Cause.DEVICE))]
        rows.append((rung[0] + delay + float(draw.uniform(200, 4000)), LAMP, "off", int(Cause.DEVICE)))
    return rows


def test_what_answers_a_bell_within_seconds_each_time_is_a_machine() -> None:
    past = timeline(living(DAYS), ringing(np.random.default_rng(8).uniform(1.5, 7, len(DAYS)).tolist()))

    assert acts_of(past, LAMP, "on") == 0
    assert Gate.FOLLOWER in gates(past, LAMP)


def test_who_answers_the_bell_is_a_person() -> None:
    past = timeline(living(DAYS), ringing(np.random.default_rng(8).uniform(8, 40, len(DAYS)).tolist()))

    assert acts_of(past, LAMP, "on") == len(DAYS)


def test_a_sensor_by_the_switch_is_no_remote_though_it_sees_who_comes_and_who_goes() -> None:
    def passing(time: float, state: str) -> Iterator[EventRow]:
        for again in (time, *([time + 90] if state == "on" else [])):
            yield again, INPUT, "on", int(Cause.DEVICE)
            yield again + 20, INPUT, "off", int(Cause.DEVICE)

    past = timeline(living(DAYS), pressed(passing, 1.0, 6.0))

    assert Gate.HAND not in gates(past, LAMP)


ACTION = "sensor.dimmer_action"
CONTROLS = replace(HOME, controls=frozenset({BUTTON, ACTION, INPUT}))


def words(time: float, state: str) -> Iterator[EventRow]:
    yield time, ACTION, state, int(Cause.DEVICE)
    yield time + 0.2, ACTION, "", int(Cause.DEVICE)


def stays(time: float, state: str) -> Iterator[EventRow]:
    yield time, INPUT, state, int(Cause.DEVICE)


def other_rooms(time: float, state: str) -> Iterator[EventRow]:
    """A button that mostly moves something else."""
    for early in (5000, 7000, 9000):
        yield time - early, BUTTON, "single", int(Cause.DEVICE)
    yield time, BUTTON, "single", int(Cause.DEVICE)


def only_on(time: float, state: str) -> Iterator[EventRow]:
    if state == "on":
        yield time, BUTTON, "single", int(Cause.DEVICE)


@pytest.mark.parametrize("cause", [Cause.DEVICE, Cause.PERSON])
@pytest.mark.parametrize("told", [words, stays, other_rooms, only_on])
def test_what_a_control_moves_stays_a_persons_act_whatever_else_it_moves(told: Told, cause: Cause) -> None:
    past = timeline(living(DAYS), pressed(told, 0.02, 0.1, cause), home=CONTROLS)

    assert [acts_of(past, LAMP, state) for state in ("on", "off")] == [54, 54]
    assert gates(past, LAMP) <= {Gate.HAND}


@pytest.mark.parametrize("told", [words, stays, other_rooms, only_on])
def test_a_control_sets_nothing_off_that_it_moves_and_the_habit_behind_it_is_found(told: Told) -> None:
    found = learned(living(DAYS), pressed(told, 0.02, 0.1), home=CONTROLS).suggestions

    mine = [one for one in found if LAMP in one.pattern.entities]
    assert {(one.pattern.state, type(one.pattern.trigger).__name__) for one in mine} == {
        ("on", "AtTime"),
        ("off", "AtTime"),
    }


def test_without_a_word_about_it_a_sensor_that_only_lights_a_lamp_is_a_machines() -> None:
    past = timeline(living(DAYS), pressed(stays, 0.02, 0.1))

    assert acts_of(past, LAMP, "on") == 0

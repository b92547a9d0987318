"""Things with a sensor and a rule of their own."""

from collections.abc import Callable

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.days.sun import is_dark
from custom_components.homeiq.past.machines.verdict import Gate
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import HOME, at, event, learned, living, timeline
from tests.past.devices import acts_of, gates

GATE, LAMP, BARN = "binary_sensor.yard_gate", "light.yard", "input_boolean.barn_in_use"
DAYS = range(36)

type Visits = list[tuple[float, float]]


def visits(a_day: int = 9) -> Visits:
    """When the gate was opened and shut, at any hour, one visit well after the other."""
    draw, found = np.random.default_rng(4), list[tuple[float, float]]()
    for day in DAYS:
        for hour in np.sort(draw.uniform(0.2, 23.4, a_day)).tolist():
            begin = at(day, "00:00", hour * 3600)
            if not found or begin > found[-1][1] + 400:
                found.append((begin, begin + float(draw.uniform(12, 70))))
    return found


def gate_of(some: Visits) -> list[EventRow]:
    first = [event(-1, "00:20", GATE, "off", Cause.DEVICE)]
    return first + [
        (time, GATE, state, int(Cause.DEVICE))
        for visit in some
        for time, state in zip(visit, ("on", "off"), strict=True)
    ]


def lamp_of(
    some: Visits, waits: Callable[[np.random.Generator], float], *, cause: Cause = Cause.DEVICE, kept: float = 1.0
) -> list[EventRow]:
    """A lamp that is lit some seconds after the gate is opened, and until a while after it is shut."""
    draw = np.random.default_rng(8)
    rows = [event(-1, "00:21", LAMP, "off", Cause.DEVICE)]
    for begin, end in some:
        lit, out = begin + float(draw.uniform(1.2, 6.5)), end + waits(draw)
        if draw.random() < kept:
            rows += [(lit, LAMP, "on", int(cause)), (out, LAMP, "off", int(cause))]
    return rows


def in_the_dark(some: Visits) -> Visits:
    return [one for one in some if is_dark(np.array([one[0]]), HOME.latitude, HOME.longitude)[0]]


def for_ninety_seconds(draw: np.random.Generator) -> float:
    return float(draw.uniform(86, 97))


def as_long_as_it_takes(draw: np.random.Generator) -> float:
    return float(draw.lognormal(4.6, 0.5))


def right_away(draw: np.random.Generator) -> float:
    return float(draw.uniform(1, 6))


def acts(past: Timeline) -> list[int]:
    return [acts_of(past, LAMP, state) for state in ("on", "off")]


@pytest.mark.parametrize("cause", [Cause.DEVICE, Cause.PERSON])
def test_a_lamp_that_goes_out_ninety_seconds_after_its_sensor_is_a_machine_whoever_is_named(cause: Cause) -> None:
    told = gate_of(visits()), lamp_of(in_the_dark(visits()), for_ninety_seconds, cause=cause)

    assert acts(timeline(*told)) == [0, 0]
    assert Gate.FOLLOWER in gates(timeline(*told), LAMP)
    assert [one for one in learned(living(DAYS), *told).suggestions if LAMP in one.pattern.entities] == []


def test_it_is_one_though_every_tenth_message_is_lost() -> None:
    assert acts(timeline(gate_of(visits()), lamp_of(visits(), for_ninety_seconds, kept=0.9))) == [0, 0]


def test_what_never_misses_in_the_dark_and_never_acts_by_day_is_a_device() -> None:
    past = timeline(gate_of(visits()), lamp_of(in_the_dark(visits()), as_long_as_it_takes))

    assert acts(past)[0] == 0


def test_what_never_misses_while_a_switch_is_on_is_a_device() -> None:
    weeks = ((4, 12), (19, 30))
    used = [one for one in visits() if any(at(begin, "12:00") < one[0] < at(end, "11:00") for begin, end in weeks)]
    switch = [event(-1, "00:22", BARN, "off")]
    for begin, end in weeks:
        switch += [event(begin, "12:00", BARN, "on"), event(end, "11:10", BARN, "off")]

    assert acts(timeline(gate_of(visits()), lamp_of(used, right_away), switch)) == [0, 0]


def test_who_puts_the_light_on_in_the_dark_forgets_it_now_and_then_and_is_a_person() -> None:
    past = timeline(gate_of(visits()), lamp_of(in_the_dark(visits()), as_long_as_it_takes, kept=0.95))

    assert min(acts(past)) > 100


def test_who_puts_the_light_out_on_leaving_is_a_person() -> None:
    assert min(acts(timeline(gate_of(visits()), lamp_of(visits(), right_away, kept=0.93)))) > 200


def told_before_its_gate(waits: Callable[[np.random.Generator], float]) -> list[EventRow]:
    """A lamp that is told through another cloud than its gate: sometimes sooner, and mostly hardly later."""
    draw = np.random.default_rng(8)
    rows = [event(-1, "00:21", LAMP, "off", Cause.DEVICE)]
    for begin, end in in_the_dark(visits()):
        rows.append((begin + float(draw.uniform(-1.8, 3.0)), LAMP, "on", int(Cause.DEVICE)))
        rows.append((end + waits(draw), LAMP, "off", int(Cause.DEVICE)))
    return rows


@pytest.mark.parametrize("waits", [for_ninety_seconds, as_long_as_it_takes])
def test_a_lamp_that_is_told_before_its_sensor_goes_by_it_all_the_same(
    waits: Callable[[np.random.Generator], float],
) -> None:
    past = timeline(gate_of(visits()), told_before_its_gate(waits))

    assert acts(past)[0] == 0
    assert Gate.FOLLOWER in gates(past, LAMP)


def test_a_grinder_that_stops_by_itself_is_started_by_people() -> None:
    draw = np.random.default_rng(2)
    rows = [event(-1, "00:21", LAMP, "off", Cause.DEVICE)]
    for begin, _ in visits(4):
        if draw.random() < 0.9:
            started = begin + float(draw.uniform(3, 12))
            rows += [
                (started, LAMP, "on", int(Cause.DEVICE)),
                (started + float(draw.uniform(95, 105)), LAMP, "off", int(Cause.DEVICE)),
            ]

    assert acts(timeline(gate_of(visits(4)), rows))[0] > 80


def test_a_fan_that_runs_on_for_two_minutes_is_a_device_though_messages_are_lost() -> None:
    lamp = [(time, "light.toilet", state, cause) for time, _, state, cause in gate_of(visits())]
    fan = lamp_of(visits(), lambda draw: float(draw.uniform(114, 127)), kept=0.9)

    assert acts(timeline(lamp, fan)) == [0, 0]


def test_who_puts_out_what_a_rule_has_lit_is_a_person() -> None:
    past = timeline(gate_of(visits()), lamp_of(in_the_dark(visits()), as_long_as_it_takes))

    assert acts(past) == [0, len(in_the_dark(visits()))]


def lit_for_a_while(since: str) -> list[EventRow]:
    """A lamp that is lit for about three minutes, since the gate was opened or since it was lit some seconds later."""
    draw = np.random.default_rng(11)
    rows = [event(-1, "00:21", LAMP, "off", Cause.DEVICE)]
    for begin, _ in visits(a_day=3)[::3]:
        lit = begin + float(draw.uniform(2, 13))
        out = (begin if since == GATE else lit) + float(draw.uniform(180, 187))
        rows += [(lit, LAMP, "on", int(Cause.DEVICE)), (out, LAMP, "off", int(Cause.DEVICE))]
    return rows


@pytest.mark.parametrize(("since", "lit"), [(GATE, 0), (LAMP, 36)])
def test_what_lasts_about_as_long_is_its_sensors_where_it_keeps_closer_to_that(since: str, lit: int) -> None:
    past = timeline(living(DAYS), gate_of(visits(a_day=3)), lit_for_a_while(since))

    assert acts_of(past, LAMP, "on") == lit

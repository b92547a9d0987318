"""Things with a sensor of their own that nobody hears of, beside another one."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.machines.verdict import Gate
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import at, event, learned, living, timeline
from tests.past.devices import acts_of, gates

MOTION, LAMP = "binary_sensor.larder_motion", "light.larder"
DAYS = range(24)

type Visits = Sequence[tuple[float, float]]
type Seconds = Callable[[np.random.Generator], float]


def visits(a_day: int = 7) -> Visits:
    """When somebody came and left again, one well after the other."""
    draw = np.random.default_rng(14)
    found = list[tuple[float, float]]()
    for day in DAYS:
        for hour in np.sort(draw.uniform(6.2, 23.2, a_day)).tolist():
            begin = at(day, "00:00", hour * 3600)
            if not found or begin > found[-1][1] + 700:
                found.append((begin, begin + float(draw.lognormal(4.5, 0.9))))
    return found


def seen(share: float = 0.8) -> list[EventRow]:
    """What the sensor that is heard of sees of them."""
    draw = np.random.default_rng(15)
    rows = [event(-1, "00:20", MOTION, "off", Cause.DEVICE)]
    for begin, end in visits():
        if draw.random() < share:
            first = begin + float(draw.uniform(0, 1))
            rows += [(first, MOTION, "on", int(Cause.DEVICE)), (end + 12, MOTION, "off", int(Cause.DEVICE))]
    return rows


def lit(begins: Seconds, ends: Seconds, *, since_begin: bool = False, cause: Cause = Cause.DEVICE) -> list[EventRow]:
    """A lamp that is lit at three of four visits."""
    draw = np.random.default_rng(16)
    rows = [event(-1, "00:21", LAMP, "off", Cause.DEVICE)]
    for begin, end in visits():
        if draw.random() < 0.75:
            on = begin + begins(draw)
            out = max((on if since_begin else end) + ends(draw), on + 5)
            rows += [(on, LAMP, "on", int(cause)), (out, LAMP, "off", int(cause))]
    return rows


def promptly(draw: np.random.Generator) -> float:
    return float(draw.uniform(-1.0, 3.5))


def as_it_comes(draw: np.random.Generator) -> float:
    return float(draw.lognormal(1.8, 0.6))


def about_three_minutes(draw: np.random.Generator) -> float:
    """What is mostly three minutes, and longer where its own sensor goes on to see somebody."""
    return float(draw.uniform(175, 195) + (draw.exponential(90) if draw.random() < 0.25 else 0))


def a_minute(draw: np.random.Generator) -> float:
    return float(draw.uniform(58, 63))


def by_hand(draw: np.random.Generator) -> float:
    return float(draw.lognormal(4.6, 0.8))


def acts(past: Timeline) -> list[int]:
    return [acts_of(past, LAMP, state) for state in ("on", "off")]


@pytest.mark.parametrize(("ends", "since_begin"), [(about_three_minutes, False), (a_minute, True)])
def test_a_lamp_that_goes_by_a_sensor_nobody_hears_of_is_a_machine(ends: Seconds, *, since_begin: bool) -> None:
    told = seen(), lit(promptly, ends, since_begin=since_begin)
    past = timeline(*told)

    # What only its own sensor saw is told from a hand's by nothing but the length of the use.
    assert max(acts(past)) < 0.25 * np.count_nonzero(past.series[LAMP].comes_to("on"))
    assert Gate.FOLLOWER in gates(past, LAMP)
    assert [one for one in learned(living(DAYS), *told).suggestions if LAMP in one.pattern.entities] == []


def test_who_is_prompt_at_the_switch_and_puts_it_out_on_leaving_is_a_person() -> None:
    assert min(acts(timeline(seen(), lit(promptly, by_hand)))) > 80


def test_who_puts_it_out_after_three_minutes_and_lights_it_as_it_comes_is_a_person() -> None:
    assert min(acts(timeline(seen(), lit(as_it_comes, about_three_minutes)))) > 80


def test_a_timer_that_somebody_starts_on_coming_in_is_started_by_a_person() -> None:
    assert acts(timeline(seen(), lit(as_it_comes, a_minute, since_begin=True)))[0] > 80


def test_who_is_named_is_a_person_though_prompt_and_regular() -> None:
    assert min(acts(timeline(seen(), lit(promptly, about_three_minutes, cause=Cause.PERSON)))) > 80


def test_who_lights_it_by_hand_beside_its_sensor_has_done_so() -> None:
    draw = np.random.default_rng(17)
    own = [
        event(day, time, LAMP, state, Cause.DEVICE, float(draw.uniform(0, 900)))
        for day in DAYS
        for time, state in (("02:00", "on"), ("03:30", "off"))
    ]

    assert acts(timeline(seen(), sorted([*lit(promptly, about_three_minutes), *own])))[0] >= len(DAYS)

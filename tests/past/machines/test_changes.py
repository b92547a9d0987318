"""Machines among people, against trying every pair the slow and obvious way."""

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.machines.changes import without_machines
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import HOME, MONDAY, columns, event
from tests.past.devices import acts_of

SENSORS = ("binary_sensor.a", "binary_sensor.b", "binary_sensor.c")
LAMPS = tuple(f"light.l{number}" for number in range(8))


def drawn(seed: int) -> list[EventRow]:
    """Sensors that come and go, and lamps of which some follow one by much the same delay, more or less often."""
    draw = np.random.default_rng(seed)
    start, rows = MONDAY.timestamp(), []
    arrivals = {name: start + np.sort(draw.uniform(0, 10 * 86400, draw.integers(20, 200))) for name in SENSORS}
    for name, times in arrivals.items():
        rows += [(float(time), name, ("on", "off")[turn % 2], int(Cause.DEVICE)) for turn, time in enumerate(times)]
    for number, lamp in enumerate(LAMPS):
        rows.append(event(-1, "00:30", lamp, "off", Cause.DEVICE))
        count = int(draw.integers(4, 25))
        led = draw.choice(arrivals[SENSORS[number % 3]][::2], count, replace=count > 10)
        led = led + draw.choice([2.0, 700.0]) + draw.uniform(0, draw.choice([0.4, 0.6]), count)
        own = start + draw.uniform(0, 10 * 86400, count)
        for time in np.where(draw.random(count) < draw.uniform(0.5, 1), led, own).tolist():
            rows += [(time, lamp, "on", int(Cause.DEVICE)), (time + 900, lamp, "off", int(Cause.PERSON))]
    return rows


def repeated(delays: NDArray[np.float64]) -> NDArray[np.bool_]:
    usable = np.sort(delays[delays < 2400])
    crowds = [int(np.count_nonzero((usable >= one) & (usable <= one + 0.5))) for one in usable.tolist()]
    if max(crowds, default=0) < max(5, 0.6 * len(delays)):
        return np.zeros(len(delays), dtype=np.bool_)
    low = usable[int(np.argmax(crowds))]
    return np.asarray((delays >= low - 0.5) & (delays <= low + 1.0))


def crowded(delays: NDArray[np.float64]) -> NDArray[np.bool_]:
    made = np.zeros(len(delays), dtype=np.bool_)
    for low in delays[delays < 2400].tolist():
        close = (delays >= low) & (delays <= low + 0.5)
        around = (delays >= low - 5) & (delays <= low + 5.5) & (delays < np.inf)
        if np.count_nonzero(close) >= max(6, 0.8 * np.count_nonzero(around)):
            made |= close
    return made


def regular(delays: NDArray[np.float64]) -> NDArray[np.bool_]:
    crowds = [
        (delays >= low) & (delays <= min(1.35 * low, low + 60)) & (low >= 25) & (delays < 900)
        for low in delays.tolist()
    ]
    best = max(crowds, key=np.count_nonzero)
    return np.asarray(best & (np.count_nonzero(best) >= max(12, 0.6 * len(delays))))


def machine_made(past: Timeline, lamp: str, acts: NDArray[np.float64]) -> NDArray[np.bool_]:
    made = np.zeros(len(acts), dtype=np.bool_)
    for sensor in SENSORS:
        for state in past.series[sensor].states:
            firings = past.series[sensor].reached(state)
            delays = np.array([act - firings[firings < act].max(initial=-np.inf) for act in acts.tolist()])
            stayed = past.series[sensor].until(acts - delays) >= acts
            for follows in (repeated(delays), crowded(delays), regular(np.where(stayed, delays, np.inf))):
                usual = float(np.median(delays[follows])) if follows.any() else 0.0
                asked = firings[np.diff(firings, append=np.inf) >= usual]
                to_do = np.count_nonzero(~past.series[lamp].was("on", asked, inclusive=False))
                made |= follows & (len(firings) >= 5) & (np.count_nonzero(follows) >= 0.1 * to_do)
    return made


@pytest.mark.parametrize("seed", range(8))
def test_the_sieve_lets_every_machine_through(seed: int) -> None:
    past = Timeline.of(columns(drawn(seed)), HOME)

    found = without_machines(past)

    for lamp in LAMPS:
        series = past.series[lamp]
        mine = series.comes_to("on") & series.by_people
        made = machine_made(past, lamp, series.time[mine]) & (np.count_nonzero(mine) >= 5)
        assert (mine & ~found.series[lamp].by_people)[mine].tolist() == made.tolist()


def test_some_of_the_lamps_are_switched_by_machines_and_some_are_not() -> None:
    found = without_machines(Timeline.of(columns(drawn(0)), HOME))

    by_people = [found.series[lamp].by_people[found.series[lamp].comes_to("on")].mean() for lamp in LAMPS]
    assert min(by_people) < 0.5 < max(by_people)


def test_a_wait_that_is_begun_anew_all_the_time_is_a_machines_all_the_same() -> None:
    draw = np.random.default_rng(4)
    rows = [event(-1, "00:30", "light.l0", "off", Cause.DEVICE), event(-1, "00:30", SENSORS[0], "off", Cause.DEVICE)]
    for day in range(30):
        start = float(draw.uniform(7, 20)) * 3600
        moments = start + np.cumsum(draw.uniform(20, 45, 40))
        rows.append(event(day, "00:00", "light.l0", "on", Cause.DEVICE, float(moments[0] + draw.uniform(3, 30))))
        for moment in moments.tolist():
            rows += [event(day, "00:00", SENSORS[0], "on", Cause.DEVICE, moment)]
            rows += [event(day, "00:00", SENSORS[0], "off", Cause.DEVICE, moment + 15)]
        gone = float(moments[-1]) + 15 + 300 + float(draw.uniform(0, 0.4))
        rows.append(event(day, "00:00", "light.l0", "off", Cause.DEVICE, gone))

    past = without_machines(Timeline.of(columns(rows), HOME))

    assert [acts_of(past, "light.l0", state) for state in ("on", "off")] == [30, 0]


def test_a_timer_that_ends_hundreds_of_uses_in_somebodys_name_is_a_timer() -> None:
    draw = np.random.default_rng(5)
    rows = [event(-1, "00:30", "light.l0", "off", Cause.DEVICE)]
    for day in range(40):
        for hour in np.cumsum(draw.uniform(0.1, 2, 15)).tolist():
            begun = event(day, "00:00", "light.l0", "on", Cause.PERSON, 3600 * hour + 240 * round(hour * 99))
            rows += [begun, (begun[0] + float(draw.uniform(239.6, 239.95)), "light.l0", "off", int(Cause.PERSON))]

    past = without_machines(Timeline.of(columns(rows), HOME))

    assert acts_of(past, "light.l0", "off") == 0

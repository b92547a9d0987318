"""Software that acts in the name of a person."""

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.delays import Followers
from custom_components.homeiq.past.machines.exact import TightCrowds, crowd_behind, stands_out
from custom_components.homeiq.past.machines.verdict import Gate
from tests.histories import event, learned, living, routine, timeline
from tests.past.devices import DAYS, acts_of, gates, uses

SENSOR, LAMP = "binary_sensor.hall_motion", "light.hall"
DOOR, LOCK = "binary_sensor.front_door", "lock.front"


def behind(rows: list[EventRow], delay: float, jitter: float) -> list[EventRow]:
    draw = np.random.default_rng(4)
    return [
        (time + delay + float(draw.uniform(0, jitter)), LAMP, state, int(Cause.PERSON)) for time, _, state, _ in rows
    ]


def by_the_clock(*clocks: tuple[str, str], cause: Cause = Cause.PERSON) -> list[EventRow]:
    draw = np.random.default_rng(5)
    return [event(-1, "00:30", LAMP, "off", Cause.DEVICE)] + [
        event(day, clock, LAMP, state, cause, float(draw.uniform(0.05, 0.3))) for day in DAYS for clock, state in clocks
    ]


def by_hand() -> list[EventRow]:
    draw = np.random.default_rng(6)
    return [
        event(day, "12:00", LAMP, state, delay=float(draw.uniform(0, 1500)) + late)
        for day in DAYS
        for state, late in (("on", 0), ("off", 1600))
    ]


def test_a_lamp_that_follows_motion_at_once_is_switched_by_software_whoever_is_named() -> None:
    past = timeline(uses(SENSOR), behind(uses(SENSOR), 0.2, 0.15))

    assert acts_of(past, LAMP, "on") == 0
    assert gates(past, LAMP) == {Gate.ANSWER}


def test_the_acts_of_the_owner_stay_acts_beside_those_of_the_owners_software() -> None:
    past = timeline(by_the_clock(("06:00", "on"), ("06:45", "off")), by_hand())

    assert (acts_of(past, LAMP, "on"), acts_of(past, LAMP, "off")) == (40, 40)
    assert gates(past, LAMP) == {Gate.CLOCK}


def test_several_exact_times_a_day_are_found_like_one() -> None:
    times = ("06:00", "on"), ("07:00", "off"), ("17:00", "on"), ("18:30", "off")

    past = timeline(by_the_clock(*times, cause=Cause.DEVICE), by_hand())

    assert (acts_of(past, LAMP, "on"), acts_of(past, LAMP, "off")) == (40, 40)


def test_six_exact_acts_are_enough() -> None:
    past = timeline(by_the_clock(("06:00", "on"), ("06:45", "off"))[:13])

    assert acts_of(past, LAMP, "on") == 0


def test_who_answers_within_seconds_as_hands_do_is_a_person() -> None:
    past = timeline(uses(SENSOR), behind(uses(SENSOR), 1.0, 6.0))

    assert acts_of(past, LAMP, "on") == 40


def test_what_was_written_down_by_the_minute_is_not_exact() -> None:
    rows = [event(-1, "00:30", LAMP, "off")]
    rows += [event(day, clock, LAMP, state) for day in DAYS for clock, state in (("06:00", "on"), ("06:45", "off"))]

    assert acts_of(timeline(rows), LAMP, "on") == 40


def test_what_the_owner_does_besides_is_still_suggested() -> None:
    found = learned(living(DAYS), by_the_clock(("06:00", "on"), ("06:45", "off")), routine(LAMP, "19:30", DAYS))

    assert [one.title for one in found.suggestions] == ["Turn on Hall at 19:20 every day"]


def test_a_crowd_stands_out_only_where_hardly_any_others_are_near() -> None:
    crowd, near, far = np.full(6, 100.2), np.array([97.0, 101.5, 104.0]), np.array([10.0, 500.0])

    assert stands_out(np.concatenate([crowd, far])).tolist() == [True] * 6 + [False] * 2
    assert not stands_out(np.concatenate([crowd, near])).any()


@pytest.mark.parametrize("seed", range(8))
def test_the_coarse_look_loses_nobody_who_stands_out(seed: int) -> None:
    draw = np.random.default_rng(seed)
    moments = np.sort(draw.uniform(0, 400_000, 800))
    crowds = [draw.uniform(5, 300) + draw.uniform(0, 0.5, draw.integers(5, 14)) for _ in range(60)]
    crowds += [draw.uniform(50, 300) + draw.uniform(0, 5, draw.integers(10, 30)) for _ in range(60)]
    some = [np.append(near, draw.uniform(0, 400, draw.integers(0, 200))) for near in crowds]
    acts = [np.sort(draw.choice(moments, len(delays)) + delays) for delays in some]

    followers = Followers.of(acts)
    kept = set(TightCrowds(followers).tight(followers.since(moments)))

    last = [moments[moments.searchsorted(one) - 1] for one in acts]
    delays = [one - before for one, before in zip(acts, last, strict=True)]
    needed = {place for place, one in enumerate(delays) if crowd_behind(one).any()}
    assert 0 < len(needed) < len(acts)
    assert needed <= kept
    assert len(kept) <= len(needed) + 20


def locking(least: float, most: float) -> list[EventRow]:
    """A lock that people unlock before the door opens, and that locks a while after the door has closed."""
    draw = np.random.default_rng(8)
    rows = [event(-1, "00:30", LOCK, "locked", Cause.DEVICE), event(-1, "00:30", DOOR, "off", Cause.DEVICE)]
    for day in DAYS:
        goes = float(draw.uniform(8, 20)) * 3600
        closes = goes + float(draw.uniform(9, 25))
        rows += [
            event(day, "00:00", LOCK, "unlocked", Cause.DEVICE, goes),
            event(day, "00:00", DOOR, "on", Cause.DEVICE, goes + float(draw.uniform(1, 8))),
            event(day, "00:00", DOOR, "off", Cause.DEVICE, closes),
            event(day, "00:00", LOCK, "locked", Cause.DEVICE, closes + float(draw.uniform(least, most))),
        ]
    return rows


def test_a_lock_that_locks_some_minutes_after_the_door_does_it_by_itself() -> None:
    past = timeline(living(DAYS), locking(180.0, 182.5))

    assert acts_of(past, LOCK, "locked") == 0
    assert acts_of(past, LOCK, "unlocked") == 40


@pytest.mark.parametrize(("least", "most"), [(100.0, 260.0), (4.0, 8.5)])
def test_who_locks_after_a_while_or_at_once_is_a_person(least: float, most: float) -> None:
    assert acts_of(timeline(living(DAYS), locking(least, most)), LOCK, "locked") == 40


def on_the_stroke(least: float, most: float) -> list[EventRow]:
    """A boiler that software switches on the stroke of six, of which its radio tells some seconds later."""
    draw = np.random.default_rng(9)
    rows = [event(-1, "00:30", "switch.boiler", "off", Cause.DEVICE)]
    for day in DAYS:
        for clock, state in (("06:00", "on"), ("08:00", "off")):
            rows.append(event(day, clock, "switch.boiler", state, Cause.DEVICE, float(draw.uniform(least, most))))
    return rows


def test_what_is_told_some_seconds_after_the_stroke_of_the_clock_was_done_on_it() -> None:
    past = timeline(living(DAYS), on_the_stroke(0.2, 4.5))

    assert (acts_of(past, "switch.boiler", "on"), acts_of(past, "switch.boiler", "off")) == (0, 0)
    assert Gate.CLOCK in gates(past, "switch.boiler")


def off_at_ten(most: float, days: int) -> list[EventRow]:
    """A garden's lamp that goes out at ten, of which its radio tells soon, and that people light in the evening."""
    draw = np.random.default_rng(10)
    rows = [event(-1, "00:30", "light.garden", "off", Cause.DEVICE)]
    for day in DAYS[:days]:
        rows += [
            event(day, "19:00", "light.garden", "on", Cause.DEVICE, float(draw.uniform(0, 5000))),
            event(day, "22:00", "light.garden", "off", Cause.DEVICE, float(draw.uniform(0.1, most))),
        ]
    return rows


def test_eight_days_within_two_seconds_of_a_minute_are_the_clocks() -> None:
    past = timeline(living(DAYS), off_at_ten(1.9, 8))

    assert (acts_of(past, "light.garden", "on"), acts_of(past, "light.garden", "off")) == (8, 0)


@pytest.mark.parametrize(("most", "days"), [(4.9, 8), (1.9, 7)])
def test_a_week_of_acts_soon_after_a_minute_says_nothing_yet(most: float, days: int) -> None:
    assert acts_of(timeline(living(DAYS), off_at_ten(most, days)), "light.garden", "off") == days


@pytest.mark.parametrize(("least", "most"), [(-40.0, 40.0), (20.0, 24.5)])
def test_a_punctual_hand_is_no_clock(least: float, most: float) -> None:
    assert acts_of(timeline(living(DAYS), on_the_stroke(least, most)), "switch.boiler", "on") == 40

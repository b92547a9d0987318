"""What every miner promises, whatever it looks for."""

from collections.abc import Callable

import numpy as np
import pytest

from custom_components.homeiq.mine.co_occurrence import find_follow_ups
from custom_components.homeiq.mine.time_of_day import find_routines
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.pattern import Pattern
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.settings import Settings
from tests.histories import HOME, columns, event, living, routine, timeline

type Miner = Callable[[Timeline], tuple[Pattern, ...]]


def follow_ups(past: Timeline) -> tuple[Pattern, ...]:
    return find_follow_ups(past, find_units(past), Settings())


def routines(past: Timeline) -> tuple[Pattern, ...]:
    units = find_units(past)
    return find_routines(past, units, {unit: np.zeros(len(unit.acts), dtype=np.bool_) for unit in units}, Settings())


def door_and_lamp(name: str, first_day: int) -> list[EventRow]:
    door = f"binary_sensor.{name}_door"
    hours = np.random.default_rng(2).integers(7, 22, size=40)
    rows = [event(first_day - 1, "00:30", f"light.{name}", "off"), event(first_day - 1, "00:30", door, "off")]
    for day in range(40):
        clock = f"{hours[day]:02}:{day:02}"
        rows += [
            event(first_day + day, clock, door, "on", Cause.DEVICE),
            event(first_day + day, clock, f"light.{name}", "on", delay=5.0 + day % 7),
            event(first_day + day, clock, door, "off", Cause.DEVICE, 60),
            event(first_day + day, clock, f"light.{name}", "off", delay=900.0 + 97 * (day % 11)),
        ]
    return rows


def morning_lamp(name: str, first_day: int) -> list[EventRow]:
    return routine(f"light.{name}", "06:45", range(first_day, first_day + 40))


def noise() -> list[EventRow]:
    generator = np.random.default_rng(11)
    names = ("light.a", "light.b", "switch.c", "binary_sensor.d", "binary_sensor.e", "cover.f")
    states = {"cover.f": ("open", "closed")}
    return [
        event(int(generator.integers(0, 40)), "00:00", name, str(generator.choice(states.get(name, ("on", "off")))),
              delay=float(generator.uniform(0, 86400)))
        for name in generator.choice(names, size=1500)
    ]  # fmt: skip


MINERS = pytest.mark.parametrize(
    ("mine", "planted"), [(follow_ups, door_and_lamp), (routines, morning_lamp)], ids=["follow_ups", "routines"]
)


@MINERS
def test_an_empty_history_has_no_patterns(mine: Miner, planted: Callable[[str, int], list[EventRow]]) -> None:
    assert mine(timeline([])) == ()


@MINERS
def test_noise_has_no_patterns(mine: Miner, planted: Callable[[str, int], list[EventRow]]) -> None:
    assert mine(timeline(noise())) == ()


@MINERS
def test_a_planted_habit_is_found(mine: Miner, planted: Callable[[str, int], list[EventRow]]) -> None:
    found = mine(timeline(living(range(40)), planted("hall", 0)))

    assert [(one.entities, one.state) for one in found] == [(("light.hall",), "on")]


@MINERS
def test_a_habit_is_found_beside_noise(mine: Miner, planted: Callable[[str, int], list[EventRow]]) -> None:
    found = mine(timeline(noise(), planted("hall", 0)))

    assert [(one.entities, one.state) for one in found] == [(("light.hall",), "on")]


@MINERS
def test_renamed_entities_have_the_same_habits(mine: Miner, planted: Callable[[str, int], list[EventRow]]) -> None:
    (one,) = mine(timeline(living(range(40)), planted("hall", 0)))
    (other,) = mine(timeline(living(range(40)), planted("zoo", 0)))

    assert one.evidence == other.evidence
    assert one.signature != other.signature


@MINERS
def test_a_history_weeks_later_has_the_same_habits(mine: Miner, planted: Callable[[str, int], list[EventRow]]) -> None:
    (one,) = mine(timeline(living(range(14, 54)), planted("hall", 14)))
    (other,) = mine(timeline(living(range(7, 47)), planted("hall", 7)))

    assert one.trigger == other.trigger
    assert one.signature == other.signature


@MINERS
def test_the_order_of_the_rows_does_not_matter(mine: Miner, planted: Callable[[str, int], list[EventRow]]) -> None:
    rows = living(range(40)) + planted("hall", 0)

    assert mine(timeline(rows)) == mine(timeline(rows[::-1]))


@MINERS
def test_mining_twice_finds_the_same(mine: Miner, planted: Callable[[str, int], list[EventRow]]) -> None:
    past = Timeline.of(columns(noise(), planted("hall", 0)), HOME)

    assert mine(past) == mine(past)

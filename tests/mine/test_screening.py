"""The sieve before the closer look, against looking closely at everything."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.homeiq.mine.screening import Mesh, worth_a_look
from custom_components.homeiq.mine.timeout import find_timeout
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import HOME, columns, event

SPAN = 40 * 86400.0
SIEVE = Mesh(windows=(10.0, 60.0, 120.0), surprise=2.8, share=0.15, many=12, fewest=5)
EMPTY = replace(Timeline.of(columns([event(0, "10:00", "light.a", "on")]), HOME), since=0.0, until=SPAN)
TRIGGERS = [("binary_sensor.move", "off"), ("binary_sensor.move", "on"), ("media_player.tv", "idle"), ("light.a", "on")]


def crowds(delay: NDArray[np.float64], low: float, high: float, spacing: float) -> bool:
    by_accident = np.exp(-low / spacing) - np.exp(-high / spacing)
    expected, count = len(delay) * by_accident, np.count_nonzero((delay >= low) & (delay <= high))
    surprise = 3.0 * np.sqrt(expected * (1 - by_accident))
    return bool(count - expected >= surprise and count > 1.3 * expected and count >= max(5, min(0.15 * len(delay), 12)))


def obvious(unit: Unit, trigger: tuple[str, str], firings: NDArray[np.float64]) -> tuple[bool, bool]:
    """Tell whether the unit's acts crowd at once, and whether they do after a while."""
    before = [firings[firings < act] for act in unit.acts.tolist()]
    delay = np.array([act - past.max(initial=-np.inf) for act, past in zip(unit.acts, before, strict=True)])
    spacing = SPAN / len(firings)
    timeout = find_timeout(*trigger, delay, unit)
    at_once = any(crowds(delay, 0.0, window, spacing) for window in SIEVE.windows)
    return at_once, timeout is not None and crowds(delay, timeout.low, timeout.high, spacing)


def drawn(seed: int) -> tuple[list[Unit], dict[tuple[str, str], NDArray[np.float64]]]:
    draw = np.random.default_rng(seed)
    triggers = {one: np.sort(draw.uniform(0, SPAN, draw.integers(20, 2000))) for one in TRIGGERS}
    units = []
    for number in range(24):
        count = int(draw.integers(3, 120))
        firings = triggers[TRIGGERS[number % 4]]
        led = draw.choice(firings, count) + draw.choice([5.0, 50.0, 300.0, 1900.0]) * draw.lognormal(0, 0.4, count)
        is_led = draw.random(count) < draw.uniform(0, 0.8)
        acts = np.asarray(np.where(is_led, led, draw.uniform(0, SPAN, count)), dtype=np.float64)
        units.append(Unit(entities=(f"light.l{number}",), state="off" if number % 3 else "on", acts=np.sort(acts)))
    return units, triggers


@pytest.mark.parametrize("seed", range(12))
def test_the_sieve_loses_nothing_that_a_closer_look_would_keep(seed: int) -> None:
    units, triggers = drawn(seed)

    found = list(worth_a_look(units, triggers, EMPTY, SIEVE))

    kept = {(look.unit, look.trigger, kind) for look in found for kind in kinds(look)}
    needed = {
        (unit, trigger, kind)
        for unit in units
        for trigger, firings in triggers.items()
        for kind, is_needed in zip(("at once", "later"), obvious(unit, trigger, firings), strict=True)
        if is_needed
    }
    assert needed
    assert needed <= kept
    assert len(kept) <= 1.5 * len(needed) + 10


def kinds(look: object) -> list[str]:
    return [kind for kind, attribute in (("at once", "at_once"), ("later", "later")) if getattr(look, attribute)]


def test_a_trigger_that_never_fired_is_no_trigger() -> None:
    unit = Unit(entities=("light.b",), state="on", acts=np.array([1.0, 2.0]))

    assert list(worth_a_look([unit], {TRIGGERS[0]: np.empty(0)}, EMPTY, SIEVE)) == []


def test_a_look_knows_the_units_delays() -> None:
    units, triggers = drawn(1)

    looks = list(worth_a_look(units, triggers, EMPTY, SIEVE))

    for look in looks:
        assert look.delay.tolist() == [
            act - look.firings[look.firings < act].max(initial=-np.inf) for act in look.unit.acts.tolist()
        ]


@pytest.mark.parametrize(("acts", "are_worth_it"), [(5, False), (6, True)])
def test_acts_of_fewer_days_than_are_needed_are_worth_no_look(acts: int, *, are_worth_it: bool) -> None:
    mesh = Mesh(windows=(10.0,), surprise=3.0, share=0.05, many=24, fewest=6)

    assert bool(mesh.keeps(np.array([[acts]]), np.array([20]), np.array([0.01])).all()) is are_worth_it

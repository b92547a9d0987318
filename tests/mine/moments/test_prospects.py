"""Classes of days that are left out unseen, against looking at all of them."""

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.homeiq.mine.moments.gates import Gates
from custom_components.homeiq.mine.moments.modes import DAY_CLASSES, find_mode
from custom_components.homeiq.mine.moments.prospects import prospects
from custom_components.homeiq.mine.moments.windows import marks_on
from custom_components.homeiq.past.acts import Unit, find_units
from custom_components.homeiq.past.days.calendar import falls_on
from custom_components.homeiq.past.days.dials import Dial
from custom_components.homeiq.past.days.sun import sun_times
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import HOME, MONDAY, event, living, timeline

LIVED = timeline(living(range(60)))
GATES = Gates(needed=5, confidence=0.5)


def drawn(seed: int) -> Unit:
    """Acts at any time, and some about a clock time or the sun's, on some weekdays, now and then past midnight."""
    draw = np.random.default_rng(seed)
    days = np.arange(LIVED.days[0] + 1, LIVED.days[-1])
    some = days[np.isin(days % 7, draw.choice(7, draw.integers(1, 8), replace=False))]
    some = some[draw.random(len(some)) < draw.uniform(0.3, 1)]
    noise = draw.normal(0, draw.uniform(60, 1500), len(some))
    by_clock = LIVED.calendar.moment(some, float(draw.choice([0, 5, 420, 1435]))) + noise
    by_sun = sun_times(some, HOME.latitude, HOME.longitude)[seed % 2] + noise
    loose = MONDAY.timestamp() + draw.uniform(0, 58 * 86400, draw.integers(0, 200))
    acts = np.concatenate([by_sun if seed % 3 else by_clock, loose])
    return Unit(entities=("light.cellar",), state="on", acts=np.sort(acts))


def passing(dial: Dial, unit: Unit, lived: NDArray[np.int64]) -> set[frozenset[int]]:
    marks = marks_on(dial, unit, np.ones(len(unit.acts), dtype=np.bool_), LIVED)
    modes = [mode for weekdays in DAY_CLASSES if (mode := find_mode(dial, unit, marks, LIVED, weekdays))]
    return {one.weekdays for one in modes if GATES.passes(one, int(np.count_nonzero(falls_on(lived, one.weekdays))))}


@pytest.mark.parametrize("dial", ["clock", "sunrise", "sunset"])
def test_no_class_of_days_on_which_a_mode_passes_is_left_out(dial: Dial) -> None:
    lived = LIVED.days[LIVED.is_lived(LIVED.days)]
    found, looked = 0, 0
    for seed in range(60):
        unit = drawn(seed)
        marks = marks_on(dial, unit, np.ones(len(unit.acts), dtype=np.bool_), LIVED)
        needed = passing(dial, unit, lived)

        kept = set(prospects(dial, marks, LIVED, [GATES])[GATES])

        assert needed <= kept
        found, looked = found + len(needed), looked + len(kept)

    assert 10 < found <= looked < 0.75 * 60 * len(DAY_CLASSES)


def test_days_without_anything_to_find_are_not_looked_at() -> None:
    past: Timeline = timeline(
        [*living(range(60)), event(3, "10:00", "light.a", "off"), event(3, "11:00", "light.a", "on")]
    )
    (unit,) = [one for one in find_units(past) if one.entities == ("light.a",)]

    assert prospects("clock", marks_on("clock", unit, np.array([True]), past), past, [GATES]) == {GATES: ()}


def test_without_a_lift_that_is_asked_for_no_day_is_too_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("custom_components.homeiq.mine.moments.gates._LEAST_LIFT", 0.0)
    hits, around = np.array([[8.0]], dtype=np.float32), np.array([[30.0]])

    assert GATES.are_in_reach(hits, around, 10.0, np.array([8.0])).all()

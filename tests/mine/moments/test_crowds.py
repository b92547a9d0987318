"""Where acts crowd is kept for who asks next, and changes nothing of what they find."""

from dataclasses import replace
import gc
import weakref

import numpy as np
import pytest

from custom_components.homeiq.mine.moments.modes import Mode
from custom_components.homeiq.mine.moments.time_of_day import best_on, gates_of
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.past.days.dials import Dial
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.settings import Settings

from .test_prospects import LIVED, drawn


def best(dial: Dial, unit: Unit, past: Timeline, *, to_ask: bool) -> Mode | None:
    left = np.ones(len(unit.acts), dtype=np.bool_)
    return best_on(dial, unit, left, past, gates_of(unit, past, Settings(), to_ask=to_ask))


def told(mode: Mode | None) -> tuple[object, ...] | None:
    return None if mode is None else (mode.weekdays, mode.centre, mode.half_width, *mode.acts.tolist())


@pytest.mark.parametrize("dial", ["clock", "sunrise", "sunset"])
def test_who_asks_after_others_finds_what_they_would_have_found_alone(dial: Dial) -> None:
    units, past = [drawn(seed) for seed in range(40)], replace(LIVED)

    sure = [told(best(dial, unit, past, to_ask=False)) for unit in units]
    asking = [told(best(dial, unit, past, to_ask=True)) for unit in units]

    assert asking == [told(best(dial, unit, replace(LIVED), to_ask=True)) for unit in units]
    assert asking.count(None) <= sure.count(None) < len(units) - 2


def test_what_was_found_in_a_past_does_not_keep_it() -> None:
    past = replace(LIVED)
    kept = weakref.ref(past)
    best("clock", drawn(0), past, to_ask=False)

    gc.disable()
    del past
    is_gone = kept() is None
    gc.enable()

    assert is_gone

"""What other days show at the same clock times, against asking at each of them."""

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.past.elsewhere import Elsewhere
from custom_components.homeiq.past.rule import Rule
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import MONDAY, columns

DAYS = 12
DAY = 86400.0


def drawn(seed: int, lamps: int) -> tuple[Elsewhere, list[float]]:
    """Lamps that are used at random, what brings all of them to rest, and moments at which something else happened."""
    draw = np.random.default_rng(seed)
    names = tuple(f"light.{number}" for number in range(lamps))
    rows: list[EventRow] = []
    for name in names:
        times = np.sort(MONDAY.timestamp() + draw.uniform(0, DAYS * DAY, 120))
        states = draw.choice(["on", "off", "unavailable"], 120, p=[0.5, 0.45, 0.05])
        rows += [(one, name, str(state), int(Cause.PERSON)) for one, state in zip(times.tolist(), states, strict=True)]
    timeline = Timeline.of(columns(rows), Home())
    acts = np.unique(np.concatenate([timeline.series[name].reached("off") for name in names]))
    moments = np.sort(draw.uniform(timeline.since, timeline.until, 150)).tolist()
    return Elsewhere(unit=Unit(entities=names, state="off", acts=acts), timeline=timeline), moments


def is_off(elsewhere: Elsewhere, moment: float) -> bool:
    return bool(elsewhere.unit.is_done(elsewhere.timeline, np.array([moment]))[0])


def next_delay(elsewhere: Elsewhere, moment: float) -> float:
    return min((act - moment for act in elsewhere.unit.acts.tolist() if act > moment), default=np.inf)


@pytest.mark.parametrize(("high", "hold"), [(30.0, 0), (600.0, 0), (1200.0, 600), (90_000.0, 80_000)])
@pytest.mark.parametrize("lamps", [1, 3])
@pytest.mark.parametrize("seed", range(3))
def test_chance_is_what_other_days_show_at_the_same_times(seed: int, lamps: int, high: float, hold: int) -> None:
    elsewhere, times = drawn(seed, lamps)
    rule = Rule(entity_id="binary_sensor.m", to="off", low=hold / 2, high=high, hold=hold)
    shifted = [time + days * DAY for days in (-4, -3, -2, -1, 1, 2, 3, 4) for time in times]
    recorded = [one for one in shifted if elsewhere.timeline.since <= one <= elsewhere.timeline.until]
    delays = {one: next_delay(elsewhere, one + rule.low) + rule.low for one in recorded}
    known = [one for one in recorded if not is_off(elsewhere, one + hold) or delays[one] <= hold]
    hits = [one for one in known if delays[one] <= high]

    chance = elsewhere.chance(rule, np.array(times))

    assert chance == elsewhere.chance(rule, np.array(times)) == (len(hits) + 0.5) / (len(known) + 1)


def test_what_is_never_done_has_no_chance_to_speak_of() -> None:
    elsewhere, times = drawn(0, 1)
    nobody = Elsewhere(unit=Unit(entities=("light.0",), state="off", acts=np.empty(0)), timeline=elsewhere.timeline)

    assert nobody.chance(Rule(entity_id="a.b", to="off", low=0, high=600, hold=0), np.array(times)) < 0.01

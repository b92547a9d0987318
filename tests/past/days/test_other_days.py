"""What other days show at the same clock times, against asking at each of them."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.past.days.other_days import OtherDays
from custom_components.homeiq.past.rule import Firings, Rule
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import MONDAY, columns

DAYS = 12
DAY = 86400.0


def drawn(seed: int, lamps: int) -> tuple[OtherDays, list[float]]:
    """Lamps that are used at random, what brings all of them to rest, and moments at which something else happened."""
    draw = np.random.default_rng(seed)
    names = tuple(f"light.{number}" for number in range(lamps))
    rows: list[EventRow] = []
    for name in (*names, "binary_sensor.m"):
        times = np.sort(MONDAY.timestamp() + draw.uniform(0, DAYS * DAY, 120))
        states = draw.choice(["on", "off", "unavailable"], 120, p=[0.5, 0.45, 0.05])
        rows += [(one, name, str(state), int(Cause.PERSON)) for one, state in zip(times.tolist(), states, strict=True)]
    timeline = Timeline.of(columns(rows), Home())
    acts = np.unique(np.concatenate([timeline.series[name].reached("off") for name in names]))
    moments = np.sort(draw.uniform(timeline.since, timeline.until, 150)).tolist()
    return OtherDays(unit=Unit(entities=names, state="off", acts=acts), timeline=timeline), moments


def chance_of(other_days: OtherDays, rule: Rule, times: list[float]) -> float:
    fired = other_days.timeline.series[rule.entity_id].reached(rule.to)
    firings = Firings(timeline=other_days.timeline, entity_id=rule.entity_id, time=fired)
    return other_days.chance(rule, np.array(times), firings)


def is_off(other_days: OtherDays, moment: float) -> bool:
    return bool(other_days.unit.is_done(other_days.timeline, np.array([moment]))[0])


def next_delay(other_days: OtherDays, moment: float) -> float:
    return min((act - moment for act in other_days.unit.acts.tolist() if act > moment), default=np.inf)


def on_other_days(times: list[float]) -> list[float]:
    """The same moments on the four days before and after."""
    return [time + days * DAY for days in (-4, -3, -2, -1, 1, 2, 3, 4) for time in times]


def moments_between(other_days: OtherDays, begin: float, end: float, rule: Rule) -> Iterator[tuple[float, float]]:
    """What lies between two moments, cut wherever anything changes or the rule's span begins or ends."""
    series = other_days.timeline.series
    firings = series[rule.entity_id].reached(rule.to)
    ends = series[rule.entity_id].until(firings)
    cuts = np.concatenate([*(one.time for one in series.values()), firings + rule.low, firings + rule.high, ends])
    since, until = other_days.timeline.since, other_days.timeline.until
    inside = np.unique(np.append(cuts, [begin, end, since, until]))
    return pairwise(inside[(inside >= max(begin, since)) & (inside <= min(end, until))].tolist())


def is_otherwise(other_days: OtherDays, rule: Rule, moment: float) -> bool:
    """Whether there was something left to do, and the trigger had not just been quiet for the rule's time."""
    series = other_days.timeline.series[rule.entity_id]
    firings = series.reached(rule.to)
    latest = max((one for one in firings.tolist() if one < moment), default=-np.inf)
    lasting = latest > 0 and bool(series.until(np.array([latest]))[0] > moment)
    return not is_off(other_days, moment) and not (lasting and rule.low < moment - latest < rule.high)


@pytest.mark.parametrize("high", [30.0, 600.0, 90_000.0])
@pytest.mark.parametrize("lamps", [1, 3])
@pytest.mark.parametrize("seed", range(3))
def test_chance_is_what_other_days_show_at_the_same_times(seed: int, lamps: int, high: float) -> None:
    other_days, times = drawn(seed, lamps)
    rule = Rule(entity_id="binary_sensor.m", to="off", low=0.0, high=high, for_seconds=0)
    since, until = other_days.timeline.since, other_days.timeline.until
    known = [one for one in on_other_days(times) if since <= one <= until and not is_off(other_days, one)]
    hits = [one for one in known if next_delay(other_days, one) <= high]

    chance = chance_of(other_days, rule, times)

    assert chance == chance_of(other_days, rule, times) == (len(hits) + 0.5) / (len(known) + 1)


@pytest.mark.parametrize("usual", [600, 4000])
@pytest.mark.parametrize("lamps", [1, 3])
@pytest.mark.parametrize("seed", range(3))
def test_chance_of_a_timeout_is_the_rate_of_all_other_moments_of_a_use(seed: int, lamps: int, usual: int) -> None:
    other_days, times = drawn(seed, lamps)
    rule = Rule(entity_id="binary_sensor.m", to="off", low=0.5 * usual, high=1.6 * usual, for_seconds=usual)
    acts, seconds = 0, 0.0
    for one in on_other_days(times):
        spans = moments_between(other_days, one + rule.low, one + rule.high, rule)
        otherwise = [(begin, end) for begin, end in spans if is_otherwise(other_days, rule, (begin + end) / 2)]
        acts += sum(end in other_days.unit.acts for _, end in otherwise)
        seconds += sum(end - begin for begin, end in otherwise)

    chance = chance_of(other_days, rule, times)

    assert acts > 0
    assert chance == pytest.approx(1 - np.exp(-(acts + 0.5) / (seconds / (1.1 * usual) + 1)), rel=1e-6)


def test_what_is_never_done_has_no_chance_to_speak_of() -> None:
    other_days, times = drawn(0, 1)
    nobody = OtherDays(unit=Unit(entities=("light.0",), state="off", acts=np.empty(0)), timeline=other_days.timeline)

    assert chance_of(nobody, Rule(entity_id="binary_sensor.m", to="off", low=0, high=600, for_seconds=0), times) < 0.01


def test_of_many_moments_the_nearest_days_tell_as_well() -> None:
    other_days, times = drawn(0, 1)
    rule = Rule(entity_id="binary_sensor.m", to="off", low=0.0, high=600.0, for_seconds=0)
    many = np.sort(np.random.default_rng(0).uniform(times[0], times[-1], 6000)).tolist()

    assert chance_of(other_days, rule, many) == pytest.approx(chance_of(other_days, rule, many[::25]), abs=0.02)

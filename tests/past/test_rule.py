"""A rule asked of the past, against asking for one firing after the other."""

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.past.rule import Attempt, Firings, Rule
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import MONDAY, columns, event

DAYS = 12
DAY = 86400.0


def drawn(seed: int) -> Attempt:
    draw = np.random.default_rng(seed)
    rows: list[EventRow] = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in ("light.a", "binary_sensor.m")]
    for name, count in (("light.a", 80), ("binary_sensor.m", 300)):
        times = np.sort(MONDAY.timestamp() + draw.uniform(0, DAYS * DAY, count))
        states = draw.choice(["on", "off"], count)
        rows += [
            (time, name, str(state), int(Cause.PERSON)) for time, state in zip(times.tolist(), states, strict=True)
        ]
    timeline = Timeline.of(columns(rows), Home())
    series = timeline.series["light.a"]
    unit = Unit(entities=("light.a",), state="off", acts=series.time[1:][series.comes_to("off")[1:]])
    times = timeline.series["binary_sensor.m"].reached("off")
    return Attempt(firings=Firings(timeline=timeline, entity_id="binary_sensor.m", time=times), unit=unit)


def is_off(attempt: Attempt, moment: float) -> bool:
    return bool(attempt.unit.is_done(attempt.firings.timeline, np.array([moment]))[0])


def next_delay(attempt: Attempt, moment: float) -> float:
    return min((act - moment for act in attempt.unit.acts.tolist() if act > moment), default=np.inf)


def rule(high: float, hold: int) -> Rule:
    return Rule(entity_id="binary_sensor.m", to="off", low=hold / 2, high=high, for_seconds=hold)


@pytest.mark.parametrize("seed", range(3))
def test_a_firing_counts_while_there_is_something_to_do_and_once_for_an_act(seed: int) -> None:
    attempt, asked = drawn(seed), rule(600.0, 0)
    firings = [time for time in attempt.firings.time.tolist() if not is_off(attempt, time)]
    delays = [next_delay(attempt, time) for time in firings]
    answered = [
        time + delay if delay <= 600 else -place
        for place, (time, delay) in enumerate(zip(firings, delays, strict=True))
    ]
    first = [place for place, act in enumerate(answered) if act not in answered[:place] or delays[place] > 600]

    outcomes = attempt.outcomes(asked)

    assert outcomes.time.tolist() == [firings[place] for place in first]
    assert outcomes.hit.tolist() == [delays[place] <= 600 for place in first]


@pytest.mark.parametrize("seed", range(3))
def test_what_has_to_last_counts_where_it_lasted_or_where_somebody_was_earlier(seed: int) -> None:
    attempt, asked = drawn(seed), rule(1200.0, 600)
    changes = attempt.firings.timeline.series["binary_sensor.m"].time.tolist()
    expected = []
    for time in attempt.firings.time.tolist():
        end = min((change for change in changes if change > time), default=np.inf)
        delay = next_delay(attempt, time + 300) + 300
        is_hit = delay <= 1200 and time + delay < end
        runs = end > time + 600 and not is_off(attempt, time + 600)
        expected += [(time, is_hit)] * (runs or (is_hit and delay <= 600))

    outcomes = attempt.outcomes(asked)

    assert list(zip(outcomes.time.tolist(), outcomes.hit.tolist(), strict=True)) == expected


@pytest.mark.parametrize(("trigger", "answered"), [("switch.a", 6), ("binary_sensor.a", 12)])
def test_what_one_hand_moves_at_once_is_no_answer_but_what_follows_a_sensor_is(trigger: str, answered: int) -> None:
    rows = [event(-1, "00:30", name, "on", Cause.DEVICE) for name in (trigger, "light.a")]
    for day in range(DAYS):
        rows += [event(day, "20:00", trigger, "off"), event(day, "20:00", "light.a", "off", delay=1.5 + day % 2 * 20)]
        rows += [event(day, "22:00", name, "on") for name in (trigger, "light.a")]
    timeline = Timeline.of(columns(rows), Home())
    unit = Unit(entities=("light.a",), state="off", acts=timeline.series["light.a"].reached("off"))
    firings = Firings(timeline=timeline, entity_id=trigger, time=timeline.series[trigger].reached("off"))

    outcomes = Attempt(firings=firings, unit=unit).outcomes(rule(60.0, 0))

    assert (len(outcomes.hit), int(outcomes.hit.sum())) == (answered, answered)

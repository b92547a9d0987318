"""A sensor beside a number: when it crosses it, as Home Assistant's own trigger would."""

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.habits.pattern import NumberIs
from custom_components.homeiq.model.habits.trigger import Crosses, OnChange, Trigger
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.past.numbers.crossings import change_of, crossing_of, set_off_in
from custom_components.homeiq.past.replay import replay
from custom_components.homeiq.past.timeline import Timeline
from tests.habits import habit
from tests.histories import at, event, living, timeline

DAMP, FAN = "sensor.damp", "fan.bath"
HOME = Home(entities={DAMP: Entity(entity_id=DAMP, name="Damp", device_class="humidity", unit="%")})
ABOVE = Crosses(entity_id=DAMP, limit=65.0, is_above=True)
BELOW = Crosses(entity_id=DAMP, limit=65.0, is_above=False)


def measured(*values: str) -> Timeline:
    """One value every ten minutes from ten o'clock on, while the fan is off."""
    rows = [event(0, f"{10 + n // 6}:{n % 6}0", DAMP, value, Cause.DEVICE) for n, value in enumerate(values)]
    return timeline(living(range(3)), [event(-1, "01:00", FAN, "off")], rows, home=HOME)


def fires(past: Timeline, trigger: Crosses) -> list[str]:
    _, times = set_off_in(past, trigger)
    return [
        f"{10 + int(minutes) // 60}:{int(minutes) % 60:02}" for minutes in ((times - at(0, "10:00")) // 60).tolist()
    ]


@pytest.mark.parametrize(
    ("values", "above", "below"),
    [
        (("50", "60", "70", "80", "60"), ["10:20"], ["10:40"]),
        (("70", "80"), [], []),
        (("50", "65", "70", "65", "70"), ["10:20", "10:40"], []),
        (("50", "70", "65", "60"), ["10:10"], ["10:30"]),
        (("50", "70", "unavailable", "70"), ["10:10", "10:30"], []),
        (("50", "unavailable", "60", "unknown", "90"), ["10:40"], ["10:20"]),
    ],
)
def test_a_sensor_fires_when_it_comes_to_that_side(values: tuple[str, ...], above: list[str], below: list[str]) -> None:
    past = measured(*values)

    assert (fires(past, ABOVE), fires(past, BELOW)) == (above, below)


def test_a_sensor_that_nobody_heard_never_fires() -> None:
    assert fires(measured(), ABOVE) == []
    assert len(replay(habit(ABOVE, (FAN,)), fan(), measured("50", "60")).times) == 0


def fan() -> Unit:
    return Unit(entities=(FAN,), state="on", acts=np.array([at(0, "10:24")]))


@pytest.mark.parametrize(("seconds", "runs"), [(0, ["10:10", "10:30"]), (900, ["10:45"])])
def test_what_does_not_stay_so_for_long_enough_runs_nothing(seconds: int, runs: list[str]) -> None:
    past = measured("50", "70", "60", "70", "80", "80", "60")
    trigger = Crosses(entity_id=DAMP, limit=65.0, is_above=True, for_seconds=seconds)

    played = replay(habit(trigger, (FAN,)), Unit(entities=(FAN,), state="on", acts=np.empty(0)), past)

    assert played.times.tolist() == [at(0, clock) for clock in runs]


def test_a_crossing_may_have_conditions() -> None:
    past = measured("50", "70", "60", "95")
    dry = NumberIs(entity_id=DAMP, below=65.0)

    played = replay(habit(ABOVE, (FAN,), conditions=(dry,)), fan(), past)

    assert len(played.times) == 2


@pytest.mark.parametrize(
    "trigger",
    [ABOVE, Crosses(entity_id=DAMP, limit=-2.5, is_above=False, for_seconds=60), OnChange(entity_id=FAN, to="on")],
)
def test_a_trigger_as_a_change_comes_back_equal(trigger: OnChange | Crosses) -> None:
    change = change_of(trigger)

    again: Trigger = crossing_of(change.entity_id, change.to, change.for_seconds)

    assert again == trigger

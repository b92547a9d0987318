"""Moments by a number: at bedtime the heater goes on where it is cold, and else it does not."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import NumberIs, Pattern
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.model.home import Entity
from tests.histories import HOME, event, learned, living, routine

DAYS = range(70)
HEATER, WARMTH = "switch.bedroom_heater", "sensor.bedroom_temperature"
BEDROOM = replace(
    HOME,
    entities={
        HEATER: Entity(entity_id=HEATER, name="Heater", area_id="bedroom"),
        WARMTH: Entity(entity_id=WARMTH, name="Warmth", area_id="bedroom", device_class="temperature", unit="°C"),
    },
)


def warmth(by_day: Sequence[float]) -> list[EventRow]:
    """What the bedroom's sensor says from noon on, a little less each hour, and more once the heater is on."""
    return [
        event(day, f"{hour}:00", WARMTH, f"{warm - (hour - 12) / 20:.1f}", Cause.DEVICE)
        for day, warm in enumerate(by_day)
        for hour in range(12, 24)
    ]


def heated(by_day: Sequence[float], heats: Sequence[bool]) -> list[EventRow]:
    """Somebody who turns the heater on at about ten in the evening on some days, and off at midnight."""
    days = [day for day in DAYS if heats[day]]
    warmer = [event(day, "22:25", WARMTH, f"{by_day[day] + 3:.1f}", Cause.DEVICE) for day in days]
    return [*routine(HEATER, "22:00", days), *warmer]


def habits(by_day: Sequence[float], heats: Sequence[bool]) -> list[Pattern]:
    found = learned(living(DAYS), warmth(by_day), heated(by_day, heats), home=BEDROOM).suggestions
    return [one.pattern for one in found if one.pattern.entities == (HEATER,) and one.pattern.state == "on"]


def nights(seed: int = 5) -> list[float]:
    return [round(float(warm), 1) for warm in np.random.default_rng(seed).uniform(14, 22, len(DAYS))]


def test_what_is_turned_on_at_bedtime_where_it_is_cold_goes_by_the_clock_and_the_warmth() -> None:
    cold = nights()
    (one,) = habits(cold, [warm < 18.2 for warm in cold])

    assert isinstance(one.trigger, AtTime)
    (condition,) = one.conditions
    assert isinstance(condition, NumberIs)
    assert (condition.entity_id, condition.above) == (WARMTH, None)
    assert condition.below == pytest.approx(18.0, abs=0.5)


def test_a_bedtime_about_midnight_goes_by_the_warmth_of_its_own_night() -> None:
    cold = nights()
    days = [day for day in DAYS if cold[day] < 18.2]
    draw = np.random.default_rng(9)
    rows = [event(-1, "00:30", HEATER, "off", Cause.DEVICE)]
    for day in days:
        late = float(draw.normal(0, 420))
        rows.append(event(day, "23:57", HEATER, "on", delay=late))
        rows.append(event(day, "23:57", HEATER, "off", delay=late + 5400))
    found = learned(living(DAYS), warmth(cold), rows, home=BEDROOM).suggestions

    (one,) = [one.pattern for one in found if one.pattern.state == "on"]
    (condition,) = one.conditions
    assert isinstance(condition, NumberIs)
    assert condition.below == pytest.approx(18.0, abs=0.5)


def test_what_is_turned_on_every_evening_goes_by_no_number() -> None:
    (one,) = habits(nights(), [True] * len(DAYS))

    assert one.conditions == ()


def test_on_days_that_only_chance_chose_nothing_is_turned_on() -> None:
    chance = np.random.default_rng(11)

    assert habits(nights(), (chance.random(len(DAYS)) < 0.45).tolist()) == []


def test_what_ended_when_spring_came_goes_by_the_calendar_not_by_the_warmth() -> None:
    spring = [14 + 8 * day / len(DAYS) for day in DAYS]
    chance = np.random.default_rng(7)
    # Done until the middle, and four more weeks now and then, when it had long been warm.
    heats = [day < 35 or bool(chance.random() < 0.3) for day in DAYS]

    assert not any(one.conditions for one in habits(spring, heats))


LAMP, LIGHT = "light.lounge", "sensor.lounge_light"


@pytest.mark.parametrize(("is_bright", "found"), [(False, 1), (True, 0)])
def test_a_lamp_is_lit_because_it_is_dark_and_never_because_it_is_bright(*, is_bright: bool, found: int) -> None:
    entities = (
        Entity(entity_id=LAMP, name="Lamp", area_id="lounge"),
        Entity(entity_id=LIGHT, name="Light", area_id="lounge", device_class="illuminance", unit="lx"),
    )
    lounge = replace(HOME, entities={one.entity_id: one for one in entities})
    lux = [round(20 * 15 ** float(draw), 1) for draw in np.random.default_rng(4).uniform(0, 1, len(DAYS))]
    told = [event(day, f"{hour}:00", LIGHT, f"{lux[day]}", Cause.DEVICE) for day in DAYS for hour in range(12, 24)]
    days = [day for day in DAYS if (lux[day] > 90) == is_bright]

    suggestions = learned(living(DAYS), told, routine(LAMP, "17:00", days), home=lounge).suggestions

    assert len([one for one in suggestions if one.pattern.state == "on" and one.pattern.conditions]) == found


def test_what_cools_at_bedtime_goes_on_where_it_is_warm() -> None:
    warm = nights()

    (one,) = habits(warm, [degrees > 18.2 for degrees in warm])

    (condition,) = one.conditions
    assert isinstance(condition, NumberIs)
    assert condition.below is None
    assert condition.above == pytest.approx(18.0, abs=0.5)

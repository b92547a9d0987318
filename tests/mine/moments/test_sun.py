"""The sun is believed only where it explains clearly more than the clock."""

import numpy as np
import pytest

from custom_components.homeiq.mine.moments.sun import clearer, find_sun
from custom_components.homeiq.mine.moments.time_of_day import gates_of
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, Trigger
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.days.sun import sun_times
from custom_components.homeiq.settings import Settings
from tests.histories import HOME, at, event, learned, living, timeline

DAYS = range(56)
SOUTH = Home(time_zone="Europe/Berlin", latitude=25.0, longitude=13.4)


def television(seed: int) -> list[EventRow]:
    """It is on several times an afternoon and evening, at no time in particular."""
    draw = np.random.default_rng(seed)
    rows = [event(-1, "00:30", "media_player.tv", "off", Cause.DEVICE)]
    for day in DAYS:
        for hour, width in ((18.6, 0.7), (20.6, 0.6), (15.5, 1.0)):
            begin = float(draw.normal(hour, width)) * 3600
            rows.append(event(day, "00:00", "media_player.tv", "on", delay=begin))
            rows.append(event(day, "00:00", "media_player.tv", "off", delay=begin + float(draw.uniform(900, 2400))))
    return rows


@pytest.mark.parametrize("seed", [0, 16, 21])
def test_what_is_done_all_evening_does_not_follow_the_sun(seed: int) -> None:
    """Where sunset moves half an hour, some window of an hour about it always catches a few acts more."""
    found = learned(living(DAYS), television(seed), home=SOUTH).suggestions

    assert not [one for one in found if isinstance(one.pattern.trigger, AtSun)]


def about(moments: list[float], thing: str, state: str, looseness: float = 600.0) -> list[EventRow]:
    """Every day a thing is brought to a state at about a moment (sigma in seconds), and back after some hours."""
    draw = np.random.default_rng(11)
    back = {"on": "off", "off": "on", "open": "closed", "closed": "open"}[state]
    rows = [event(-1, "00:30", thing, back, Cause.DEVICE)]
    for moment in moments:
        begin = moment + float(draw.normal(0, looseness))
        rows.append((begin, thing, state, int(Cause.PERSON)))
        rows.append((begin + float(draw.uniform(2, 7)) * 3600, thing, back, int(Cause.PERSON)))
    return rows


def triggers(thing: str, state: str, *stories: list[EventRow], home: Home = HOME) -> list[Trigger]:
    found = learned(*stories, home=home).patterns
    return [one.trigger for one in found if one.entities == (thing,) and one.state == state]


def evenings(days: range, home: Home) -> list[float]:
    """When the sun sets on some days."""
    numbers = np.array([int(at(day, "12:00") // 86400) for day in days])
    return [float(moment) for moment in sun_times(numbers, home.latitude, home.longitude)[1]]


def mornings(days: range) -> list[float]:
    numbers = np.array([int(at(day, "12:00") // 86400) for day in days])
    return [float(moment) for moment in sun_times(numbers, HOME.latitude, HOME.longitude)[0]]


FORTNIGHT = range(14)


@pytest.mark.parametrize(("thing", "state"), [("light.porch", "on"), ("cover.bedroom_blind", "closed")])
def test_what_is_done_at_dusk_is_done_for_the_dark_though_the_sun_hardly_moved(thing: str, state: str) -> None:
    story = about(evenings(FORTNIGHT, SOUTH), thing, state)

    (trigger,) = triggers(thing, state, living(FORTNIGHT), story, home=SOUTH)

    assert isinstance(trigger, AtSun)
    assert trigger.event == "sunset"


def test_a_blind_that_is_opened_when_it_gets_light_goes_with_the_sun() -> None:
    story = about(mornings(FORTNIGHT), "cover.bedroom_blind", "open", looseness=240)

    (trigger,) = triggers("cover.bedroom_blind", "open", living(FORTNIGHT), story)

    assert isinstance(trigger, AtSun)
    assert trigger.event == "sunrise"


@pytest.mark.parametrize(
    ("thing", "state"), [("media_player.tv", "on"), ("light.porch", "off"), ("cover.bedroom_blind", "open")]
)
def test_what_nobody_wants_for_the_dark_goes_by_the_clock_at_dusk(thing: str, state: str) -> None:
    (trigger,) = triggers(thing, state, living(FORTNIGHT), about(evenings(FORTNIGHT, SOUTH), thing, state), home=SOUTH)

    assert isinstance(trigger, AtTime)


def test_a_lamp_that_is_lit_long_before_dusk_goes_by_the_clock() -> None:
    early = [moment - 100 * 60 for moment in evenings(FORTNIGHT, SOUTH)]

    (trigger,) = triggers("light.porch", "on", living(FORTNIGHT), about(early, "light.porch", "on"), home=SOUTH)

    assert isinstance(trigger, AtTime)


def test_a_lamp_that_the_clock_explains_clearly_better_goes_by_the_clock_at_dusk() -> None:
    """In Berlin the sun sets an hour and a half earlier at the end of these weeks, and nobody lights it sooner."""
    by_clock = [at(day, "18:45") for day in range(42)]

    (trigger,) = triggers("light.porch", "on", living(range(42)), about(by_clock, "light.porch", "on"))

    assert isinstance(trigger, AtTime)


@pytest.mark.parametrize(("home", "days", "holds"), [(SOUTH, 14, False), (HOME, 42, True)])
def test_what_the_clock_does_not_know_of_is_a_habit_of_the_sun_where_it_can_be_told_from_it(
    home: Home, days: int, *, holds: bool
) -> None:
    story = about(evenings(range(days), home), "light.porch", "on")
    past = timeline(living(range(days)), story, home=home)
    (unit,) = [unit for unit in find_units(past) if (unit.entities, unit.state) == (("light.porch",), "on")]
    sun = find_sun(unit, np.ones(len(unit.acts), dtype=np.bool_), past, gates_of(unit, past, Settings()))

    assert sun is not None
    assert (clearer(None, sun, unit, past) is sun) == holds

"""What ended is no habit any more, and what is rare goes on."""

from collections.abc import Iterable

import numpy as np
import pytest

from custom_components.homeiq.mine.alive import is_alive
from custom_components.homeiq.mine.scenes.scene import find_scenes
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import EVERY_DAY
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.settings import Settings
from tests.histories import event, learned, living, routine, timeline

EIGHT_WEEKS = range(56)
FIRST_HALF = range(28)
MONDAY = 20703  # local day of the histories' first day


def door_and_lamp(opened: Iterable[int], answered: Iterable[int]) -> list[EventRow]:
    """A door opens at any time, and somebody turns a lamp on soon after; it goes off an hour or more later."""
    draw = np.random.default_rng(11)
    start = draw.uniform(7, 19, 60) * 3600
    late, lasting = draw.uniform(3, 20, 60), draw.uniform(3700, 9000, 60)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in ("binary_sensor.door", "light.hall")]
    for day in opened:
        rows += [
            event(day, "00:00", "binary_sensor.door", "on", Cause.DEVICE, start[day]),
            event(day, "00:00", "binary_sensor.door", "off", Cause.DEVICE, start[day] + 40),
        ]
    for day in answered:
        rows += [
            event(day, "00:00", "light.hall", "on", delay=start[day] + late[day]),
            event(day, "00:00", "light.hall", "off", delay=start[day] + lasting[day]),
        ]
    return rows


def acted_on(*stories: list[EventRow]) -> list[str]:
    return [name for one in learned(living(EIGHT_WEEKS), *stories).suggestions for name in one.pattern.entities]


def test_what_followed_a_door_that_still_opens_is_a_habit() -> None:
    assert acted_on(door_and_lamp(EIGHT_WEEKS, EIGHT_WEEKS)) == ["light.hall"]


def test_what_followed_a_door_that_fell_silent_four_weeks_ago_ended_with_it() -> None:
    assert acted_on(door_and_lamp(FIRST_HALF, FIRST_HALF)) == []


def test_what_is_not_on_any_more_need_not_be_put_to_rest() -> None:
    lamp = [
        row
        for (time, _, _, _), (until, _, _, _) in zip(
            routine("light.den", "17:00", FIRST_HALF, looseness=90)[1::2],
            routine("light.den", "22:00", FIRST_HALF, seed=3)[1::2],
            strict=True,
        )
        for row in (
            (time, "light.den", "on", int(Cause.PERSON)),
            (until, "light.den", "off", int(Cause.PERSON)),
        )
    ]

    assert acted_on(lamp) == []


def test_lamps_that_are_not_lit_together_any_more_are_no_scene() -> None:
    draw = np.random.default_rng(4)
    lamps = ("light.floor", "light.shelf", "light.sofa")
    rows = [event(-1, "00:30", lamp, "off", Cause.DEVICE) for lamp in lamps]
    for day in FIRST_HALF:
        start = draw.uniform(8, 20) * 3600
        for place, lamp in enumerate(draw.permutation(lamps).tolist()):
            rows.append(event(day, "00:00", lamp, "on", delay=start + 5 * place))
            rows.append(event(day, "00:00", lamp, "off", delay=start + 2500 + 700 * place + 97 * (day % 13)))
    ended, going_on = timeline(living(EIGHT_WEEKS), rows), timeline(living(FIRST_HALF), rows)

    assert find_scenes(ended, find_units(ended), Settings()) == ()
    assert [one.entities for one in find_scenes(going_on, find_units(going_on), Settings())] == [lamps]


@pytest.mark.parametrize("every", [7, 14])
def test_a_washing_day_in_seven_or_fourteen_is_rare_and_goes_on(every: int) -> None:
    washed = MONDAY + np.arange(0, 85, every)

    assert is_alive(washed, washed, EVERY_DAY, timeline(living(range(84 + 24))))


def test_a_habit_that_has_paused_for_longer_before_has_not_ended() -> None:
    done = MONDAY + np.array([*range(20), *range(50, 60)])

    assert is_alive(done, done, EVERY_DAY, timeline(living(range(84))))
    assert not is_alive(done, done, EVERY_DAY, timeline(living(range(93))))


def test_a_holiday_at_the_end_is_no_silence() -> None:
    done = MONDAY + np.arange(28)

    assert is_alive(done, done, EVERY_DAY, timeline(living([*range(29), 56])))


def test_a_week_away_does_not_hide_an_end() -> None:
    done = MONDAY + np.arange(28)

    assert not is_alive(done, done, EVERY_DAY, timeline(living([*range(35), *range(42, 56)])))


@pytest.mark.parametrize(("lived", "ended"), [(range(35, 49), True), (range(36, 49), False), (range(34, 48), False)])
def test_a_silence_is_three_weeks_of_which_two_were_lived_in(lived: Iterable[int], *, ended: bool) -> None:
    done = MONDAY + np.arange(28)

    assert is_alive(done, done, EVERY_DAY, timeline(living([*FIRST_HALF, *lived]))) is not ended


def test_a_rare_firing_that_led_to_nothing_ends_nothing() -> None:
    fired = MONDAY + np.array([*range(0, 91, 10), 114])

    assert is_alive(fired[:-1], fired, EVERY_DAY, timeline(living(range(115))))


def test_one_day_alone_has_no_pace() -> None:
    done = np.array([MONDAY])

    assert is_alive(done, done, EVERY_DAY, timeline(living(EIGHT_WEEKS)))

"""A machine that goes by the sun is told from people who do, wherever it takes its sun from."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.days.sun import sun_times
from custom_components.homeiq.past.machines.clocks.sun_driven import SunDriven
from tests.histories import HOME, event, living, timeline

DAYS = 56
FIRST = 20703  # local day of the histories' first day


def at_sunset(late: Sequence[float], cause: Cause = Cause.UNKNOWN, skipped: Sequence[int] = ()) -> list[EventRow]:
    """A lamp that comes on so many seconds after each sunset, and is turned off at bedtime."""
    _, sunset = sun_times(FIRST + np.arange(len(late)), HOME.latitude, HOME.longitude)
    bedtime = np.random.default_rng(5).normal(0, 900, len(late))
    rows = [event(-1, "00:30", "light.porch", "off", Cause.DEVICE)]
    for day, (moment, seconds) in enumerate(zip(sunset.tolist(), late, strict=True)):
        if day not in skipped:
            rows.append((moment + seconds, "light.porch", "on", int(cause)))
            rows.append(event(day, "22:45", "light.porch", "off", cause, float(bedtime[day])))
    return rows


def by_people(rows: Sequence[EventRow]) -> int:
    """How often somebody turned the lamp on."""
    porch = timeline(living(range(DAYS)), rows).series["light.porch"]
    return int(np.count_nonzero(porch.by_people & porch.comes_to("on")))


def jitter(seed: int = 1, width: float = 0.4) -> np.ndarray:
    return np.random.default_rng(seed).uniform(0.02, width, DAYS)


@pytest.mark.parametrize("cause", [Cause.UNKNOWN, Cause.DEVICE])
def test_twenty_minutes_before_every_sunset_is_a_machine(cause: Cause) -> None:
    assert by_people(at_sunset((jitter() - 1200).tolist(), cause)) == 0


def test_what_a_cloud_tells_up_to_a_minute_after_sunset_is_one_too() -> None:
    assert by_people(at_sunset((jitter(width=55) + 600).tolist())) == 0


def test_a_cloud_that_knows_sunset_to_the_minute_is_one_too() -> None:
    _, sunset = sun_times(FIRST + np.arange(DAYS), HOME.latitude, HOME.longitude)

    assert by_people(at_sunset((jitter(width=2) - np.mod(sunset, 60)).tolist())) == 0


def test_a_cloud_that_takes_another_town_for_the_home_is_one_too() -> None:
    drift = np.linspace(0, 80, DAYS)

    assert by_people(at_sunset((jitter(width=60) - 900 + drift).tolist())) == 0


def test_one_stroke_is_enough_of_what_goes_by_the_sun_anyway() -> None:
    sunset = [row for row in at_sunset((jitter(width=55) + 600).tolist()) if row[2] == "on"]
    late = np.random.default_rng(6).uniform(0.1, 60, DAYS).tolist()
    eleven = [event(day, "23:00", "light.porch", "off", Cause.DEVICE, seconds) for day, seconds in enumerate(late)]

    porch = timeline(living(range(DAYS)), sunset, eleven).series["light.porch"]

    assert not porch.by_people[1:].any()


def test_who_puts_out_at_bedtime_what_the_sun_lit_is_a_person() -> None:
    porch = timeline(living(range(DAYS)), at_sunset((jitter(width=55) + 600).tolist(), Cause.DEVICE)).series[
        "light.porch"
    ]

    assert np.count_nonzero(porch.by_people & porch.comes_to("off")) >= DAYS


def test_a_formula_that_drifts_from_ours_is_one_too() -> None:
    drift = 90 * np.sin(np.arange(DAYS) / 30)

    assert by_people(at_sunset((jitter() - 1200 + drift).tolist())) == 0


def test_days_on_which_it_was_off_hide_no_machine() -> None:
    assert by_people(at_sunset(jitter().tolist(), skipped=(3, 4, 5, 20, 21, 22, 23, 40))) == 0


def test_a_hand_in_between_hides_no_machine_and_remains_a_hand() -> None:
    late = jitter()
    late[[10, 30, 50]] -= (700, 1500, 400)

    assert by_people(at_sunset(late.tolist())) == 3


def test_who_moves_a_minute_a_day_against_the_sun_does_not_go_by_it() -> None:
    assert by_people(at_sunset((jitter() + 61 * np.arange(DAYS)).tolist())) == DAYS


@pytest.mark.parametrize("seed", range(20))
def test_whoever_is_within_two_minutes_of_sunset_is_no_machine(seed: int) -> None:
    late = np.random.default_rng(seed).normal(-1200, 120, DAYS)

    assert by_people(at_sunset(late.tolist())) == DAYS


def test_a_machine_that_carries_somebodys_name_is_one_too() -> None:
    assert by_people(at_sunset(jitter().tolist(), Cause.PERSON)) == 0


def test_the_acts_of_the_one_whose_name_it_carries_stay_acts() -> None:
    late = jitter()
    late[::2] = np.random.default_rng(4).normal(-1200, 400, DAYS // 2)

    assert by_people(at_sunset(late.tolist(), Cause.PERSON)) == DAYS // 2


def test_where_the_sun_never_sets_nothing_goes_by_it() -> None:
    arctic = replace(HOME, latitude=85.0)
    hours = np.random.default_rng(2).uniform(8, 20, DAYS)
    rows = [
        event(day, "00:00", "light.porch", state, Cause.UNKNOWN, hours[day] * 3600 + later)
        for day in range(DAYS)
        for state, later in (("on", 0.0), ("off", 600.0 + 13 * day))
    ]

    porch = timeline(rows, home=arctic).series["light.porch"]

    assert porch.by_people[1:].all()


@pytest.mark.parametrize(("acts", "has_plan"), [(12, True), (11, False)])
def test_a_thing_has_a_plan_once_it_went_by_the_sun_twelve_times(acts: int, *, has_plan: bool) -> None:
    _, sunset = sun_times(FIRST + np.arange(acts), HOME.latitude, HOME.longitude)

    assert SunDriven(timeline(living(range(DAYS)))).plans(sunset + 600) is has_plan

"""Households live as people do, and the truth about them is counted from what they did."""

from collections import Counter
from datetime import date
from functools import cache

import numpy as np
import pytest

from tools.households.lived import Lived, live_through
from tools.households.place import PLACES, Clock, Place, elevation
from tools.households.plan import HouseholdPlan, Knobs
from tools.households.truth import is_told_by_clock
from tools.households.world import Row

DAY = 86_400
MADRID = PLACES[0]


@cache
def lived(seed: int, *, null: bool = False, days: int = 28, rate: int | None = 300) -> Lived:
    return live_through(HouseholdPlan(seed=seed, days=days, null=null, events_per_day=rate))


def changes(home: Lived, entity: str, state: str) -> list[float]:
    return [row.time for row in home.rows if (row.entity, row.state) == (entity, state)]


def a_home_with(entity: str, state: str) -> Lived:
    return next(home for seed in range(12) if changes(home := lived(seed), entity, state))


def done(home: Lived, entity: str) -> list[float]:
    return [act.time for act in home.acts if act.entity == entity and act.why]


def is_seen(row: Row) -> bool:
    return row.state == "on" and row.entity.endswith("_motion")


def reasons(*seeds: int) -> set[str]:
    return {each.reason for seed in seeds for each in lived(seed).truth.confounders}


def test_the_same_seed_is_the_same_life() -> None:
    one, other = (live_through(HouseholdPlan(seed=5, days=10)) for _ in range(2))

    assert one.rows == other.rows
    assert one.truth == other.truth
    assert np.array_equal(one.chatter.time, other.chatter.time)


def test_another_seed_is_another_life() -> None:
    assert lived(1).rows != lived(2).rows


def test_a_household_without_habits_has_none_to_find() -> None:
    homes = [lived(seed, null=True) for seed in range(4)]

    assert [home.truth.habits for home in homes] == [()] * 4
    assert all(act.why == "" for home in homes for act in home.acts)


def test_a_household_without_habits_uses_its_things_all_the_same() -> None:
    assert len(lived(1, null=True).acts) > 28


@pytest.mark.parametrize("seed", range(6))
def test_every_habit_was_really_done(seed: int) -> None:
    home = lived(seed)

    done = Counter((act.entity, act.state) for act in home.acts if act.why and act.time < home.end)

    habits = [habit for habit in home.truth.habits if habit.kind != "left_on"]
    assert all(done[entity, habit.state] > 0 for habit in habits for entity in habit.entities)
    assert habits


@pytest.mark.parametrize("seed", range(6))
def test_what_was_done_was_recorded(seed: int) -> None:
    home = lived(seed)
    recorded = {(row.entity, row.state, round(row.time)) for row in home.rows}

    acts = [act for act in home.acts if home.begin <= act.time < home.end]
    seen = sum(
        any((act.entity, act.state, round(act.time) + late) in recorded for late in range(-1, 3)) for act in acts
    )

    assert seen > 0.97 * len(acts)


def test_habits_that_are_required_were_done_on_enough_days() -> None:
    habits = [habit for seed in range(6) for habit in lived(seed).truth.habits]

    assert min(habit.support_days for habit in habits if habit.required) >= 4
    assert not all(habit.required for habit in habits)


def test_the_clock_follows_daylight_saving() -> None:
    clock = Clock(MADRID, date(2024, 3, 29), 5)  # the clocks change on the 31st, day 2

    assert clock.at(2, 8 * 60) - clock.at(1, 8 * 60) == 23 * 3600
    assert clock.local(clock.at(3, 450)) == (3, 450)


def test_habits_keep_their_time_when_the_clocks_change() -> None:
    home = live_through(HouseholdPlan(seed=5, days=42, place=MADRID, start=date(2024, 3, 10)))
    times = changes(home, "switch.coffee_machine", "on")

    minutes = [home.clock.local(time)[1] for time in times if home.clock.weekday(home.clock.local(time)[0]) < 5]

    assert np.ptp(np.percentile(minutes, [25, 75])) < 60


@pytest.mark.parametrize(
    ("place", "june", "december"),
    [(PLACES[1], 18.0, 6.0), (PLACES[9], 9.5, 14.7)],
    ids=["Oslo", "Melbourne"],
)
def test_days_are_long_in_the_summer_of_their_hemisphere(place: Place, june: float, december: float) -> None:
    clocks = [Clock(place, date(2024, month, 21), 1) for month in (6, 12)]

    hours = [((clock.event("sunset", 0) or 0) - (clock.event("sunrise", 0) or 0)) / 3600 for clock in clocks]

    assert hours == pytest.approx([june, december], abs=1.0)


def test_the_sun_of_an_equinox_noon_stands_over_the_equator() -> None:
    noon = np.array([1_710_936_000.0 + 440])  # 2024-03-20, twelve o'clock and what the sun is late

    assert elevation(noon, Place("UTC", 0.0, 0.0))[0] == pytest.approx(90, abs=0.6)


def test_there_is_no_sunset_in_a_polar_night() -> None:
    assert Clock(Place("UTC", 80.0, 0.0), date(2024, 12, 21), 1).event("sunset", 0) is None


@pytest.mark.long
def test_each_confounder_is_somewhere() -> None:
    assert reasons(*range(12)) == {
        "an automation does it",
        "an appliance in bursts",
        "it does that by itself, after a time that never differs",
        "it ended",
        "its own timer does it, to the second",
        "nothing may open a garage by itself",
        "nothing may unlock by itself",
        "rarely used",
    }


@pytest.mark.long
def test_a_habit_that_ended_has_been_silent_for_three_weeks() -> None:
    homes = [live_through(HouseholdPlan(seed=seed, days=56, events_per_day=300)) for seed in range(8)]
    last = [home.end - max(times) for home in homes if (times := changes(home, "switch.aquarium_heater", "on"))]

    assert last
    assert min(last) > 21 * DAY


def test_an_appliance_switches_many_times_in_an_hour_or_two() -> None:
    times = changes(a_home_with("switch.dishwasher", "on"), "switch.dishwasher", "on")

    assert np.median(np.diff(times)) < 1800


def test_automations_leave_their_mark() -> None:
    assert any(row.parent for seed in range(6) for row in lived(seed).rows)


def test_some_people_use_the_app_and_others_the_wall() -> None:
    users = Counter(row.user for seed in range(6) for row in lived(seed).rows if row.entity.startswith("light."))

    assert users[None] > 50
    assert users["user-alex"] > 50


def test_after_a_restart_things_are_as_they_were() -> None:
    home = a_home_with("light.living_sofa", "unavailable")
    gone = next(row for row in home.rows if (row.entity, row.state) == ("light.living_sofa", "unavailable"))
    before = [row for row in home.rows if row.entity == gone.entity and row.time < gone.time]
    back = next(row for row in home.rows if row.entity == gone.entity and row.time > gone.time)

    assert (before or [back])[-1].state == back.state


def test_a_pet_is_seen_when_nobody_is_there() -> None:
    home = lived(11)

    asleep = [row for row in home.rows if is_seen(row) and 120 < home.clock.local(row.time)[1] < 200]

    assert len(asleep) > 28


def test_members_of_a_group_move_within_a_second() -> None:
    home = a_home_with("light.living", "on")
    group = np.array(changes(home, "light.living", "on"))
    member = np.array(changes(home, "light.living_sofa", "on"))

    near = np.abs(group[:, None] - member[None, :]).min(axis=1)

    assert np.median(near) < 1


def test_a_home_has_as_many_events_as_were_asked_for() -> None:
    assert lived(2, days=7, rate=5000).events == pytest.approx(35_000, rel=0.01)


def test_a_quiet_home_is_small() -> None:
    home = live_through(HouseholdPlan(seed=7, days=14, events_per_day=120))

    assert home.events < 14 * 300


def test_looser_people_have_looser_times() -> None:
    spread = []
    for factor in (0.5, 2.0):
        home = live_through(HouseholdPlan(seed=3, days=28, events_per_day=300, knobs=Knobs(looseness=factor)))
        minutes = [home.clock.local(time)[1] for time in done(home, "climate.bathroom")]
        spread.append(np.std(minutes))

    assert spread[1] > 1.5 * spread[0]


def test_twice_the_residents_are_more_people() -> None:
    people = [
        {row.entity for row in home.rows if row.entity.startswith("person.")}
        for factor in (0.5, 2.0)
        if (home := live_through(HouseholdPlan(seed=4, days=7, events_per_day=300, knobs=Knobs(residents=factor))))
    ]

    assert len(people[1]) > len(people[0])


@pytest.mark.parametrize("wrong", [{"days": 0}, {"events_per_day": 0}])
def test_a_household_without_days_or_events_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        HouseholdPlan(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(3))
def test_everything_has_a_state_when_the_history_begins(seed: int) -> None:
    home = lived(seed)
    first = {row.entity: row for row in reversed(home.rows)}

    assert {row.time for row in first.values()} == {home.begin}
    assert all(first[act.entity].state != act.state for act in reversed(home.acts) if act.time == home.begin)


def test_a_household_without_habits_forgets_nothing_either() -> None:
    home = lived(1, null=True)
    on, off = changes(home, "fan.cellar", "on"), np.array([*changes(home, "fan.cellar", "off"), np.inf])

    lasted = off[np.searchsorted(off, on)] - on

    assert on
    assert np.median(lasted) < 2 * 3600
    assert np.count_nonzero(np.isfinite(lasted) & (lasted > 10 * 3600)) == 0


def test_hours_of_sleep_are_told_by_the_clock_if_acts_keep_clear_of_them() -> None:
    minutes = np.concatenate([np.linspace(480, 1260, 40), np.linspace(1380, 1430, 20)])
    kept = np.arange(60) < 40

    assert is_told_by_clock(minutes, kept)


def test_hours_of_sleep_are_not_told_by_the_clock_if_acts_come_as_late() -> None:
    minutes = np.concatenate([np.linspace(1260, 1430, 40), np.linspace(1260, 1430, 20)])
    kept = np.arange(60) < 40

    assert not is_told_by_clock(minutes, kept)


def test_the_clock_tells_nothing_of_what_was_never_done() -> None:
    assert not is_told_by_clock(np.array([480.0]), np.array([False]))

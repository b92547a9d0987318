from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
import json
from pathlib import Path

import numpy as np
import pytest

from tools.event_file import AUTOMATION, DEVICE, PERSON, STARTUP, read_events
from tools.households.lived import live_through
from tools.households.plan import HouseholdPlan
from tools.simulate import Simulated, SimulatedEvent, SimulationPlan, simulate
from tools.simulate.__main__ import main
from tools.simulate.calendar import make_calendar
from tools.simulate.home import ZONE
from tools.simulate.plan import Knobs
from tools.simulate.truth import Truth

ACTED_ON = ("light.", "switch.", "cover.", "climate.", "media_player.", "lock.", "fan.")


@pytest.fixture(scope="module")
def lived_in() -> Simulated:
    return simulate(SimulationPlan(seed=1))


def changes(simulated: Simulated, entity_id: str) -> list[SimulatedEvent]:
    return [each for each in simulated.events if each.entity_id == entity_id and each.state != "unavailable"]


def test_the_same_plan_gives_the_same_home() -> None:
    plan = SimulationPlan(seed=3, days=14, events_per_day=300)

    assert simulate(plan) == simulate(plan)


def test_another_seed_gives_another_home() -> None:
    plans = [SimulationPlan(seed=seed, days=7, events_per_day=300) for seed in (1, 2)]

    assert simulate(plans[0]).events != simulate(plans[1]).events


def test_events_come_in_time_order_and_within_the_days(lived_in: Simulated) -> None:
    calendar = make_calendar(SimulationPlan(seed=1))
    times = [event.time for event in lived_in.events]

    assert times == sorted(times)
    assert calendar.start <= times[0]
    assert times[-1] < calendar.end


@pytest.mark.parametrize("events_per_day", [120, 2000, 10_000])
def test_a_home_has_about_as_many_events_as_asked_for(events_per_day: int) -> None:
    simulated = simulate(SimulationPlan(seed=2, days=14, events_per_day=events_per_day))

    assert len(simulated.events) / 14 == pytest.approx(max(events_per_day, 200), rel=0.5)


def test_looser_people_have_looser_times() -> None:
    spread = []
    for factor in (0.5, 2.0):
        plan = SimulationPlan(seed=1, days=28, events_per_day=300, knobs=Knobs(looseness=factor))
        simulated = simulate(plan)
        calendar = make_calendar(plan)
        habit = next(each for each in simulated.truth.habits if each.kind == "routine" and len(each.weekdays) == 7)
        assert habit.time is not None
        usual = 60 * int(habit.time[:2]) + int(habit.time[3:])
        done = [each for each in changes(simulated, habit.entities[0]) if each.state == habit.state]
        off = [abs(calendar.day_of(each.time).minute_of(each.time) - usual) for each in done]
        spread.append(float(np.median(off)))

    assert spread[1] > 1.5 * spread[0]


def test_a_noisier_home_uses_more_without_a_habit() -> None:
    acts = [
        sum(event.entity_id.startswith(ACTED_ON) for event in simulate(plan).events)
        for factor in (0.5, 2.0)
        if (plan := SimulationPlan(seed=1, days=28, null=True, events_per_day=300, knobs=Knobs(noise=factor)))
    ]

    assert acts[1] > 1.5 * acts[0]


def test_slower_people_answer_later() -> None:
    delays = []
    for factor in (0.5, 2.0):
        simulated = simulate(SimulationPlan(seed=1, days=28, events_per_day=300, knobs=Knobs(delays=factor)))
        habit = next(
            each for each in simulated.truth.habits if each.trigger is not None and not each.trigger.for_seconds
        )
        assert habit.trigger is not None
        fired = [e.time for e in changes(simulated, habit.trigger.entity_id) if e.state == habit.trigger.to]
        done = [e.time for e in changes(simulated, habit.entities[0]) if e.state == habit.state]
        since = np.array(done)[:, None] - np.array(fired)[None]
        delays.append(float(np.median([row[row >= 0].min() for row in since if (row >= 0).any()])))

    assert delays[1] > 1.5 * delays[0]


def test_nothing_that_is_done_is_done_again(lived_in: Simulated) -> None:
    states = defaultdict[str, list[str]](list)
    for event in lived_in.events:
        states[event.entity_id].append(event.state)
    acted_on = [each for entity_id, each in states.items() if entity_id.startswith(ACTED_ON)]

    again = [pair for each in acted_on for pair in pairwise(each) if pair[0] == pair[1]]

    assert [pair for pair in again if pair[0] != "unavailable"] == []


def test_nobody_touches_a_switch_in_an_empty_home(lived_in: Simulated) -> None:
    zone = changes(lived_in, ZONE)
    times = np.array([event.time for event in zone])
    empty = np.array([event.state == "0" for event in zone])
    by_hand = [event for event in changes(lived_in, "light.mirror") if event.automation is None]
    restarted = {event.time for event in lived_in.events if event.state == "unavailable"}

    in_vain = [event for event in by_hand if empty[np.searchsorted(times, event.time) - 1]]

    assert [event for event in in_vain if min(abs(event.time - time) for time in restarted) > 100] == []


def test_every_habit_was_really_kept(lived_in: Simulated) -> None:
    assert len(lived_in.truth.habits) >= 8
    assert [habit for habit in lived_in.truth.habits if habit.support_days < 8 and habit.required] == []


def test_a_required_habit_is_found_by_looking_at_its_days(lived_in: Simulated) -> None:
    mirror = next(each for each in lived_in.truth.habits if each.entities == ("light.mirror",))
    calendar = make_calendar(SimulationPlan(seed=1))
    acts = [event for event in changes(lived_in, "light.mirror") if event.state == "on"]

    minutes = [calendar.day_of(act.time).minute_of(act.time) for act in acts if calendar.day_of(act.time).is_workday]

    assert mirror.weekdays == (0, 1, 2, 3, 4)
    assert np.median(minutes) == pytest.approx(7 * 60 + 10, abs=15)


def test_group_and_members_change_as_one_act(lived_in: Simulated) -> None:
    group = changes(lived_in, "light.living_room_lamps")
    lamps = {event.context: event for event in changes(lived_in, "light.sofa_lamp")}
    followed = [event for event in group if event.context in lamps]

    assert len(followed) > 50
    assert max(abs(event.time - lamps[event.context].time) for event in followed) < 3


def test_a_null_home_has_no_habits_and_no_lock_that_follows() -> None:
    simulated = simulate(SimulationPlan(seed=1, null=True, days=28))

    assert simulated.truth.habits == ()
    assert [event for event in changes(simulated, "lock.front_door") if event.state == "unlocked"] == []


def test_people_and_wall_switches_and_automations_take_part(lived_in: Simulated) -> None:
    acts = [event for event in lived_in.events if event.entity_id.startswith(ACTED_ON)]

    assert any(event.user_id for event in acts)
    assert {event.automation for event in acts} >= {None, "automation.hallway_light", "automation.garden_light"}


def test_an_automation_by_the_clock_keeps_to_the_wall_clock_when_it_changes() -> None:
    plan = SimulationPlan(seed=1, days=14, start=date(2026, 10, 18), time_zone="Europe/Berlin", events_per_day=300)
    calendar = make_calendar(plan)

    lit = [event for event in changes(simulate(plan), "light.garden") if event.state == "on" and event.automation]

    assert {int(calendar.day_of(event.time).minute_of(event.time)) for event in lit} == {21 * 60}


def test_a_given_place_is_taken_and_an_unknown_zone_keeps_the_given_coordinates() -> None:
    plan = SimulationPlan(time_zone="Asia/Kathmandu", latitude=27.7, longitude=85.3)

    assert plan.place == ("Asia/Kathmandu", 27.7, 85.3)
    assert SimulationPlan(time_zone="Asia/Tokyo").place == ("Asia/Tokyo", 35.7, 139.7)


def test_seeds_live_on_both_hemispheres() -> None:
    places = Counter(SimulationPlan(seed=seed).place.latitude > 0 for seed in range(40))

    assert min(places[True], places[False]) > 4


@pytest.mark.parametrize("wrong", [{"days": 0}, {"events_per_day": 0}, {"residents": 3}, {"rooms": 9}])
def test_a_home_that_nobody_can_live_in_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="a home"):
        SimulationPlan(**wrong)  # type: ignore[arg-type]


def test_a_holiday_empties_the_home() -> None:
    plan = next(plan for plan in map(plan_of, range(50)) if any(day.is_holiday for day in make_calendar(plan).days))
    days = [day for day in make_calendar(plan).days if day.is_holiday]
    zone = changes(simulate(plan), ZONE)

    meanwhile = {event.state for event in zone if days[1].at(0) < event.time < days[-1].at(900)}

    assert len(days) == 5
    assert days[-1].date - days[0].date == timedelta(days=4)
    assert meanwhile <= {"0"}


def plan_of(seed: int) -> SimulationPlan:
    return SimulationPlan(seed=seed, events_per_day=200)


def test_what_is_written_can_be_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "home.csv"

    main(
        [str(path), "--seed", "5", "--days", "10", "--events-per-day", "500", "--list-habits", "--start", "2026-09-21"]
    )

    file = read_events(path)
    home = json.loads(path.with_suffix(".home.json").read_text(encoding="utf-8"))
    assert {row[3] for row in file.rows} == {PERSON, DEVICE, AUTOMATION, STARTUP}
    assert file.wrong.count == 0
    assert file.time_zone == home["time_zone"] == SimulationPlan(seed=5).place.time_zone
    assert {row[1] for row in file.rows} <= set(home["entities"])
    assert capsys.readouterr().out.count("\n") == 1 + len(truth_beside(path).habits)


def truth_beside(path: Path) -> Truth:
    return Truth.from_json(json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8")))


def test_truth_survives_its_file(tmp_path: Path) -> None:
    path = tmp_path / "home.csv"
    plan = SimulationPlan(seed=1, days=10, events_per_day=200)

    main([str(path), "--seed", "1", "--days", "10", "--events-per-day", "200"])

    assert truth_beside(path) == simulate(plan).truth


def test_habits_can_be_listed_without_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--seed", "1", "--days", "3", "--list-habits"])

    assert "after binary_sensor.pantry_motion is on" in capsys.readouterr().out


def test_a_household_can_be_written_and_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "household.csv"

    main([str(path), "--household", "--seed", "5", "--days", "10", "--events-per-day", "300", "--list-habits"])

    file, lived = read_events(path), live_through(HouseholdPlan(seed=5, days=10, events_per_day=300))
    assert len(file.rows) == lived.events
    assert [row[0] for row in file.rows] == sorted(row[0] for row in file.rows)
    assert file.time_zone == lived.place.time_zone
    assert truth_beside(path) == lived.truth
    home = json.loads(path.with_suffix(".home.json").read_text(encoding="utf-8"))
    assert home["entities"]["light.living"]["members"] == list(lived.groups["light.living"])
    assert capsys.readouterr().out.count("\n") == 1 + len(lived.truth.habits)


def test_a_household_says_itself_how_many_live_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--household", "--residents", "2"])

    assert "argument --residents: not allowed with argument --household" in capsys.readouterr().err

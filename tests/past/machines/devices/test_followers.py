"""Devices that follow devices."""

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.machines.verdict import Gate
from tests.histories import at, event, timeline
from tests.past.devices import DAYS, acts_of, after, gates, uses

TV, RECEIVER = "media_player.tv", "media_player.receiver"
LAMP, MIRROR = "light.hall", "switch.hall_cloud"


def test_a_receiver_that_never_misses_its_television_is_a_device() -> None:
    past = timeline(uses(TV), after(uses(TV), RECEIVER, 3, 12))

    assert (acts_of(past, RECEIVER, "on"), acts_of(past, RECEIVER, "off")) == (0, 0)
    assert Gate.FOLLOWER in gates(past, RECEIVER)


def test_the_television_that_is_followed_is_still_turned_on_by_people() -> None:
    past = timeline(uses(TV), after(uses(TV), RECEIVER, 3, 12))

    assert (acts_of(past, TV, "on"), acts_of(past, TV, "off")) == (40, 40)


def test_a_device_is_kin_of_what_it_follows() -> None:
    units = find_units(timeline(uses(TV), after(uses(TV), RECEIVER, 3, 12)))

    assert {unit.kin for unit in units} == {frozenset({RECEIVER})}


def test_a_player_is_followed_whether_it_plays_or_is_just_on() -> None:
    told = [
        (time, name, "playing" if state == "on" and time % 2 < 1 else state, who) for time, name, state, who in uses(TV)
    ]

    past = timeline(told, after(uses(TV), "light.behind_tv", 4, 9))

    assert acts_of(past, "light.behind_tv", "on") == 0


def test_messages_that_are_lost_now_and_then_make_nobody_of_a_device() -> None:
    past = timeline(uses(TV), after(uses(TV), RECEIVER, 3, 12, missing=20))

    assert (acts_of(past, RECEIVER, "on"), acts_of(past, RECEIVER, "off")) == (0, 0)


def used_by_itself_in_the_morning(name: str) -> list[EventRow]:
    return [
        event(day, time, name, state, Cause.DEVICE)
        for day in DAYS[::4]
        for time, state in (("07:00", "on"), ("07:20", "off"))
    ]


@pytest.mark.parametrize("side", ["on", "off"])
def test_what_is_lost_of_one_side_alone_counts_among_both(side: str) -> None:
    told = after(uses(TV), "light.behind_tv", 3, 12)
    lost = [row for row in told if row[2] == side][5::15]

    past = timeline(
        uses(TV), [row for row in told if row not in lost], used_by_itself_in_the_morning("light.behind_tv")
    )

    assert len(lost) == 3
    assert acts_of(past, "light.behind_tv", "on") < 15


def test_who_forgets_one_side_now_and_then_is_a_person() -> None:
    told = after(uses(TV), "light.floor", 3, 12)
    forgotten = [row for row in told if row[2] == "on"][::8]

    past = timeline(
        uses(TV), [row for row in told if row not in forgotten], used_by_itself_in_the_morning("light.floor")
    )

    assert acts_of(past, "light.floor", "on") > 40


def test_a_receiver_that_was_away_when_its_television_went_on_has_missed_nothing() -> None:
    told = after(uses(TV), RECEIVER, 3, 12)
    lost = [row for row in told if row[2] == "on"][::8]
    away = [(time - 300, RECEIVER, "unavailable", int(Cause.STARTUP)) for time, *_ in lost]
    back = [(time + 1200, RECEIVER, "on", int(Cause.STARTUP)) for time, *_ in lost]

    past = timeline(uses(TV), [row for row in told if row not in lost], away, back)

    assert (acts_of(past, RECEIVER, "on"), acts_of(past, RECEIVER, "off")) == (0, 0)


def bias_light(draw: np.random.Generator, spread: float) -> list[EventRow]:
    """A lamp that went with the television on some evenings, once not, and was lit by itself on others."""
    told = [
        (time + 6 * float(draw.lognormal(0, spread)), "light.behind_tv", state, who)
        for time, _, state, who in uses(TV)[:21]
    ]
    alone = [
        event(day, time, "light.behind_tv", state, Cause.DEVICE, 311.0 * (day % 5))
        for day in DAYS[:10:2]
        for time, state in (("07:00", "on"), ("07:20", "off"))
    ]
    return sorted(told[:7] + told[9:] + alone)


def test_a_lamp_that_steadily_goes_with_the_television_is_a_device_after_ten_evenings() -> None:
    past = timeline(uses(TV)[:21], bias_light(np.random.default_rng(3), 0.15))

    assert (acts_of(past, "light.behind_tv", "on"), acts_of(past, "light.behind_tv", "off")) == (5, 5)


@pytest.mark.parametrize("seed", range(4))
def test_who_went_with_the_television_on_ten_evenings_and_took_any_time_is_a_person(seed: int) -> None:
    past = timeline(uses(TV)[:21], bias_light(np.random.default_rng(seed), 0.6))

    assert acts_of(past, "light.behind_tv", "on") == 14


def test_a_radio_that_drops_out_makes_nobody_of_a_device_that_does_nothing_else() -> None:
    past = timeline(uses(TV), after(uses(TV), RECEIVER, 3, 12, missing=8))

    assert (acts_of(past, RECEIVER, "on"), acts_of(past, RECEIVER, "off")) == (0, 0)


def test_what_is_also_used_by_itself_is_moved_by_a_person_who_forgets_it_now_and_then() -> None:
    past = timeline(
        uses(TV), after(uses(TV), "light.floor", 3, 12, missing=8), used_by_itself_in_the_morning("light.floor")
    )

    assert acts_of(past, "light.floor", "on") > 40


def test_who_sometimes_takes_much_longer_is_a_person_who_forgets_it_now_and_then() -> None:
    draw = np.random.default_rng(5)
    told = after(uses(TV), "light.floor", 0, 0, missing=8)
    rows = [(time + 4 * float(draw.lognormal(0, 0.6)), name, state, who) for time, name, state, who in told]

    past = timeline(uses(TV), rows)

    assert acts_of(past, "light.floor", "on") > 30


def test_who_forgets_it_now_and_then_is_a_person() -> None:
    past = timeline(uses(TV), after(uses(TV), "light.floor", 3, 12, missing=5))

    assert acts_of(past, "light.floor", "on") > 30


def test_who_is_named_is_a_person_however_faithful() -> None:
    past = timeline(uses(TV), after(uses(TV), "light.floor", 3, 12, cause=Cause.PERSON))

    assert acts_of(past, "light.floor", "on") == 40


def test_who_leaves_the_other_one_on_is_a_person() -> None:
    rows = [event(-1, "00:31", "light.floor", "off", Cause.DEVICE)]
    rows += [row for row in after(uses(TV), "light.floor", 3, 12) if row[2] == "on"]
    bedtime = [event(day, "23:00", "light.floor", "off", Cause.DEVICE, 61.7 * day) for day in DAYS]

    past = timeline(uses(TV), rows, bedtime)

    assert acts_of(past, "light.floor", "on") == 40


def test_what_one_hand_moves_at_once_stays_one_act() -> None:
    past = timeline(uses("light.left"), after(uses("light.left"), "light.right", 0.1, 1.2))

    assert {unit.entities for unit in find_units(past)} == {("light.left", "light.right")}


@pytest.mark.parametrize("bulb", ["light.bulb_3", "light.bulb_5"])
def test_bulbs_that_are_asked_one_by_one_follow_their_group(bulb: str) -> None:
    late = 2.0 * int(bulb[-1])

    past = timeline(uses("light.ceiling"), after(uses("light.ceiling"), bulb, late, late + 1.5))

    assert acts_of(past, bulb, "on") == 0


def test_a_cloud_that_answers_a_sensor_with_a_jitter_of_seconds_is_a_device() -> None:
    moved = uses("binary_sensor.hall_motion")
    on = [row for row in after(moved, "light.hall", 1, 6) if row[2] == "on"]
    off = [(time + 200 + 13.7 * number % 300, name, "off", who) for number, (time, name, _, who) in enumerate(on)]

    past = timeline(moved, on, off)

    assert acts_of(past, "light.hall", "on") == 0
    assert acts_of(past, "light.hall", "off") > 30


def busy_hall(seed: int) -> list[EventRow]:
    """Somebody walks by every ten minutes for weeks; five lamps answer, each of them as faithfully as it is."""
    draw = np.random.default_rng(seed)
    rows: list[EventRow] = []
    for walk in range(3000):
        moment = at(0, "00:10", 600.0 * walk)
        rows.append((moment, "binary_sensor.hall", "on", int(Cause.DEVICE)))
        rows.append((moment + 60, "binary_sensor.hall", "off", int(Cause.DEVICE)))
        for number, faithful in enumerate((1.0, 0.99, 0.97, 0.9, 0.3)):
            if draw.random() < faithful:
                begun = moment + float(draw.uniform(2.5, 9))
                rows.append((begun, f"light.hall_{number}", "on", int(Cause.DEVICE)))
                rows.append((begun + float(draw.uniform(80, 400)), f"light.hall_{number}", "off", int(Cause.DEVICE)))
    return rows


@pytest.mark.parametrize("seed", range(2))
def test_a_first_look_at_some_of_many_changes_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = busy_hall(seed)
    found = timeline(rows).verdicts

    monkeypatch.setattr("custom_components.homeiq.past.machines.devices.followers._MANY", len(rows))

    assert found == timeline(rows).verdicts
    assert {one.entity_id for one in found if one.gate is Gate.FOLLOWER} == {"light.hall_0", "light.hall_1"}


WINDOW, HEATING, FAN = "binary_sensor.window", "climate.bedroom", "fan.toilet"


def heating(least: float, most: float, missing: int = 0) -> list[EventRow]:
    """Heating that rests as long as the window is open."""
    told = after(uses(WINDOW), HEATING, least, most, missing=missing)
    return [(time, name, "off" if state == "on" else "heat", cause) for time, name, state, cause in told]


@pytest.mark.parametrize("seconds", [(3.0, 14.0), (15.0, 60.0)])
def test_heating_that_always_rests_while_a_window_is_open_does_so_by_itself(seconds: tuple[float, float]) -> None:
    past = timeline(uses(WINDOW), heating(*seconds))

    assert (acts_of(past, HEATING, "off"), acts_of(past, HEATING, "heat")) == (0, 0)
    assert Gate.FOLLOWER in gates(past, HEATING)


def test_who_forgets_the_heating_now_and_then_is_a_person() -> None:
    assert acts_of(timeline(uses(WINDOW), heating(3, 14, missing=7)), HEATING, "off") > 30


def fan(begins: tuple[float, float], runs_on: tuple[float, float]) -> list[EventRow]:
    """A fan that begins a while after the light and goes on for a while after it."""
    begun, ended = (after(uses("light.toilet"), FAN, *seconds) for seconds in (begins, runs_on))
    return [late if late[2] == "off" else soon for soon, late in zip(begun, ended, strict=True)]


@pytest.mark.parametrize("begins", [(2.0, 7.0), (52.0, 74.0)])
def test_a_fan_that_runs_on_after_the_light_is_a_device(begins: tuple[float, float]) -> None:
    past = timeline(uses("light.toilet"), fan(begins, (285, 312)))

    assert (acts_of(past, FAN, "on"), acts_of(past, FAN, "off")) == (0, 0)


def test_what_keeps_its_time_to_one_side_and_is_asked_every_so_often_for_the_other_is_a_device() -> None:
    """Heating that rests some seconds after a window was opened, and takes its time until it knows that it is shut."""
    opened, shut = heating(5, 25), heating(2, 70)
    past = timeline(
        uses(WINDOW), [late if late[2] == "heat" else soon for soon, late in zip(opened, shut, strict=True)]
    )

    assert (acts_of(past, HEATING, "off"), acts_of(past, HEATING, "heat")) == (0, 0)


def test_who_is_quick_to_turn_a_fan_on_and_takes_some_minutes_to_turn_it_off_is_a_person() -> None:
    assert acts_of(timeline(uses("light.toilet"), fan((2, 7), (60, 310))), FAN, "off") == 40


def test_who_turns_a_fan_off_within_some_minutes_after_the_light_is_a_person() -> None:
    assert acts_of(timeline(uses("light.toilet"), fan((40, 300), (60, 310))), FAN, "off") == 40


def test_what_a_cloud_tells_within_minutes_of_another_sort_of_thing_is_no_act() -> None:
    past = timeline(uses("light.desk"), after(uses("light.desk"), "switch.desk_in_cloud", 1, 290))

    assert (acts_of(past, "switch.desk_in_cloud", "on"), acts_of(past, "switch.desk_in_cloud", "off")) == (0, 0)


def test_a_receiver_that_is_only_woken_by_its_television_is_not_turned_on_by_people() -> None:
    woken = [row for row in after(uses(TV), RECEIVER, 3, 12) if row[2] == "on"]
    by_hand = [event(day, "22:40", RECEIVER, "off", Cause.DEVICE, 71.3 * day) for day in DAYS]

    past = timeline([event(-1, "00:31", RECEIVER, "off", Cause.DEVICE)], uses(TV), woken, by_hand)

    assert (acts_of(past, RECEIVER, "on"), acts_of(past, RECEIVER, "off")) == (0, 40)


def test_who_mostly_puts_a_lamp_on_after_the_television_is_a_person() -> None:
    lit = [row for row in after(uses(TV), "light.sofa", 3, 12) if row[2] == "on"]
    by_hand = [event(day, "22:40", "light.sofa", "off", Cause.DEVICE, 71.3 * day) for day in DAYS]

    past = timeline([event(-1, "00:31", "light.sofa", "off", Cause.DEVICE)], uses(TV), lit, by_hand)

    assert acts_of(past, "light.sofa", "on") == 40


def often(name: str, missing: float, seed: int = 1) -> list[EventRow]:
    """A thing that is used twice a day, by a radio that loses a share of what it says."""
    draw = np.random.default_rng(seed)
    again = [(time + 9 * 3600, who, state, cause) for time, who, state, cause in uses(name, seed=4)[1:]]
    rows = [*uses(name, seed=3), *again]
    return [row for row in rows if draw.uniform() >= missing]


def told_by_a_cloud(least: float, most: float, missing: float = 0.08) -> list[EventRow]:
    told = after(often(LAMP, 0), MIRROR, least, most)
    draw = np.random.default_rng(7)
    return [row for row in told if draw.uniform() >= missing]


def test_what_a_cloud_is_asked_of_every_half_minute_is_no_act_however_poor_the_radios() -> None:
    past = timeline(often(LAMP, 0.08), told_by_a_cloud(0.5, 31))

    assert (acts_of(past, MIRROR, "on"), acts_of(past, MIRROR, "off")) == (0, 0)
    assert acts_of(past, LAMP, "on") > 60


def test_a_cloud_that_takes_some_seconds_to_tell_anything_is_asked_every_so_often_as_well() -> None:
    past = timeline(often(LAMP, 0), told_by_a_cloud(5, 30, missing=0.08))

    assert (acts_of(past, MIRROR, "on"), acts_of(past, MIRROR, "off")) == (0, 0)


def test_what_a_cloud_loses_more_of_on_one_side_by_bad_luck_is_no_act() -> None:
    told = told_by_a_cloud(1, 30, missing=0)
    lost = [row for name, every in (("on", 6), ("off", 14)) for row in [row for row in told if row[2] == name][::every]]

    past = timeline(often(LAMP, 0), [row for row in told if row not in lost])

    assert (acts_of(past, MIRROR, "on"), acts_of(past, MIRROR, "off")) == (0, 0)


def test_who_forgets_a_thing_now_and_then_and_takes_about_as_long_is_a_person() -> None:
    past = timeline(often(LAMP, 0.08), told_by_a_cloud(12, 34))

    assert acts_of(past, MIRROR, "on") > 60

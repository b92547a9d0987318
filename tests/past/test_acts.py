from collections.abc import Sequence

import numpy as np

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.home import Entity
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import HOME, at, columns, event, find_units, routine, timeline


def test_a_group_its_members_and_its_helper_are_one_act() -> None:
    names = ("light.sofa", "light.sofa_left", "light.sofa_right", "switch.sofa_helper")
    rows = [
        event(day, "20:00", name, state, delay=delay + wait + 61 * day)
        for day in range(6)
        for state, wait in (("off", 0), ("on", 600))
        for name, delay in zip(names, (0, 0.3, 0.7, 1.4), strict=True)
    ]

    (unit,) = [unit for unit in find_units(timeline(rows)) if unit.state == "on"]

    assert unit.entities == names
    assert len(unit.acts) == 6


def test_a_lamp_that_is_also_used_alone_is_a_unit_of_its_own() -> None:
    rows = (
        routine("light.a", "20:00", range(10))
        + routine("light.b", "20:00", range(10))
        + routine("light.b", "09:00", range(10))
    )

    assert {unit.entities for unit in find_units(timeline(rows)) if unit.state == "on"} == {("light.a",), ("light.b",)}


def all_lamps(*, at_once: bool) -> list[EventRow]:
    """Three lamps and a group that is on whenever one of them is: mostly the table's alone, or the group as a whole."""
    lamps = ("light.table", "light.floor", "light.shelf")
    rows = [event(-1, "00:30", name, "off") for name in (*lamps, "light.whole")]
    for day in range(20):
        lit = lamps if at_once else lamps[1:] if day % 5 == 4 else lamps[:1]
        for state, clock in (("on", "18:00"), ("off", "21:00")):
            for name, delay in (*((name, 0.1 * place) for place, name in enumerate(lit)), ("light.whole", 0.5)):
                rows.append(event(day, clock, name, state, delay=delay + 61 * day))
    return rows


def test_a_group_of_which_mostly_one_lamp_is_lit_is_not_lit_with_it() -> None:
    units = [unit for unit in find_units(timeline(all_lamps(at_once=False))) if unit.state == "on"]

    assert ("light.table",) in {unit.entities for unit in units}
    assert not any("light.whole" in unit.entities for unit in units)
    assert all("light.whole" in unit.kin for unit in units)


def test_a_group_that_is_lit_as_a_whole_is_moved_with_its_lamps() -> None:
    (unit,) = [unit for unit in find_units(timeline(all_lamps(at_once=True))) if unit.state == "on"]

    assert unit.entities == ("light.floor", "light.shelf", "light.table", "light.whole")


def test_the_first_report_of_an_entity_is_nobodys_act() -> None:
    assert find_units(timeline([event(0, "10:00", "light.a", "on")])) == ()


def test_a_setting_of_a_device_is_not_acted_on() -> None:
    setting = Entity(entity_id="switch.led", name="Status LED", category="config")
    rows = routine("switch.led", "20:00", range(10))

    assert find_units(Timeline.of(columns(rows), type(HOME)(entities={"switch.led": setting}))) == ()


def test_opening_and_open_are_one_act() -> None:
    rows = [
        event(day, clock, "cover.blind", state)
        for day in range(3)
        for clock, state in (("08:00", "opening"), ("08:01", "open"), ("20:00", "closing"), ("20:01", "closed"))
    ]

    (unit,) = [unit for unit in find_units(timeline(rows)) if unit.state == "open"]

    assert unit.acts.tolist() == [at(1, "08:00"), at(2, "08:00")]


def test_a_clock_that_is_right_to_the_second_is_a_machine() -> None:
    rows = [
        row
        for day in range(12)
        for row in (
            event(day, "07:00", "light.a", "on", Cause.UNKNOWN, 0.1),
            event(day, "08:00", "light.a", "off", Cause.UNKNOWN, float(np.sin(day) * 900)),
        )
    ]

    assert {unit.state for unit in find_units(timeline(rows))} == {"off"}


def used_for(minutes: Sequence[float], entity: str = "switch.kettle") -> Timeline:
    """A thing that is turned on now and then, and off at the wall so many minutes later."""
    rows = [
        event(day, clock, entity, state, Cause.DEVICE, delay)
        for day, lasting in enumerate(minutes)
        for clock, state, delay in (
            (f"{8 + day % 9:02}:{day * 7 % 60:02}", "on", 13.0 * day),
            (f"{8 + day % 9:02}:{day * 7 % 60:02}", "off", 13.0 * day + 60 * lasting),
        )
    ]
    return timeline(rows)


def acts_off(past: Timeline) -> int:
    return sum(len(unit.acts) for unit in find_units(past) if unit.state == "off")


def test_what_always_runs_for_the_same_time_switches_itself_off() -> None:
    wobble = np.random.default_rng(1).uniform(-4, 4, 20) / 60

    assert acts_off(used_for((40 + wobble).tolist())) == 0


def test_who_turns_a_thing_off_after_about_the_same_time_is_a_person() -> None:
    wobble = np.random.default_rng(1).normal(0, 2, 20)

    assert acts_off(used_for((40 + wobble).tolist())) == 20


def test_who_is_faster_than_the_timer_is_still_a_person() -> None:
    lasting = [40.0] * 16 + [3.0, 11.0, 22.0, 31.0]

    assert acts_off(used_for(lasting)) == 4


def test_playing_on_after_a_short_pause_is_no_start() -> None:
    rows = [event(-1, "00:30", "media_player.tv", "off", Cause.DEVICE)]
    for day in range(20):
        shift = 61.0 * (day % 7)
        told = (
            ("20:00", "playing"),
            ("20:30", "paused"),
            ("20:32", "playing"),
            ("21:30", "paused"),
            ("22:30", "playing"),
        )
        rows += [event(day, clock, "media_player.tv", state, delay=shift) for clock, state in (*told, ("23:30", "off"))]
    past = timeline(rows)

    starts = next(unit for unit in find_units(past) if unit.state == "playing")

    assert len(starts.acts) == 40
    assert not {at(day, "20:32", 61.0 * (day % 7)) for day in range(20)} & {*starts.acts.tolist()}


def test_what_lasts_to_the_half_second_is_a_timer_s_though_it_carries_somebodys_name() -> None:
    draw = np.random.default_rng(3)
    rows = [event(-1, "00:30", "switch.pump", "off", Cause.DEVICE)]
    for day in range(20):
        begin, exact = float(draw.uniform(7, 20)) * 3600, float(draw.uniform(0.1, 0.5))
        by_hand = begin + 7200 + float(draw.uniform(0, 900))
        rows += [
            event(day, "00:00", "switch.pump", "on", delay=begin),
            event(day, "00:00", "switch.pump", "off", delay=begin + 600 + exact),
            event(day, "00:00", "switch.pump", "on", delay=by_hand),
            event(day, "00:00", "switch.pump", "off", delay=by_hand + float(draw.uniform(100, 3000))),
        ]

    past = timeline(rows).series["switch.pump"]

    assert int(np.count_nonzero((past.by_people & past.comes_to("off"))[1:])) == 20

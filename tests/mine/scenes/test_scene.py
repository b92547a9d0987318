"""What people move together, and what is one thing already or has a cause."""

from collections.abc import Iterable, Sequence

import numpy as np

from custom_components.homeiq.mine.scenes.scene import find_scenes
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.trigger import Kind, OnDemand
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.settings import Settings
from tests.histories import event, learned, living, set_to, timeline
from tests.mined import patterns_in

LAMPS = ("light.floor", "light.shelf", "light.sofa")
DAYS = range(40)


def evening(
    days: Iterable[int],
    *,
    pause: float = 5.0,
    looseness: float = 1.0,
    shuffled: bool = True,
    lamps: Sequence[str] = LAMPS,
) -> list[EventRow]:
    """Somebody turns lamps on by hand, one after another, at any time of the day.

    Args:
        pause: usual seconds between two of them, up to ``looseness`` seconds more.
    """
    generator = np.random.default_rng(4)
    minutes = generator.integers(420, 1320, size=60)
    rows = [event(-1, "00:30", lamp, "off", Cause.DEVICE) for lamp in LAMPS]
    for day in days:
        clock = f"{minutes[day] // 60:02}:{minutes[day] % 60:02}"
        order = generator.permutation(lamps).tolist() if shuffled else list(lamps)
        for place, lamp in enumerate(order):
            late = place * pause + float(generator.uniform(0, looseness))
            rows.append(event(day, clock, lamp, "on", delay=late))
            rows.append(event(day, clock, lamp, "off", delay=1500.0 + 700 * place + 97 * (day % 13)))
    return rows


def scenes(*stories: Sequence[EventRow]) -> list[tuple[str, ...]]:
    past = timeline(living(DAYS), *stories)
    return [one.entities for one in find_scenes(past, find_units(past), Settings())]


def test_lamps_turned_on_one_after_another_are_a_scene() -> None:
    assert scenes(evening(DAYS)) == [LAMPS]


def test_a_week_of_it_is_no_scene() -> None:
    assert scenes(evening(range(7))) == []


def test_where_one_lamp_always_leads_it_is_a_trigger() -> None:
    # As loosely as hands do it: what comes always as long after it is a machine's, and no scene for that alone.
    assert scenes(evening(DAYS, shuffled=False, looseness=8.0)) == []


def test_lamps_that_are_mostly_used_alone_are_no_scene() -> None:
    alone = [row for day in DAYS for hour in (9, 15, 20) for row in (
        event(day, f"{hour:02}:{day:02}", "light.sofa", "on"),
        event(day, f"{hour:02}:{day:02}", "light.sofa", "off", delay=900),
    )]  # fmt: skip

    assert scenes(evening(DAYS), alone) == [("light.floor", "light.shelf")]


def test_a_scene_is_shown_once_and_not_as_its_parts() -> None:
    past = timeline(living(DAYS), evening(DAYS))

    found = patterns_in(past)

    assert [(one.kind, one.entities) for one in found if one.state == "on"] == [(Kind.SCENE, LAMPS)]


def test_what_is_put_out_in_any_order_is_not_offered_in_pairs() -> None:
    draw = np.random.default_rng(8)
    rows = [event(-1, "00:30", lamp, "off", Cause.DEVICE) for lamp in LAMPS]
    for day in DAYS:
        moments = [float(draw.uniform(9, 15)) * 3600 + 2000 * place for place in range(3)]
        out = float(draw.uniform(19, 22)) * 3600 + np.sort(draw.uniform(0, 18, 3))
        rows += [event(day, "00:00", lamp, "on", delay=at) for lamp, at in zip(LAMPS, moments, strict=True)]
        rows += [
            event(day, "00:00", lamp, "off", delay=at)
            for lamp, at in zip(draw.permutation(LAMPS).tolist(), out.tolist(), strict=True)
        ]
    past = timeline(living(DAYS), rows)

    found = patterns_in(past)

    assert [one for one in found if one.kind == Kind.FOLLOW_UP] == []


def test_what_something_sets_off_is_no_scene() -> None:
    rows = evening(DAYS)
    first: dict[float, float] = {}
    for time, name, state, _ in rows:
        if name in LAMPS and state == "on":
            first[time // 86400] = min(time, first.get(time // 86400, time))
    door = [
        row
        for time in first.values()
        for row in (
            (time - 3, "binary_sensor.door", "on", int(Cause.DEVICE)),
            (time + 30, "binary_sensor.door", "off", int(Cause.DEVICE)),
        )
    ]
    past = timeline(living(DAYS), rows, door)

    found = patterns_in(past)

    assert Kind.SCENE not in {one.kind for one in found}


def test_a_scene_is_drafted_without_a_trigger() -> None:
    (scene,) = [one for one in learned(living(DAYS), evening(DAYS)).suggestions if one.pattern.state == "on"]

    assert scene.pattern.trigger == OnDemand()
    assert scene.title == "Turn on Floor, Shelf and Sofa together"
    assert scene.automation["triggers"] == []
    assert scene.automation["actions"] == [{"action": "light.turn_on", "target": {"entity_id": list(LAMPS)}}]
    assert scene.reason.startswith("Done together 40 of 40 times.")


def test_a_scene_has_what_people_set_its_things_to() -> None:
    rows = evening(DAYS)
    dim = [
        row for lamp, value in zip(LAMPS, (77, 77, 204), strict=True)
        for row in set_to(lamp, "brightness", dict.fromkeys(DAYS, value), rows)
    ]  # fmt: skip

    (scene,) = [one for one in learned(living(DAYS), rows, dim).suggestions if one.pattern.state == "on"]

    assert scene.title == "Turn on Floor and Shelf to 30% and Sofa to 80% together"
    assert [one["data"] for one in scene.automation["actions"]] == [{"brightness_pct": 30}, {"brightness_pct": 80}]
    assert scene.diary
    assert {(one.entity_id, one.values) for one in scene.diary.was_set} == {
        ("light.floor", (77.0,) * 28),
        ("light.shelf", (77.0,) * 28),
        ("light.sofa", (204.0,) * 28),
    }


def at_once(*, off_apart: bool, group: str | None = None) -> list[EventRow]:
    """Two lamps come on within a second, at any time of the day; some group of the house repeats them."""
    draw = np.random.default_rng(19)
    lamps = ("light.floor", "light.reading")
    rows = [event(-1, "00:30", lamp, "off", Cause.DEVICE) for lamp in (*lamps, *([group] if group else []))]
    for day in DAYS:
        begin = float(draw.uniform(9, 20)) * 3600
        first, second = np.sort(draw.uniform(1800, 9000, 2)).tolist()
        last = second + 10 if off_apart else first + 0.4
        rows += [
            event(day, "00:00", lamps[day % 2], "on", delay=begin),
            event(day, "00:00", lamps[1 - day % 2], "on", delay=begin + float(draw.uniform(0.3, 0.9))),
            event(day, "00:00", lamps[0], "off", delay=begin + first),
            event(day, "00:00", lamps[1], "off", delay=begin + last),
        ]
        rows += [event(day, "00:00", group, "on", delay=begin + 0.1)] if group else []
        rows += [event(day, "00:00", group, "off", delay=begin + last + 0.1)] if group else []
    return rows


def test_what_always_moves_within_a_moment_is_one_thing_already() -> None:
    assert scenes(at_once(off_apart=False)) == []


def test_lamps_that_come_on_at_once_and_go_off_one_by_one_have_no_switch_for_both() -> None:
    assert scenes(at_once(off_apart=True)) == [("light.floor", "light.reading")]


def test_a_group_whose_lamps_are_put_out_one_by_one_is_no_scene() -> None:
    assert scenes(at_once(off_apart=True, group="light.corner")) == []


def test_a_fan_that_its_lamp_puts_on_and_that_runs_on_by_itself_is_no_scene() -> None:
    draw, rows = np.random.default_rng(6), list[EventRow]()
    rows += [event(-1, "00:30", name, "off", Cause.DEVICE) for name in ("light.bath", "fan.bath")]
    for day in DAYS:
        begin, lasting = float(draw.uniform(7, 21)) * 3600, float(draw.uniform(200, 900))
        rows += [
            event(day, "00:00", "light.bath", "on", delay=begin),
            event(day, "00:00", "fan.bath", "on", Cause.DEVICE, begin + float(draw.uniform(0.1, 0.5))),
            event(day, "00:00", "light.bath", "off", delay=begin + lasting),
            event(day, "00:00", "fan.bath", "off", Cause.DEVICE, begin + lasting + float(draw.uniform(200, 500))),
        ]

    assert scenes(rows) == []

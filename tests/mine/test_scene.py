"""What people move together, and what is one thing already or has a cause."""

from collections.abc import Iterable, Sequence

import numpy as np

from custom_components.homeiq.mine import find_patterns
from custom_components.homeiq.mine.scene import find_scenes
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.pattern import Kind, OnDemand
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.settings import Settings
from tests.histories import event, learned, living, timeline

LAMPS = ("light.floor", "light.shelf", "light.sofa")
DAYS = range(40)


def evening(
    days: Iterable[int], *, pause: float = 5.0, shuffled: bool = True, lamps: Sequence[str] = LAMPS
) -> list[EventRow]:
    """Somebody turns lamps on by hand, one after another, at any time of the day."""
    generator = np.random.default_rng(4)
    minutes = generator.integers(420, 1320, size=60)
    rows = [event(-1, "00:30", lamp, "off", Cause.DEVICE) for lamp in LAMPS]
    for day in days:
        clock = f"{minutes[day] // 60:02}:{minutes[day] % 60:02}"
        order = generator.permutation(lamps).tolist() if shuffled else list(lamps)
        for place, lamp in enumerate(order):
            late = place * pause + float(generator.uniform(0, 1))
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
    assert scenes(evening(DAYS, shuffled=False)) == []


def test_what_moves_within_a_moment_is_one_thing_already() -> None:
    assert scenes(evening(DAYS, pause=0.2)) == []


def test_lamps_that_are_mostly_used_alone_are_no_scene() -> None:
    alone = [row for day in DAYS for hour in (9, 15, 20) for row in (
        event(day, f"{hour:02}:{day:02}", "light.sofa", "on"),
        event(day, f"{hour:02}:{day:02}", "light.sofa", "off", delay=900),
    )]  # fmt: skip

    assert scenes(evening(DAYS), alone) == [("light.floor", "light.shelf")]


def test_a_scene_is_shown_once_and_not_as_its_parts() -> None:
    past = timeline(living(DAYS), evening(DAYS))

    found = find_patterns(past, find_units(past), Settings())

    assert [(one.kind, one.entities) for one in found if one.state == "on"] == [(Kind.SCENE, LAMPS)]


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

    found = find_patterns(past, find_units(past), Settings())

    assert Kind.SCENE not in {one.kind for one in found}


def test_a_scene_is_drafted_without_a_trigger() -> None:
    (scene,) = [one for one in learned(living(DAYS), evening(DAYS)).suggestions if one.pattern.state == "on"]

    assert scene.pattern.trigger == OnDemand()
    assert scene.title == "Turn on Floor, Shelf and Sofa together"
    assert scene.automation["triggers"] == []
    assert scene.automation["actions"] == [{"action": "light.turn_on", "target": {"entity_id": list(LAMPS)}}]
    assert scene.reason.startswith("You did all of it together 40 of 40 times, on 40 days.")

"""Things with an eye of their own for the dark."""

from collections.abc import Sequence

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.days.sun import is_dark, sun_heights
from custom_components.homeiq.past.machines.verdict import Gate
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import HOME, at, event, learned, living, timeline
from tests.past.devices import acts_of, gates

CEILING, NIGHT, READING = "light.landing", "light.socket", "light.reading"
OTHER = {"on": "off", "off": "on"}


def ceiling(days: range, a_day: int = 5) -> list[EventRow]:
    """A lamp that people use at any hour they are up."""
    draw = np.random.default_rng(6)
    rows = [event(-1, "00:20", CEILING, "off", Cause.DEVICE)]
    for day in days:
        for part in range(a_day):
            begin = (6.2 + 16.8 * (part + 0.6 * float(draw.random())) / a_day) * 3600
            lasting = float(draw.uniform(90, 0.35 * 16.8 * 3600 / a_day))
            rows += [
                event(day, "00:00", CEILING, "on", Cause.DEVICE, begin),
                event(day, "00:00", CEILING, "off", Cause.DEVICE, begin + lasting),
            ]
    return rows


def dark(moment: float) -> bool:
    return bool(is_dark(np.array([moment]), HOME.latitude, HOME.longitude)[0])


def answers(
    rows: Sequence[EventRow], name: str, *, opposite: bool = True, kept: float = 1.0, least: float = 1.0
) -> list[EventRow]:
    """What another lamp does in the dark some seconds after each change of the first one."""
    draw = np.random.default_rng(11)
    return [
        (time + float(draw.uniform(least, 3 * least)), name, OTHER[state] if opposite else state, int(Cause.DEVICE))
        for time, _, state, _ in rows[1:]
        if dark(time) and draw.random() < kept
    ]


def by_its_eye(days: range) -> list[EventRow]:
    """When a night light comes on at dusk and goes out at dawn, sooner or later as the clouds are."""
    draw = np.random.default_rng(9)
    rows = [event(-1, "00:21", NIGHT, "on", Cause.DEVICE)]
    for day in days:
        every = at(day, "00:00") + 60 * np.arange(1440, dtype=np.float64)
        night = sun_heights(every, HOME.latitude, HOME.longitude) < 0
        dawn, dusk = every[np.flatnonzero(night[1:] != night[:-1])].tolist()
        rows += [
            (dawn - float(draw.uniform(100, 900)), NIGHT, "off", int(Cause.DEVICE)),
            (dusk + float(draw.uniform(100, 900)), NIGHT, "on", int(Cause.DEVICE)),
        ]
    return rows


def changed(*told: Sequence[EventRow]) -> list[EventRow]:
    """Tell only what changed anything, in order."""
    rows = sorted(row for some in told for row in some)
    return [row for row, before in zip(rows, [None, *rows], strict=False) if before is None or row[2] != before[2]]


def night_light(days: range) -> list[EventRow]:
    return changed(by_its_eye(days), answers(ceiling(days), NIGHT))


def acts(past: Timeline, name: str) -> list[int]:
    return [acts_of(past, name, state) for state in ("on", "off")]


@pytest.mark.parametrize("days", [range(12), range(40)])
def test_a_night_light_that_is_lit_in_the_dark_while_the_ceiling_is_not_does_so_by_itself(days: range) -> None:
    past = timeline(ceiling(days), night_light(days))

    assert acts(past, NIGHT) == [0, 0]
    assert Gate.FOLLOWER in gates(past, NIGHT)
    assert acts_of(past, CEILING, "on") == 5 * len(days)


def test_nothing_is_suggested_of_a_night_light_nor_of_the_lamp_that_it_goes_by() -> None:
    days = range(40)

    found = learned(living(days), ceiling(days), night_light(days)).suggestions

    assert found == ()


def test_a_night_light_is_kin_of_the_lamp_that_it_goes_by() -> None:
    days = range(40)

    units = find_units(timeline(ceiling(days), night_light(days)))

    assert {unit.kin for unit in units if unit.entities == (CEILING,)} == {frozenset({NIGHT})}


def test_who_also_lights_a_night_light_by_day_has_done_so() -> None:
    days = range(40)
    by_hand = [
        event(day, time, NIGHT, state, Cause.DEVICE, 700.0 * (day % 7))
        for day in days
        for time, state in (("11:00", "on"), ("11:09", "off"))
    ]

    past = timeline(ceiling(days), changed(night_light(days), by_hand))

    assert min(acts(past, NIGHT)) >= len(days)


def test_who_lights_the_reading_lamp_in_place_of_the_ceiling_and_forgets_it_now_and_then_is_a_person() -> None:
    days = range(40)
    told = [event(-1, "00:21", READING, "off", Cause.DEVICE), *answers(ceiling(days), READING, kept=0.9, least=2.0)]

    assert min(acts(timeline(ceiling(days), changed(told)), READING)) > 30


def also_lit(days: range, kept: float) -> Timeline:
    """A lamp that goes with the ceiling in the dark."""
    told = answers(ceiling(days), READING, opposite=False, kept=kept, least=3.0)
    return timeline(ceiling(days), changed([event(-1, "00:21", READING, "off", Cause.DEVICE), *told]))


def test_what_never_misses_another_lamp_in_the_dark_and_ignores_it_by_day_is_a_device() -> None:
    assert max(acts(also_lit(range(40), 1.0), READING)) <= 3


def test_who_mostly_lights_a_second_lamp_in_the_dark_is_a_person() -> None:
    assert min(acts(also_lit(range(40), 0.93), READING)) > 30


def test_who_never_forgot_a_second_lamp_on_ten_evenings_is_a_person() -> None:
    assert min(acts(also_lit(range(10), 1.0), READING)) == 10

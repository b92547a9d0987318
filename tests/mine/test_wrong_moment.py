"""What comes at the wrong moment for an automation."""

import numpy as np
import pytest

from custom_components.homeiq.mine.judged import makes_no_sense
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.trigger import OnChange
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.past.acts import Unit
from tests.histories import event, living, timeline
from tests.mined import follow_ups_in

DAYS = range(40)


def home(**places: str | None) -> Home:
    """A home with a front door, a hall and a bedroom; what is named is somewhere else."""
    kinds = {
        "lock.front": (None, "hall"),
        "binary_sensor.front": ("door", "hall"),
        "binary_sensor.fridge_door": ("door", "hall"),
        "cover.garage": ("garage", "garage"),
        "cover.blind": ("blind", "hall"),
        "light.hall": (None, "hall"),
        "binary_sensor.hall_motion": ("motion", "hall"),
        "binary_sensor.hall_bed": ("occupancy", "hall"),
    }
    return Home(
        time_zone="Europe/Berlin",
        entities={
            name: Entity(
                entity_id=name,
                name=Home().name_of(name),
                device_class=kind,
                area_id=places.get(name.partition(".")[2], area),
            )
            for name, (kind, area) in kinds.items()
        },
    )


def acted(entity: str, state: str) -> Unit:
    return Unit(entities=(entity,), state=state, acts=np.empty(0))


@pytest.mark.parametrize("area", ["hall", None])
def test_a_door_that_has_just_been_opened_is_not_locked(area: str | None) -> None:
    assert makes_no_sense(("binary_sensor.front", "on"), acted("lock.front", "locked"), home(front=area))


def test_a_garage_that_opens_is_not_closed() -> None:
    inside = home(front="garage")

    assert makes_no_sense(("binary_sensor.front", "on"), acted("cover.garage", "closed"), inside)


@pytest.mark.parametrize(
    ("trigger", "act"),
    [
        (("binary_sensor.front", "off"), ("lock.front", "locked")),
        (("binary_sensor.fridge_door", "on"), ("lock.front", "locked")),
        (("binary_sensor.hall_motion", "on"), ("lock.front", "locked")),
        (("binary_sensor.front", "on"), ("cover.garage", "closed")),
        (("binary_sensor.front", "on"), ("cover.blind", "closed")),
        (("binary_sensor.front", "on"), ("light.hall", "off")),
    ],
)
def test_what_is_not_open_may_be_shut(trigger: tuple[str, str], act: tuple[str, str]) -> None:
    assert not makes_no_sense(trigger, acted(*act), home())


def test_a_lamp_is_not_put_out_because_somebody_moves_in_its_room() -> None:
    assert makes_no_sense(("binary_sensor.hall_motion", "on"), acted("light.hall", "off"), home())


@pytest.mark.parametrize(
    ("trigger", "state"),
    [
        (("binary_sensor.hall_motion", "off"), "off"),
        (("binary_sensor.hall_motion", "on"), "on"),
        (("binary_sensor.hall_bed", "on"), "off"),
    ],
)
def test_who_is_gone_or_in_bed_needs_no_lamp(trigger: tuple[str, str], state: str) -> None:
    assert not makes_no_sense(trigger, acted("light.hall", state), home())


@pytest.mark.parametrize("elsewhere", ["landing", ""])
def test_who_has_gone_to_another_room_needs_no_lamp(elsewhere: str) -> None:
    other = home(hall_motion=elsewhere or None)

    assert not makes_no_sense(("binary_sensor.hall_motion", "on"), acted("light.hall", "off"), other)


def test_who_locks_behind_them_locks_once_the_door_is_closed() -> None:
    draw = np.random.default_rng(6)
    rows: list[EventRow] = [
        event(-1, "00:30", "binary_sensor.front", "off", Cause.DEVICE),
        event(-1, "00:30", "lock.front", "locked", Cause.DEVICE),
    ]
    for day in DAYS:
        start = float(draw.uniform(7 * 3600, 19 * 3600))
        rows += [
            event(day, "00:00", "lock.front", "unlocked", Cause.DEVICE, start - 15),
            event(day, "00:00", "binary_sensor.front", "on", Cause.DEVICE, start),
            event(day, "00:00", "binary_sensor.front", "off", Cause.DEVICE, start + 8),
            event(day, "00:00", "lock.front", "locked", Cause.DEVICE, start + float(draw.uniform(15, 55))),
        ]
    past = timeline(living(DAYS), rows, home=home())

    (found,) = follow_ups_in(past)

    assert found.trigger == OnChange(entity_id="binary_sensor.front", to="off")

"""What tells late what others have done."""

import numpy as np

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.machines.verdict import Gate
from tests.histories import event, timeline
from tests.past.devices import DAYS, acts_of, after, gates, uses

ROOM, CEILING, DESK = "light.room", "light.ceiling", "light.desk"


def polled(*stories: list[EventRow], every: float = 30.0) -> list[EventRow]:
    """A room that is asked every half a minute whether one of its lamps is lit."""
    lit: set[str] = set()
    changes = sorted(row for story in stories for row in story)
    rows, was = [event(-1, "00:31", ROOM, "off", Cause.DEVICE)], "off"
    for number, (time, name, state, _) in enumerate(changes):
        (lit.add if state == "on" else lit.discard)(name)
        asked = np.ceil(time / every) * every + 0.37 * (number % 7)
        following = changes[number + 1][0] if number + 1 < len(changes) else np.inf
        if asked < following and (now := "on" if lit else "off") != was:
            rows.append((float(asked), ROOM, now, int(Cause.DEVICE)))
            was = now
    return rows


def briefly(name: str) -> list[EventRow]:
    """A lamp that is also put on for some seconds only, which nobody asks in time to see."""
    return [
        event(day, "21:00", name, state, Cause.PERSON, 601.3 * (day % 5) + wait)
        for day in DAYS
        for state, wait in (("on", 0.0), ("off", 9.0 + day % 4))
    ]


def test_a_room_that_is_asked_every_half_a_minute_repeats_its_lamp() -> None:
    lamp = [*uses(CEILING, cause=Cause.PERSON), *briefly(CEILING)]

    past = timeline(lamp, polled(lamp))

    assert (acts_of(past, ROOM, "on"), acts_of(past, ROOM, "off")) == (0, 0)
    assert Gate.ECHO in gates(past, ROOM)


def test_a_room_that_is_asked_repeats_whichever_of_its_lamps_is_lit() -> None:
    lamps = uses(CEILING, cause=Cause.PERSON), uses(DESK, seed=9, cause=Cause.PERSON)

    past = timeline(*lamps, polled(*lamps))

    assert (acts_of(past, ROOM, "on"), acts_of(past, ROOM, "off")) == (0, 0)
    assert acts_of(past, DESK, "on") == 40


def test_a_lamp_that_is_lit_a_minute_later_and_stays_lit_is_no_echo() -> None:
    first = [event(-1, "00:31", DESK, "off", Cause.DEVICE)]
    late = [row for row in after(uses(CEILING), DESK, 5, 55) if row[2] == "on"]
    bedtime = [event(day, "23:30", DESK, "off", Cause.DEVICE, 37.3 * day) for day in DAYS]

    past = timeline(uses(CEILING), first, late, bedtime)

    assert acts_of(past, DESK, "on") == 40


def test_a_cloud_that_is_asked_every_five_minutes_repeats_its_lamp() -> None:
    lamp = uses(CEILING, cause=Cause.PERSON)

    past = timeline(lamp, polled(lamp, every=300.0))

    assert (acts_of(past, ROOM, "on"), acts_of(past, ROOM, "off")) == (0, 0)
    assert Gate.ECHO in gates(past, ROOM)


def test_who_always_goes_to_the_next_lamp_some_minutes_later_is_no_cloud() -> None:
    past = timeline(uses(CEILING), after(uses(CEILING), DESK, 60, 240))

    assert acts_of(past, DESK, "on") == 40


def test_a_group_of_groups_repeats_all_of_them_though_their_members_come_in_between() -> None:
    halls = [
        (name, uses(f"light.{name}", seed=seed)) for name, seed in (("upstairs", 3), ("downstairs", 5), ("attic", 7))
    ]
    members = [
        after(rows, f"light.{name}_{place}", 0.4 + 0.9 * place, 1.3 + 0.9 * place)
        for name, rows in halls
        for place in range(5)
    ]
    lit: set[str] = set()
    house, was = [event(-1, "00:31", "light.house", "off", Cause.DEVICE)], "off"
    for number, (time, name, state, _) in enumerate(sorted(row for _, rows in halls for row in rows)):
        (lit.add if state == "on" else lit.discard)(name)
        if (now := "on" if lit else "off") != was:
            house.append((time + 2.2 + 0.5 * (number % 6), "light.house", now, int(Cause.DEVICE)))
            was = now

    past = timeline(*(rows for _, rows in halls), *members, house)

    assert (acts_of(past, "light.house", "on"), acts_of(past, "light.house", "off")) == (0, 0)
    assert acts_of(past, "light.upstairs", "on") == 40

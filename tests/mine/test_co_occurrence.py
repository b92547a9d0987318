"""Follow-ups: how long people take, what merely echoes, and what only looks like a cause."""

from collections.abc import Sequence

import numpy as np
import pytest

from custom_components.homeiq.mine.evidence import days_followed, to_ask
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.rung import Rung
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, OnChange
from custom_components.homeiq.settings import Settings
from tests.histories import HOME, event, learned, living

DAYS = range(56)


def answers(
    trigger: tuple[str, str, str], act: tuple[str, str, str], delays: Sequence[float], seed: int = 1
) -> list[EventRow]:
    """Once a day, at any time, something changes for half an hour, and somebody acts upon it.

    Args:
        trigger: entity, the state it comes to and the one it goes back to; likewise ``act``.
        delays: seconds, one for each day; the act is undone hours later.
    """
    (cause, to, back), (acted, state, rest) = trigger, act
    draw = np.random.default_rng(seed)
    rows = [event(-1, "00:30", cause, back, Cause.DEVICE), event(-1, "00:30", acted, rest, Cause.DEVICE)]
    for day, delay in zip(DAYS, delays, strict=False):
        start = float(draw.uniform(7 * 3600, 19 * 3600))
        undone = start + delay + float(draw.uniform(2000, 12000))
        rows += [
            event(day, "00:00", cause, to, Cause.DEVICE, start),
            event(day, "00:00", cause, back, Cause.DEVICE, start + 1800),
            event(day, "00:00", acted, state, delay=start + delay),
            event(day, "00:00", acted, rest, delay=undone),
        ]
    return rows


def test_who_takes_minutes_to_get_to_the_washing_machine_has_a_habit() -> None:
    walk = np.random.default_rng(3).uniform(130, 520, 56).tolist()

    found = learned(
        living(DAYS),
        answers(("sensor.washer", "finished", "running"), ("switch.washer", "off", "on"), walk),
    ).suggestions

    (one,) = [one for one in found if one.pattern.state == "off"]
    assert one.pattern.trigger == OnChange(entity_id="sensor.washer", to="finished")


def test_the_last_of_a_group_of_persons_sets_something_off() -> None:
    later = np.random.default_rng(4).uniform(20, 90, 56).tolist()

    found = learned(
        living(DAYS),
        answers(("group.family", "not_home", "home"), ("climate.flat", "off", "heat"), later),
    ).suggestions

    (one,) = [one for one in found if one.pattern.state == "off"]
    assert one.pattern.trigger == OnChange(entity_id="group.family", to="not_home")


def test_what_follows_within_minutes_is_no_time_of_day_as_well() -> None:
    rows: list[EventRow] = [event(-1, "00:30", "sensor.washer", "off", Cause.DEVICE)]
    draw = np.random.default_rng(5)
    for day in DAYS:
        start = float(draw.normal(18 * 3600, 900))
        rows += [
            event(day, "00:00", "sensor.washer", "done", Cause.DEVICE, start),
            event(day, "00:00", "sensor.washer", "off", Cause.DEVICE, start + 3000),
            event(day, "00:00", "light.laundry", "on", delay=start + float(draw.uniform(130, 500))),
            event(day, "00:00", "light.laundry", "off", delay=start + 5000 + float(draw.uniform(0, 3000))),
        ]

    found = learned(living(DAYS), rows).suggestions

    lit = [one.pattern.trigger for one in found if one.pattern.state == "on"]
    assert not [trigger for trigger in lit if isinstance(trigger, AtTime | AtSun)]


def test_who_takes_a_little_longer_of_late_has_the_same_habit() -> None:
    draw = np.random.default_rng(8)
    walk = [*draw.uniform(60, 115, 39).tolist(), *draw.uniform(125, 170, 17).tolist()]

    found = learned(
        living(DAYS),
        answers(("sensor.washer", "finished", "running"), ("switch.washer", "off", "on"), walk),
    ).suggestions

    (one,) = [one for one in found if one.pattern.state == "off"]
    assert one.pattern.trigger == OnChange(entity_id="sensor.washer", to="finished")


def test_what_goes_on_and_off_by_itself_on_a_washing_day_follows_nobody() -> None:
    draw = np.random.default_rng(2)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in ("switch.pump", "binary_sensor.hall")]
    for day in DAYS:
        for second in np.cumsum(draw.uniform(200, 900, 110)).tolist():
            rows.append(event(day, "06:30", "binary_sensor.hall", "on", Cause.DEVICE, second))
            rows.append(event(day, "06:30", "binary_sensor.hall", "off", Cause.DEVICE, second + 30))
    for place, day in enumerate(range(5, 56, 6)):
        start = 3600.0 * (place % 9)
        for second in (start + np.cumsum(draw.uniform(500, 900, 8))).tolist():
            rows.append(event(day, "07:00", "switch.pump", "on", Cause.DEVICE, second))
            rows.append(event(day, "07:00", "switch.pump", "off", Cause.DEVICE, second + float(draw.uniform(60, 280))))

    found = learned(living(DAYS), rows).suggestions

    assert [one.pattern.trigger for one in found if one.pattern.entities == ("switch.pump",)] == []


def showers(of_three: int, acted: str = "fan.bath", states: tuple[str, str] = ("on", "off")) -> list[EventRow]:
    """Somebody showers once or twice a day, and does something about the bathroom after so many of three showers."""
    draw, (done, undone) = np.random.default_rng(12), states
    rows = [event(-1, "00:30", "binary_sensor.shower", "off"), event(-1, "00:30", acted, undone, Cause.DEVICE)]
    for number, day in enumerate(one for one in DAYS for _ in range(1 + one % 2)):
        start = float(draw.uniform(7, 14) + 8 * (number % 2)) * 3600
        rows += [
            event(day, "00:00", "binary_sensor.shower", "on", Cause.DEVICE, start),
            event(day, "00:00", "binary_sensor.shower", "off", Cause.DEVICE, start + 600),
        ]
        if number * 5 % 3 < of_three:
            rows.append(event(day, "00:00", acted, done, delay=start + float(draw.uniform(10, 50))))
            rows.append(event(day, "00:00", acted, undone, delay=start + float(draw.uniform(4000, 7000))))
    return rows


def test_what_people_do_two_times_out_of_three_asks_first() -> None:
    found = learned(living(DAYS), showers(2)).suggestions

    assert [(one.pattern.trigger, one.rung) for one in found if one.pattern.state == "on"] == [
        (OnChange(entity_id="binary_sensor.shower", to="on"), Rung.ASKS)
    ]


def test_what_people_do_one_time_out_of_three_is_no_habit() -> None:
    found = learned(living(DAYS), showers(1))

    assert [one.trigger for one in found.patterns if one.state == "on"] == []


def test_what_locks_the_door_asks_no_sooner_than_it_acts() -> None:
    found = learned(living(DAYS), showers(2, "lock.bath", ("locked", "unlocked")))

    assert [one.trigger for one in found.patterns if one.state == "locked"] == []


@pytest.mark.parametrize(
    ("sure", "acted", "asks"),
    [
        (0.7, "fan.bath", 0.5),
        (0.6, "light.bath", 0.5),
        (0.9, "fan.bath", 0.7),
        (0.4, "fan.bath", 0.4),
        (0.85, "lock.bath", 0.85),
    ],
)
def test_a_fifth_less_is_enough_to_ask_but_no_less_than_half(sure: float, acted: str, asks: float) -> None:
    assert to_ask(sure, (acted,), HOME, "binary_sensor.shower") == pytest.approx(asks)


def test_what_is_lit_all_day_has_a_habit_that_is_little_of_all_that_is_done_with_it() -> None:
    film = np.random.default_rng(6).uniform(4, 40, 56).tolist()
    rows = answers(("media_player.tv", "on", "off"), ("light.living", "on", "off"), film)
    draw = np.random.default_rng(7)
    for day in DAYS:
        for moment in np.sort(draw.uniform(0, 86000, 30)).tolist():
            rows += [
                event(day, "00:00", "light.living", "on", delay=moment),
                event(day, "00:00", "light.living", "off", delay=moment + float(draw.uniform(60, 400))),
            ]

    found = learned(living(DAYS), sorted(rows)).suggestions

    lit = [
        one.pattern.trigger for one in found if (one.pattern.entities, one.pattern.state) == (("light.living",), "on")
    ]
    assert lit == [OnChange(entity_id="media_player.tv", to="on")]


def rings(days: Sequence[int]) -> list[EventRow]:
    """Of nine days, somebody rings on some, at any time, and the hall is lit a while later."""
    draw = np.random.default_rng(2)
    rows = [event(-1, "00:30", "light.hall", "off"), event(-1, "00:30", "binary_sensor.bell", "off", Cause.DEVICE)]
    for day in days:
        start, later = float(draw.uniform(7 * 3600, 20 * 3600)), float(draw.uniform(15, 90))
        rows += [
            event(day, "00:00", "binary_sensor.bell", "on", Cause.DEVICE, start),
            event(day, "00:00", "binary_sensor.bell", "off", Cause.DEVICE, start + 1800),
            event(day, "00:00", "light.hall", "on", delay=start + later),
            event(day, "00:00", "light.hall", "off", delay=start + later + float(draw.uniform(600, 6000))),
        ]
    return [*living(range(9)), *rows]


def test_what_followed_something_on_half_of_the_days_of_a_short_past_asks_first() -> None:
    (one,) = learned(rings([0, 2, 3, 5, 7])).suggestions

    assert one.pattern.trigger == OnChange(entity_id="binary_sensor.bell", to="on")
    assert one.rung is Rung.ASKS


def test_what_followed_something_on_less_than_half_of_the_days_of_a_short_past_is_no_habit() -> None:
    assert learned(rings([0, 2, 5, 7])).patterns == ()


@pytest.mark.parametrize(
    ("acted", "days", "needed"),
    [
        ("light.hall", 5, 4),
        ("light.hall", 10, 5),
        ("light.hall", 11, 6),
        ("light.hall", 90, 6),
        ("cover.hall", 8, 6),
        ("cover.hall", 15, 8),
        ("media_player.hall", 5, 4),
        ("siren.hall", 8, 10),
    ],
)
def test_in_a_short_past_half_of_the_days_will_do_but_not_for_what_lets_somebody_in(
    acted: str, days: int, needed: int
) -> None:
    assert days_followed(Settings(), (acted,), HOME, "binary_sensor.bell", days) == needed


def meals(days: Sequence[int]) -> list[EventRow]:
    """Of nine days, somebody opens the larder six times on some, and lights it each time."""
    draw = np.random.default_rng(4)
    rows = [event(-1, "00:30", "light.larder", "off"), event(-1, "00:30", "binary_sensor.larder", "off", Cause.DEVICE)]
    for day in days:
        for hour in (7, 9, 12, 15, 18, 20):
            start, later = hour * 3600 + float(draw.uniform(0, 3000)), float(draw.uniform(3, 12))
            rows += [
                event(day, "00:00", "binary_sensor.larder", "on", Cause.DEVICE, start),
                event(day, "00:00", "binary_sensor.larder", "off", Cause.DEVICE, start + 200),
                event(day, "00:00", "light.larder", "on", delay=start + later),
                event(day, "00:00", "light.larder", "off", delay=start + later + float(draw.uniform(60, 900))),
            ]
    return [*living(range(9)), *rows]


@pytest.mark.parametrize(("days", "rung"), [([0, 2, 3, 5, 7], Rung.ASKS), ([0, 2, 3, 4, 5, 6, 7, 8], Rung.ACTS)])
def test_what_was_seen_on_fewer_days_than_are_needed_asks_however_often_it_was_right(
    days: Sequence[int], rung: Rung
) -> None:
    (one,) = (each for each in learned(meals(days)).suggestions if each.pattern.state == "on")

    assert one.backtest.runs >= 25
    assert one.rung is rung

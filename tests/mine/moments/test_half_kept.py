"""Times of day that are not sure enough to act: kept on too few days to act, or on few days at all."""

from collections.abc import Iterable

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.gate import Gate
from custom_components.homeiq.model.habits.rung import Rung
from custom_components.homeiq.model.habits.suggestion import Learned
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.model.habits.usual import usual
from tests.histories import event, learned, living

DAYS = range(56)
# Other weekdays in each fortnight, or these would be what tells the days.
FORTNIGHT = [(day, (day + day // 14 * 3) % 14) for day in DAYS]
NINE_OF_FOURTEEN = [day for day, place in FORTNIGHT if place not in {2, 4, 7, 9, 12}]
ELEVEN_OF_FOURTEEN = [day for day, place in FORTNIGHT if place not in {2, 6, 11}]


def kept_on(
    days: Iterable[int], clock: str, seed: int, *, minutes: float = 6, entity: str = "light.bath", use: str = "on"
) -> list[EventRow]:
    """It is put to use around a time on some days, so many minutes loosely, and back after an hour or two."""
    draw = np.random.default_rng(seed)
    back = "unlocked" if entity.startswith("lock.") else "off"
    rows = [event(-1, "00:30", entity, back, Cause.DEVICE)]
    for day in days:
        late = float(draw.normal(0, 60 * minutes))
        rows.append(event(day, clock, entity, use, delay=late))
        rows.append(event(day, clock, entity, back, delay=late + float(draw.uniform(3600, 7200))))
    return rows


def times(found: Learned, use: str = "on") -> list[tuple[Rung | None, int]]:
    """The rungs and usual minutes of what is suggested for putting something to use, in the day's order."""
    timed = [(one.rung, usual(one.pattern).trigger) for one in found.suggestions if one.pattern.state == use]
    return sorted(((rung, at.minute) for rung, at in timed if isinstance(at, AtTime)), key=lambda pair: pair[1])


@pytest.mark.parametrize("seed", [1, 2, 4])
def test_what_is_done_on_nine_of_fourteen_days_asks_first_where_later_days_bear_it_out(seed: int) -> None:
    ((rung, minute),) = times(learned(living(DAYS), kept_on(NINE_OF_FOURTEEN, "19:15", seed)))

    assert rung is Rung.ASKS
    assert abs(minute - (19 * 60 + 15)) <= 10


@pytest.mark.parametrize("seed", range(3))
def test_what_comes_to_be_done_more_and_more_rarely_does_not_ask(seed: int) -> None:
    """Seven days of eight at first, two of five of late."""
    days = [day for day in DAYS if (day % 8 != 7 if day < 30 else day % 5 in {0, 2})]

    found = learned(living(DAYS), kept_on(days, "19:15", seed))

    assert times(found) == []
    assert {found.refused[one.signature].gate for one in found.patterns if one.state == "on"} == {Gate.ENDED}


def test_what_is_done_on_nine_of_fourteen_days_is_no_habit_of_the_heating() -> None:
    found = learned(living(DAYS), kept_on(NINE_OF_FOURTEEN, "19:15", 0, entity="climate.bath", use="heat"))

    assert times(found, "heat") == []


@pytest.mark.parametrize("seed", range(4))
def test_what_is_done_on_eleven_of_fourteen_days_with_the_heating_asks_first(seed: int) -> None:
    found = learned(living(DAYS), kept_on(ELEVEN_OF_FOURTEEN, "19:15", seed, entity="climate.bath", use="heat"))

    ((rung, minute),) = times(found, "heat")

    assert rung is Rung.ASKS
    assert abs(minute - (19 * 60 + 15)) <= 10


@pytest.mark.parametrize("seed", range(3))
def test_whether_to_lock_the_door_is_asked_where_it_is_locked_on_most_nights(seed: int) -> None:
    nights = [day for day, place in FORTNIGHT if place not in {5, 11}]
    # Locked in the evening and open again before midnight, so that there is something left to do on each day.
    found = learned(living(DAYS), kept_on(nights, "21:15", seed, entity="lock.front", use="locked"))

    ((rung, minute),) = times(found, "locked")

    assert rung is Rung.ASKS
    assert abs(minute - (21 * 60 + 15)) <= 10


def test_a_fortnight_is_too_short_to_bear_out_what_is_done_on_two_of_three_days() -> None:
    days = range(15)

    found = learned(living(days), kept_on([day for day in days if day % 3], "19:15", 0))

    assert times(found) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_punctual_half_habit_stands_beside_a_loose_one_of_the_same_lamp(seed: int) -> None:
    evenings = kept_on([day for day in DAYS if day % 5 != 1], "19:00", seed + 50, minutes=14)

    (rung, early), (_, late) = times(
        learned(living(DAYS), kept_on(NINE_OF_FOURTEEN, "07:00", seed, minutes=3), evenings)
    )

    assert rung is Rung.ASKS
    assert abs(early - 7 * 60) <= 5
    assert abs(late - 19 * 60) <= 15


@pytest.mark.parametrize("days", [5, 6])
def test_what_was_done_on_each_evening_of_a_short_past_asks_first(days: int) -> None:
    """Long after dusk, as so few days don't tell which of the two a lamp is lit for."""
    ((rung, minute),) = times(learned(living(range(days)), kept_on(range(days), "21:15", 3)))

    assert rung is Rung.ASKS
    assert abs(minute - (21 * 60 + 15)) <= 10


@pytest.mark.parametrize("missed", [1, 3])
def test_an_evening_without_it_in_a_week_leaves_too_few_to_tell(missed: int) -> None:
    kept = [day for day in range(7) if day != missed]

    assert times(learned(living(range(7)), kept_on(kept, "19:15", 3))) == []


@pytest.mark.parametrize("seed", range(3))
def test_what_was_lit_hours_before_for_another_reason_does_not_count_against_asking(seed: int) -> None:
    """On three days of five it is lit at a quarter past seven, on the others in the afternoon, and left on."""
    draw = np.random.default_rng(seed + 50)
    evenings = kept_on([day for day in DAYS if day % 5 < 3], "19:15", seed)
    afternoons = []
    for day in DAYS:
        if day % 5 > 2:
            afternoons.append(event(day, "15:30", "light.bath", "on", delay=float(draw.normal(0, 1800))))
            afternoons.append(event(day, "21:00", "light.bath", "off", delay=float(draw.uniform(0, 3600))))

    found = times(learned(living(DAYS), evenings, afternoons))

    ((rung, minute),) = [one for one in found if one[1] > 18 * 60]
    assert rung is Rung.ASKS
    assert abs(minute - (19 * 60 + 15)) <= 10


@pytest.mark.parametrize("seed", range(3))
def test_what_is_lit_at_any_time_of_an_afternoon_is_none_of_its_end(seed: int) -> None:
    draw = np.random.default_rng(seed)
    rows = [event(-1, "00:30", "light.bath", "off", Cause.DEVICE)]
    for day in DAYS:
        rows.append(event(day, "16:00", "light.bath", "on", delay=float(draw.uniform(0, 4 * 3600))))
        rows.append(event(day, "22:00", "light.bath", "off", delay=float(draw.uniform(0, 7200))))

    assert times(learned(living(DAYS), rows)) == []


def test_four_evenings_of_four_are_too_few() -> None:
    assert times(learned(living(range(4)), kept_on(range(4), "19:15", 3))) == []

"""What thermostats are set to by themselves, and by their makers' apps, is nobody's act."""

from collections.abc import Sequence

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.machines.programmes import keeps_quarters
from tests.heating import BEDROOM, heating, set_at
from tests.histories import event, living, timeline

DAYS = range(40)
ANN, BEN = "person.ann", "person.ben"
NIGHT, COLD = "heat#temperature=17", "heat#temperature=15"


def acts(state: str, *stories: Sequence[EventRow]) -> int:
    """How often people have set the bedroom's thermostat to something."""
    units = find_units(timeline(living(DAYS), heating(), *stories))
    return sum(len(unit.acts) for unit in units if unit.state == state)


def nights(until: float, clock: str = "22:15", cause: Cause = Cause.DEVICE, since: float = 0) -> list[EventRow]:
    """Set to 17 degrees on each night some seconds after a time, and to 20 in the morning at any time, by name."""
    late = np.random.default_rng(3).uniform(since, until, size=len(DAYS))
    up = np.random.default_rng(5).uniform(0, 4 * 3600, size=len(DAYS))
    return [
        row
        for day in DAYS
        for row in (
            set_at(day, "06:00", 20, delay=float(up[day])),
            set_at(day, clock, 17, cause, float(late[day])),
        )
    ]


def test_what_a_cloud_tells_within_minutes_of_a_quarter_of_an_hour_is_a_programmes() -> None:
    assert acts(NIGHT, nights(300)) == 0


@pytest.mark.parametrize(
    "story",
    [nights(900, since=-900), nights(300, "22:22"), nights(300, cause=Cause.PERSON)],
    ids=["about it", "at another time", "by name"],
)
def test_what_people_set_about_a_quarter_of_an_hour_is_theirs(story: list[EventRow]) -> None:
    assert acts(NIGHT, story) == len(DAYS)


QUARTER_TO_EIGHT = 19.75 * 3600


@pytest.mark.parametrize(("beside", "is_programme"), [(1, True), (2, False)])
def test_what_people_set_within_a_quarter_of_an_hour_of_it_speaks_against_a_programme(
    beside: int, *, is_programme: bool
) -> None:
    told = QUARTER_TO_EIGHT + np.linspace(5, 300, 9)
    by_hand = QUARTER_TO_EIGHT + np.array([900.0, -700.0])[:beside]

    assert keeps_quarters(np.concatenate([told, by_hand]))[:9].all() == is_programme


def test_what_people_set_at_other_times_says_nothing_of_a_programme() -> None:
    told, by_hand = QUARTER_TO_EIGHT + np.linspace(-0.9, 309, 8), QUARTER_TO_EIGHT + 1100.0 * np.arange(1, 9)

    assert keeps_quarters(np.concatenate([told, by_hand])).tolist() == [True] * 8 + [False] * 8


@pytest.mark.parametrize("first", [-1.5, 311.0])
def test_what_is_set_sooner_or_later_than_a_cloud_tells_is_not_a_programmes(first: float) -> None:
    told = QUARTER_TO_EIGHT + np.array([first, *np.linspace(5, 300, 7)])

    assert not keeps_quarters(told).any()


def leaving(
    answered: int, cause: Cause = Cause.DEVICE, within: float = 600, who: Sequence[str] = (ANN,)
) -> list[EventRow]:
    """Somebody leaves at any time of the morning and comes back hours later; most times it is then 15 degrees."""
    draw = np.random.default_rng(8)
    gone, late = draw.uniform(0, 5 * 3600, size=len(DAYS)), draw.uniform(5, within, size=len(DAYS))
    rows = [event(-1, "00:05", name, "home", Cause.DEVICE) for name in who]
    for day in DAYS:
        left = float(gone[day])
        for place, name in enumerate(who):
            rows += [
                event(day, "07:00", name, "not_home", Cause.DEVICE, left + 50 * place - 50 * (len(who) - 1)),
                event(day, "07:00", name, "home", Cause.DEVICE, left + 4 * 3600),
            ]
        if day < answered:
            rows.append(set_at(day, "07:00", 15, cause, left + float(late[day])))
        rows.append(set_at(day, "07:00", 20, delay=left + 4 * 3600 + 2400 + 60 * (day % 7)))
    return rows


def test_what_hardly_ever_misses_that_somebody_leaves_is_an_app_that_knows_where_they_are() -> None:
    assert acts(COLD, leaving(40)) == 0
    assert acts(COLD, leaving(40, who=(BEN, ANN))) == 0


@pytest.mark.parametrize(
    ("answered", "cause", "within"),
    [(30, Cause.DEVICE, 600), (40, Cause.PERSON, 600), (7, Cause.DEVICE, 600), (40, Cause.DEVICE, 3000)],
)
def test_what_is_forgotten_now_and_then_or_done_by_name_or_later_is_peoples(
    answered: int, cause: Cause, within: float
) -> None:
    assert acts(COLD, leaving(answered, cause, within)) == answered


def airing(within: float) -> list[EventRow]:
    """A window that is opened at any time; the thermostat is then at 15 degrees, and back at 20 an hour later."""
    draw = np.random.default_rng(9)
    hours, late = draw.integers(7, 21, size=len(DAYS)), draw.uniform(2, within, size=len(DAYS))
    rows = [event(-1, "00:05", "binary_sensor.window", "off", Cause.DEVICE)]
    for day in DAYS:
        clock = f"{hours[day]:02}:{day:02}"
        rows += [
            event(day, clock, "binary_sensor.window", "on", Cause.DEVICE),
            set_at(day, clock, 15, Cause.DEVICE, float(late[day])),
            event(day, clock, "binary_sensor.window", "off", Cause.DEVICE, 1500),
            set_at(day, clock, 20, delay=3600.0 + 60 * (day % 7)),
        ]
    return rows


def test_what_always_follows_a_window_within_two_minutes_is_the_thermostats() -> None:
    assert acts(COLD, airing(90)) == 0
    assert acts(COLD, airing(900)) == len(DAYS)


def test_each_thermostat_is_judged_by_itself() -> None:
    office = [
        (moment, name.replace(BEDROOM, "climate.office"), state, cause)
        for moment, name, state, cause in [*heating(), *nights(1500, since=-1500)]
    ]
    past = timeline(living(DAYS), heating(), nights(300), office)

    found = {unit.entities for unit in find_units(past) if unit.state == NIGHT}

    assert found == {("climate.office",)}

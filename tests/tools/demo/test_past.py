from datetime import UTC, date, datetime

import pytest

from tools.demo.custom_components.homeiq_demo_home.script import WEEK
from tools.demo.german import WORDS, in_german
from tools.demo.past import Past, coordinates_of, country_of, local_day, simulated, spoken_name
from tools.simulate.home import SimulatedEntity

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def past() -> Past:
    return simulated(11, "Europe/Berlin", NOW)


def test_eight_weeks_end_now(past: Past) -> None:
    assert 55 * 86400 < NOW.timestamp() - past.events[0].time < 58 * 86400
    assert 0 <= NOW.timestamp() - past.events[-1].time < 3600


def test_a_week_follows(past: Past) -> None:
    times = [change.time for change in past.week]

    assert NOW.timestamp() < times[0]
    assert times == sorted(times)
    assert WEEK * 0.9 < times[-1] - times[0] < WEEK


def test_the_same_home_is_simulated_again(past: Past) -> None:
    assert simulated(11, "Europe/Berlin", NOW) == past


def test_people_are_found_by_their_phones(past: Past) -> None:
    trackers = {resident.tracker for resident in past.residents}

    assert trackers
    assert trackers <= {thing.entity_id for thing in past.things}


def test_every_state_is_the_last_of_its_entity(past: Past) -> None:
    last = {event.entity_id: event.state for event in past.events}
    things = {thing.entity_id: thing.state for thing in past.things}

    assert things["light.porch"] == last["light.porch"]


def test_the_home_stands_in_its_country(past: Past) -> None:
    assert (past.place.time_zone, past.place.country) == ("Europe/Berlin", "DE")


def test_a_time_zone_without_a_country_is_taken_for_british() -> None:
    assert country_of("UTC") == "GB"


@pytest.mark.parametrize(
    ("time_zone", "place"),
    [
        ("Europe/Vienna", (48.22, 16.33)),
        ("Pacific/Honolulu", (21.31, -157.86)),
        ("Antarctica/Syowa", (-69.0, 39.58)),
        ("UTC", None),
    ],
)
def test_the_place_of_a_time_zone_is_looked_up(time_zone: str, place: tuple[float, float] | None) -> None:
    assert coordinates_of(time_zone) == (pytest.approx(place, abs=0.02) if place else None)


def test_a_home_stands_where_its_time_zone_does() -> None:
    past = simulated(11, "Pacific/Honolulu", NOW)

    assert (past.home.latitude, past.home.longitude) == pytest.approx((21.31, -157.86), abs=0.02)


def test_a_day_is_the_local_one() -> None:
    assert local_day(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "Europe/Berlin") == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("entity_id", "name", "spoken"),
    [
        ("light.hall", "Hall", "Hall light"),
        ("light.desk_lamp", "Desk lamp", "Desk lamp"),
        ("climate.hall", "Hall", "Hall heating"),
        ("switch.kettle", "Kettle", "Kettle"),
        ("media_player.hall_tv", "Hall tv", "Hall TV"),
    ],
)
def test_names_are_those_that_people_use(entity_id: str, name: str, spoken: str) -> None:
    assert spoken_name(SimulatedEntity(entity_id=entity_id, name=name)) == spoken


def test_a_group_keeps_its_name() -> None:
    assert spoken_name(SimulatedEntity(entity_id="light.all", name="All", members=("light.a",))) == "All"


def test_everything_in_the_german_home_has_a_german_name(past: Past) -> None:
    things = {one.entity_id: one for one in in_german(past).things}

    unnamed = {one.entity_id for one in past.things if one.name not in WORDS or (one.area and one.area not in WORDS)}
    assert unnamed == {"sun.sun", "zone.home"}
    assert (things["light.bedside_lamp"].name, things["light.bedside_lamp"].area) == ("Nachttischlampe", "Schlafzimmer")
    assert things.keys() == {one.entity_id for one in past.things}

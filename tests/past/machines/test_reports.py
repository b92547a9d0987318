"""What the reports of entities mean."""

from datetime import UTC, datetime

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.existing import ANY_STATE
from custom_components.homeiq.model.moments import CHANGED
from tests.histories import at, event, find_units, learned, living, timeline

BLIND, DAYS = "cover.blind", range(40)


def evening_blind(stop: str = "open") -> list[EventRow]:
    """A blind that is let down in the evening, until it stops, and raised in the morning."""
    rows = [event(-1, "07:00", BLIND, "open", Cause.DEVICE)]
    for day in DAYS:
        late = float(np.sin(day) * 400)
        rows += [
            event(day, "07:10", BLIND, "opening", delay=late),
            event(day, "07:10", BLIND, "open", Cause.DEVICE, late + 20),
            event(day, "20:30", BLIND, "closing", delay=late),
            event(day, "20:30", BLIND, stop, Cause.DEVICE, late + 16),
        ]
    return rows


def states_of(rows: list[EventRow]) -> set[str]:
    return {unit.state for unit in find_units(timeline(rows))}


def test_a_blind_that_stops_on_its_way_down_was_not_closed() -> None:
    assert states_of(evening_blind()) == {"open", "partly_open"}


def test_a_blind_that_closes_was_closed_when_it_set_out() -> None:
    (unit,) = [one for one in find_units(timeline(evening_blind("closed"))) if one.state == "closed"]

    assert unit.acts[0] == at(0, "20:30")


def test_a_blind_that_is_let_down_to_a_third_is_set_to_a_third() -> None:
    rows = evening_blind()
    stops = [row for row in rows[1:] if row[2] == "open"]
    positions = [
        (time, f"{BLIND}#current_position", ("100", "30")[number % 2], who)
        for number, (time, _, _, who) in enumerate(stops)
    ]

    found = learned(living(DAYS), rows, positions).suggestions

    (one,) = [one for one in found if one.pattern.state == "partly_open"]
    assert one.title == "Set Blind to 30% at 20:20 every day"
    assert one.automation["actions"] == [
        {"action": "cover.set_cover_position", "target": {"entity_id": [BLIND]}, "data": {"position": 30}}
    ]


def test_where_nobody_knows_how_far_a_blind_was_let_down_nothing_is_suggested() -> None:
    found = learned(living(DAYS), evening_blind()).suggestions

    assert [one.pattern.state for one in found] == ["open"]


def film(day: int) -> list[EventRow]:
    """A player that is woken, plays, waits for the network once, and falls silent at the end."""
    late = float(np.sin(day) * 500)
    told = (("idle", 0), ("playing", 20), ("buffering", 1800), ("playing", 1804), ("idle", 7000), ("off", 7600))
    return [
        event(day, "20:00", "media_player.cast", state, Cause.DEVICE if number != 1 else Cause.PERSON, late + wait)
        for number, (state, wait) in enumerate(told)
    ]


def test_a_player_that_waits_for_the_network_plays_on() -> None:
    past = timeline([row for day in DAYS for row in film(day)])

    assert past.series["media_player.cast"].states == ("off", "playing")
    assert int(past.series["media_player.cast"].comes_to("playing").sum()) == 40


def test_a_film_that_ends_was_ended_by_nobody() -> None:
    assert states_of([row for day in DAYS for row in film(day)]) == {"playing"}


def test_a_player_that_somebody_stops_was_stopped_by_somebody() -> None:
    rows = [row for day in DAYS for row in film(day)[:4]]
    stopped = [event(day, "20:00", "media_player.cast", "idle", Cause.PERSON, 4000 + 13.0 * day) for day in DAYS]

    assert states_of([*rows, *stopped]) == {"playing", "off"}


MOMENT = "2026-09-01T17:00:07+00:00"


def test_every_push_of_a_bell_is_one() -> None:
    pushes = [
        (at(day, "17:00", 7.0 * day), "event.bell", f"2026-09-{day:02}T17:00:07+00:00", int(Cause.DEVICE))
        for day in range(9)
    ]

    bell = timeline(pushes).series["event.bell"]

    assert (bell.states, len(bell.reached(ANY_STATE))) == ((ANY_STATE,), 8)


def test_a_bell_that_comes_back_from_an_absence_was_not_pushed() -> None:
    told = (0, MOMENT), (60, "unavailable"), (90, MOMENT), (120, "2026-09-02T17:02:00+00:00")
    rows = [event(0, "17:00", "event.bell", state, Cause.DEVICE, late) for late, state in told]

    assert timeline(rows).series["event.bell"].reached(ANY_STATE).tolist() == [at(0, "17:00", 120)]


def test_each_button_of_a_remote_is_an_occasion_of_its_own() -> None:
    told = (0, "single"), (60, "single"), (90, "double"), (120, "unavailable"), (150, "double"), (180, "double")
    rows = [event(0, "17:00", "event.remote", state, Cause.DEVICE, late) for late, state in told]

    remote = timeline([event(0, "16:00", "event.remote", "single", Cause.DEVICE), *rows]).series["event.remote"]

    assert remote.states == ("double", "single")
    assert remote.reached("single").tolist() == [at(0, "17:00"), at(0, "17:00", 60)]
    # Back from an absence, it tells the last one once more.
    assert remote.reached("double").tolist() == [at(0, "17:00", 90), at(0, "17:00", 180)]


def test_what_follows_one_button_is_suggested_for_that_button() -> None:
    rows = [event(-1, "12:00", "event.remote", "single", Cause.DEVICE), event(-1, "12:00", "light.shelf", "off")]
    for day in DAYS:
        hours = sorted(np.random.default_rng(day).choice(np.arange(8, 22), 4, replace=False).tolist())
        for place, hour in enumerate(hours):
            kind = ("single", "double")[(day + place) % 2]
            rows.append(event(day, f"{hour:02}:10", "event.remote", kind, Cause.DEVICE))
            if kind == "double":
                wait = 4.0 + float(np.random.default_rng((day, hour)).uniform(0, 9))
                rows.append(event(day, f"{hour:02}:10", "light.shelf", "on", delay=wait))
                rows.append(event(day, f"{hour:02}:40", "light.shelf", "off", delay=7.0 * wait))

    found = [one for one in learned(living(DAYS), rows).suggestions if one.pattern.state == "on"]

    assert [one.title for one in found] == ["Turn on Shelf when Remote reports “double”"]
    assert (
        found[0].automation["triggers"][0].items()
        >= {
            "trigger": "event.received",
            "target": {"entity_id": ["event.remote"]},
            "options": {"event_type": ["double"]},
        }.items()
    )


def pushes_and_light(name: str, least: float, most: float) -> list[EventRow]:
    """Pushes at any time, with the light of the porch so many seconds later."""
    draw, rows = np.random.default_rng(3), [event(-1, "12:00", "light.porch", "off", Cause.DEVICE)]
    for day in DAYS:
        for hour in draw.choice(np.arange(8, 22), 2, replace=False).tolist():
            late = float(draw.uniform(0, 1700))
            pushed = datetime.fromtimestamp(at(day, f"{hour:02}:00", late), UTC).isoformat()
            rows.append(event(day, f"{hour:02}:00", name, pushed, Cause.DEVICE, late))
            late += float(draw.uniform(least, most))
            rows.append(event(day, f"{hour:02}:00", "light.porch", "on", Cause.DEVICE, late))
            rows.append(
                event(day, f"{hour:02}:00", "light.porch", "off", Cause.DEVICE, late + float(draw.uniform(200, 900)))
            )
    return rows


@pytest.mark.parametrize("domain", ["button", "input_button"])
def test_what_follows_a_button_is_suggested_for_when_it_is_pressed(domain: str) -> None:
    found = learned(living(DAYS), pushes_and_light(f"{domain}.bell", 5, 16)).suggestions

    (one,) = [one for one in found if one.pattern.state == "on"]
    assert one.title == "Turn on Porch when Bell is pressed"


def test_what_answers_a_button_as_soon_as_no_hand_does_is_a_machines() -> None:
    found = learned(living(DAYS), pushes_and_light("button.bell", 0.2, 0.4)).suggestions

    assert [one.title for one in found if one.pattern.state == "on"] == []


@pytest.mark.parametrize(
    ("buttons", "states"), [(("ring",), ("ring",)), (("single", "double"), (ANY_STATE, "double", "single"))]
)
def test_what_was_told_before_buttons_had_names_is_that_of_the_only_one(
    buttons: tuple[str, ...], states: tuple[str, ...]
) -> None:
    told = [CHANGED, CHANGED, *buttons]
    rows = [event(day, "17:00", "event.remote", state, Cause.DEVICE) for day, state in enumerate(told)]

    assert timeline(rows).series["event.remote"].states == states


def test_a_water_heater_in_any_of_its_modes_is_on() -> None:
    rows = [
        event(day, clock, "water_heater.tank", state, delay=31.7 * day)
        for day in range(9)
        for clock, state in (("06:00", ("eco", "gas", "performance")[day % 3]), ("21:00", "off"))
    ]

    assert states_of(rows) == {"on", "off"}


@pytest.mark.parametrize(("name", "works"), [("vacuum.robot", "cleaning"), ("lawn_mower.robot", "mowing")])
@pytest.mark.parametrize(("cause", "acts"), [(Cause.DEVICE, 0), (Cause.PERSON, 9)])
def test_a_robot_that_has_done_its_work_goes_home_unless_somebody_sends_it(
    name: str, works: str, cause: Cause, acts: int
) -> None:
    rows = [event(-1, "07:00", name, "docked", Cause.DEVICE)]
    for day in range(9):
        late = 61.3 * day
        rows += [
            event(day, "10:00", name, works, delay=late),
            event(day, "10:20", name, "paused", delay=late),
            event(day, "10:27", name, works, delay=late),
            event(day, "11:15", name, "returning", cause, 173.9 * day),
            event(day, "11:20", name, "docked", Cause.DEVICE, 173.9 * day),
        ]
    units = {unit.state: len(unit.acts) for unit in find_units(timeline(rows))}

    assert units.get("docked", 0) == acts
    assert units[works] == 9

from dataclasses import replace
from typing import Any

import pytest

from custom_components.homeiq.answers.findings import condition_to_json
from custom_components.homeiq.model.decisions.adjustment import condition_from_config
from custom_components.homeiq.model.habits.pattern import (
    EVERY_DAY,
    WEEKEND,
    Between,
    Dark,
    Idle,
    NumberIs,
    Pattern,
    SetTo,
    SomebodyHome,
    StateIs,
)
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, Crosses, OnChange, Trigger
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.surroundings import Surroundings
from custom_components.homeiq.model.things import PARTLY
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.suggest.action_data import data_of
from custom_components.homeiq.suggest.draft import can_be_drafted, draft
from custom_components.homeiq.suggest.words.wording import alias, title
from tests.habits import FILM, film, habit
from tests.histories import ENGLISH, GERMAN, HOME


def test_a_routine_becomes_a_time_trigger_with_its_weekdays() -> None:
    assert draft(habit(AtTime(minute=405), weekdays=WEEKEND), "Morning", "Why") == {
        "id": "homeiq_abc",
        "alias": "Morning",
        "description": "Why",
        "triggers": [{"trigger": "time", "at": "06:45:00"}],
        "conditions": [{"condition": "time", "weekday": ["sat", "sun"]}],
        "actions": [{"action": "light.turn_on", "target": {"entity_id": ["light.hall"]}}],
        "mode": "single",
    }


@pytest.mark.parametrize(
    ("trigger", "config", "words"),
    [
        (AtSun(event="sunset", offset_minutes=0), {"trigger": "sun", "event": "sunset"}, "at sunset"),
        (
            AtSun(event="sunrise", offset_minutes=-75),
            {"trigger": "sun", "event": "sunrise", "offset": "-01:15:00"},
            "75 min before sunrise",
        ),
        (
            OnChange(entity_id="binary_sensor.door", to="on"),
            {
                "trigger": "state",
                "entity_id": ["binary_sensor.door"],
                "to": "on",
                "not_from": ["unavailable", "unknown"],
            },
            "when Door changes to on",
        ),
        (
            OnChange(entity_id="binary_sensor.door", to="off", for_seconds=240),
            {
                "trigger": "state",
                "entity_id": ["binary_sensor.door"],
                "to": "off",
                "not_from": ["unavailable", "unknown"],
                "for": "00:04:00",
            },
            "once Door has been off for 4 min",
        ),
        (
            OnChange(entity_id="binary_sensor.door", to="off", for_seconds=30),
            {
                "trigger": "state",
                "entity_id": ["binary_sensor.door"],
                "to": "off",
                "not_from": ["unavailable", "unknown"],
                "for": "00:00:30",
            },
            "once Door has been off for 30 s",
        ),
        (
            Crosses(entity_id="sensor.damp", limit=65.0, is_above=True),
            {"trigger": "numeric_state", "entity_id": ["sensor.damp"], "above": 65},
            "when Damp rises above 65",
        ),
        (
            Crosses(entity_id="sensor.watts", limit=2.5, is_above=False, for_seconds=120),
            {"trigger": "numeric_state", "entity_id": ["sensor.watts"], "below": 2.5, "for": "00:02:00"},
            "once Watts has been below 2.5 for 2 min",
        ),
    ],
)
def test_every_trigger_has_its_config_and_its_words(trigger: Trigger, config: dict[str, Any], words: str) -> None:
    pattern = habit(trigger)

    assert draft(pattern, "", "")["triggers"] == [config]
    assert title(pattern, HOME, ENGLISH) == f"Turn on Hall {words}"


def test_every_condition_has_its_config_and_its_words() -> None:
    pattern = habit(
        AtTime(minute=0),
        weekdays=EVERY_DAY,
        conditions=(
            Dark(),
            Dark(dark=False),
            Between(after=1320, before=90),
            StateIs(entity_id="person.a", state="home"),
            SomebodyHome(),
            SomebodyHome(home=False),
            NumberIs(entity_id="sensor.lux", below=40.0),
            Idle(entity_id="binary_sensor.hall", state="off", seconds=600),
        ),
    )

    assert draft(pattern, "", "")["conditions"] == [
        {"condition": "state", "entity_id": "sun.sun", "state": "below_horizon"},
        {"condition": "state", "entity_id": "sun.sun", "state": "above_horizon"},
        {"condition": "time", "after": "22:00:00", "before": "01:30:00"},
        {"condition": "state", "entity_id": "person.a", "state": "home"},
        {"condition": "numeric_state", "entity_id": "zone.home", "above": 0},
        {"condition": "state", "entity_id": "zone.home", "state": "0"},
        {"condition": "numeric_state", "entity_id": "sensor.lux", "below": 40},
        {"condition": "state", "entity_id": "binary_sensor.hall", "state": "off", "for": "00:10:00"},
    ]
    assert title(pattern, HOME, ENGLISH) == (
        "Turn on Hall at 00:00 every day while it is dark while it is light between 22:00 and 01:30 if A is home"
        " if somebody is home if nobody is home while Lux is below 40"
        " if Hall has been off for more than 10 min"
    )


def test_the_weather_is_asked_for_a_number_of_its_own_and_for_all_that_is_rain() -> None:
    home = replace(HOME, around=Surroundings(weather="weather.home"))
    warm = NumberIs(entity_id="weather.home", attribute="temperature", above=24.0)
    pattern = replace(
        habit(AtTime(minute=0)),
        weekdays=EVERY_DAY,
        conditions=(warm, StateIs(entity_id="weather.home", state="rainy")),
    )

    assert draft(pattern, "", "")["conditions"] == [
        {"condition": "numeric_state", "entity_id": "weather.home", "attribute": "temperature", "above": 24},
        {
            "condition": "state",
            "entity_id": "weather.home",
            "state": ["rainy", "pouring", "lightning-rainy", "hail"],
        },
    ]
    assert title(pattern, home, ENGLISH).endswith(
        "while the temperature outside is above 24\N{NO-BREAK SPACE}°C while it rains"
    )
    assert [condition_from_config(condition_to_json(one)) for one in pattern.conditions] == [*pattern.conditions]


@pytest.mark.parametrize(
    ("entity_id", "state", "action"),
    [
        ("cover.blind", "open", {"action": "cover.open_cover"}),
        ("cover.blind", "closed", {"action": "cover.close_cover"}),
        ("valve.garden", "closed", {"action": "valve.close_valve"}),
        ("lock.door", "locked", {"action": "lock.lock"}),
        ("media_player.tv", "playing", {"action": "media_player.media_play"}),
        ("media_player.tv", "off", {"action": "media_player.turn_off"}),
        ("water_heater.tank", "on", {"action": "water_heater.turn_on"}),
        ("lawn_mower.mo", "mowing", {"action": "lawn_mower.start_mowing"}),
        ("lawn_mower.mo", "docked", {"action": "lawn_mower.dock"}),
        ("vacuum.rob", "cleaning", {"action": "vacuum.start"}),
        ("vacuum.rob", "docked", {"action": "vacuum.return_to_base"}),
        ("climate.bath", "heat", {"action": "climate.set_hvac_mode", "data": {"hvac_mode": "heat"}}),
        ("climate.bath", "off", {"action": "climate.set_hvac_mode", "data": {"hvac_mode": "off"}}),
    ],
)
def test_every_kind_of_act_has_its_action(entity_id: str, state: str, action: dict[str, Any]) -> None:
    config = draft(habit(AtTime(minute=0), (entity_id,), state), "", "")

    assert config["actions"] == [{**action, "target": {"entity_id": [entity_id]}}]


def test_entities_of_two_domains_are_two_actions() -> None:
    config = draft(habit(AtTime(minute=0), ("light.a", "light.b", "switch.c")), "", "")

    assert [action["target"]["entity_id"] for action in config["actions"]] == [["light.a", "light.b"], ["switch.c"]]


def test_what_goes_to_different_states_is_an_action_a_state() -> None:
    dim = SetTo(entity_id="light.reading", attribute="brightness", value=51.0, spread=0.0)

    assert draft(film(values=(dim,)), "Film", "Why")["actions"] == [
        {"action": "cover.close_cover", "target": {"entity_id": ["cover.blind"]}},
        {"action": "light.turn_off", "target": {"entity_id": ["light.ceiling"]}},
        {"action": "light.turn_on", "target": {"entity_id": ["light.reading"]}, "data": {"brightness_pct": 20}},
        {"action": "light.turn_on", "target": {"entity_id": ["light.shelf"]}},
        {"action": "media_player.media_play", "target": {"entity_id": ["media_player.tv"]}},
    ]


def test_how_far_a_blind_is_let_down_has_to_be_known_in_a_scene_as_well() -> None:
    half = SetTo(entity_id="cover.blind", attribute="current_position", value=40.0, spread=0.0)
    partly = film(each={**FILM, "cover.blind": PARTLY})

    assert not can_be_drafted(partly)
    assert can_be_drafted(replace(partly, values=(half,)))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ENGLISH,
            "Turn on Reading and Shelf, start playing on Tv, close Blind, and turn off Ceiling together",
        ),
        (
            GERMAN,
            (
                "Reading und Shelf einschalten, Wiedergabe auf Tv starten, Blind schließen und Ceiling ausschalten "
                "(alles zusammen)"
            ),
        ),
    ],
    ids=["English", "German"],
)
def test_what_goes_to_different_states_is_said_in_turn(words: Words, said: str) -> None:
    assert title(film(), HOME, words) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [(ENGLISH, "Turn on A, and turn off B at 22:30"), (GERMAN, "A um 22:30 Uhr einschalten und B ausschalten")],
    ids=["English", "German"],
)
def test_when_it_is_done_is_said_once(words: Words, said: str) -> None:
    pattern = film(AtTime(minute=1350), {"light.a": "on", "light.b": "off"}, weekdays=EVERY_DAY)

    assert alias(pattern, HOME, words) == said


@pytest.mark.parametrize(
    ("count", "words"), [(1, "A0"), (2, "A0 and A1"), (3, "A0, A1 and A2"), (5, "A0, A1 and 3 more")]
)
def test_many_entities_are_counted(count: int, words: str) -> None:
    pattern = habit(AtTime(minute=0), tuple(f"light.a{number}" for number in range(count)), weekdays=frozenset({2}))

    assert title(pattern, HOME, ENGLISH) == f"Turn on {words} at 00:00 on Wednesdays"


@pytest.mark.parametrize(
    ("entity_id", "to", "seconds", "words"),
    [
        ("binary_sensor.hall", "on", 0, "when Hall detects somebody"),
        ("binary_sensor.hall", "off", 240, "once Hall has detected nobody for 4 min"),
        ("binary_sensor.gate", "on", 0, "when Gate opens"),
        ("person.alex", "not_home", 0, "when Alex leaves home"),
        ("zone.home", "0", 0, "when the last person leaves home"),
        ("media_player.tv", "on", 0, "when Tv is turned on"),
        ("media_player.tv", "paused", 0, "when Tv changes to paused"),
    ],
)
def test_a_change_is_said_as_people_would_say_it(entity_id: str, to: str, seconds: int, words: str) -> None:
    hall = Entity(entity_id="binary_sensor.hall", name="Hall", device_class="motion")
    gate = Entity(entity_id="binary_sensor.gate", name="Gate", device_class="door")
    home = Home(entities={hall.entity_id: hall, gate.entity_id: gate})
    pattern = habit(OnChange(entity_id=entity_id, to=to, for_seconds=seconds), ("light.lamp",))

    assert title(pattern, home, ENGLISH) == f"Turn on Lamp {words}"


def valued(entities: tuple[str, ...], state: str, *values: tuple[str, str, float, float]) -> Pattern:
    """A habit whose entities are set to something: entity, attribute, value and spread of each."""
    known = [
        SetTo(entity_id=name, attribute=attribute, value=value, spread=spread)
        for name, attribute, value, spread in values
    ]
    return habit(AtTime(minute=0), entities, state, values=tuple(known))


@pytest.mark.parametrize(
    ("entity_id", "state", "attribute", "value", "actions", "words"),
    [
        ("light.hall", "on", "brightness", 102, [("light.turn_on", {"brightness_pct": 40})], "Turn on Hall to 40%"),
        ("light.hall", "on", "brightness", 1, [("light.turn_on", {"brightness_pct": 1})], "Turn on Hall to 1%"),
        (
            "light.hall",
            "on",
            "color_temp_kelvin",
            2703,
            [("light.turn_on", {"color_temp_kelvin": 2700})],
            "Turn on Hall at 2700 K",
        ),
        ("fan.attic", "on", "percentage", 33, [("fan.turn_on", {"percentage": 33})], "Turn on Attic at 33%"),
        (
            "cover.blind",
            "open",
            "current_position",
            40,
            [("cover.set_cover_position", {"position": 40})],
            "Open Blind to 40%",
        ),
        (
            "climate.bath",
            "heat",
            "temperature",
            21.5,
            [("climate.set_hvac_mode", {"hvac_mode": "heat"}), ("climate.set_temperature", {"temperature": 21.5})],
            "Set Bath (21.5°) to heating",
        ),
        (
            "media_player.tv",
            "playing",
            "volume_level",
            0.3,
            [("media_player.media_play", None), ("media_player.volume_set", {"volume_level": 0.3})],
            "Start playing on Tv at 30% volume",
        ),
    ],
)
def test_every_value_has_its_data_and_its_words(
    entity_id: str,
    state: str,
    attribute: str,
    value: float,
    actions: list[tuple[str, dict[str, float] | None]],
    words: str,
) -> None:
    pattern = valued((entity_id,), state, (entity_id, attribute, value, 0.0))

    target = {"target": {"entity_id": [entity_id]}}
    assert draft(pattern, "", "")["actions"] == [
        {"action": action, **target, **({"data": data} if data else {})} for action, data in actions
    ]
    assert title(pattern, HOME, ENGLISH) == f"{words} at 00:00 every day"


@pytest.mark.parametrize(
    ("attribute", "value", "data"),
    [
        ("brightness", 107, {"brightness_pct": 40}),
        ("color_temp_kelvin", 2733, {"color_temp_kelvin": 2700}),
        ("percentage", 34, {"percentage": 34}),
        ("volume_level", 0.32, {"volume_level": 0.3}),
        ("temperature", 20.8, {"temperature": 21}),
    ],
)
def test_a_value_that_spreads_is_rounded_coarsely(attribute: str, value: float, data: dict[str, float]) -> None:
    assert data_of(valued(("light.a",), "on", ("light.a", attribute, value, 0.1)), "light.a") == data


def test_a_cover_that_is_opened_all_the_way_is_just_opened() -> None:
    pattern = valued(("cover.blind",), "open", ("cover.blind", "current_position", 100, 0.0))

    assert draft(pattern, "", "")["actions"] == [
        {"action": "cover.open_cover", "target": {"entity_id": ["cover.blind"]}}
    ]


def test_entities_that_are_set_alike_share_an_action() -> None:
    dim = [(name, "brightness", 51.0, 0.0) for name in ("light.a", "light.c")]
    pattern = valued(("light.a", "light.b", "light.c"), "on", *dim)

    assert draft(pattern, "", "")["actions"] == [
        {"action": "light.turn_on", "target": {"entity_id": ["light.a", "light.c"]}, "data": {"brightness_pct": 20}},
        {"action": "light.turn_on", "target": {"entity_id": ["light.b"]}},
    ]
    assert title(pattern, HOME, ENGLISH) == "Turn on A and C to 20% and B at 00:00 every day"


def test_many_entities_that_are_set_to_different_values_are_counted_without() -> None:
    names = tuple(f"light.a{number}" for number in range(5))
    pattern = valued(names, "on", (names[0], "brightness", 51.0, 0.0))

    assert title(pattern, HOME, ENGLISH) == "Turn on A0, A1 and 3 more at 00:00 every day"


@pytest.mark.parametrize(
    ("entity_id", "state", "attribute", "value", "words"),
    [
        ("light.flur", "on", "brightness", 102, "Flur täglich um 00:00 Uhr auf 40 % einschalten"),
        ("climate.bad", "heat", "temperature", 21.5, "Bad täglich um 00:00 Uhr mit 21,5° auf Heizen stellen"),
        (
            "media_player.radio",
            "playing",
            "volume_level",
            0.3,
            "Wiedergabe auf Radio täglich um 00:00 Uhr mit 30 % Lautstärke starten",
        ),
    ],
)
def test_values_are_said_in_german(entity_id: str, state: str, attribute: str, value: float, words: str) -> None:
    assert title(valued((entity_id,), state, (entity_id, attribute, value, 0.0)), HOME, GERMAN).startswith(words)


def test_quiet_before_a_trigger_is_asked_of_the_trigger() -> None:
    motion = OnChange(entity_id="binary_sensor.hall", to="on")
    quiet = Idle(entity_id="binary_sensor.hall", state="off", seconds=600)

    (condition,) = draft(habit(motion, conditions=(quiet,)), "", "")["conditions"]

    assert condition == {
        "condition": "template",
        "value_template": "{{ trigger.from_state is not none and trigger.to_state.last_changed"
        " - trigger.from_state.last_changed > timedelta(seconds=600) }}",
    }

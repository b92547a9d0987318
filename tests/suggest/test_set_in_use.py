"""What is set on a thing that stays in use, whatever it is: learned, drafted, said, and held against automations."""

from typing import Any

import pytest

from custom_components.homeiq.model.existing import Effect, Existing, ExistingAutomation, Occasion
from custom_components.homeiq.model.habits.pattern import Pattern, SetTo
from custom_components.homeiq.model.habits.trigger import AtTime, OnChange
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.suggest.draft import draft
from custom_components.homeiq.suggest.existing import Comparison
from custom_components.homeiq.suggest.words.wording import title
from tests.habits import habit
from tests.histories import ENGLISH, GERMAN, event, learned, living, routine, set_to
from tests.in_use import DIM, LAMP, dim_evenings, dimmed, lit

DAYS = range(40)
AT_NIGHT = AtTime(minute=1320)


def setting(entity_id: str, state: str, value: float) -> Pattern:
    attribute = state.partition("#")[2].partition("=")[0]
    set_alone = SetTo(entity_id=entity_id, attribute=attribute, value=value, spread=0.0)
    return habit(AT_NIGHT, (entity_id,), state, values=(set_alone,))


HEATS = ["on", "eco", "electric", "performance", "high_demand", "heat_pump", "gas"]


@pytest.mark.parametrize(
    ("pattern", "action", "data", "asked"),
    [
        (setting(LAMP, "on#brightness=51", 51), "light.turn_on", {"brightness_pct": 20}, "on"),
        (
            setting("cover.blind", "open#current_position=30", 30),
            "cover.set_cover_position",
            {"position": 30},
            "open",
        ),
        (setting("fan.bed", "on#percentage=33", 33), "fan.turn_on", {"percentage": 33}, "on"),
        (setting("humidifier.bed", "on#humidity=45", 45), "humidifier.set_humidity", {"humidity": 45}, "on"),
        (
            setting("water_heater.boiler", "on#temperature=45", 45),
            "water_heater.set_temperature",
            {"temperature": 45},
            HEATS,
        ),
        (
            setting("media_player.radio", "playing#volume_level=0.12", 0.12),
            "media_player.volume_set",
            {"volume_level": 0.12},
            ["playing", "buffering"],
        ),
    ],
)
def test_it_is_set_while_its_thing_is_in_use(
    pattern: Pattern, action: str, data: dict[str, float], asked: str | list[str]
) -> None:
    (entity_id,) = pattern.entities

    drafted = draft(pattern, "Night", "Why")

    assert drafted["conditions"] == [{"condition": "state", "entity_id": entity_id, "state": asked}]
    assert drafted["actions"] == [{"action": action, "target": {"entity_id": [entity_id]}, "data": data}]


@pytest.mark.parametrize(
    ("pattern", "in_english", "in_german"),
    [
        (setting(LAMP, "on#brightness=51", 51), "to 20%", "auf 20 %"),
        (setting("cover.blind", "open#current_position=30", 30), "to 30%", "auf 30 %"),
        (setting("fan.bed", "on#percentage=33", 33), "to 33%", "auf 33 %"),
        (setting("humidifier.bed", "on#humidity=45", 45), "to 45% humidity", "auf 45 % Feuchte"),
        (setting("water_heater.boiler", "on#temperature=45", 45), "to 45°", "auf 45°"),
        (
            setting("media_player.radio", "playing#volume_level=0.12", 0.12),
            "to 12% volume",
            "auf 12 % Lautstärke",
        ),
    ],
)
def test_it_is_said_in_plain_words(pattern: Pattern, in_english: str, in_german: str) -> None:
    (entity_id,) = pattern.entities
    home = Home(entities={entity_id: Entity(entity_id=entity_id, name="Thing")})

    assert title(pattern, home, ENGLISH) == f"Set Thing {in_english} at 22:00 every day"
    assert title(pattern, home, GERMAN) == f"Thing täglich um 22:00 Uhr {in_german} stellen"


def test_who_dims_a_lamp_every_night_is_offered_that_it_is_dimmed() -> None:
    (suggestion,) = [one for one in learned(living(DAYS), dim_evenings(DAYS)).suggestions if one.pattern.sets]

    assert suggestion.title.startswith("Set Sofa to 20% at 21:5")
    assert suggestion.automation["conditions"] == [{"condition": "state", "entity_id": LAMP, "state": "on"}]
    assert suggestion.automation["actions"] == [
        {"action": "light.turn_on", "target": {"entity_id": [LAMP]}, "data": {"brightness_pct": 20}}
    ]


def test_who_dims_a_lamp_when_the_television_starts_is_offered_that() -> None:
    television = "media_player.tv"
    evenings: list[Any] = [event(-1, "00:10", television, "off"), event(-1, "00:10", LAMP, "off")]
    for day in DAYS:
        start = 60.0 * (day * 37 % 140)
        evenings += [
            *lit(day),
            event(day, "18:40", television, "playing", delay=start),
            dimmed(day, "18:40", DIM, delay=start + 12 + day * 7 % 19),
            event(day, "22:30", television, "off", delay=7.0 * day),
        ]

    found = [one for one in learned(living(DAYS), evenings).suggestions if one.pattern.sets]

    assert [(one.pattern.trigger, one.pattern.state) for one in found] == [
        (OnChange(entity_id=television, to="playing"), "on#brightness=51")
    ]


def test_a_lamp_that_is_turned_on_at_40_percent_is_one_habit() -> None:
    evening = routine(LAMP, "19:00", DAYS)
    told = set_to(LAMP, "brightness", dict.fromkeys(DAYS, 102), evening)
    forgotten = [(moment - 4000, name, "255", 4) for moment, name, _, _ in told]

    found = [one for one in learned(living(DAYS), evening, told, forgotten).patterns if one.state != "off"]

    assert [(one.state, [value.value for value in one.values]) for one in found] == [("on", [102.0])]


def owned(*states: str) -> Comparison:
    effects = tuple(Effect(entities=(LAMP,), state=one, occasion=Occasion(trigger=AT_NIGHT)) for one in states)
    return Comparison(
        Existing(automations=(ExistingAutomation(entity_id="automation.mine", name="Mine", effects=effects),))
    )


@pytest.mark.parametrize(
    ("states", "is_covered"),
    [(("on", "#brightness=51"), True), (("#brightness=64",), True), (("on",), False), (("#brightness=204",), False)],
)
def test_an_automation_that_dims_covers_it(states: tuple[str, ...], *, is_covered: bool) -> None:
    assert bool(owned(*states).covering(setting(LAMP, "on#brightness=51", 51))) is is_covered


@pytest.mark.parametrize(
    ("states", "kinds"), [(("on",), []), (("on", "#brightness=204"), ["undoes"]), (("off",), ["undoes"])]
)
def test_an_automation_that_brightens_it_or_turns_it_off_undoes_it(states: tuple[str, ...], kinds: list[str]) -> None:
    found = owned(*states).conflicts(setting(LAMP, "on#brightness=51", 51), ENGLISH)

    assert [one.kind.value for one in found] == kinds

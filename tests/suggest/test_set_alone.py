"""What is set while its thing stays as it is: drafted, said, and held against what the home does already."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.homeiq.model.existing import ConflictKind, Effect, Existing, ExistingAutomation, Occasion
from custom_components.homeiq.model.habits.pattern import WORKDAYS, Pattern, SetTo, StateIs
from custom_components.homeiq.model.habits.trigger import AtTime, OnChange
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.past.acts import find_units, unit_of
from custom_components.homeiq.suggest.backtest import backtest
from custom_components.homeiq.suggest.draft import can_be_drafted, draft
from custom_components.homeiq.suggest.existing import Comparison, is_opposite
from custom_components.homeiq.suggest.in_units import pattern_in_units
from custom_components.homeiq.suggest.words.in_words import in_words
from custom_components.homeiq.suggest.words.wording import alias, parts, question, title
from tests.habits import habit
from tests.heating import BEDROOM, heating, set_at
from tests.histories import ENGLISH, GERMAN, event, living, timeline

OFFICE = "climate.office"
AT_NIGHT = AtTime(minute=1350)
HOME = Home(
    entities={
        BEDROOM: Entity(entity_id=BEDROOM, name="Bedroom thermostat"),
        OFFICE: Entity(entity_id=OFFICE, name="Office thermostat"),
    }
)
GERMAN_HOME = Home(entities={BEDROOM: Entity(entity_id=BEDROOM, name="Schlafzimmer-Thermostat")})


def set_to(degrees: float, entity_id: str = BEDROOM) -> SetTo:
    return SetTo(entity_id=entity_id, attribute="temperature", value=degrees, spread=0.0)


def night(**more: Any) -> Pattern:
    fields = {"entities": (BEDROOM,), "values": (set_to(17),), **more}
    return habit(AT_NIGHT, state="heat#temperature=17", **fields)


def setting(degrees: float, *entities: str) -> dict[str, Any]:
    return {
        "action": "climate.set_temperature",
        "target": {"entity_id": [*entities]},
        "data": {"temperature": degrees},
    }


def test_it_becomes_an_automation_that_sets_and_does_nothing_but_while_it_heats() -> None:
    assert draft(night(weekdays=WORKDAYS), "Night", "Why") == {
        "id": "homeiq_abc",
        "alias": "Night",
        "description": "Why",
        "triggers": [{"trigger": "time", "at": "22:30:00"}],
        "conditions": [
            {"condition": "time", "weekday": ["mon", "tue", "wed", "thu", "fri"]},
            {"condition": "state", "entity_id": BEDROOM, "state": "heat"},
        ],
        "actions": [setting(17, BEDROOM)],
        "mode": "single",
    }


@pytest.mark.parametrize(
    ("values", "actions"),
    [
        ((set_to(17), set_to(17, OFFICE)), [setting(17, BEDROOM, OFFICE)]),
        ((set_to(17), set_to(16.5, OFFICE)), [setting(17, BEDROOM), setting(16.5, OFFICE)]),
        ((set_to(16.5, OFFICE),), [setting(17, BEDROOM), setting(16.5, OFFICE)]),
    ],
)
def test_several_are_each_set_to_what_people_set_them_to(
    values: tuple[SetTo, ...], actions: list[dict[str, Any]]
) -> None:
    both = night(entities=(BEDROOM, OFFICE), values=values)

    assert can_be_drafted(both)
    assert draft(both, "Night", "Why")["actions"] == actions


@pytest.mark.parametrize(
    ("words", "home", "said", "short"),
    [
        (ENGLISH, HOME, "Set Bedroom thermostat to 17° at 22:30 every day", "Set Bedroom thermostat to 17° at 22:30"),
        (
            GERMAN,
            GERMAN_HOME,
            "Schlafzimmer-Thermostat täglich um 22:30 Uhr auf 17° stellen",
            "Schlafzimmer-Thermostat um 22:30 Uhr auf 17° stellen",
        ),
    ],
)
def test_it_is_said_in_plain_words(words: Words, home: Home, said: str, short: str) -> None:
    assert title(night(), home, words) == said
    assert alias(night(), home, words) == short


def test_it_is_asked_and_each_part_is_said() -> None:
    assert question(night(), HOME, ENGLISH) == "Set Bedroom thermostat to 17°?"
    assert parts(night(), HOME, ENGLISH)["entities"] == "Bedroom thermostat to 17°"
    assert in_words(night(), HOME, ENGLISH).do == ("Set Bedroom thermostat to 17°",)
    assert in_words(night(), HOME, ENGLISH).only_if == ("While Bedroom thermostat is set to heating",)


def test_two_that_are_set_to_different_values_are_said_one_by_one() -> None:
    both = night(entities=(BEDROOM, OFFICE), values=(set_to(17), set_to(16.5, OFFICE)))

    said = title(both, HOME, ENGLISH)

    assert said == "Set Bedroom thermostat to 17° and Office thermostat to 16.5° at 22:30 every day"


def test_what_is_set_is_told_in_another_unit() -> None:
    told = pattern_in_units(night(), {f"{BEDROOM}#temperature": (1.8, 32.0)})

    assert told == replace(night(), state="heat#temperature=62.6", values=(set_to(62.6),))
    assert pattern_in_units(night(values=()), {f"{BEDROOM}#temperature": None}) is None


def owned(state: str, trigger: AtTime | OnChange = AT_NIGHT, **changes: Any) -> ExistingAutomation:
    effect = Effect(entities=(BEDROOM,), state=state, occasion=Occasion(trigger=trigger))
    return ExistingAutomation(entity_id="automation.mine", name="Mine", effects=(effect,), **changes)


@pytest.mark.parametrize(
    ("state", "is_covered"),
    [("#temperature=17", True), ("#temperature=17.5", True), ("#temperature=19", False), ("heat", False)],
)
def test_an_automation_that_sets_the_same_then_covers_it(state: str, *, is_covered: bool) -> None:
    assert bool(Comparison(Existing(automations=(owned(state),))).covering(night())) is is_covered


def test_its_own_automation_covers_it_though_it_asks_for_the_mode() -> None:
    in_mode = (StateIs(entity_id=BEDROOM, state="heat"),)
    effect = Effect(
        entities=(BEDROOM,), state="#temperature=17", occasion=Occasion(trigger=AT_NIGHT, conditions=in_mode)
    )
    mine = ExistingAutomation(entity_id="automation.mine", name="Mine", effects=(effect,))

    assert Comparison(Existing(automations=(mine,))).covering(night()) == (mine,)


@pytest.mark.parametrize(
    ("automation", "kinds"),
    [
        (owned("#temperature=21"), [ConflictKind.UNDOES]),
        (owned("off"), [ConflictKind.UNDOES]),
        (owned("heat"), []),
        (owned("#temperature=17", AtTime(minute=600)), [ConflictKind.ALSO]),
        (owned("#temperature=17", is_enabled=False), [ConflictKind.DISABLED]),
    ],
)
def test_an_automation_that_is_in_its_way_is_named(automation: ExistingAutomation, kinds: list[ConflictKind]) -> None:
    found = Comparison(Existing(automations=(automation,))).conflicts(night(), ENGLISH)

    assert [one.kind for one in found] == kinds


@pytest.mark.parametrize(
    ("one", "other", "is_so"),
    [
        ("#temperature=21", "heat#temperature=17", True),
        ("#temperature=17", "heat#temperature=17", False),
        ("#brightness=17", "heat#temperature=20", False),
        ("off", "heat#temperature=17", True),
        ("heat", "heat#temperature=17", False),
        ("#temperature=17", "off", False),
    ],
)
def test_what_is_set_is_undone_by_another_value_and_by_rest(one: str, other: str, *, is_so: bool) -> None:
    assert is_opposite(one, other) is is_so


def test_runs_are_judged_by_what_is_set() -> None:
    past = timeline(
        living(range(7)),
        heating(),
        [set_at(0, "22:37", 17), set_at(1, "06:41", 20)],
        [set_at(1, "22:21", 17), set_at(2, "07:03", 20)],
        [set_at(3, "21:11", 17), set_at(4, "06:52", 20)],
        [event(5, "20:00", BEDROOM, "off")],
    )

    test = backtest(night(), unit_of(night(), find_units(past), past), past)

    assert (test.runs, test.saved, test.idle, test.false_alarms, test.misses) == (4, 1, 1, 2, 1)

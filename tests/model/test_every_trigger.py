"""What every kind of trigger promises. A kind without an example here names itself."""

from dataclasses import replace
import json
from typing import get_args

import numpy as np
import pytest

from custom_components.homeiq.answers.findings import suggestion_to_json
from custom_components.homeiq.enrich.pseudonyms import Pseudonyms
from custom_components.homeiq.enrich.question import question_of
from custom_components.homeiq.enrich.vocabulary import offered_for
from custom_components.homeiq.learn.judging import judge
from custom_components.homeiq.learn.one_past import past_of
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.habits.likeness import is_same_habit
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.model.habits.trigger import (
    AtSun,
    AtTime,
    Crosses,
    Kind,
    LeftOn,
    OnChange,
    OnDemand,
    Trigger,
    kind_of,
)
from custom_components.homeiq.model.home import Entity
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.store.tables.serial import suggestion_from_json, to_json as stored
from tests.habits import habit
from tests.histories import ENGLISH, GERMAN, HOME as PLACE, columns, event

KINDS: tuple[type[Trigger], ...] = get_args(Trigger.__value__)
LUX = Entity(entity_id="sensor.hall_lux", name="Hall illuminance", device_class="illuminance", unit="lx")
HOME = replace(PLACE, entities={LUX.entity_id: LUX})
LAMPS = ("light.hall", "light.stairs")
EXAMPLES: dict[type[Trigger], Trigger] = {
    AtTime: AtTime(minute=1080),
    AtSun: AtSun(event="sunset", offset_minutes=-120),
    OnChange: OnChange(entity_id="binary_sensor.door", to="on"),
    Crosses: Crosses(entity_id="sensor.hall_lux", limit=40.0, is_above=False),
    LeftOn: LeftOn(entity_id="light.hall", to="on", for_seconds=3600),
    OnDemand: OnDemand(),
}
LATE = np.random.default_rng(4).uniform(0, 1200, size=(10, 3))  # seconds; no hand is exact
EVENINGS = columns(
    [
        row
        for day, (late, pause, night) in enumerate(LATE.tolist())
        for row in (
            event(day, "12:00", "sensor.hall_lux", "400", Cause.DEVICE),
            event(day, "18:00", "sensor.hall_lux", "20", Cause.DEVICE, delay=late),
            event(day, "18:00", "binary_sensor.door", "on", Cause.DEVICE, delay=late),
            event(day, "18:00", "light.hall", "on", delay=late + 5 + pause / 50),
            event(day, "18:00", "light.stairs", "on", delay=late + 8 + pause / 50),
            event(day, "18:30", "binary_sensor.door", "off", Cause.DEVICE),
            event(day, "22:00", "light.stairs", "off", delay=night),
            event(day, "22:00", "light.hall", "off", delay=night + pause),
        )
    ]
)


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__)
def pattern(request: pytest.FixtureRequest) -> Pattern:
    """A habit of each kind."""
    return habit(EXAMPLES[request.param], LAMPS)


def judged(pattern: Pattern, words: Words = ENGLISH) -> Suggestion:
    (suggestion,) = judge((pattern,), past_of(EVENINGS, HOME), words, now=float(EVENINGS.time[-1]))
    return suggestion


def test_every_kind_has_a_name_of_its_own() -> None:
    assert sorted(kind_of(EXAMPLES[kind]) for kind in KINDS) == sorted(Kind)


def test_a_habit_of_every_kind_is_replayed_on_the_past(pattern: Pattern) -> None:
    assert judged(pattern).backtest.runs


@pytest.mark.parametrize("words", [ENGLISH, GERMAN], ids=["en", "de"])
def test_a_habit_of_every_kind_is_told_in_words(pattern: Pattern, words: Words) -> None:
    suggestion = judged(pattern, words)

    assert suggestion.title
    assert suggestion.reason


def test_a_habit_of_every_kind_does_something_as_an_automation(pattern: Pattern) -> None:
    assert judged(pattern).automation["actions"]


def test_a_habit_of_every_kind_comes_back_equal_from_the_database(pattern: Pattern) -> None:
    suggestion = judged(pattern)

    assert suggestion_from_json(json.loads(json.dumps(stored(suggestion)))) == suggestion


def test_a_habit_of_every_kind_is_told_to_other_programs(pattern: Pattern) -> None:
    assert suggestion_to_json(judged(pattern))["kind"] == pattern.kind.value


def test_a_habit_of_every_kind_is_the_same_as_itself_and_as_no_other(pattern: Pattern) -> None:
    others = [habit(trigger, LAMPS) for trigger in EXAMPLES.values()]

    assert [one for one in others if is_same_habit(pattern, one)] == [pattern]


def test_an_ai_can_be_asked_about_a_habit_of_every_kind(pattern: Pattern) -> None:
    question = question_of(pattern, "a wish", offered_for(pattern, HOME, lambda _: True), Pseudonyms(home=HOME))

    assert "entities" in question.task.structure

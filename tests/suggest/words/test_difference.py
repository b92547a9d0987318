"""What is different about a habit, in plain words."""

from dataclasses import replace

from custom_components.homeiq.model.habits.pattern import SetTo
from custom_components.homeiq.suggest.words.difference import Difference, differences
from tests.habits import habit
from tests.histories import ENGLISH, HOME
from tests.suggest.test_objections import SIX


def test_another_brightness_is_a_difference() -> None:
    before = habit(SIX, ("light.hall", "light.stairs"))
    dimmed = SetTo(entity_id="light.hall", attribute="brightness", value=102, spread=0)

    assert differences(before, replace(before, values=(dimmed,)), HOME, ENGLISH) == (
        Difference(part="entities", before="Hall and Stairs", after="Hall to 40% and Stairs"),
    )


def test_the_same_habit_has_no_difference() -> None:
    assert differences(habit(SIX), habit(SIX), HOME, ENGLISH) == ()

"""What is set while a thing stays as it is, as a state."""

import pytest

from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.model.things.set_state import SetState, is_same_state, set_state_of
from tests.habits import habit


def test_what_is_set_is_read_as_it_is_written() -> None:
    sets = SetState(within="heat", attribute="temperature", value=17.5)

    assert set_state_of(sets.text) == sets


@pytest.mark.parametrize("state", ["heat", "", "heat#", "heat#temperature=warm", "heat#mood=3", "a#b"])
def test_any_other_state_sets_nothing(state: str) -> None:
    assert set_state_of(state) is None


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("heat#temperature=20", "heat#temperature=20.5", True),
        ("heat#temperature=20", "heat#temperature=21", False),
        ("heat#temperature=68", "heat#temperature=69", True),
        ("heat#temperature=68", "heat#temperature=70", False),
        ("heat#temperature=20", "cool#temperature=20", False),
        ("#temperature=20", "cool#temperature=20", True),
        ("heat#temperature=20", "heat", False),
        ("heat#temperature=20", "heat#brightness=20", False),
        ("heat#temperature=20", "heat#mood=20", False),
    ],
)
def test_values_that_people_mean_the_same_with_are_one_state(one: str, other: str, *, are_same: bool) -> None:
    assert is_same_state(one, other) is is_same_state(other, one) is are_same


def test_a_habit_tells_the_state_that_its_entities_stay_in() -> None:
    night = habit(AtTime(minute=1350), ("climate.bedroom",), "heat#temperature=17")

    assert night.entity_state == "heat"
    assert night.sets == SetState(within="heat", attribute="temperature", value=17)
    assert habit(AtTime(minute=1350)).entity_state == "on"

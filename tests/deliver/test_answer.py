import pytest

from custom_components.homeiq.deliver.answer import Answer, named, read


@pytest.mark.parametrize("answer", list(Answer))
def test_a_button_says_which_answer_to_which_suggestion(answer: Answer) -> None:
    assert read(named(answer, "a_b-c")) == (answer, "a_b-c")


@pytest.mark.parametrize(
    "name", ["", "HOMEIQ", "HOMEIQ_ACCEPT", "HOMEIQ_ACCEPT_", "HOMEIQ_DELETE_a", "OTHER_ACCEPT_a", "homeiq_accept_a"]
)
def test_a_button_of_somebody_else_says_nothing(name: str) -> None:
    assert read(name) is None

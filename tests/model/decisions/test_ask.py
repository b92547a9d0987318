from itertools import accumulate

import numpy as np
import pytest

from custom_components.homeiq.model.decisions.ask import (
    BUTTONS,
    Ask,
    AskCounts,
    Reply,
    Speaks,
    button,
    counts_of,
    reply_of,
    speaks_for,
)

LETTERS = {"y": Reply.YES, "n": Reply.SKIP, "-": Reply.SILENCE, "x": Reply.STOP, "l": Reply.LOST, "?": None}


def answered(letters: str, *, per_day: int = 1) -> list[Ask]:
    """Return a question for each letter, so many on a day."""
    days = accumulate((1 if number % per_day == 0 else 0 for number in range(len(letters))), initial=20_000)
    return [
        Ask(signature="a", asked_at=1000.0 * number, day=day, reply=LETTERS[letter])
        for number, (day, letter) in enumerate(zip([*days][1:], letters, strict=True))
    ]


@pytest.mark.parametrize("reply", BUTTONS)
def test_a_button_says_what_is_answered_to_what(reply: Reply) -> None:
    assert reply_of(button(reply, "kitchen_at_seven")) == (reply, "kitchen_at_seven")


@pytest.mark.parametrize("name", ["", "HOMEIQ_YES_", "HOMEIQ_SILENCE_a", "HOMEIQ_ACCEPT_a", "OTHERS_YES_a", "HOMEIQ_a"])
def test_buttons_of_something_else_answer_nothing(name: str) -> None:
    assert reply_of(name) is None


@pytest.mark.parametrize(
    ("letters", "speaks"),
    [
        ("", Speaks.GO_ON),
        ("yyyyyyy", Speaks.GO_ON),
        ("yyyyyyyy", Speaks.CLIMB),
        ("yyynyyyyyyy", Speaks.GO_ON),
        ("yyynyyyyyyyy", Speaks.CLIMB),
        ("-----yyyyyyyy", Speaks.GO_ON),
        ("nnyyyyyyyyyyyyy", Speaks.GO_ON),
        ("nnyyyyyyyyyyyyyy", Speaks.CLIMB),
        ("nnynnynny" + "y" * 20, Speaks.GO_ON),
        ("nnynnynny" + "y" * 22, Speaks.CLIMB),
        ("yyyylllyyyy?", Speaks.CLIMB),
        ("nn", Speaks.GO_ON),
        ("nnn", Speaks.END),
        ("nn-n", Speaks.END),
        ("nnynn", Speaks.GO_ON),
        ("-----", Speaks.GO_ON),
        ("------", Speaks.END),
        ("yyyyyyyyx", Speaks.END),
        ("llllllll", Speaks.GO_ON),
    ],
)
def test_answers_speak_for_acting_alone_or_for_asking_no_more(letters: str, speaks: Speaks) -> None:
    assert speaks_for(answered(letters)) is speaks


@pytest.mark.parametrize(("per_day", "speaks"), [(3, Speaks.GO_ON), (2, Speaks.GO_ON), (1, Speaks.CLIMB)])
def test_eight_times_yes_in_a_few_days_are_not_enough(per_day: int, speaks: Speaks) -> None:
    assert speaks_for(answered("y" * 8, per_day=per_day)) is speaks


@pytest.mark.parametrize(("wanted", "least", "most"), [(0.5, 0.0, 0.03), (0.65, 0.0, 0.25), (0.9, 0.9, 1.0)])
def test_what_is_wanted_two_times_of_three_seldom_climbs_however_long_it_asks(
    wanted: float, least: float, most: float
) -> None:
    chance = np.random.default_rng(1)
    lives = np.where(chance.random((200, 90)) < wanted, "y", "n")
    climbed = [_ends_as("".join(each)) is Speaks.CLIMB for each in lives]

    assert least <= sum(climbed) / len(climbed) <= most


def _ends_as(letters: str) -> Speaks:
    """Return what the answers speak for once they speak for anything, looked at after each of them."""
    asks = answered(letters)
    spoken = (speaks_for(asks[:count]) for count in range(1, len(asks) + 1))
    return next((one for one in spoken if one is not Speaks.GO_ON), Speaks.GO_ON)


@pytest.mark.parametrize(
    ("letters", "more"), [("", 8), ("yyy", 5), ("yyyn", 8), ("yyyyyyyy", 0), ("nnyyy", 11), ("yn" * 20, 20)]
)
def test_it_is_told_how_many_more_yes_it_takes(letters: str, more: int) -> None:
    assert counts_of(answered(letters)).more == more


def test_every_answer_is_counted_but_those_that_were_lost() -> None:
    assert counts_of(answered("yyn-l?")) == AskCounts(asked=5, yes=2, no=1, silent=1, more=12)

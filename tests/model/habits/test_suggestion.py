from dataclasses import replace

import pytest

from custom_components.homeiq.answers.findings import suggestion_to_json
from custom_components.homeiq.model.existing import ConflictKind
from custom_components.homeiq.model.habits.suggestion import Backtest, Holdout
from tests.offers import a_suggestion, in_the_way

REASON = "50 of 53 right, 3 unwanted.\nSeen on Mondays."


def test_what_speaks_against_a_suggestion_stands_first_and_then_the_verdict() -> None:
    suggestion = a_suggestion(reason=REASON, conflicts=(in_the_way(),))

    assert suggestion.full_reason.splitlines() == [
        "Your automation “Mine” does the opposite.",
        "50 of 53 right, 3 unwanted.",
        "Seen on Mondays.",
    ]


def test_what_speaks_against_a_suggestion_is_not_cut_however_short_the_text_is_to_be() -> None:
    suggestion = a_suggestion(reason=REASON, conflicts=(in_the_way("N" * 100),))

    assert suggestion.reason_within(50) == f"Your automation “{'N' * 100}” does the opposite."


def test_a_reason_is_cut_where_it_has_to_be() -> None:
    suggestion = a_suggestion(reason=REASON, conflicts=(in_the_way(),))

    assert suggestion.reason_within(60) == "Your automation “Mine” does the opposite.\n50 of 53 right, 3…"
    assert suggestion.reason_within(1000) == suggestion.full_reason


def test_of_two_objections_the_second_gives_way() -> None:
    suggestion = a_suggestion(reason=REASON, conflicts=(in_the_way(), in_the_way("Other")))

    assert suggestion.reason_within(42) == "Your automation “Mine” does the opposite."


def test_confidence_and_back_test_are_the_same_figures() -> None:
    suggestion = a_suggestion(backtest=Backtest(days=55, runs=53, hits=50, false_alarms=3, misses=4))

    told = suggestion_to_json(suggestion)

    assert told["confidence"] == round(50 / 53, 4)
    assert (told["backtest"]["hits"], told["backtest"]["runs"]) == (50, 53)


def test_what_was_never_tried_is_as_sure_as_its_evidence() -> None:
    suggestion = a_suggestion(backtest=Backtest(days=0, runs=0, hits=0, false_alarms=0, misses=0))

    assert suggestion.confidence == 37 / 40


@pytest.mark.parametrize(("saved", "told", "expected"), [(16, 20, (16 + 4) / (20 + 8)), (20, 20, (45 + 4) / (50 + 8))])
def test_no_more_is_promised_than_came_of_later_days_nor_than_of_all_days(
    saved: int, told: int, expected: float
) -> None:
    later = Holdout(days=told, runs=told, hits=saved)
    test = Backtest(days=50, runs=50, hits=45, false_alarms=5, misses=0, forward=later)

    assert a_suggestion(backtest=test).confidence == expected


def test_what_was_chosen_for_its_figures_is_expected_to_fare_worse_the_fewer_they_are() -> None:
    few = Backtest(days=5, runs=5, hits=5, false_alarms=0, misses=0, is_fitted=True)
    many = Backtest(days=90, runs=90, hits=90, false_alarms=0, misses=0, is_fitted=True)

    assert 0.5 < a_suggestion(backtest=few).confidence < 0.75
    assert 0.95 < a_suggestion(backtest=many).confidence < 1


def test_what_a_person_laid_down_is_told_as_it_fared() -> None:
    test = Backtest(days=5, runs=5, hits=5, false_alarms=0, misses=0)

    assert a_suggestion(backtest=test).confidence == 1


def test_what_found_all_done_already_promises_nothing() -> None:
    test = Backtest(days=5, runs=5, hits=5, false_alarms=0, misses=0, idle=5, is_fitted=True)

    assert a_suggestion(backtest=test).confidence == 0


def test_what_else_the_home_does_stands_last_and_the_verdict_first() -> None:
    by_hand = replace(in_the_way(), kind=ConflictKind.BY_HAND, text="Your automation “Mine” may stay.")
    suggestion = a_suggestion(reason=REASON, conflicts=(by_hand,))

    assert suggestion.full_reason.splitlines() == [*REASON.splitlines(), "Your automation “Mine” may stay."]
    assert suggestion.in_short == "50 of 53 right, 3 unwanted."
    assert suggestion.reason_within(20) == "50 of 53 right, 3 u…"

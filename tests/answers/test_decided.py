"""What became of suggestions, as a document."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.homeiq.answers.accepted import became_of
from custom_components.homeiq.answers.decided import DAYS, MOST, decisions_to_json, first_day
from custom_components.homeiq.model.decisions.acceptance import Trial
from custom_components.homeiq.model.decisions.followed import DayTally
from custom_components.homeiq.model.habits.suggestion import Decision, DecisionKind
from tests.followed import MONDAY, followed
from tests.offers import a_suggestion

BERLIN = ZoneInfo("Europe/Berlin")
# On the Wednesday after, a little past midnight in Berlin; in London it is Tuesday.
NOW = datetime(2026, 6, 3, 0, 30, tzinfo=BERLIN)


def told(*days: DayTally) -> dict[str, Any]:
    accepted = [(became_of(followed(), "automation.kitchen"), days)]
    one: dict[str, Any] = decisions_to_json(accepted, (), (), NOW)["accepted"]["kitchen-at-seven"]
    return one


def test_of_what_was_accepted_two_weeks_are_told_by_the_clock_of_the_home() -> None:
    strip = told(
        DayTally(day=MONDAY - 1, runs=1, acts=0, overridden=0),
        DayTally(day=MONDAY, runs=2, acts=2, overridden=1),
        DayTally(day=MONDAY + 2, runs=1, acts=1, overridden=0),
    )["strip"]

    assert strip == {"first": "2026-05-21", "letters": "----------iw-s"}
    assert (first_day(NOW), len(strip["letters"])) == (MONDAY + 2 - 13, DAYS)


@pytest.mark.parametrize(("hours", "day"), [(0, 1), (23, 1), (24, 2), (167, 7), (500, 7), (-2, 1)])
def test_a_trial_says_which_of_its_days_it_is(hours: float, day: int) -> None:
    began = NOW.timestamp() - hours * 3600
    trial = Trial(suggestion=a_suggestion(), began_at=began, until=began + 7 * 86400, letters="ssw----")

    (one,) = decisions_to_json((), (trial,), (), NOW)["trials"].values()

    assert (one["day"], one["days"], one["strip"]["letters"]) == (day, 7, "ssw----")


def test_a_trial_that_no_run_has_looked_at_has_days_without_a_mark() -> None:
    trial = Trial(suggestion=a_suggestion(), began_at=NOW.timestamp(), until=NOW.timestamp() + 7 * 86400)

    (one,) = decisions_to_json((), (trial,), (), NOW)["trials"].values()

    assert one["strip"] == {"first": "2026-06-03", "letters": "-------"}


def test_the_newest_of_each_sort_are_told_and_how_many_others_there_are() -> None:
    decisions = [
        Decision(signature=f"{verdict.value}-{number}", verdict=verdict, decided_at=NOW.timestamp() - number)
        for verdict, count in (
            (DecisionKind.DISMISSED, MOST + 2),
            (DecisionKind.SNOOZED, MOST),
            (DecisionKind.ACCEPTED, 1),
        )
        for number in range(count)
    ]

    document = decisions_to_json((), (), decisions, NOW, more=3)

    assert [*document["dismissed"]] == [f"dismissed-{number}" for number in range(MOST)]
    assert len(document["later"]) == MOST
    assert document["more"] == {"accepted": 3, "dismissed": 2}
    assert "more" not in decisions_to_json((), (), decisions[:3], NOW)


def test_automations_of_the_home_that_never_run_are_counted_where_there_are_any() -> None:
    assert decisions_to_json((), (), (), NOW, stale=2)["stale"] == 2
    assert "stale" not in decisions_to_json((), (), (), NOW)

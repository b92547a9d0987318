"""How it all stands."""

from datetime import date
from typing import Any

from custom_components.homeiq.answers.overview import overview_to_json
from custom_components.homeiq.model.decisions.edit import Place
from custom_components.homeiq.model.decisions.followed import DayTally
from custom_components.homeiq.model.habits.gate import Gate, Refused
from custom_components.homeiq.model.habits.trigger import LeftOn
from custom_components.homeiq.model.overview import Health, HomeData, StoreStats
from custom_components.homeiq.model.progress import progress_of
from custom_components.homeiq.model.run import Run, RunStatus, RunTrigger
from tests.followed import MONDAY, followed
from tests.offers import a_pattern, a_suggestion

TODAY = date(2026, 11, 1)


def told(data: HomeData, **days: tuple[DayTally, ...]) -> dict[str, Any]:
    return overview_to_json(data, Health(store=StoreStats()), progress_of(TODAY, TODAY, 10), days)


def test_habits_are_counted_by_what_they_can_be_trusted_with() -> None:
    fan = a_pattern("fan", trigger=LeftOn(entity_id="fan.a", to="on", for_seconds=3600))
    refused = {"a": Refused(gate=Gate.DAYS, needs=2), "b": Refused(gate=Gate.LOOSE), "c": Refused(gate=Gate.DAYS)}

    data = HomeData(suggestions=(a_suggestion(), a_suggestion(fan)), refused=refused)

    assert told(data)["rungs"] == {"acts": 1, "asks": 0, "reminds": 1, "forming": 2}


def test_the_last_days_of_automations_are_added_up() -> None:
    data = HomeData(followed=(followed("a"), followed("b"), followed("scene", place=Place.SCENE)))
    day = DayTally(day=MONDAY, runs=9, acts=7, overridden=1)

    assert told(data, a=(day, day), b=(day,), scene=(day,))["recently"] == {"days": 14, "saved": 18, "undone": 3}
    assert told(data)["recently"] == {"days": 14, "saved": 0, "undone": 0}


def test_the_way_from_what_was_heard_to_what_is_suggested_is_told_as_far_as_it_is_known() -> None:
    run = Run(
        run_id=1,
        trigger=RunTrigger.NIGHTLY,
        status=RunStatus.SUCCESS,
        started_at=1.0,
        events=900,
        metrics={"entities": 40.0, "used": 8.0, "acts": 120.0, "days": 30.0, "learn_count": 1.0},
    )

    assert told(HomeData(last_run=run, patterns=(a_pattern(),)))["funnel"] == {
        "events": 900,
        "entities": 40,
        "used": 8,
        "acts": 120,
        "days": 30,
        "patterns": 1,
        "suggestions": 0,
    }
    assert told(HomeData())["funnel"] == {"patterns": 0, "suggestions": 0}

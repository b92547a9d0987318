"""What is wrong, from what is known."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from custom_components.homeiq.coordinator.health.problems import (
    HealthFacts,
    LearningHealth,
    Problems,
    Sending,
    find_problems,
)
from custom_components.homeiq.model.overview import StoreStats, Trouble
from custom_components.homeiq.model.run import RunStatus

NOW = 1_800_000_000.0
HOUR = 3600.0
DAY = 24 * HOUR
NIGHTLY = LearningHealth(is_nightly=True, status=RunStatus.SUCCESS, good_at=NOW - HOUR)
WELL = HealthFacts(
    store=StoreStats(stored=100), before=StoreStats(stored=90), now=NOW, uptime=30 * DAY, learning=NIGHTLY
)
FULL = StoreStats(queued=6_000, stored=100)


def problems_of(**changes: Any) -> Problems:
    return find_problems(replace(WELL, **changes))


def learned(hours_ago: float, **changes: Any) -> Problems:
    return problems_of(learning=replace(NIGHTLY, good_at=NOW - hours_ago * HOUR), **changes)


def test_a_home_that_is_well_has_none() -> None:
    assert problems_of() == {}


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"store": StoreStats(failing=True)}, {"database_failing": {}}),
        ({"store": StoreStats(stored=100, dropped=3)}, {"events_dropped": {"events": "3"}}),
        ({"is_readable": False}, {"reading_failing": {}}),
        ({"read_errors": 1}, {"reading_failing": {}}),
        ({"lacking": 12}, {"blocks_need_zstd": {"blocks": "12"}}),
        (
            {"sending": Sending(problems=("influx_failing", "influx_outbox_filling"))},
            {"influx_failing": {}, "influx_outbox_filling": {}},
        ),
        ({"sending": Sending(damaged=7)}, {"influx_parcels_damaged": {"points": "7"}}),
        (
            {"troubles": [Trouble(work=name, since=NOW, error="ValueError") for name in ("import", "upkeep")]},
            {"background_failing": {"work": "import, upkeep"}},
        ),
    ],
)
def test_each_has_a_name(changes: Mapping[str, Any], problems: Problems) -> None:
    assert problems_of(**changes) == problems


def test_a_queue_that_grows_while_nothing_is_stored_is_one() -> None:
    assert problems_of(store=replace(FULL, queued=7_000), before=FULL) == {"events_waiting": {"events": "7000"}}


def test_a_long_queue_that_is_being_written_is_none() -> None:
    assert problems_of(store=replace(FULL, queued=7_000, stored=5_000), before=FULL) == {}


def test_a_failed_run_is_told_by_its_kind_and_not_by_what_it_names() -> None:
    failed = LearningHealth(is_nightly=True, status=RunStatus.FAILED, error="KeyError: 'light.ann'", good_at=NOW - HOUR)

    assert problems_of(learning=failed) == {"learning_failing": {"error": "KeyError"}}


def test_a_missed_night_is_told_when_it_is_over() -> None:
    assert (learned(25), learned(27)) == ({}, {"learning_overdue": {}})


def test_a_home_that_has_just_started_waits_for_its_night() -> None:
    assert learned(27, uptime=2 * HOUR) == {}


def test_a_home_that_is_off_every_night_is_told_after_a_week() -> None:
    assert learned(9 * 24, uptime=2 * HOUR) == {"learning_overdue": {}}


def test_a_new_home_has_until_its_second_day() -> None:
    new = LearningHealth(is_nightly=True)

    assert problems_of(learning=new, uptime=20 * HOUR) == {}
    assert problems_of(learning=new, uptime=27 * HOUR) == {"learning_overdue": {}}


def test_who_learns_by_hand_is_never_late() -> None:
    assert problems_of(learning=LearningHealth(good_at=NOW - 90 * DAY)) == {}

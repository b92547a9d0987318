import sqlite3
from typing import Any

import pytest

from custom_components.homeiq.model.run import RefreshRequest, RequestOutcome, Run, RunStatus, RunTrigger
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.errors import DatabaseUnusableError
from custom_components.homeiq.store.tables.runs import Runs

ASKED = RefreshRequest(requested_at=500.0, user_id="u1", reason="curious", uses_ai=True)


@pytest.fixture
def runs(database: Database) -> Runs:
    return Runs(database)


async def column(database: Database, statement: str) -> list[Any]:
    return await database.read(lambda connection: [value for (value,) in connection.execute(statement)])


async def test_a_run_that_goes_on_is_not_the_last_one(runs: Runs) -> None:
    run_id = await runs.start(RunTrigger.NIGHTLY, 1000.0, uses_ai=False)

    before = await runs.last()
    await runs.finish(run_id, RunStatus.SUCCESS, 1001.0)

    assert before is None
    assert await runs.last() == Run(
        run_id=run_id, trigger=RunTrigger.NIGHTLY, status=RunStatus.SUCCESS, started_at=1000.0, finished_at=1001.0
    )


async def test_the_newest_runs_that_are_over_come_first(runs: Runs) -> None:
    for number, status in enumerate((RunStatus.SUCCESS, RunStatus.FAILED, RunStatus.SUCCESS)):
        run_id = await runs.start(RunTrigger.NIGHTLY, 1000.0 + number, uses_ai=False)
        await runs.finish(run_id, status, 1001.0 + number)
    await runs.start(RunTrigger.NIGHTLY, 2000.0, uses_ai=False)

    assert [(run.started_at, run.status) for run in await runs.newest(2)] == [
        (1002.0, RunStatus.SUCCESS),
        (1001.0, RunStatus.FAILED),
    ]


async def test_a_finished_run_comes_back_with_its_figures(runs: Runs) -> None:
    run_id = await runs.start(RunTrigger.MANUAL, 1000.0, uses_ai=True)

    await runs.finish(
        run_id, RunStatus.SUCCESS, 1005.0, events=7, patterns=3, suggestions=2, error=None, metrics={"learn": 1.5}
    )

    assert await runs.last() == Run(
        run_id=run_id,
        trigger=RunTrigger.MANUAL,
        status=RunStatus.SUCCESS,
        started_at=1000.0,
        finished_at=1005.0,
        events=7,
        patterns=3,
        suggestions=2,
        uses_ai=True,
        metrics={"learn": 1.5},
    )


async def test_a_failed_run_keeps_its_error(runs: Runs) -> None:
    run_id = await runs.start(RunTrigger.IMPORT, 1000.0, uses_ai=False)

    await runs.finish(run_id, RunStatus.FAILED, 1001.0, error="out of memory")

    last = await runs.last()
    assert last
    assert (last.status, last.error, last.duration) == (RunStatus.FAILED, "out of memory", 1.0)


async def test_a_run_that_a_stop_cut_off_is_marked(runs: Runs) -> None:
    done = await runs.start(RunTrigger.NIGHTLY, 900.0, uses_ai=False)
    await runs.finish(done, RunStatus.SUCCESS, 901.0)
    await runs.start(RunTrigger.NIGHTLY, 1000.0, uses_ai=False)

    assert await runs.close_interrupted(2000.0) == 1
    assert await runs.close_interrupted(2000.0) == 0
    last = await runs.last()
    assert last
    assert (last.status, last.started_at, last.duration) == (RunStatus.INTERRUPTED, 1000.0, None)


async def test_a_request_for_a_run_that_never_was_is_refused(runs: Runs) -> None:
    with pytest.raises(DatabaseUnusableError) as caught:
        await runs.add_request(ASKED, RequestOutcome.ACCEPTED, 99)

    assert isinstance(caught.value.__cause__, sqlite3.IntegrityError)


async def test_only_an_accepted_request_counts_for_the_cooldown(runs: Runs) -> None:
    before = await runs.last_accepted_at()
    await runs.add_request(ASKED, RequestOutcome.ACCEPTED)
    await runs.add_request(RefreshRequest(requested_at=600.0), RequestOutcome.REFUSED_COOLDOWN)

    assert (before, await runs.last_accepted_at()) == (None, 500.0)


async def test_only_a_successful_run_with_ai_counts_for_its_cooldown(runs: Runs) -> None:
    before = await runs.last_ai_success_at()
    with_ai = [await runs.start(RunTrigger.MANUAL, 100.0 * n, uses_ai=True) for n in (1, 2, 3)]
    without = await runs.start(RunTrigger.NIGHTLY, 400.0, uses_ai=False)
    await runs.finish(with_ai[0], RunStatus.SUCCESS, 150.0)
    await runs.finish(with_ai[1], RunStatus.SUCCESS, 250.0)
    await runs.finish(with_ai[2], RunStatus.FAILED, 350.0)
    await runs.finish(without, RunStatus.SUCCESS, 450.0)

    assert (before, await runs.last_ai_success_at()) == (None, 200.0)


async def test_the_newest_runs_and_requests_are_kept_whatever_the_clock_says(database: Database, runs: Runs) -> None:
    for at in (3000.0, 1e12, 1000.0):
        run_id = await runs.start(RunTrigger.MANUAL, at, uses_ai=False)
        await runs.finish(run_id, RunStatus.SUCCESS, at)
        await runs.add_request(RefreshRequest(requested_at=at), RequestOutcome.ACCEPTED, run_id)

    await runs.trim(2)

    assert await column(database, "SELECT started_at FROM analysis_run_status ORDER BY run_id") == [1e12, 1000.0]
    assert await column(database, "SELECT requested_at FROM manual_refresh_triggers ORDER BY request_id") == [
        1e12,
        1000.0,
    ]


async def test_a_request_outlives_its_run(database: Database, runs: Runs) -> None:
    first = await runs.start(RunTrigger.MANUAL, 1000.0, uses_ai=False)
    await runs.add_request(ASKED, RequestOutcome.ACCEPTED, first)
    await runs.start(RunTrigger.NIGHTLY, 2000.0, uses_ai=False)

    await runs.trim(1)

    assert await column(database, "SELECT requested_at FROM manual_refresh_triggers") == [ASKED.requested_at]
    assert await column(database, "SELECT run_id FROM manual_refresh_triggers") == [None]


async def test_a_run_without_data_did_what_it_should_and_one_that_failed_did_not(runs: Runs) -> None:
    for at, status in ((1000.0, RunStatus.NO_DATA), (2000.0, RunStatus.FAILED)):
        await runs.finish(await runs.start(RunTrigger.NIGHTLY, at, uses_ai=False), status, at + 1)

    assert await runs.last_good_at() == 1001.0


async def test_a_request_of_no_time_holds_nothing_up(database: Database, runs: Runs) -> None:
    await runs.add_request(RefreshRequest(requested_at=500.0, user_id=None), RequestOutcome.ACCEPTED)
    await database.write(
        lambda connection: connection.execute("UPDATE manual_refresh_triggers SET requested_at = -1e308")
    )

    assert await runs.last_accepted_at() is None

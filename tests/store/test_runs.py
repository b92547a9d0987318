import sqlite3

import pytest

from custom_components.homeiq.model.run import RefreshRequest, RequestOutcome, Run, RunStatus, RunTrigger
from custom_components.homeiq.store.database import Database
from custom_components.homeiq.store.errors import DatabaseUnusableError
from custom_components.homeiq.store.runs import LoggedRequest, Runs

ASKED = RefreshRequest(requested_at=500.0, user_id="u1", reason="curious", uses_ai=True)


@pytest.fixture
def runs(database: Database) -> Runs:
    return Runs(database)


async def test_a_run_that_goes_on_is_not_the_last_one(runs: Runs) -> None:
    run_id = await runs.start(RunTrigger.NIGHTLY, 1000.0, uses_ai=False)

    running = Run(run_id=run_id, trigger=RunTrigger.NIGHTLY, status=RunStatus.RUNNING, started_at=1000.0)
    assert await runs.last() is None
    assert await runs.recent(10) == (running,)


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
    recent = await runs.recent(10)
    assert [run.status for run in recent] == [RunStatus.INTERRUPTED, RunStatus.SUCCESS]
    assert recent[0].duration is None


async def test_recent_runs_are_limited_newest_first(runs: Runs) -> None:
    ids = [await runs.start(RunTrigger.NIGHTLY, float(n), uses_ai=False) for n in range(5)]

    assert [run.run_id for run in await runs.recent(2)] == [ids[4], ids[3]]


async def test_requests_come_back_newest_first(runs: Runs) -> None:
    run_id = await runs.start(RunTrigger.MANUAL, 500.0, uses_ai=True)
    await runs.add_request(ASKED, RequestOutcome.ACCEPTED, run_id)
    await runs.add_request(RefreshRequest(requested_at=510.0), RequestOutcome.REFUSED_RUNNING, None)

    assert await runs.requests(10) == (
        LoggedRequest(request=RefreshRequest(requested_at=510.0), outcome=RequestOutcome.REFUSED_RUNNING),
        LoggedRequest(request=ASKED, outcome=RequestOutcome.ACCEPTED, run_id=run_id),
    )
    assert len(await runs.requests(1)) == 1


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

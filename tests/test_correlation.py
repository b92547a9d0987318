import asyncio
from contextvars import copy_context
import logging

import pytest

from custom_components.homeiq.correlation import MARKED, correlated, current, current_or_new


@pytest.mark.parametrize("given", ["", "with a space", "x" * 65, "new\nline", "%s"])
def test_what_is_no_id_is_replaced_by_one(given: str) -> None:
    with correlated(given) as correlation:
        assert len(correlation) == 32
        assert correlation != given


def test_an_id_that_is_given_counts_within_and_not_afterwards() -> None:
    with correlated("request-1") as correlation, correlated() as inner:
        assert (correlation, inner, current(), current_or_new()) == ("request-1",) * 4

    assert current() == ""


async def test_tasks_and_threads_bear_the_id_of_what_began_them_also_when_they_go_on() -> None:
    gate = asyncio.Event()

    async def work() -> tuple[str, str]:
        await gate.wait()
        return current(), await asyncio.get_running_loop().run_in_executor(None, copy_context().run, current)

    with correlated("request-1"):
        task = asyncio.ensure_future(work())
    with correlated("request-2"):
        gate.set()
        assert await task == ("request-1", "request-1")


def test_every_line_of_a_log_bears_it(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("tests.correlation")
    log.addFilter(MARKED)
    log.addFilter(MARKED)

    with correlated("request-1"):
        log.warning("%s waits", "a lamp")
    log.warning("%s waits", "a lamp")

    assert caplog.messages == ["a lamp waits [request-1]", "a lamp waits"]
    assert [getattr(record, "correlation_id", None) for record in caplog.records] == ["request-1", None]

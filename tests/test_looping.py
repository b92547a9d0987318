import asyncio
import threading

from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component import plugins

from tests.looping import has_loop, leaving_nothing


@pytest.fixture
async def asynchronous() -> asyncio.AbstractEventLoop:
    return asyncio.get_running_loop()


@pytest.fixture
def through(asynchronous: asyncio.AbstractEventLoop) -> asyncio.AbstractEventLoop:
    return asynchronous


def test_what_runs_in_no_loop_has_none(request: pytest.FixtureRequest) -> None:
    assert not has_loop(request.node)
    assert "_function_scoped_runner" not in request.fixturenames


async def test_what_runs_in_a_loop_has_home_assistants(request: pytest.FixtureRequest) -> None:
    assert has_loop(request.node)
    assert await asyncio.to_thread(lambda: threading.current_thread().name.startswith("SyncWorker"))


def test_what_is_given_something_of_a_loop_has_it(
    request: pytest.FixtureRequest, through: asyncio.AbstractEventLoop
) -> None:
    assert has_loop(request.node)
    assert through.run_until_complete(
        through.run_in_executor(None, lambda: threading.current_thread().name.startswith("SyncWorker"))
    )


def test_a_thread_that_still_runs_is_refused_without_a_loop_too() -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    left = leaving_nothing()
    left.__enter__()

    thread.start()

    with pytest.raises(AssertionError):
        left.__exit__(None, None, None)
    end.set()
    thread.join()


def test_another_time_zone_is_refused_and_put_right_without_a_loop_too() -> None:
    with pytest.raises(AssertionError), leaving_nothing():
        dt_util.set_default_time_zone(dt_util.zoneinfo.ZoneInfo("Europe/Berlin"))

    assert dt_util.DEFAULT_TIME_ZONE is dt_util.UTC


def test_a_socket_that_was_asked_for_is_refused_without_a_loop_too() -> None:
    with pytest.raises(AssertionError), leaving_nothing(), pytest.warns(UserWarning, match="socket"):
        plugins.HASocketBlockedError()

    assert vars(plugins.HASocketBlockedError)["instances"] == []

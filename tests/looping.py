"""Which tests have an event loop, and what is looked at behind those that have none."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC
import inspect
import threading

from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component import plugins
import respx

# The test plugin gives these to every test, and they are what a test without a loop goes without.
_OF_THE_LOOP = frozenset({"configure_event_loop", "enable_event_loop_debug", "verify_cleanup"})


def has_loop(test: pytest.Function) -> bool:
    """Tell whether a test or anything that it is given runs in an event loop of its own."""
    if test.get_closest_marker("asyncio"):
        return True
    made_by = test._fixtureinfo.name2fixturedefs  # noqa: SLF001 - pytest tells in public what a test is given, not what makes it
    return any(
        made.scope != "session" and (inspect.iscoroutinefunction(made.func) or inspect.isasyncgenfunction(made.func))
        for name in test.fixturenames
        if name not in _OF_THE_LOOP
        for made in made_by.get(name, ())
    )


@contextmanager
def leaving_nothing() -> Generator[None]:
    """Refuse what the test plugin refuses to be left, as far as it can be without a loop.

    Raises:
        AssertionError: a thread still runs, the time zone is another one, or somebody asked for a socket.
    """
    before = frozenset(threading.enumerate())
    yield
    asked = vars(plugins.HASocketBlockedError)["instances"]
    opened = tuple(asked)
    asked.clear()
    zone, dt_util.DEFAULT_TIME_ZONE = dt_util.DEFAULT_TIME_ZONE, UTC
    routes = tuple(respx.mock.routes)
    respx.mock.clear()

    # Those that Python did not begin have such a name, and nobody can end them.
    assert not [one for one in threading.enumerate() if one not in before and not one.name.startswith("Dummy-")]
    assert zone is UTC
    assert opened == ()
    assert routes == ()

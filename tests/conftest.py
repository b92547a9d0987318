"""What every test of the integration stands on."""

from collections.abc import Generator
import gc
from pathlib import Path
from unittest.mock import patch

from homeassistant.auth.const import GROUP_ID_USER
from homeassistant.core import HomeAssistant
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
import pytest
from pytest_homeassistant_custom_component.common import MockUser

# Before the first Home Assistant starts: the test plugin's own folder has a package of that name, and would hide ours.
import custom_components  # noqa: F401
from tests.blank import copy_blanks
from tests.folders import a_folder, work_in_memory
from tests.groups import group_of, place_of
from tests.lighter import lighten
from tests.looping import has_loop, leaving_nothing

work_in_memory()
lighten()
copy_blanks()


# Before xdist's own, which takes the groups from the marks that there are by then.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep tests that belong together on one worker, let them be left out by their group's mark, and begin in time."""
    places = {}
    for item in items:
        group = group_of(item.path)
        if group:
            item.add_marker(group.mark)
        places[item], name = place_of(item.nodeid, group, is_long=item.get_closest_marker("long") is not None)
        item.add_marker(pytest.mark.xdist_group(name))
    if hasattr(config, "workerinput"):
        items.sort(key=places.__getitem__)


def pytest_collection_finish() -> None:
    """Leave thousands of tests and modules, which all stay, out of what Python looks through for garbage."""
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def disable_http_server() -> Generator[None]:
    """Have no server, as the test plugin does, but once and not anew for each test: finding it takes a while."""
    server = "homeassistant.components.http.HomeAssistantHTTP"
    with patch(f"{server}.async_bind"), patch(f"{server}.start"):
        yield


@pytest.fixture(autouse=True, scope="session")
def skip_stop_scripts() -> Generator[None]:
    """Leave no timer for scripts that outlive Home Assistant, likewise."""
    with patch("homeassistant.helpers.script._schedule_stop_scripts_after_shutdown"):
        yield


@pytest.fixture
def configure_event_loop(request: pytest.FixtureRequest) -> None:
    """Have no loop for the many tests that do without one: making it takes longer than most of them do."""
    if has_loop(request.node):
        request.getfixturevalue("configure_event_loop")


@pytest.fixture
def verify_cleanup(request: pytest.FixtureRequest) -> Generator[None]:
    """Look for what a test leaves behind, in a loop only where there is one."""
    if has_loop(request.node):
        request.getfixturevalue("verify_cleanup")
        yield
        return
    with leaving_nothing():
        yield


@pytest.fixture
def enable_event_loop_debug() -> None:
    """Leave debug mode off, which the test plugin turns on: what it checks that matters is checked by ``lighten``."""


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generator[Path]:
    """Give each test a folder, which is gone when it has passed."""
    yield from a_folder(request.node, tmp_path_factory)


@pytest.fixture
def hass_config_dir(tmp_path: Path) -> str:
    """Give each test a configuration folder of its own: our database is a file in it."""
    return str(tmp_path)


@pytest.fixture
def hass(hass: HomeAssistant) -> HomeAssistant:
    """Let every Home Assistant see custom integrations, without disturbing the order of the recorder's fixtures."""
    hass.data.pop(DATA_CUSTOM_COMPONENTS, None)
    return hass


@pytest.fixture
def enable_custom_integrations(hass: HomeAssistant) -> None:
    """Do nothing: ``hass`` has done it already."""


@pytest.fixture
async def household_user(hass: HomeAssistant) -> MockUser:
    """Have somebody who uses all that is there, and is no administrator."""
    group = await hass.auth.async_get_group(GROUP_ID_USER)
    assert group
    return MockUser(name="Kim", groups=[group]).add_to_hass(hass)

"""What every test of the integration stands on."""

from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
import pytest

# Before the first Home Assistant starts: the test plugin's own folder has a package of that name, and would hide ours.
import custom_components  # noqa: F401


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

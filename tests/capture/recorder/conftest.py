"""What the recorder's past is tested with."""

from homeassistant.components.recorder import Recorder
from homeassistant.core import HomeAssistant
import pytest


@pytest.fixture
def mock_recorder_before_hass(async_test_recorder: None) -> None:
    """Have the recorder prepared before Home Assistant starts."""


@pytest.fixture
async def utc(recorder_mock: Recorder, hass: HomeAssistant) -> HomeAssistant:
    """Live where local days are days of the world."""
    await hass.config.async_set_time_zone("UTC")
    return hass

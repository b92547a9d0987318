"""A home that keeps no past."""

from homeassistant.core import HomeAssistant
import pytest

from custom_components.homeiq.capture.cause import CauseClassifier
from custom_components.homeiq.capture.errors import RecorderMissingError
from custom_components.homeiq.capture.recorder.backfill import history_days
from custom_components.homeiq.capture.scope import EntityScope
from custom_components.homeiq.settings import Scope


async def test_without_a_recorder_there_is_nothing_to_import(hass: HomeAssistant, causes: CauseClassifier) -> None:
    with pytest.raises(RecorderMissingError):
        await anext(history_days(hass, 0.0, set(), EntityScope(hass, Scope()), causes))

"""What capture is tested with."""

from collections.abc import AsyncGenerator

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.homeiq.capture.cause import CauseClassifier
from custom_components.homeiq.capture.listener import Listener
from custom_components.homeiq.capture.scope import EntityScope
from custom_components.homeiq.settings import Scope
from tests.capture.a_home import AUTOMATIONS, CHILD, MACHINE, Heard, switching


@pytest.fixture
async def home(hass: HomeAssistant) -> HomeAssistant:
    """Furnish a home with switches, a script, a scene and automations."""
    switches = dict.fromkeys(("cause", "effect", "scripted", "timed", "ours", "set"))
    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "input_boolean", {"input_boolean": switches})
    assert await async_setup_component(hass, "script", {"script": {"one": {"sequence": switching("scripted")}}})
    assert await async_setup_component(hass, "automation", {"automation": AUTOMATIONS})
    scene = {"name": "cosy", "entities": {"input_boolean.set": "on"}}
    assert await async_setup_component(hass, "scene", {"scene": [scene]})
    await hass.async_block_till_done()
    return hass


@pytest.fixture
async def causes(hass: HomeAssistant) -> AsyncGenerator[CauseClassifier]:
    classifier = CauseClassifier(hass, [MACHINE], [CHILD])
    await classifier.async_start()
    yield classifier
    classifier.stop()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
async def listener(hass: HomeAssistant, causes: CauseClassifier, heard: Heard) -> AsyncGenerator[Listener]:
    ear = Listener(hass, EntityScope(hass, Scope()), causes, heard.rows.append)
    ear.start()
    yield ear
    ear.stop()

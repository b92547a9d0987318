from typing import Any

from homeassistant.config import async_hass_config_yaml
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from custom_components.homeiq.apply.editor import Editor, NotIncludedError
from custom_components.homeiq.apply.errors import BusyFileError
from custom_components.homeiq.model.decisions.edit import Edit, Place
from tests.accepted import OWN, file_of, write_files

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

CONFIG: dict[str, Any] = {
    "id": "homeiq_x",
    "alias": "X",
    "triggers": [{"trigger": "time", "at": "07:00:00"}],
    "conditions": [],
    "actions": [{"action": "light.turn_on", "target": {"entity_id": ["light.hall"]}}],
    "mode": "single",
}


async def async_nothing(_edit: Edit) -> None:
    """Note nothing."""


async def async_an_editor(hass: HomeAssistant) -> Editor:
    """Return an editor in a home whose own editor is not set up."""
    write_files(hass, OWN)
    assert await async_setup_component(hass, "automation", await async_hass_config_yaml(hass))
    return Editor(hass, Place.AUTOMATION)


async def test_without_home_assistants_editor_it_works_as_well(hass: HomeAssistant) -> None:
    editor = await async_an_editor(hass)

    entity_id = await editor.async_add("homeiq_x", CONFIG, async_nothing, Context())

    assert entity_id == "automation.x"
    assert await editor.async_says("homeiq_x") == CONFIG


async def test_a_program_that_keeps_writing_wins(hass: HomeAssistant) -> None:
    editor = await async_an_editor(hass)
    tries: list[str] = []

    async def write_in_between(_edit: Edit) -> None:
        tries.append("theirs")
        file_of(hass).write_text(OWN + "# theirs\n" * len(tries))

    with pytest.raises(BusyFileError):
        await editor.async_add("homeiq_x", CONFIG, write_in_between, Context())

    assert len(tries) == 5
    assert file_of(hass).read_text() == OWN + "# theirs\n" * 5


async def test_a_program_that_writes_once_keeps_what_it_wrote(hass: HomeAssistant) -> None:
    editor = await async_an_editor(hass)

    async def write_once(_edit: Edit) -> None:
        file_of(hass).write_text(OWN + "# theirs\n")

    await editor.async_add("homeiq_x", CONFIG, write_once, Context())

    assert file_of(hass).read_text().startswith(OWN + "# theirs\n- id: homeiq_x\n")


async def test_a_reload_that_fails_leaves_the_file_as_it_was(hass: HomeAssistant) -> None:
    editor = await async_an_editor(hass)
    async_mock_service(hass, "automation", "reload", raise_exception=HomeAssistantError("no"))

    with pytest.raises(HomeAssistantError, match="no"):
        await editor.async_add("homeiq_x", CONFIG, async_nothing, Context())

    assert file_of(hass).read_text() == OWN


async def test_without_the_component_nothing_comes_of_it(hass: HomeAssistant) -> None:
    write_files(hass, OWN)

    with pytest.raises(NotIncludedError):
        await Editor(hass, Place.SCENE).async_add("x", {"id": "x", "entities": {}}, async_nothing, Context())

    assert file_of(hass, "scenes.yaml").read_text() == ""

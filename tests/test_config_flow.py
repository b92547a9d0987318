from homeassistant.config_entries import SOURCE_USER, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from homeassistant.helpers.translation import async_get_translations
import pytest

from custom_components.homeiq.const import DOMAIN
from tests.homes import async_set_up
from tools.integration import LANGUAGES


async def test_setting_up_takes_one_press(hass: HomeAssistant) -> None:
    form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})

    done = await hass.config_entries.flow.async_configure(form["flow_id"], {})
    await hass.async_block_till_done()

    assert (form["type"], form["step_id"], form["errors"]) == (FlowResultType.FORM, "user", None)
    assert (done["type"], done["title"], done["data"]) == (FlowResultType.CREATE_ENTRY, "HomeIQ", {})
    assert done["options"] == {}
    assert done["result"].state is ConfigEntryState.LOADED


async def test_setting_up_asks_nothing_but_whether_there_is_influxdb(hass: HomeAssistant) -> None:
    form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})

    schema = form["data_schema"]
    assert schema
    assert [str(marker) for marker in schema.schema] == ["influxdb"]


async def test_what_is_not_asked_is_refused_and_the_form_stays_usable(hass: HomeAssistant) -> None:
    form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})

    with pytest.raises(InvalidData):
        await hass.config_entries.flow.async_configure(form["flow_id"], {"mainframe": True})
    done = await hass.config_entries.flow.async_configure(form["flow_id"], {"influxdb": False})
    await hass.async_block_till_done()

    assert done["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_last_page_leads_to_where_suggestions_appear(hass: HomeAssistant, language: str) -> None:
    form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})

    done = await hass.config_entries.flow.async_configure(form["flow_id"], {})
    await hass.async_block_till_done()

    texts = await async_get_translations(hass, language, "config", [DOMAIN])
    page = texts["component.homeiq.config.create_entry.default"].format(**done["description_placeholders"] or {})
    lists = await async_get_translations(hass, language, "entity", [DOMAIN])
    name = lists["component.homeiq.entity.todo.suggestions.name"]
    assert f"[HomeIQ {name}](/todo?entity_id=todo.homeiq_suggestions)" in page
    assert hass.states.get("todo.homeiq_suggestions")


async def test_one_home_has_one_homeiq(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    second = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})

    assert (second["type"], second["reason"]) == (FlowResultType.ABORT, "single_instance_allowed")

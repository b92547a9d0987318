from homeassistant.config_entries import SOURCE_USER, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
import pytest

from custom_components.homeiq.const import DOMAIN
from tests.homes import async_set_up


async def test_setting_up_takes_one_press(hass: HomeAssistant) -> None:
    form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})

    done = await hass.config_entries.flow.async_configure(form["flow_id"], {})
    await hass.async_block_till_done()

    assert (form["type"], form["step_id"], form["errors"]) == (FlowResultType.FORM, "user", None)
    assert (done["type"], done["title"], done["data"]) == (FlowResultType.CREATE_ENTRY, "HomeIQ", {})
    assert done["options"] == {"storage": {"profile": "nuc"}}
    assert done["result"].state is ConfigEntryState.LOADED


async def test_a_larger_machine_can_be_chosen(hass: HomeAssistant) -> None:
    form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})

    done = await hass.config_entries.flow.async_configure(form["flow_id"], {"profile": "standard"})
    await hass.async_block_till_done()

    assert done["options"] == {"storage": {"profile": "standard"}}


async def test_a_machine_that_is_not_offered_is_refused_and_the_form_stays_usable(hass: HomeAssistant) -> None:
    form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})

    with pytest.raises(InvalidData):
        await hass.config_entries.flow.async_configure(form["flow_id"], {"profile": "mainframe"})
    done = await hass.config_entries.flow.async_configure(form["flow_id"], {"profile": "nuc"})
    await hass.async_block_till_done()

    assert done["type"] is FlowResultType.CREATE_ENTRY


async def test_one_home_has_one_homeiq(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    second = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})

    assert (second["type"], second["reason"]) == (FlowResultType.ABORT, "single_instance_allowed")

from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL, DATA_PANELS
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.bundle import async_bundle
from custom_components.homeiq.const import DOMAIN
from tests.homes import async_set_up


async def async_card(hass: HomeAssistant) -> str:
    return f"/homeiq_files/{(await async_bundle(hass)).card}"


def is_shown(hass: HomeAssistant) -> bool:
    return DOMAIN in hass.data[DATA_PANELS]


async def test_setting_up_brings_the_panel_for_administrators_and_the_cards(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    panel = hass.data[DATA_PANELS][DOMAIN]
    assert panel.sidebar_title == "HomeIQ"
    assert panel.require_admin
    assert await async_card(hass) in hass.data[DATA_EXTRA_MODULE_URL].urls


async def test_browsers_may_keep_the_files_for_long(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    await async_set_up(hass)
    client = await hass_client_no_auth()

    panel = f"/homeiq_files/{(await async_bundle(hass)).panel}"
    answers = [await client.get(one) for one in (panel, await async_card(hass))]

    assert [one.status for one in answers] == [200, 200]
    assert {one.headers["Cache-Control"] for one in answers} == {"public, max-age=2678400"}
    assert {one.content_type for one in answers} == {"text/javascript"}


async def test_whoever_looks_at_the_panel_keeps_it_across_a_reload(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    shown = []
    hass.bus.async_listen("panels_updated", lambda _event: shown.append(is_shown(hass)))

    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()

    assert is_shown(hass)
    assert shown == []


async def test_a_disabled_integration_leaves_no_panel_and_an_enabled_one_brings_it_back(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    await hass.config_entries.async_set_disabled_by(entry.entry_id, ConfigEntryDisabler.USER)
    disabled = is_shown(hass), await async_card(hass) in hass.data[DATA_EXTRA_MODULE_URL].urls
    await hass.config_entries.async_set_disabled_by(entry.entry_id, None)
    await hass.async_block_till_done()

    assert disabled == (False, False)
    assert is_shown(hass)


async def test_removing_it_takes_panel_and_cards_away(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()

    assert not is_shown(hass)
    assert await async_card(hass) not in hass.data[DATA_EXTRA_MODULE_URL].urls

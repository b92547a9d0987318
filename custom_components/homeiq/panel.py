"""The panel in the sidebar, and the cards of dashboards: serves their files and tells Home Assistant of them."""

from __future__ import annotations

from homeassistant.components import frontend, panel_custom
from homeassistant.components.http import StaticPathConfig
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from .bundle import FOLDER, async_bundle
from .const import DOMAIN

# Home Assistant's service worker keeps what is below /static, /local or /api for ever, whatever the name says.
FILES = f"/{DOMAIN}_files"
ELEMENT = "homeiq-panel"
ICON = "mdi:home-analytics"


async def async_setup_panel(hass: HomeAssistant) -> None:
    """Serve the files, once for the process: addresses can't be taken back."""
    await async_bundle(hass)
    await hass.http.async_register_static_paths([StaticPathConfig(FILES, str(FOLDER), cache_headers=True)])


async def async_show_panel(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Put the panel into the sidebar and the cards on all pages, unless they are there already.

    They stay on a reload: whoever is looking at the panel would find themselves somewhere else.
    """

    async def leave() -> None:
        if entry.disabled_by:
            await async_hide_panel(hass)

    entry.async_on_unload(leave)
    if frontend.async_panel_exists(hass, DOMAIN):
        return
    bundle = await async_bundle(hass)
    await panel_custom.async_register_panel(
        hass,
        frontend_url_path=DOMAIN,
        webcomponent_name=ELEMENT,
        module_url=f"{FILES}/{bundle.panel}",
        sidebar_title="HomeIQ",
        sidebar_icon=ICON,
        require_admin=True,
    )
    frontend.add_extra_js_url(hass, f"{FILES}/{bundle.card}")


async def async_hide_panel(hass: HomeAssistant) -> None:
    """Take both away."""
    if not frontend.async_panel_exists(hass, DOMAIN):
        return
    bundle = await async_bundle(hass)
    frontend.async_remove_panel(hass, DOMAIN)
    frontend.remove_extra_js_url(hass, f"{FILES}/{bundle.card}")

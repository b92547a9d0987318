"""Every trigger and condition with a purpose that is read is one that this Home Assistant has."""

from importlib import import_module
from importlib.util import find_spec

from homeassistant.core import HomeAssistant
import pytest

from custom_components.homeiq.apply.existing import conditions, triggers
from custom_components.homeiq.apply.existing.plain import MEANINGS

NAMES = {*MEANINGS, *(name for name in (*conditions.READERS, *triggers.READERS) if "." in name)}


async def async_names(hass: HomeAssistant, domain: str) -> set[str]:
    """Return the triggers and conditions of an integration, as its own modules list them."""
    names: set[str] = set()
    for kind in ("trigger", "condition"):
        path = f"homeassistant.components.{domain}.{kind}"
        if find_spec(path):
            names |= set(await getattr(import_module(path), f"async_get_{kind}s")(hass))
    return {f"{domain}.{name}" for name in names}


@pytest.mark.parametrize("domain", sorted({name.partition(".")[0] for name in NAMES}))
async def test_each_name_is_one_of_home_assistants_own(hass: HomeAssistant, domain: str) -> None:
    read = {name for name in NAMES if name.startswith(f"{domain}.")}

    assert read - await async_names(hass, domain) == set()


async def test_a_name_that_it_does_not_have_would_be_seen(hass: HomeAssistant) -> None:
    assert "schedule.turned_on" not in await async_names(hass, "schedule")
    assert {"schedule.block_started", "schedule.is_on"} <= await async_names(hass, "schedule")

"""The forms that connect InfluxDB: what they ask for, and what is tried before they are believed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
from homeassistant.util import slugify
import probatio as vol
from yarl import URL

from .store.influx.client import InfluxClient, load
from .store.influx.probe import check, create, identify, settled
from .store.influx.target import Generation, Target

_SECRET = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD))
CONNECTION_SCHEMA = vol.Schema(
    {
        vol.Required("url", default="http://localhost:8086"): TextSelector(
            TextSelectorConfig(type=TextSelectorType.URL)
        ),
        vol.Required("bucket", default="homeiq"): TextSelector(),
        vol.Optional("organization"): TextSelector(),
        vol.Optional("token"): _SECRET,
        vol.Optional("username"): TextSelector(),
        vol.Optional("password"): _SECRET,
        vol.Required("verify_ssl", default=True): BooleanSelector(),
        vol.Required("home", default="home"): TextSelector(),
        vol.Required("copy_history", default=True): BooleanSelector(),
    }
)
CREATE_SCHEMA = vol.Schema(
    {
        vol.Required("days", default=0): vol.All(
            NumberSelector(
                NumberSelectorConfig(min=0, max=36_500, mode=NumberSelectorMode.BOX, unit_of_measurement="d")
            ),
            vol.Coerce(int),
        )
    }
)
REAUTH_SCHEMA = vol.Schema(
    {
        vol.Optional("token"): _SECRET,
        vol.Optional("username"): TextSelector(),
        vol.Optional("password"): _SECRET,
    }
)


def target_of(values: Mapping[str, Any]) -> Target:
    """Return the server that a form names; its generation is found out later.

    Raises:
        ValueError: the address is none.
    """
    url = URL(values["url"].strip().rstrip("/"))
    if url.scheme not in {"http", "https"} or not url.host:
        raise ValueError("url")
    return Target(
        url=str(url).rstrip("/"),
        bucket=values["bucket"].strip(),
        # Who has a name has one of 1.x: the others know tokens only.
        generation=Generation.V1 if values.get("username") else Generation.V2,
        organization=values.get("organization", "").strip(),
        token=values.get("token", ""),
        username=values.get("username", ""),
        password=values.get("password", ""),
        verify_ssl=values["verify_ssl"],
        home=slugify(values["home"]) or "home",
    )


def with_secrets(target: Target, values: Mapping[str, Any]) -> Target:
    """Return a server with the credentials of a form."""
    secrets = {name: values.get(name, "") for name in ("token", "username", "password")}
    return replace(target, **secrets)


async def async_settle(hass: HomeAssistant, target: Target) -> Target:
    """Find out what a server is.

    Raises:
        InfluxError: it can't be reached, or is something else.
    """
    return settled(target, await identify(_client(hass, target)))


async def async_check(hass: HomeAssistant, target: Target) -> None:
    """Write and read there.

    Raises:
        InfluxError: that is not possible.
    """
    await hass.async_add_import_executor_job(load)
    await check(_client(hass, target))


async def async_create(hass: HomeAssistant, target: Target, days: int) -> None:
    """Make the database or bucket, and write and read there.

    Raises:
        InfluxError: that is not possible.
    """
    await create(_client(hass, target), days)
    await async_check(hass, target)


def _client(hass: HomeAssistant, target: Target) -> InfluxClient:
    return InfluxClient(target, async_get_clientsession(hass, verify_ssl=target.verify_ssl))

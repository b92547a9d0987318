"""The forms that connect InfluxDB: what they ask for, and what is tried before they are believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import AbortFlow
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

from .on_demand import INFLUXDB, PartMissingError
from .store.influx.failure import InfluxError, Trouble
from .store.influx.target import Generation, Target

if TYPE_CHECKING:
    from .store.influx.client import InfluxClient

_SECRETS = frozenset({"token", "password"})
_SECRET = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD))
PORT = 8086  # where InfluxDB listens, unless its owner chose another
_GLANCE = 2.0  # how long a second try may take, seconds
# What may come of speaking http to who speaks https, and the other way round.
_MISHEARD = frozenset({"certificate", "unreachable", "timeout", "not_understood", "not_influx"})
_SCHEMES = ("http", "https")
_NAME = re.compile(r"[\w.:%-]+")  # a name, or an address of four or six
CONNECTION_SCHEMA = vol.Schema(
    {
        vol.Required("url", default="http://localhost:8086"): TextSelector(),
        vol.Required("bucket", default="homeiq"): TextSelector(),
        vol.Optional("organization"): TextSelector(),
        vol.Optional("token"): _SECRET,
        vol.Optional("username"): TextSelector(),
        vol.Optional("password"): _SECRET,
        vol.Required("verify_ssl", default=True): BooleanSelector(),
        vol.Required("home", default="home"): TextSelector(),
        vol.Required("copy_history", default=True): BooleanSelector(),
        vol.Optional("back", default=False): BooleanSelector(),
    }
)
CREATE_SCHEMA = vol.Schema(
    {
        vol.Required("days", default=0): vol.All(
            NumberSelector(
                NumberSelectorConfig(
                    min=0, max=36_500, mode=NumberSelectorMode.BOX, unit_of_measurement="d", translation_key="number"
                )
            ),
            vol.Coerce(int),
        ),
        vol.Optional("back", default=False): BooleanSelector(),
    }
)
REAUTH_SCHEMA = vol.Schema(
    {
        vol.Optional("token"): _SECRET,
        vol.Optional("username"): TextSelector(),
        vol.Optional("password"): _SECRET,
    }
)


# The field that each trouble is about; what is not here is about the whole of it.
_OF_THE_ADDRESS: tuple[Trouble, ...] = (
    "unreachable",
    "timeout",
    "redirected",
    "not_influx",
    "not_understood",
    "too_long",
    "certificate_host",
)
_FIELDS: Mapping[Trouble, str] = MappingProxyType(
    {
        **dict.fromkeys(_OF_THE_ADDRESS, "url"),
        "certificate": "verify_ssl",
        "certificate_expired": "verify_ssl",
        "unauthorized": "token",
        "forbidden": "token",
    }
)


class AddressError(ValueError):
    """An address that can't be that of an InfluxDB.

    Attributes:
        reason: the key of the text that says why.
    """

    def __init__(self, reason: str) -> None:
        """Say why."""
        super().__init__(reason)
        self.reason = reason


def target_of(values: Mapping[str, Any]) -> Target:
    """Return the server that a form names; its generation is found out later.

    Raises:
        AddressError: the address is none.
    """
    user = values.get("username", "")
    return Target(
        url=str(_url_of(values["url"])).rstrip("/"),
        bucket=values["bucket"].strip(),
        # Who has a name has one of 1.x: the others know tokens only.
        generation=Generation.V1 if user else Generation.V2,
        organization=values.get("organization", "").strip(),
        token=values.get("token", ""),
        username=user,
        password=values.get("password", ""),
        verify_ssl=values["verify_ssl"],
        home=slugify(values["home"]) or "home",
    )


def _url_of(text: str) -> URL:
    """Read an address as people write it: without a scheme it is http, and InfluxDB's port where none is named."""
    is_short = "://" not in text
    try:
        url = URL(f"http://{text.strip()}" if is_short else text.strip())
        host, port = url.host, url.explicit_port
    except ValueError as err:
        raise AddressError("no_address") from err
    if url.user or url.password:
        # An address is shown, in logs of others as well.
        raise AddressError("login_in_address")
    if url.scheme not in _SCHEMES or not host or not _NAME.fullmatch(host):
        raise AddressError("no_address")
    return url.with_port(PORT) if is_short and port is None else url


def field_of(trouble: Trouble, values: Mapping[str, Any], form: vol.Schema) -> str:
    """Return the field of a form that a trouble is about; ``base``, the form itself, where it has no such field.

    Args:
        trouble: what is wrong.
        values: what was entered.
        form: where it was entered.
    """
    field = _FIELDS.get(trouble, "base")
    if field == "token" and values.get("username"):
        field = "password"
    return field if field in {str(key) for key in form.schema} else "base"


def answers_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was once answered, as the data of an entry tell it: all but the secrets, which nobody is shown."""
    told = {**data, **data.get("influxdb", {})}
    return {str(key): told[key] for key in CONNECTION_SCHEMA.schema if key in told and key not in _SECRETS}


def with_secrets(target: Target, values: Mapping[str, Any]) -> Target:
    """Return a server with the credentials of a form."""
    secrets = {name: values.get(name, "") for name in ("token", "username", "password")}
    return replace(target, **secrets)


async def async_settle(hass: HomeAssistant, target: Target) -> Target:
    """Find out what a server is.

    Raises:
        AddressError: something else listens there, or it wants to be spoken to in another way.
        InfluxError: it can't be reached, or is something else.
    """
    await _async_load(hass)
    from .store.influx.probe import identify, settled  # noqa: PLC0415 - on demand, and loaded by now

    try:
        return settled(target, await identify(_client(hass, target)))
    except InfluxError as err:
        url = URL(target.url)
        if url.port == hass.http.server_port:
            raise AddressError("own_port") from err
        other = url.with_scheme("http" if url.scheme == "https" else "https").with_port(url.port)
        if err.trouble in _MISHEARD and await _is_influx(hass, other):
            raise AddressError(f"{url.scheme}_on_{other.scheme}") from err
        if err.trouble == "not_found":
            # It has not been asked for a bucket yet: all of them answer this question.
            raise InfluxError("not_influx", err.detail) from err
        raise


async def _is_influx(hass: HomeAssistant, url: URL) -> bool:
    """Tell whether an InfluxDB answers there. Nobody vouches for it, so it gets no credentials."""
    from .store.influx.probe import identify  # noqa: PLC0415 - on demand; whoever asks has loaded it

    try:
        await identify(_client(hass, Target(url=str(url), bucket="", timeout=_GLANCE, verify_ssl=False)))
    except InfluxError:
        return False
    return True


async def async_check(hass: HomeAssistant, target: Target) -> None:
    """Write and read there.

    Raises:
        InfluxError: that is not possible.
    """
    await _async_load(hass)
    from .store.influx.client import load  # noqa: PLC0415 - on demand, and loaded by now
    from .store.influx.probe import check  # noqa: PLC0415 - on demand, and loaded by now

    await hass.async_add_import_executor_job(load)
    await check(_client(hass, target))


async def async_create(hass: HomeAssistant, target: Target, days: int) -> None:
    """Make the database or bucket, and write and read there.

    Raises:
        InfluxError: that is not possible.
    """
    await _async_load(hass)
    from .store.influx.probe import create  # noqa: PLC0415 - on demand, and loaded by now

    await create(_client(hass, target), days)
    await async_check(hass, target)


async def _async_load(hass: HomeAssistant) -> None:
    try:
        await INFLUXDB.async_load(hass)
    except PartMissingError as err:
        raise AbortFlow(err.translation_key or "", err.translation_placeholders) from err


def _client(hass: HomeAssistant, target: Target) -> InfluxClient:
    from .store.influx.client import InfluxClient  # noqa: PLC0415 - on demand; whoever asks has loaded it

    return InfluxClient(target, async_get_clientsession(hass, verify_ssl=target.verify_ssl))

"""Home Assistant's own ``influxdb`` integration, set up by itself in a core."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
import importlib
import importlib.util
import json
import os
from pathlib import Path
import sys
from types import MappingProxyType
from typing import Any

from homeassistant import components
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util.package import install_package

from .influx_server import InfluxServer

_POLL = 0.005  # seconds between two looks whether all points have arrived
_PATIENCE = 120.0  # seconds after which points are lost: the integration itself drops what is older than 30


def library_is_there() -> bool:
    """Fetch the one library of the integration that HomeIQ's environment lacks; return whether it can be used.

    The library is for InfluxDB 1.x, and the integration imports it whatever the server is. It goes to a folder of its
    own in the user's cache, and the environment stays what it is.
    """
    if importlib.util.find_spec("influxdb"):
        return True
    manifest = Path(next(iter(components.__path__)), "influxdb", "manifest.json")
    wanted = next(one for one in json.loads(manifest.read_text("utf-8"))["requirements"] if one.startswith("influxdb="))
    folder = _cache() / wanted.replace("==", "-")
    if not (folder / "influxdb").is_dir() and not install_package(wanted, target=str(folder)):
        return False
    # After what the environment has: only what is missing comes from there.
    sys.path.append(str(folder))
    importlib.invalidate_caches()
    return True


@asynccontextmanager
async def async_influxdb(hass: HomeAssistant, server: InfluxServer) -> AsyncIterator[Callable[[int], Awaitable[None]]]:
    """Set the integration up for a server; yield what waits until the server took so many points.

    Its own set-up of an entry runs, and its own thread. What it depends on for uploading certificates, a web server,
    is not set up.
    """
    integration: Any = await asyncio.to_thread(importlib.import_module, "homeassistant.components.influxdb")
    await hass.async_add_executor_job(Path(hass.config.path("configuration.yaml")).touch)
    entry = _entry(server)
    taken = server.counter.value

    async def settle(heard: int) -> None:
        async with asyncio.timeout(_PATIENCE):
            while server.counter.value - taken < heard:  # noqa: ASYNC110 - another process
                await asyncio.sleep(_POLL)

    await integration.async_setup_entry(hass, entry)
    try:
        yield settle
    finally:
        await integration.async_unload_entry(hass, entry)


def _entry(server: InfluxServer) -> ConfigEntry[Any]:
    return ConfigEntry(
        data={
            "api_version": "2",
            "url": server.url,
            "token": "bench",
            "organization": "bench",
            "bucket": server.bucket,
            "verify_ssl": False,
        },
        discovery_keys=MappingProxyType({}),
        domain="influxdb",
        minor_version=1,
        options={},
        source="user",
        subentries_data=None,
        title="bench",
        unique_id=None,
        version=1,
    )


def _cache() -> Path:
    if ours := os.environ.get("HOMEIQ_CACHE"):
        return Path(ours)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "homeiq"

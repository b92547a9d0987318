from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_socket

from custom_components.homeiq.store.influx import client as module
from custom_components.homeiq.store.influx.client import InfluxClient
from custom_components.homeiq.store.influx.target import Generation, Target
from tests.servers import Server, influxdb, version_two_of


@pytest.fixture(scope="session", autouse=True)
def _library() -> None:
    module.load()


@pytest.fixture(autouse=True)
def _sockets() -> None:
    pytest_socket.enable_socket()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with influxdb(tmp_path) as server:
        yield server


@pytest.fixture
async def target(server: Server) -> AsyncIterator[Target]:
    async with version_two_of(server) as url:
        yield Target(url=url, bucket="homeiq", generation=Generation.V1, home="ours", timeout=10)


@pytest.fixture
async def client(target: Target, session: aiohttp.ClientSession) -> InfluxClient:
    client = InfluxClient(target, session)
    await client.request("POST", "/query", {"q": f'CREATE DATABASE "{target.database}"'})
    return client

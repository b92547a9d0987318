"""Against a server of the owner's own, named by HOMEIQ_INFLUX_URL, _TOKEN, _ORG and _BUCKET.

For 1.x: _USERNAME and _PASSWORD in the place of the token. Points are written under the home ``homeiq_test`` and stay.
"""

import os
import time

import aiohttp
import pytest

from custom_components.homeiq.model.home import Home
from custom_components.homeiq.store.influx.client import InfluxClient
from custom_components.homeiq.store.influx.probe import check, identify, settled
from custom_components.homeiq.store.influx.read import read_columns
from custom_components.homeiq.store.influx.target import Generation, Target
from custom_components.homeiq.store.outbox.line import LineWriter

GIVEN = {name: os.environ.get(f"HOMEIQ_INFLUX_{name.upper()}", "") for name in ("url", "token", "org", "bucket")}
USER = {name: os.environ.get(f"HOMEIQ_INFLUX_{name.upper()}", "") for name in ("username", "password")}

pytestmark = pytest.mark.skipif(not GIVEN["url"], reason="no server of the owner's own is named")


async def test_what_is_written_to_the_owners_server_comes_back(session: aiohttp.ClientSession) -> None:
    target = Target(
        url=GIVEN["url"],
        bucket=GIVEN["bucket"],
        token=GIVEN["token"],
        organization=GIVEN["org"],
        generation=Generation.V1 if USER["username"] else Generation.V2,
        home="homeiq_test",
        username=USER["username"],
        password=USER["password"],
    )
    client = InfluxClient(settled(target, await identify(InfluxClient(target, session))), session)
    begin = round(time.time()) - 100.0
    rows = [(begin + n, f"light.lamp_{n % 3}", "on" if n % 2 else "off", 1) for n in range(50)]

    await check(client)
    await client.write("\n".join(LineWriter("homeiq_test", Home()).lines(rows)))
    found = await read_columns(client, begin, begin + 60)

    assert found.time.tolist() == [row[0] for row in rows]
    assert [found.states[state] for state in found.state] == [row[2] for row in rows]

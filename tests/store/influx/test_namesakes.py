from dataclasses import replace

import aiohttp
import pytest

from custom_components.homeiq.coordinator.influx.namesakes import Namesakes
from custom_components.homeiq.store.influx.client import InfluxClient
from custom_components.homeiq.store.influx.failure import InfluxError
from custom_components.homeiq.store.influx.target import Target
from tests.enemies import enemy, saying

pytestmark = pytest.mark.usefixtures("socket_enabled")


async def looks(*who: Namesakes) -> list[bool]:
    return [await one.look() for one in who]


async def test_who_writes_alone_has_no_namesake(client: InfluxClient) -> None:
    home = Namesakes(client)

    assert await looks(home, home, home) == [False, False, False]


async def test_an_earlier_start_of_the_same_home_is_no_namesake(client: InfluxClient) -> None:
    earlier, later = Namesakes(client), Namesakes(client)

    assert await looks(earlier, earlier, later, later) == [False, False, False, False]


async def test_two_that_write_under_one_name_both_notice(client: InfluxClient) -> None:
    one, other = Namesakes(client), Namesakes(client)

    assert await looks(one, other, one, other) == [False, False, True, True]


async def test_homes_of_different_names_may_share_a_bucket(
    client: InfluxClient, session: aiohttp.ClientSession
) -> None:
    neighbour = InfluxClient(replace(client.target, home="next door, =1"), session)
    one, other = Namesakes(client), Namesakes(neighbour)

    assert await looks(one, other, one, other) == [False, False, False, False]


@pytest.mark.parametrize("body", [b"{}", b"nothing", b'{"results": [{"series": [{"values": [[1]]}]}]}'])
async def test_an_answer_that_makes_no_sense_tells_of_nobody(session: aiohttp.ClientSession, body: bytes) -> None:
    async with enemy(saying("204 No Content")) as url:
        client = InfluxClient(Target(url=url, bucket="homeiq"), session)
        with pytest.raises(InfluxError):
            await Namesakes(client).look()

    async with enemy(saying("200 OK", body)) as url:
        client = InfluxClient(Target(url=url, bucket="homeiq"), session)
        with pytest.raises(InfluxError):
            await Namesakes(client).look()

from ipaddress import ip_address
import socket

from aiohttp.abc import ResolveResult
import pytest

from custom_components.homeiq.deliver.hooks.destination import WebhookAddressError, is_refused, shown, url_of
from custom_components.homeiq.deliver.hooks.resolver import HomeResolver, RefusedAddressError


@pytest.mark.parametrize(
    "url",
    [
        "http://192.168.1.20:1880/homeiq",
        "http://10.0.0.3/",
        "http://[fd00::5]:8080/hook",
        "http://a0d7b954-nodered:1880/told",
        "http://172.30.33.4:1880/told",
        "http://panel.local/told",
        "https://hooks.example.com/told?key=1",
        "http://panel2/told",
        "http://192.168.1.20.example.com/told",
        "http://wall_panel.local./told",
    ],
)
def test_the_home_and_the_world_beyond_may_be_told(url: str) -> None:
    assert url_of(f" {url} ") == url


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LocalHost.",
        "panel.localhost",
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",  # noqa: S104 - nothing is bound to it
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "169.254.169.254",
        "[fe80::1%eth0]",
        "224.0.0.1",
        "255.255.255.255",
        "172.30.32.2",
        "supervisor",
        "hassio",
        "Supervisor.local.hass.io",
        "homeassistant.local.hass.io",
    ],
)
def test_this_machine_and_its_supervisor_may_not(host: str) -> None:
    with pytest.raises(WebhookAddressError) as caught:
        url_of(f"http://{host}:8123/api")

    assert caught.value.reason == "refused_address"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("panel", "no_address"),
        ("ftp://panel/told", "no_address"),
        ("file:///etc/passwd", "no_address"),
        ("http://", "no_address"),
        ("http://panel:99999/", "no_address"),
        ("http://xn--/told", "no_address"),
        ("http://xn--a.example.com/told", "no_address"),
        ("http://panel/" + "x" * 2000, "no_address"),
        ("http://me:secret@panel/told", "login_in_address"),
        ("http://2130706433/told", "no_address"),
        ("http://0x7f.1/told", "no_address"),
        ("http://pa nel/told", "no_address"),
        ("http://panel /told", "no_address"),
        ("http://panel%00/told", "no_address"),
        ("http://*/told", "no_address"),
        ("http://panel..local/told", "no_address"),
        ("http://.../told", "no_address"),
        (f"http://{'x' * 64}/told", "no_address"),
        (f"http://{'x.' * 127}home/told", "no_address"),
        ("http://127.1./told", "no_address"),
        ("http://0/told", "no_address"),
        ("http://0177.0.0.1/told", "no_address"),
    ],
)
def test_what_is_no_address_is_refused(url: str, reason: str) -> None:
    with pytest.raises(WebhookAddressError) as caught:
        url_of(url)

    assert caught.value.reason == reason


def test_what_is_behind_the_host_is_not_shown() -> None:
    assert shown("http://panel:8123/api/webhook/a-secret?key=b") == "http://panel:8123"


def test_an_add_on_is_no_supervisor() -> None:
    assert [is_refused(ip_address(one)) for one in ("172.30.32.1", "172.30.33.1")] == [True, False]


def known(**names: list[str]) -> HomeResolver:
    """Return a resolver of a home with these names."""

    async def look_up(host: str) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host, host=address, port=0, family=socket.AF_INET, proto=0, flags=socket.AI_NUMERICHOST
            )
            for address in names[host]
        ]

    return HomeResolver(look_up)


async def test_a_name_of_the_home_is_found() -> None:
    found = await known(panel=["192.168.77.5"]).resolve("panel", 8080)

    assert [(one["host"], one["port"]) for one in found] == [("192.168.77.5", 8080)]


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["192.168.77.5", "127.0.0.1"], ["172.30.32.2"]])
async def test_a_name_that_stands_for_this_machine_is_refused_when_it_is_connected_to(addresses: list[str]) -> None:
    with pytest.raises(RefusedAddressError):
        await known(panel=addresses).resolve("panel", 80)

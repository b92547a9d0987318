"""Where webhooks may go: anywhere in the home and beyond it, but not to this very machine or its Supervisor.

Home Assistant, its Supervisor and whatever else listens on this machine for itself alone trust each other more than
they trust strangers. Who may add a webhook must not be able to speak in HomeIQ's name to them. Names are looked up for
every connection, and what they stand for is judged then (``resolver``): a name can change its mind.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
import re

from yarl import URL

LONGEST = 2000  # characters
_SCHEMES = ("http", "https")
_THIS_MACHINE = "localhost"
_SUPERVISOR = frozenset({"supervisor", "hassio", "observer", "homeassistant"})
_INSIDE = ".local.hass.io"  # the ending that names have in the network of add-ons
# Home Assistant OS: the Supervisor and what belongs to it. Add-ons are next to it, in 172.30.33.0/24.
_SUPERVISORS = ip_network("172.30.32.0/24")
_NAME = re.compile(r"(?=.{1,253}$)([a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}")  # RFC 1035, and the "_" of some homes
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_TRANSLATED = IPv6Network("64:ff9b::/96")  # addresses of four numbers in one of six (RFC 6052)

type Address = IPv4Address | IPv6Address


class WebhookAddressError(ValueError):
    """An address that nothing may be sent to.

    Attributes:
        reason: the key of the text that says why.
    """

    def __init__(self, reason: str) -> None:
        """Say why."""
        super().__init__(reason)
        self.reason = reason


def url_of(text: str) -> str:
    """Return an address as it is used.

    Raises:
        WebhookAddressError: it is none, or nothing may be sent to it.
    """
    try:
        url = URL(text.strip())
        # A name that claims to be one of other letters (xn--) is read only when it is asked for.
        host, port, name = url.host, url.port, url.raw_host or ""
    except ValueError as err:
        raise WebhookAddressError("no_address") from err
    if url.scheme not in _SCHEMES or not host or not port or len(text) > LONGEST:
        raise WebhookAddressError("no_address")
    if url.user is not None or url.password is not None:
        raise WebhookAddressError("login_in_address")
    if is_refused_host(host):
        raise WebhookAddressError("refused_address")
    if _is_misspelt(name):
        raise WebhookAddressError("no_address")
    return str(url.with_fragment(None))


def shown(url: str) -> str:
    """Return an address as it may be shown: what is behind the host is often a secret."""
    return str(URL(url).origin())


def is_refused_host(host: str) -> bool:
    """Tell whether nothing may be sent to a host, as far as its name or number alone says so."""
    name = host.lower().rstrip(".")
    try:
        return is_refused(ip_address(name.partition("%")[0]))
    except ValueError:
        inner = name.removesuffix(_INSIDE)
        return name == _THIS_MACHINE or name.endswith(f".{_THIS_MACHINE}") or inner in _SUPERVISOR


def _is_misspelt(host: str) -> bool:
    """Tell whether nobody can be called so: a name with other signs than names have, or a number that is no address.

    ``2130706433``, ``0x7f.1`` and ``127.1`` are this machine to some. No domain ends in a number (RFC 3696).
    """
    name = host.lower().removesuffix(".")
    try:
        ip_address(name)
    except ValueError:
        return not _NAME.fullmatch(name) or _NUMBER.fullmatch(name.rpartition(".")[2]) is not None
    return False


def is_refused(address: Address) -> bool:
    """Tell whether an address is this machine's own, the Supervisor's, or no single machine's."""
    if isinstance(address, IPv6Address) and (inner := _inner(address)):
        return is_refused(inner)
    is_nobody = address.is_unspecified or address.is_multicast or address.is_reserved
    return is_nobody or address.is_loopback or address.is_link_local or address in _SUPERVISORS


def _inner(address: IPv6Address) -> IPv4Address | None:
    """Return the address of four numbers that one of six stands for."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour

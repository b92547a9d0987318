"""Looks names up for webhooks, and judges what they stand for at the moment at which it is connected to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
import socket
from typing import override

from aiohttp.abc import AbstractResolver, ResolveResult

from .destination import is_refused, is_refused_host

type LookUp = Callable[[str], Awaitable[list[ResolveResult]]]


class RefusedAddressError(OSError):
    """A name stands for an address that nothing may be sent to."""


class HomeResolver(AbstractResolver):
    """Asks somebody who knows the home's names, and refuses some answers."""

    def __init__(self, look_up: LookUp) -> None:
        """Ask there; it stays open when this is closed."""
        self._look_up = look_up

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a host.

        Raises:
            RefusedAddressError: one of them is such that nothing may be sent to it. A name that stands for both is
                no mistake of its owner.
        """
        found = await self._look_up(host)
        if is_refused_host(host) or any(is_refused(ip_address(one["host"].partition("%")[0])) for one in found):
            raise RefusedAddressError("a refused address")
        return [ResolveResult({**one, "port": port}) for one in found]

    @override
    async def close(self) -> None:
        """Leave open what others use."""

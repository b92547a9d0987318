"""The greeting: what a program has to know before it asks anything else."""

from __future__ import annotations

from dataclasses import dataclass

PROTOCOL = 1
"""Of the websocket commands; another number means that a program made for this one may not understand the answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """Who speaks, and to whom.

    Attributes:
        protocol: see ``PROTOCOL``.
        version: HomeIQ's.
        is_loaded: whether HomeIQ is set up and running now.
        is_admin: whether the user is an administrator of Home Assistant.
        rights: what the user may do, in the words of the table of rights.
        bundle: the panel that belongs to this version; a page with another one is outdated.
    """

    version: str
    is_loaded: bool
    is_admin: bool
    rights: tuple[str, ...]
    bundle: str
    protocol: int = PROTOCOL

"""What was done to a configuration file of the owner's, told exactly enough to be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Place(StrEnum):
    """The configuration that something was written to, by the domain that reads it."""

    AUTOMATION = "automation"
    SCENE = "scene"
    SCRIPT = "script"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One entry of a file was added or replaced.

    Attributes:
        key: the entry's id.
        removed: the text that stood there before.
        inserted: the text that took its place, line ends included.
        before: what the entry said before; None where there was none.
        after: what it says now.
        created: there was no file.
    """

    key: str
    removed: str
    inserted: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
    created: bool = False

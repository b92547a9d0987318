"""All that can be done to a suggestion, by the names that websocket and HTTP have for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..adjusting import ADJUST, TRY
from ..deciding import ACCEPT, DISMISS, SNOOZE, UNDO
from ..decisions import TAKE_BACK
from .deed import Deed

DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "accept": ACCEPT,
        "adjust": ADJUST,
        "try": TRY,
        "dismiss": DISMISS,
        "snooze": SNOOZE,
        "undo": UNDO,
        "take_back": TAKE_BACK,
    }
)

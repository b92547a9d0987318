"""The words for ways in, in the languages that homes are named in: one table, a language to an entry."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .eastern import EASTERN
from .germanic import GERMANIC
from .northern import NORTHERN
from .romance import ROMANCE
from .slavic import SLAVIC
from .speech import Speech

WORDS: Mapping[str, Speech] = MappingProxyType({**GERMANIC, **ROMANCE, **SLAVIC, **NORTHERN, **EASTERN})
"""By language."""

__all__ = ["WORDS", "Speech"]

"""The automations of the home, read from their configurations into the words that patterns are written in."""

from __future__ import annotations

from .automations import async_read_existing

__all__ = ["async_read_existing"]

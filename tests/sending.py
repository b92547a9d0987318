"""Points that are sent at once: what is tested is where they go, not how long they may wait."""

from dataclasses import replace

import pytest

from custom_components.homeiq.coordinator.influx import mirror
from custom_components.homeiq.store.influx import drain

_SOON = 0.05  # seconds


def send_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait neither for points that would make a fuller batch nor for a server that may come back."""
    soon = {profile: replace(batching, seconds=_SOON) for profile, batching in mirror.BATCHES.items()}
    monkeypatch.setattr(mirror, "BATCHES", soon)
    monkeypatch.setattr(drain, "_FIRST_RETRY", _SOON)

"""When a small machine is short of something: only what lasts counts, and it has to be well over before it ends."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..model.overview import Limits
from ..settings import Profile
from .resources import Usage

CPU = "cpu_short"
MEMORY = "memory_short"
DISK = "disk_short"

LASTING = 10  # looks in a row, half a minute apart, before it begins or ends
BACK = 0.8  # share of a limit that use has to fall below again; what is free has to rise as much above it


LIMITS: Mapping[Profile, Limits] = MappingProxyType(
    {Profile.NUC: Limits(memory_mb=0.6 * 128), Profile.STANDARD: Limits(memory_mb=0.6 * 256)}
)


class Shortage:
    """What the machine is short of.

    Attributes:
        names: of it.
    """

    def __init__(self, limits: Limits) -> None:
        """Begin with enough of everything."""
        self.limits = limits
        self.names: frozenset[str] = frozenset()
        self._looks: dict[str, int] = {}

    def look(self, usage: Usage, kept_mb: float) -> frozenset[str]:
        """Take a look into account; return what there is too little of now.

        Args:
            usage: of the machine.
            kept_mb: what HomeIQ keeps in memory, MiB.
        """
        limits = self.limits
        loads = {
            CPU: usage.steady_cpu_percent / limits.cpu_percent,
            MEMORY: max(kept_mb / limits.memory_mb, _scarcity(usage.memory_free_mb, limits.memory_free_mb)),
            DISK: _scarcity(usage.disk_free_mb, limits.disk_free_mb),
        }
        self.names = frozenset(name for name, load in loads.items() if self._is_short(name, load))
        return self.names

    def _is_short(self, name: str, load: float) -> bool:
        was = name in self.names
        # Looks that speak for the other side, in a row.
        differs = load < BACK if was else load > 1
        self._looks[name] = self._looks.get(name, 0) + 1 if differs else 0
        if self._looks[name] < LASTING:
            return was
        self._looks[name] = 0
        return not was


def _scarcity(free: float | None, limit: float) -> float:
    """Return how scarce something is: above 1 there is less than the limit; nobody knows is plenty."""
    if free is None:
        return 0.0
    return limit / free if free > 0 else float("inf")

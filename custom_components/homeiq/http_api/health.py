"""How HomeIQ is."""

from __future__ import annotations

from typing import Any, override

from ..answers.system import health_to_json
from .asking import Asked, HomeIQView


class HealthView(HomeIQView):
    """Whether HomeIQ is well, with the figures behind it, half a minute old at most."""

    url = "/api/homeiq/health"
    name = "api:homeiq:health"

    @override
    async def find(self, asked: Asked) -> Any:
        asked.check_names()
        return health_to_json(asked.coordinator.health)

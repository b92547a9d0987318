"""How HomeIQ is."""

from dataclasses import asdict
from typing import Any, override

from .asking import Asked, HomeIQView


class HealthView(HomeIQView):
    """Whether HomeIQ is well, with the figures behind it, half a minute old at most."""

    url = "/api/homeiq/health"
    name = "api:homeiq:health"

    @override
    async def find(self, asked: Asked) -> Any:
        asked.check_names()
        health = asked.coordinator.health
        return {"status": "problem" if health.problems else "ok", **asdict(health)}

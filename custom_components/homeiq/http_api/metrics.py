"""Figures about HomeIQ, for programs that watch it."""

from __future__ import annotations

from http import HTTPStatus

from aiohttp import web
from homeassistant.components.http import KEY_HASS

from ..coordinator.health.figures import async_figures
from ..rights import Right
from ..telemetry.families import Family, to_json, to_text
from .asking import Addressed, Answer, Asked, async_answer

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
# What Prometheus and its kin ask for; everybody else gets JSON.
_TEXTS = ("text/plain", "application/openmetrics-text")
_JSON = "application/json"


class MetricsView(Addressed):
    """All figures, as text for Prometheus or as JSON."""

    url = "/api/homeiq/metrics"
    name = "api:homeiq:metrics"

    async def get(self, request: web.Request) -> web.Response:
        """Answer in the form that is asked for."""
        families: list[Family] = []

        async def find(asked: Asked) -> Answer:
            asked.check_names()
            families.extend(async_figures(request.app[KEY_HASS]).families(asked.coordinator.health))
            return HTTPStatus.OK, {"metrics": to_json(families)}

        answer = await async_answer(request, find, Right.READ)
        if answer.status != HTTPStatus.OK or not wants_text(request.headers.get("Accept", "")):
            return answer
        return web.Response(body=to_text(families).encode(), headers={"Content-Type": PROMETHEUS})


def wants_text(accept: str) -> bool:
    """Tell whether somebody would rather have Prometheus' text than JSON, by what they accept."""
    places: dict[str, float] = {}
    for part in accept.lower().split(","):
        kind, _, more = part.partition(";")
        places.setdefault(kind.strip(), _weight_of(more))
    text = max((places.get(kind, 0.0) for kind in _TEXTS), default=0.0)
    return text > places.get(_JSON, 0.0)


def _weight_of(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0

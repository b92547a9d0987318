"""Addresses whose every answer bears an id, also where Home Assistant's own layers refuse."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from time import perf_counter
from typing import Any, override

from aiohttp import web
from aiohttp.abc import AbstractMatchInfo
from aiohttp.web_urldispatcher import DynamicResource, PlainResource, Resource, ResourceRoute, UrlMappingMatchInfo
from homeassistant.components.http import KEY_HASS
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.json import json_bytes

from ..const import LOGGER
from ..coordinator.health.figures import async_figures
from ..correlation import correlated
from ..spent import SPENT

CORRELATION = "X-Correlation-ID"
BELOW = "/api/homeiq/{rest:(?s:.*)}"

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def refusal(status: HTTPStatus, message: str, **headers: str) -> web.Response:
    """Say why there is no answer."""
    body = json_bytes({"message": message})
    return web.Response(body=body, status=status, content_type="application/json", headers=headers)


def with_id(handler: Handler) -> Handler:
    """Have every answer of a handler bear the request's id, its errors as well."""

    async def handle(request: web.Request) -> web.StreamResponse:
        with correlated(request.headers.get(CORRELATION, "")) as correlation:
            return await SPENT.in_steps(answered(request, correlation))

    async def answered(request: web.Request, correlation: str) -> web.StreamResponse:
        begin = perf_counter()
        try:
            answer = await handler(request)
        except web.HTTPException as err:
            # Raised on, for Home Assistant counts who knocks without a token.
            err.headers[CORRELATION] = correlation
            _note(request, err.status, begin)
            raise
        except Exception:  # noqa: BLE001 - the door is a boundary: nobody may be left without an answer
            LOGGER.exception("A question over HTTP could not be answered")
            answer = refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "this is a fault of HomeIQ; its log says more")
        answer.headers[CORRELATION] = correlation
        _note(request, answer.status, begin)
        return answer

    return handle


def _note(request: web.Request, status: int, begin: float) -> None:
    """Count an answer, by its address with the names in it left open: there are as many of these as there are here."""
    resource = request.match_info.route.resource
    address = resource.canonical if resource else BELOW
    async_figures(request.app[KEY_HASS]).note_request(address, status, perf_counter() - begin)


class _Answering(Resource):
    """An address that answers to every method, if only to say that it does not take it."""

    @override
    def add_route(self, method: str, handler: Any, **settings: Any) -> ResourceRoute:
        """Have a method answered; those that Home Assistant adds for browsers bear an id as well."""
        return super().add_route(method, with_id(handler), **settings)

    @override
    async def resolve(self, request: web.Request) -> tuple[AbstractMatchInfo | None, set[str]]:  # type: ignore[override]
        found, methods = await super().resolve(request)
        if found is None and methods:
            return UrlMappingMatchInfo({}, ResourceRoute("*", with_id(self._refuse), self)), methods
        return found, methods

    async def _refuse(self, request: web.Request) -> web.StreamResponse:
        methods = ", ".join(sorted(route.method for route in self))
        return refusal(HTTPStatus.METHOD_NOT_ALLOWED, f"takes {methods}", Allow=methods)


class _Fixed(_Answering, PlainResource):
    """One that is always the same."""


class _Open(_Answering, DynamicResource):
    """One with names in it."""


def address_of(url: str) -> _Fixed | _Open:
    """Return the address that is found under a url; names in braces stand for any text without a slash."""
    return _Open(url) if "{" in url else _Fixed(url)


@callback
def async_answer_below(hass: HomeAssistant) -> None:
    """Answer for the addresses that do not exist. Those that do are found before, whenever they are registered."""

    async def nothing(_request: web.Request) -> web.StreamResponse:
        return refusal(HTTPStatus.NOT_FOUND, "there is no such address")

    place = DynamicResource(BELOW)
    place.add_route("*", with_id(nothing))
    hass.http.app.router.register_resource(place)

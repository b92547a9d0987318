"""What was found, how the learning stands, and asking for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from http import HTTPStatus
import math
import time
from typing import Any, override

from aiohttp import web
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.json import json_fragment
import probatio as vol

from ..answers.findings import suggestion_to_json
from ..answers.paging.listed import Wanted
from ..answers.runs import ran_of
from ..coordinator import RefreshRefusedError
from ..model.habits.suggestion import Suggestion
from ..model.overview import HomeData
from ..model.run import RefreshRequest
from ..rights import RIGHTS
from ..services.fields import SEARCH, TEXT_LENGTH, is_tellable, wanted_of
from ..services.programs.searching import async_page
from ..services.programs.written import SUGGESTIONS, async_list, async_written
from .asking import Answer, Asked, HomeIQView, ProblemError, async_answer, page_of

_SEARCH = vol.Schema(SEARCH)
_TOO_SOON = HTTPStatus.TOO_MANY_REQUESTS, "it is too soon for another run"
_REFUSED = {
    "running": (HTTPStatus.CONFLICT, "a run is under way"),
    "not_ready": (HTTPStatus.SERVICE_UNAVAILABLE, "HomeIQ is starting"),
}


class SuggestionsView(HomeIQView):
    """The open suggestions, best first."""

    url = "/api/homeiq/suggestions"
    name = "api:homeiq:suggestions"

    @override
    async def find(self, asked: Asked) -> Any:
        asked.check_names("limit", "cursor")
        suggestions = asked.coordinator.data.suggestions
        begin, end, cursor = asked.page([one.signature for one in suggestions])
        page = async_list(asked.hass, suggestions[begin:end], partial(_written, asked.hass))
        return page_of(page, "suggestions", cursor)


class PatternsView(HomeIQView):
    """All patterns, best first; on the first page also what is never suggested, why, and what can be done about it."""

    url = "/api/homeiq/patterns"
    name = "api:homeiq:patterns"

    @override
    async def find(self, asked: Asked) -> Any:
        asked.check_names("search", "kind", "stand", "area_id", "limit", "cursor")
        behind = asked.behind
        page = await async_page(asked.coordinator, _wanted(asked), behind=behind, limit=asked.limit)
        if behind.last:
            return page
        return {**page, "kept_back": [*map(asdict, await asked.coordinator.async_kept_back())]}


class AnalysisStatusView(HomeIQView):
    """The newest run."""

    url = "/api/homeiq/analysis/status"
    name = "api:homeiq:analysis:status"

    @override
    async def find(self, asked: Asked) -> Any:
        asked.check_names()
        data = asked.coordinator.data
        return {
            "is_running": data.is_running,
            "last_run": None if data.last_run is None else asdict(ran_of(data.last_run)),
            "next_run_at": data.next_run_at,
        }


class RefreshStatusView(HomeIQView):
    """When a refresh would be accepted."""

    url = "/api/homeiq/suggestions/refresh/status"
    name = "api:homeiq:suggestions:refresh:status"

    @override
    async def find(self, asked: Asked) -> Any:
        asked.check_names()
        return _refresh(asked.coordinator.data)


class RefreshView(HomeIQView):
    """Learn now."""

    url = "/api/homeiq/suggestions/refresh"
    name = "api:homeiq:suggestions:refresh"

    @override
    async def find(self, asked: Asked) -> Any:
        asked.check_names()
        return _refresh(asked.coordinator.data)

    async def post(self, request: web.Request) -> web.Response:
        """Begin a run: 202, or why not now: 403, 409 while one runs, 429 too soon, 503 not ready."""
        return await async_answer(request, _async_begin, RIGHTS["refresh"])


async def _async_begin(asked: Asked) -> Answer:
    asked.check_names()
    request = RefreshRequest(requested_at=time.time(), user_id=asked.user.id, reason=_reason(asked))
    try:
        run_id = await asked.coordinator.async_request_refresh_run(request)
    except RefreshRefusedError as err:
        status, message = _REFUSED.get(err.reason, _TOO_SOON)
        raise ProblemError(status, message, _rest(err), error=err.reason, next_allowed_at=err.next_allowed_at) from err
    return HTTPStatus.ACCEPTED, {"accepted": True, "run_id": run_id, **_refresh(asked.coordinator.data)}


def _rest(err: RefreshRefusedError) -> Mapping[str, str]:
    """Say for how long to wait, as clients know it without reading the answer."""
    if err.next_allowed_at is None:
        return {}
    return {"Retry-After": str(max(1, math.ceil(err.next_allowed_at - time.time())))}


def _reason(asked: Asked) -> str | None:
    for field in asked.body:
        if field != "reason":
            raise ProblemError.of_field(field, "is not known; known is reason")
    reason = asked.body.get("reason")
    if reason is not None and (not isinstance(reason, str) or len(reason) > TEXT_LENGTH or not is_tellable(reason)):
        raise ProblemError.of_field("reason", f"must be a text of {TEXT_LENGTH} characters at most")
    return reason


def _refresh(data: HomeData) -> dict[str, Any]:
    return {"is_running": data.is_running, "next_allowed_at": data.next_refresh_at or None}


def _wanted(asked: Asked) -> Wanted:
    """Read the filters of a list of patterns, as the websocket's command has them; several of one with commas."""
    given = {name: found.split(",") for name in ("kind", "stand", "area_id") if (found := asked.text(name))}
    try:
        fields = _SEARCH({**given, "search": asked.text("search") or ""})
    except vol.Invalid as err:
        raise ProblemError.of_field(str(err.path[0]), err.msg) from err
    return wanted_of(fields)


@callback
def _written(hass: HomeAssistant, suggestion: Suggestion) -> json_fragment:
    write = partial(suggestion_to_json, suggestion)
    return async_written(hass, SUGGESTIONS, id(suggestion), write, holds=suggestion)

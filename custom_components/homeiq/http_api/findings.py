"""What was found, how the learning stands, and asking for it."""

from http import HTTPStatus
import time
from typing import Any, override

from aiohttp import web

from ..coordinator import RefreshRefusedError
from ..model.as_json import pattern_to_json, suggestion_to_json
from ..model.overview import HomeData
from ..model.run import RefreshRequest, Run
from .asking import Answer, Asked, HomeIQView, ProblemError, async_answer, page_of

_STATUS = {"running": HTTPStatus.CONFLICT, "not_ready": HTTPStatus.SERVICE_UNAVAILABLE}


class SuggestionsView(HomeIQView):
    """The open suggestions, best first."""

    url = "/api/homeiq/suggestions"
    name = "api:homeiq:suggestions"

    @override
    async def find(self, asked: Asked) -> Any:
        return _listed(asked, [*map(suggestion_to_json, asked.coordinator.data.suggestions)], "suggestions")


class PatternsView(HomeIQView):
    """All patterns, best first."""

    url = "/api/homeiq/patterns"
    name = "api:homeiq:patterns"

    @override
    async def find(self, asked: Asked) -> Any:
        return _listed(asked, [*map(pattern_to_json, asked.coordinator.data.patterns)], "patterns")


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
            "last_run": None if data.last_run is None else _run(data.last_run),
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
        return await async_answer(request, _async_begin)


async def _async_begin(asked: Asked) -> Answer:
    if not asked.is_admin:
        raise ProblemError(HTTPStatus.FORBIDDEN, "only administrators may refresh")
    request = RefreshRequest(requested_at=time.time(), user_id=asked.user_id)
    try:
        run_id = await asked.coordinator.async_request_refresh_run(request)
    except RefreshRefusedError as err:
        status = _STATUS.get(err.reason, HTTPStatus.TOO_MANY_REQUESTS)
        raise ProblemError(status, err.reason, next_allowed_at=err.next_allowed_at) from err
    return HTTPStatus.ACCEPTED, {"accepted": True, "run_id": run_id, **_refresh(asked.coordinator.data)}


def _refresh(data: HomeData) -> dict[str, Any]:
    return {"is_running": data.is_running, "next_allowed_at": data.next_refresh_at or None}


def _listed(asked: Asked, things: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """Return a page; the cursor is the number of things before it."""
    asked.check_names("limit", "cursor")
    text = asked.parameters.get("cursor", "0")
    if not text.isascii() or not text.isdigit():
        raise ProblemError.of_field("cursor", "must be what next_cursor was")
    end = int(text) + asked.limit
    return page_of(things[int(text) : end], name, str(end) if end < len(things) else None)


def _run(run: Run) -> dict[str, Any]:
    return {
        "run_id": run.run_id,
        "trigger": run.trigger.value,
        "status": run.status.value,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "events": run.events,
        "patterns": run.patterns,
        "suggestions": run.suggestions,
        "error": run.error,
    }

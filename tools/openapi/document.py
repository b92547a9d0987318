"""The document: every address, its parameters and its answers."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from custom_components.homeiq.services.programs.deeds import DEEDS

from . import shapes
from .asked import CHANGED_WEBHOOK, MOMENT, NEW_WEBHOOK, PAGED, REASON, SEARCH, SIGNATURE, TEXT, body_of
from .schema import Schema, Schemas

_REFUSED = (HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN, HTTPStatus.SERVICE_UNAVAILABLE)
_DECIDED = (*_REFUSED, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
_ANYTHING: Schema = {"type": "object"}
# What Home Assistant itself refuses, such as signs that have no place in an address, it refuses in words alone.
_PLAIN: Schema = {"text/plain": {"schema": {"type": "string"}}}


@dataclass(frozen=True, kw_only=True)
class Operation:
    """Something that an address does.

    Attributes:
        answer: the record of its answer; None is an object that the page about the API describes.
        is_whole: fields of that are null where there is nothing to tell.
        is_text_too: who prefers plain text gets that.
        query: parameters, each with its schema.
        needed: those of them that must be there.
        body: the schema of the body, where it takes one.
        status: of an answer.
        refusals: other ones.
    """

    summary: str
    answer: type | None
    is_whole: bool = False
    is_text_too: bool = False
    query: Mapping[str, Schema] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    body: Schema | None = None
    status: HTTPStatus = HTTPStatus.OK
    refusals: tuple[HTTPStatus, ...] = _REFUSED


OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("get", "/api/homeiq/health"): Operation(summary="How HomeIQ is", answer=shapes.Health, is_whole=True),
    ("get", "/api/homeiq/metrics"): Operation(summary="Counters and times", answer=shapes.Metrics, is_text_too=True),
    ("get", "/api/homeiq/entities"): Operation(
        summary="Entities by id", answer=shapes.Entities, is_whole=True, query={"entity_id": TEXT, **PAGED}
    ),
    ("get", "/api/homeiq/devices"): Operation(
        summary="Devices by id", answer=shapes.Devices, is_whole=True, query={"device_id": TEXT, **PAGED}
    ),
    ("get", "/api/homeiq/events"): Operation(
        summary="What happened",
        answer=shapes.Events,
        query={"entity_id": TEXT, "start": MOMENT, "end": MOMENT, **PAGED},
    ),
    ("get", "/api/homeiq/patterns"): Operation(
        summary="Habits, best first",
        answer=shapes.Patterns,
        query={**SEARCH, **PAGED},
    ),
    ("get", "/api/homeiq/suggestions"): Operation(
        summary="The open suggestions, best first", answer=shapes.Suggestions, query=PAGED
    ),
    ("get", "/api/homeiq/analysis/status"): Operation(summary="The newest run", answer=shapes.Analysis, is_whole=True),
    ("get", "/api/homeiq/suggestions/refresh/status"): Operation(
        summary="When a refresh would be accepted", answer=shapes.Refresh
    ),
    ("get", "/api/homeiq/suggestions/refresh"): Operation(
        summary="When a refresh would be accepted", answer=shapes.Refresh
    ),
    ("post", "/api/homeiq/suggestions/refresh"): Operation(
        summary="Learn now",
        answer=shapes.Begun,
        body=REASON,
        status=HTTPStatus.ACCEPTED,
        refusals=(*_REFUSED, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS),
    ),
    ("get", "/api/homeiq/webhooks"): Operation(summary="Webhooks", answer=shapes.Webhooks, query=PAGED),
    ("post", "/api/homeiq/webhooks"): Operation(
        summary="Add a webhook",
        answer=shapes.NewWebhook,
        body=NEW_WEBHOOK,
        status=HTTPStatus.CREATED,
        refusals=(*_REFUSED, HTTPStatus.CONFLICT),
    ),
    ("patch", "/api/homeiq/webhooks"): Operation(
        summary="Change a webhook, or have a new secret made for it",
        answer=shapes.ChangedWebhook,
        query={"id": TEXT},
        needed=("id",),
        body=CHANGED_WEBHOOK,
        refusals=(*_REFUSED, HTTPStatus.NOT_FOUND),
    ),
    ("delete", "/api/homeiq/webhooks"): Operation(
        summary="Take a webhook away",
        answer=shapes.Gone,
        query={"id": TEXT},
        needed=("id",),
        refusals=(*_REFUSED, HTTPStatus.NOT_FOUND),
    ),
    **{
        ("post", f"/api/homeiq/suggestions/{{signature}}/{name}"): Operation(
            summary=f"Decide on a suggestion: {name}",
            answer=None,
            body=body_of(name),
            refusals=_DECIDED,
        )
        for name in DEEDS
    },
}
"""By method and address."""


def document() -> dict[str, Any]:
    """Return the whole of it, which its caller may change."""
    schemas = Schemas()
    paths: dict[str, Any] = {}
    for (method, path), operation in OPERATIONS.items():
        paths.setdefault(path, {})[method] = _written(path, operation, schemas)
    whole = {
        "openapi": "3.1.0",
        "info": {
            "title": "HomeIQ",
            "version": "1",
            "description": "docs/http.md says in words what stands here; the version is that of this form.",
        },
        "servers": [{"url": "http://homeassistant.local:8123"}],
        "security": [{"token": []}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": dict(sorted(schemas.found.items())),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }
    # Schemas stand in it more than once, and are the constants of this process.
    return deepcopy(whole)


def _written(path: str, operation: Operation, schemas: Schemas) -> dict[str, Any]:
    answer = _ANYTHING if operation.answer is None else schemas.of(operation.answer, is_whole=operation.is_whole)
    written: dict[str, Any] = {"summary": operation.summary, "parameters": [*_parameters(path, operation)]}
    if operation.body:
        written["requestBody"] = {"required": "required" in operation.body, "content": _json(operation.body)}
    told = _json(answer) | (_PLAIN if operation.is_text_too else {})
    refused = _json(schemas.of(shapes.Refusal)) | _PLAIN
    written["responses"] = {
        str(operation.status.value): {"description": "the answer", "content": told},
        str(HTTPStatus.UNAUTHORIZED.value): {"description": "there is no token, or a wrong one"},
        **{str(one.value): {"description": one.phrase, "content": refused} for one in sorted(operation.refusals)},
    }
    return written


def _parameters(path: str, operation: Operation) -> Iterator[dict[str, Any]]:
    if "{signature}" in path:
        yield {"name": "signature", "in": "path", "required": True, "schema": SIGNATURE}
    for name, schema in operation.query.items():
        yield {"name": name, "in": "query", "required": name in operation.needed, "schema": schema}


def _json(schema: Schema) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}

"""What all addresses share: who may ask, parameters that are checked, and errors that name the field."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
import json
import re
from types import MappingProxyType
from typing import Any, override

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from homeassistant.auth.models import User
from homeassistant.components.http import KEY_HASS, KEY_HASS_USER, HomeAssistantView
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.http import KEY_ALLOW_CONFIGURED_CORS, request_handler_factory
from homeassistant.helpers.json import json_bytes, json_fragment
from multidict import MultiMapping
import probatio as vol

from ..answers.paging.behind import Behind
from ..const import DOMAIN
from ..coordinator import HomeIQCoordinator
from ..rights import Right, may
from ..services.fields import is_tellable, moment, timestamp_of
from ..services.programs.refusals import Refusal, Why, refusal_of
from ..store.file.errors import DatabaseClosedError, DatabaseUnusableError, TooSlowError
from .address import address_of

MOST = 1000  # things in one answer
USUAL = 100
LONGEST = 8000  # characters of a parameter; no address is longer
BODY = 16_384  # bytes
AGAIN = "5"  # seconds after which who got no answer may ask again
_STATUS: Mapping[Why, HTTPStatus] = MappingProxyType(
    {
        Why.UNAUTHORIZED: HTTPStatus.FORBIDDEN,
        Why.FIELD: HTTPStatus.BAD_REQUEST,
        Why.UNKNOWN: HTTPStatus.NOT_FOUND,
        Why.NOT_LOADED: HTTPStatus.SERVICE_UNAVAILABLE,
        Why.REFUSED: HTTPStatus.CONFLICT,
        Why.FAILED: HTTPStatus.SERVICE_UNAVAILABLE,
    }
)
_METHODS = ("get", "post", "delete", "put", "patch")
_WHOLE = re.compile(r"[0-9]{1,9}")
_NOTHING: Mapping[str, str] = MappingProxyType({})


class ProblemError(Exception):
    """A question that gets no answer.

    Attributes:
        status: of HTTP.
        body: what is told instead.
        headers: what goes with it.
    """

    def __init__(self, status: HTTPStatus, message: str, headers: Mapping[str, str] = _NOTHING, **more: Any) -> None:
        """Say what is wrong, and whatever else helps."""
        super().__init__(message)
        self.status = status
        self.headers = headers
        self.body = {"message": message, **more}

    @classmethod
    def of_field(cls, field: str, message: str) -> ProblemError:
        """Say that a parameter is wrong."""
        return cls(HTTPStatus.BAD_REQUEST, f"{field}: {message}", field=field)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """A question.

    Attributes:
        parameters: of the address.
        user: who asks.
        body: of the request, where it is a JSON object.
    """

    hass: HomeAssistant
    coordinator: HomeIQCoordinator
    parameters: MultiMapping[str]
    user: User
    body: Mapping[str, Any]

    @property
    def limit(self) -> int:
        """How many things are wanted."""
        return self.whole("limit", USUAL, MOST)

    @property
    def behind(self) -> Behind:
        """Where a page begins, as the cursor of a list says.

        Raises:
            ProblemError: it is no such cursor.
        """
        try:
            return Behind.of(self.text("cursor") or "")
        except ValueError as err:
            raise ProblemError.of_field("cursor", str(err)) from err

    def page(self, keys: Sequence[str]) -> tuple[int, int, str | None]:
        """Return where a page of a list begins and ends, and the cursor of the next one.

        Raises:
            ProblemError: its cursor or its limit is none.
        """
        behind = self.behind
        begin = behind.among(keys)
        end = begin + self.limit
        following = behind.following(keys, end)
        return begin, end, None if following is None else following.cursor

    def whole(self, field: str, default: int, most: int) -> int:
        """Return a whole number from 1 on.

        Raises:
            ProblemError: it is none.
        """
        text = self.parameters.get(field, str(default))
        if not _WHOLE.fullmatch(text) or not 1 <= int(text) <= most:
            raise ProblemError.of_field(field, f"must be a whole number from 1 to {most}")
        return int(text)

    def moment(self, field: str) -> float | None:
        """Return a moment in epoch seconds; ISO 8601, local where it names no time zone.

        Raises:
            ProblemError: it is none.
        """
        if (text := self.parameters.get(field)) is None:
            return None
        try:
            return timestamp_of(moment(text))
        except (ValueError, OverflowError, vol.Invalid) as err:
            raise ProblemError.of_field(field, "must be a date and time in ISO 8601") from err

    def text(self, field: str) -> str | None:
        """Return a text.

        Raises:
            ProblemError: it is empty, or nothing that anything is called.
        """
        found = self.parameters.get(field)
        if found is not None and (not found or not is_tellable(found) or len(found) > LONGEST):
            raise ProblemError.of_field(field, f"must have from 1 to {LONGEST} characters, and none that control")
        return found

    def check_names(self, *known: str) -> None:
        """Refuse parameters that mean nothing here: a slip of the pen must not look like an answer.

        Raises:
            ProblemError: there is one, or one stands there twice.
        """
        for field in self.parameters:
            if field not in known:
                raise ProblemError.of_field(field, f"is not known; known are {', '.join(known) or 'none'}")
            if len(self.parameters.getall(field)) > 1:
                raise ProblemError.of_field(field, "is there more than once")


type Answer = tuple[HTTPStatus, Any]
type Find = Callable[[Asked], Awaitable[Answer]]


async def async_answer(request: web.Request, find: Find, right: Right = Right.READ) -> web.Response:
    """Answer a request of somebody who has a right, or say what is wrong with it."""
    headers: Mapping[str, str] = _NOTHING
    try:
        status, body = await find(await _async_asked(request, right))
    except ProblemError as err:
        status, body, headers = err.status, err.body, err.headers
    except (vol.Invalid, HomeAssistantError) as err:
        problem = problem_of(refusal_of(err))
        status, body = problem.status, problem.body
    except TooSlowError as err:
        status, body = HTTPStatus.SERVICE_UNAVAILABLE, {"message": str(err)}
    except DatabaseClosedError:
        status, body = HTTPStatus.SERVICE_UNAVAILABLE, {"message": "HomeIQ is not running now"}
    except DatabaseUnusableError as err:
        status, body = HTTPStatus.SERVICE_UNAVAILABLE, {"message": f"the database can't be used: {err.reason}"}
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers = {"Retry-After": AGAIN, **headers}
    return web.Response(body=json_bytes(body), status=status, content_type="application/json", headers=headers)


def problem_of(refusal: Refusal) -> ProblemError:
    """Return a no as HTTP has it."""
    said = {"field": refusal.field, "error": refusal.key}
    more: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
    return ProblemError(_STATUS[refusal.why], refusal.message, **more)


async def _async_asked(request: web.Request, right: Right) -> Asked:
    hass, user = request.app[KEY_HASS], request[KEY_HASS_USER]
    if not may(hass, user, right):
        raise ProblemError(HTTPStatus.FORBIDDEN, f"this takes the right to {right.value}")
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        return Asked(
            hass=hass,
            coordinator=entry.runtime_data,
            parameters=request.query,
            user=user,
            body=await _async_body(request) if request.method in {"POST", "PATCH"} else _NOTHING,
        )
    raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, "HomeIQ is not set up")


async def _async_body(request: web.Request) -> Mapping[str, Any]:
    """Read what a request brings: nothing, or a small JSON object."""
    if (request.content_length or 0) > BODY:
        raise _too_large()
    found = bytearray()
    try:
        async for piece in request.content.iter_any():
            found += piece
            if len(found) > BODY:
                raise _too_large()
    except (web.RequestPayloadError, HttpProcessingError) as err:
        raise ProblemError.of_field("body", "is not compressed in the way that Content-Encoding says") from err
    return _object_in(found)


def _too_large() -> ProblemError:
    return ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"body: must have {BODY} bytes at most", field="body")


def _object_in(body: bytes | bytearray) -> Mapping[str, Any]:
    try:
        read = json.loads(body) if body.strip() else {}
    except (ValueError, RecursionError) as err:
        raise ProblemError.of_field("body", "must be JSON") from err
    if not isinstance(read, dict):
        raise ProblemError.of_field("body", "must be a JSON object")
    for name, given in read.items():
        if not is_whole({name: given}):
            raise ProblemError.of_field(name if is_whole(name) else "body", "must not have half a character")
    return read


def is_whole(given: object) -> bool:
    r"""Tell whether something can be written down: JSON can name half of a character, and no answer can hold it.

    Examples:
        >>> is_whole({"reason": "Größe"}), is_whole({"reason": ["\ud83d"]})
        (True, False)
    """
    try:
        json.dumps(given, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


class Addressed(HomeAssistantView):
    """An address of HomeIQ's."""

    url: str

    @override
    def register(self, hass: HomeAssistant, app: web.Application, router: web.UrlDispatcher) -> None:
        """Register it as Home Assistant does, but for the id that every answer bears."""
        address = address_of(self.url)
        router.register_resource(address)
        for method in _METHODS:
            if handler := getattr(self, method, None):
                route = address.add_route(method.upper(), request_handler_factory(hass, self, handler))
                if allow_cors := app.get(KEY_ALLOW_CONFIGURED_CORS):
                    allow_cors(route)


class HomeIQView(Addressed):
    """An address that is read."""

    async def find(self, asked: Asked) -> Any:
        """Find what is told.

        Raises:
            ProblemError: there is nothing to tell.
        """
        raise NotImplementedError

    async def get(self, request: web.Request) -> web.Response:
        """Answer a reader."""

        async def find(asked: Asked) -> Answer:
            return HTTPStatus.OK, await self.find(asked)

        return await async_answer(request, find)


def page_of(things: list[Any] | json_fragment, name: str, cursor: str | None) -> dict[str, Any]:
    """Return a list as it is told, with what to ask for the next one by; None ends it."""
    return {name: things, "next_cursor": cursor}

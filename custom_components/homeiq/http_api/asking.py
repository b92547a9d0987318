"""What all addresses share: parameters that are checked, errors that name the field, and an id for each exchange."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
import re
from typing import Any
from uuid import uuid4

from aiohttp import web
from homeassistant.components.http import KEY_HASS, KEY_HASS_USER, HomeAssistantView
from homeassistant.helpers.json import json_bytes
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..coordinator import HomeIQCoordinator
from ..store.errors import DatabaseUnusableError

CORRELATION = "X-Correlation-ID"
MOST = 1000  # things in one answer
USUAL = 100
_SANE_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")


class ProblemError(Exception):
    """A question that gets no answer.

    Attributes:
        status: of HTTP.
        body: what is told instead.
    """

    def __init__(self, status: HTTPStatus, message: str, **more: Any) -> None:
        """Say what is wrong, and whatever else helps."""
        super().__init__(message)
        self.status = status
        self.body = {"message": message, **more}

    @classmethod
    def of_field(cls, field: str, message: str) -> ProblemError:
        """Say that a parameter is wrong."""
        return cls(HTTPStatus.BAD_REQUEST, f"{field}: {message}", field=field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question.

    Attributes:
        parameters: of the address.
        user_id: who asks.
        is_admin: may put the home to work.
    """

    coordinator: HomeIQCoordinator
    parameters: Mapping[str, str]
    user_id: str
    is_admin: bool

    @property
    def limit(self) -> int:
        """How many things are wanted."""
        return self.whole("limit", USUAL, MOST)

    def whole(self, field: str, default: int, most: int) -> int:
        """Return a whole number from 1 on.

        Raises:
            ProblemError: it is none.
        """
        text = self.parameters.get(field, str(default))
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
            raise ProblemError.of_field(field, f"must be a whole number from 1 to {most}")
        return int(text)

    def moment(self, field: str) -> float | None:
        """Return a moment in epoch seconds; ISO 8601, local where it names no time zone.

        Raises:
            ProblemError: it is none.
        """
        if (text := self.parameters.get(field)) is None:
            return None
        if (moment := dt_util.parse_datetime(text)) is None:
            raise ProblemError.of_field(field, "must be a date and time in ISO 8601")
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=dt_util.get_default_time_zone())
        return moment.timestamp()

    def check_names(self, *known: str) -> None:
        """Refuse parameters that mean nothing here: a slip of the pen must not look like an answer.

        Raises:
            ProblemError: there is one.
        """
        for field in self.parameters:
            if field not in known:
                raise ProblemError.of_field(field, f"is not known; known are {', '.join(known) or 'none'}")


type Answer = tuple[HTTPStatus, Any]


async def async_answer(request: web.Request, find: Callable[[Asked], Awaitable[Answer]]) -> web.Response:
    """Answer a request, or say what is wrong with it; the answer bears the request's id."""
    try:
        status, body = await find(_asked(request))
    except ProblemError as err:
        status, body = err.status, err.body
    except DatabaseUnusableError as err:
        status, body = HTTPStatus.SERVICE_UNAVAILABLE, {"message": f"the database can't be used: {err.reason}"}
    given = request.headers.get(CORRELATION, "")
    return web.Response(
        body=json_bytes(body),
        status=status,
        content_type="application/json",
        headers={CORRELATION: given if _SANE_ID.fullmatch(given) else uuid4().hex},
    )


def _asked(request: web.Request) -> Asked:
    user = request[KEY_HASS_USER]
    for entry in request.app[KEY_HASS].config_entries.async_loaded_entries(DOMAIN):
        return Asked(coordinator=entry.runtime_data, parameters=request.query, user_id=user.id, is_admin=user.is_admin)
    raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, "HomeIQ is not set up")


class HomeIQView(HomeAssistantView):
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


def page_of(things: list[Any], name: str, cursor: str | None) -> dict[str, Any]:
    """Return a list as it is told, with what to ask for the next one by; None ends it."""
    return {name: things, "next_cursor": cursor}

"""What all commands share: who may ask, fields that are checked, and errors that name the field."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from time import perf_counter
from types import MappingProxyType
from typing import Any

from homeassistant.auth.models import User
from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import messages
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, Unauthorized
import probatio as vol

from ..const import LOGGER
from ..coordinator import HomeIQCoordinator
from ..coordinator.health.figures import async_figures
from ..correlation import correlated
from ..rights import Right, may
from ..services.loaded import coordinator_of
from ..services.programs.refusals import Refusal, Why, refusal_of
from ..spent import SPENT
from ..store.file.errors import DatabaseError

_CODES: Mapping[Why, str] = MappingProxyType(
    {
        Why.UNAUTHORIZED: websocket_api.ERR_UNAUTHORIZED,
        Why.FIELD: websocket_api.ERR_INVALID_FORMAT,
        Why.UNKNOWN: websocket_api.ERR_NOT_FOUND,
        Why.NOT_LOADED: "not_loaded",
        Why.REFUSED: "refused",
        Why.FAILED: websocket_api.ERR_HOME_ASSISTANT_ERROR,
    }
)
CORRELATION = "correlation_id"
"""Beside the fields of every command, and beside every answer."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_ANYTHING = websocket_api.BASE_COMMAND_MESSAGE_SCHEMA.extend({}, extra=vol.ALLOW_EXTRA)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """A command.

    Attributes:
        message_id: the connection's own number of it.
        fields: checked.
        correlation: the id of all that it leads to.
    """

    hass: HomeAssistant
    connection: ActiveConnection
    message_id: int
    fields: Mapping[str, Any]
    correlation: str

    @property
    def coordinator(self) -> HomeIQCoordinator:
        """The coordinator.

        Raises:
            ServiceValidationError: HomeIQ is not loaded.
        """
        return coordinator_of(self.hass)

    @property
    def user(self) -> User:
        """Who asks."""
        return self.connection.user

    @callback
    def answer(self, result: Any = None) -> None:
        """Tell what was found, or that it is done."""
        _send(self.connection, messages.result_message(self.message_id, result), self.correlation)

    @callback
    def refuse(self, code: str, message: str, **translation: Any) -> None:
        """Say why there is no answer."""
        async_figures(self.hass).note_refusal(code)
        _send(self.connection, messages.error_message(self.message_id, code, message, **translation), self.correlation)


class UnansweredError(Exception):
    """A command that gets no answer, for a reason that only it has.

    Attributes:
        code: of the error.
    """

    def __init__(self, code: str, message: str) -> None:
        """Say why."""
        super().__init__(message)
        self.code = code


type Answer = Callable[[Asked], Awaitable[None]]
type Find = Callable[[Asked], Awaitable[Any]]
type RightOf = Callable[[Mapping[str, Any]], Right]


@callback
def async_register_question(
    hass: HomeAssistant, command: str, find: Find, right: Right | None, fields: Mapping[Any, Any] = MappingProxyType({})
) -> None:
    """Register a command that has one answer.

    Args:
        hass: Home Assistant.
        command: its name.
        find: finds what is told.
        right: what it takes; None where everybody with an account may ask.
        fields: of the schema.
    """

    async def answer(asked: Asked) -> None:
        asked.answer(await find(asked))

    async_register_command(hass, command, answer, vol.Schema(dict(fields)), right)


@callback
def async_register_command(
    hass: HomeAssistant, command: str, answer: Answer, schema: vol.Schema, right: Right | RightOf | None
) -> None:
    """Register a command.

    Args:
        hass: Home Assistant.
        command: its name.
        answer: answers those who may.
        schema: of its fields, but for ``id`` and ``type``.
        right: what it takes, or what tells that of checked fields; None where everybody with an account may ask.
    """

    @callback
    def handle(hass: HomeAssistant, connection: ActiveConnection, message: dict[str, Any]) -> None:
        work = SPENT.in_steps(_async_answer(hass, connection, message, (answer, schema, right)))
        hass.async_create_background_task(work, f"homeiq {command}", eager_start=True)

    websocket_api.async_register_command(hass, command, handle, _ANYTHING)


async def _async_answer(
    hass: HomeAssistant,
    connection: ActiveConnection,
    message: Mapping[str, Any],
    command: tuple[Answer, vol.Schema, Right | RightOf | None],
) -> None:
    answer, schema, right = command
    begin, figures = perf_counter(), async_figures(hass)
    given = {name: value for name, value in message.items() if name not in {"id", "type", CORRELATION}}
    with correlated(_text_of(message.get(CORRELATION))) as correlation:
        asked = Asked(
            hass=hass, connection=connection, message_id=message["id"], fields=_NOTHING, correlation=correlation
        )
        try:
            fields = schema(given)
            _admit(hass, connection.user, right if right is None or isinstance(right, Right) else right(fields))
            await answer(replace(asked, fields=fields))
            figures.note_command(message["type"], perf_counter() - begin)
        except UnansweredError as err:
            asked.refuse(err.code, str(err))
        except (vol.Invalid, HomeAssistantError, DatabaseError) as err:
            _refuse(asked, refusal_of(err))
        except Exception:  # noqa: BLE001 - the door is a boundary: nobody may be left without an answer
            LOGGER.exception("The command %s could not be answered", message["type"])
            _refuse(asked, Refusal(why=Why.FAILED, message="this is a fault of HomeIQ; its log says more"))


def _text_of(given: Any) -> str:
    return given if isinstance(given, str) else ""


@callback
def _admit(hass: HomeAssistant, user: User, right: Right | None) -> None:
    if right and not may(hass, user, right):
        raise Unauthorized(user_id=user.id)


@callback
def _refuse(asked: Asked, refusal: Refusal) -> None:
    asked.refuse(
        _CODES[refusal.why],
        refusal.message,
        translation_key=refusal.key,
        translation_domain=refusal.domain,
        translation_placeholders=refusal.placeholders,
    )


@callback
def _send(connection: ActiveConnection, message: dict[str, Any], correlation: str) -> None:
    connection.send_message(messages.message_to_json_bytes({**message, CORRELATION: correlation}))

"""Why something is not done, for the doors of programs: the same errors as the actions have, sorted by what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
import probatio as vol

from ...store.file.errors import DatabaseClosedError, DatabaseError

_ADJUSTMENT = "adjustment_"
_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "adjustment_for_seconds": "for",
        "snooze_not_ahead": "until",
        "snooze_too_long": "duration",
        "no_scene": "mode",
        "no_scene_of_what_is_set": "mode",
        "only_moves": "mode",
    }
)
"""The field that an error is about, by its translation key."""


class Why(StrEnum):
    """What sort of a no it is.

    UNAUTHORIZED: this person may not.
    FIELD: a field is wrong.
    UNKNOWN: nobody knows such a suggestion.
    NOT_LOADED: HomeIQ is not running now.
    REFUSED: it can't be done as things stand, such as a decision that was made already.
    FAILED: it could not be done, though nothing was wrong with the request; nothing was changed.
    """

    UNAUTHORIZED = "unauthorized"
    FIELD = "field"
    UNKNOWN = "unknown"
    NOT_LOADED = "not_loaded"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A no.

    Attributes:
        message: says it, in English.
        field: the one that is wrong.
        key: of the translation, in this integration's, with its placeholders.
    """

    why: Why
    message: str
    field: str | None = None
    domain: str | None = None
    key: str | None = None
    placeholders: dict[str, str] | None = None

    @classmethod
    def of_field(cls, field: str, message: str) -> Self:
        """Say that a field is wrong."""
        return cls(why=Why.FIELD, field=field, message=f"{field}: {message}")


def refusal_of(err: vol.Invalid | HomeAssistantError | DatabaseError) -> Refusal:
    """Return the no that an error is."""
    if isinstance(err, vol.Invalid):
        return _of_schema(err)
    if isinstance(err, DatabaseClosedError):
        return Refusal(why=Why.NOT_LOADED, message="HomeIQ is not running now")
    if isinstance(err, DatabaseError):
        return Refusal(why=Why.FAILED, message=str(err))
    if isinstance(err, Unauthorized):
        return Refusal(why=Why.UNAUTHORIZED, message="Unauthorized")
    key = err.translation_key
    field = _field_of(key) if key else None
    return Refusal(
        why=Why.FIELD if field else _why(err),
        message=f"{field}: {err}" if field else str(err),
        field=field,
        domain=err.translation_domain,
        key=key,
        placeholders=err.translation_placeholders,
    )


def _of_schema(err: vol.Invalid) -> Refusal:
    first = err.errors[0] if isinstance(err, vol.MultipleInvalid) else err
    # Fields that exclude each other are named by their group, in angle brackets.
    field = ".".join(map(str, first.path)).strip("<>") or "body"
    return Refusal.of_field(field, first.error_message)


def _field_of(key: str) -> str | None:
    if key in _FIELDS:
        return _FIELDS[key]
    return key.removeprefix(_ADJUSTMENT) if key.startswith(_ADJUSTMENT) else None


def _why(err: HomeAssistantError) -> Why:
    match err.translation_key:
        case "not_loaded":
            return Why.NOT_LOADED
        case "unknown_suggestion":
            return Why.UNKNOWN
        case _:
            return Why.REFUSED if isinstance(err, ServiceValidationError) else Why.FAILED

"""What is asked: parameters of addresses and fields of bodies, each with its schema.

A schema says what a value looks like. Whether what it names is there, or goes together with the rest, the answer says.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from custom_components.homeiq.answers.detail.reach import Stand
from custom_components.homeiq.deliver.hooks.destination import LONGEST as LONGEST_ADDRESS
from custom_components.homeiq.http_api.asking import LONGEST, MOST, USUAL
from custom_components.homeiq.model.day import WEEKDAYS
from custom_components.homeiq.model.decisions.acceptance import AcceptMode
from custom_components.homeiq.model.habits.suggestion import Objection
from custom_components.homeiq.model.habits.trigger import Kind
from custom_components.homeiq.model.hooks import Happening
from custom_components.homeiq.services.fields import SIGNATURE_LENGTH, TEXT_LENGTH

from .schema import Schema

_TELLABLE = r"^[^\u0000-\u0008\u000b-\u001f]*$"
_CLOCK = r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$"
_ENTITY_ID = r"^[a-z0-9]+(_[a-z0-9]+)*\.[a-z0-9]+(_[a-z0-9]+)*$"
_DAY = 24 * 60


def _text(most: int, least: int = 1, **more: Any) -> Schema:
    return {"type": "string", "minLength": least, "maxLength": most, "pattern": _TELLABLE, **more}


def _one_of(words: Sequence[str]) -> Schema:
    return {"type": "string", "enum": [*words]}


def _values(kind: type[StrEnum]) -> list[str]:
    return [one.value for one in kind]


def _several(words: Sequence[str]) -> Schema:
    """Return one word or several, with commas between them."""
    one = "|".join(words)
    return {"type": "string", "pattern": f"^({one})(,({one}))*$", "description": "one or several, with commas"}


TEXT = _text(LONGEST)
MOMENT: Schema = {"type": "string", "format": "date-time"}
LIMIT: Schema = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
PAGED: Mapping[str, Schema] = {"limit": LIMIT, "cursor": TEXT | {"description": "what next_cursor was"}}
SIGNATURE = _text(SIGNATURE_LENGTH)
SEARCH: Mapping[str, Schema] = {
    "search": _text(100),
    "kind": _several(_values(Kind)),
    "stand": _several(_values(Stand)),
    "area_id": _text(SIGNATURE_LENGTH, description="one or several, with commas"),
}

_ENTITY: Schema = {"type": "string", "pattern": _ENTITY_ID, "maxLength": 255}
_NAMES: Schema = {"type": "array", "items": _text(SIGNATURE_LENGTH), "maxItems": 200}
_AMOUNT: Schema = {"type": "number", "minimum": 0}
_DURATION: Schema = {
    "description": "a clock, HH:MM or HH:MM:SS; amounts of units; or seconds",
    "anyOf": [
        {"type": "string", "pattern": _CLOCK},
        {"type": "integer", "minimum": 0, "maximum": 3660 * 86_400},
        {
            "type": "object",
            "properties": {"hours": _AMOUNT, "minutes": _AMOUNT, "seconds": _AMOUNT},
            "minProperties": 1,
            "additionalProperties": False,
        },
    ],
}
_CHANGE: Mapping[str, Schema] = {
    "time": {"type": "string", "pattern": _CLOCK},
    "offset_minutes": {"type": "integer", "minimum": -_DAY, "maximum": _DAY},
    "weekdays": {"type": "array", "items": _one_of(WEEKDAYS)},
    "for": _DURATION,
    "limit": {"type": "number"},
    "entity_id": {"type": "array", "items": _ENTITY},
    "conditions": {"type": "array", "items": {"type": "object"}},
    "values": {
        "type": "object",
        "propertyNames": _ENTITY,
        "additionalProperties": {
            "anyOf": [{"type": "object", "additionalProperties": {"type": "number"}}, {"type": "null"}]
        },
    },
}
_REASON: Schema = {"anyOf": [_text(TEXT_LENGTH, 0), {"type": "number"}]}
_OF_DEEDS: Mapping[str, Mapping[str, Schema]] = {
    "accept": {"mode": _one_of(_values(AcceptMode))},
    "adjust": _CHANGE,
    "try": _CHANGE,
    # A number is as good as a text where actions of automations write a reason.
    "dismiss": {"reason": _REASON, "objection": _one_of(_values(Objection))},
    "snooze": {"until": MOMENT, "duration": _DURATION},
    "undo": {},
    "take_back": {},
}


def _body(fields: Mapping[str, Schema], required: Sequence[str] = ()) -> Schema:
    needed = {"required": [*required]} if required else {}
    return {"type": "object", "properties": {**fields}, **needed, "additionalProperties": False}


def body_of(deed: str) -> Schema:
    """Return what is asked beside the signature, by the name of what is done to a suggestion."""
    fields = _OF_DEEDS[deed]
    return _body(fields) | ({"not": {"required": [*fields]}} if deed == "snooze" else {})


REASON = _body({"reason": {"anyOf": [_text(TEXT_LENGTH, 0), {"type": "null"}]}})
_WEBHOOK: Mapping[str, Schema] = {
    "url": {"type": "string", "format": "uri", "pattern": "^https?://", "maxLength": LONGEST_ADDRESS},
    "name": _text(SIGNATURE_LENGTH),
    "secret": {"type": "string", "pattern": "^[!-~]{16,200}$", "description": "whsec_ and base64, or a text"},
    "events": {"type": "array", "items": _one_of(_values(Happening))},
    "entities": _NAMES,
    "areas": _NAMES,
    "verify_ssl": {"type": "boolean"},
}
NEW_WEBHOOK = _body(_WEBHOOK, required=("url",))
CHANGED_WEBHOOK = _body({**_WEBHOOK, "new_secret": {"type": "boolean"}}) | {
    "not": {"required": ["secret", "new_secret"]}
}

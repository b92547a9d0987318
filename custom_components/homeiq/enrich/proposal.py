"""What an AI proposed, believed only as far as it is made of what was offered to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
import json
import re
from typing import Any

import probatio as vol

from ..model.day import WEEKDAYS
from ..model.decisions.adjustment import Adjustment
from ..model.habits.pattern import Between, Condition, Dark, Idle, NumberIs, Pattern, SomebodyHome, StateIs
from .plain_text import is_plain
from .question import KINDS, LONGEST_NOTE, AiQuestion
from .vocabulary import STATES

LONGEST = 8000  # of an answer, characters of JSON
_MOST_CONDITIONS = 10
_SHOWN = 60  # characters of what an AI wrote, in a message
_TEMPLATE = ("{{", "{%", "{#")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(:00)?")
_NEEDED: Mapping[str, frozenset[str]] = {
    "between": frozenset({"after", "before"}),
    "state": frozenset({"entity", "state"}),
    "state_for": frozenset({"entity", "state", "seconds"}),
}
"""By kind of condition: the fields that it has, and no others."""


class AnswerError(ValueError):
    """An answer that nothing is made of.

    Attributes:
        key: the translation key of the reason.
        what: what in the answer it is about.
    """

    def __init__(self, key: str, what: str = "") -> None:
        """Say why, and of what."""
        super().__init__(f"{key}: {what}")
        self.key = key
        self.what = what


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an AI proposed.

    Attributes:
        adjustment: what is to change.
        note: what it said about it, in plain words; empty where it said nothing that could be shown.
    """

    adjustment: Adjustment
    note: str = ""


def _whole(low: int, high: int) -> Callable[[Any], int]:
    def parse(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
            raise vol.Invalid("must be a whole number")
        if not low <= value <= high:
            raise vol.Invalid(f"must be between {low} and {high}")
        return int(value)

    return parse


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise vol.Invalid("must be a text")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise vol.Invalid("must be true or false")
    return value


def _clock(value: Any) -> int:
    """Read HH:MM as minutes after midnight."""
    if not isinstance(value, str) or not (match := _TIME.fullmatch(value.strip())):
        raise vol.Invalid("must be a time")
    return 60 * int(match[1]) + int(match[2])


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise vol.Invalid("must be a number")
    return value


_CONDITION = vol.Schema(
    {
        vol.Required("kind"): vol.In(KINDS),
        vol.Optional("entity"): _text,
        vol.Optional("state"): _text,
        vol.Optional("seconds"): _whole(1, 86400),
        vol.Optional("after"): _clock,
        vol.Optional("before"): _clock,
        vol.Optional("above"): _number,
        vol.Optional("below"): _number,
    }
)
_ANSWER = vol.Schema(
    {
        vol.Required("possible"): _flag,
        vol.Optional("note"): _text,
        vol.Optional("time"): _clock,
        vol.Optional("offset_minutes"): _whole(-720, 720),
        vol.Optional("delay_seconds"): _whole(0, 86400),
        vol.Optional("weekdays"): [vol.In(WEEKDAYS)],
        vol.Optional("entities"): [_text],
        vol.Optional("conditions"): vol.All([_CONDITION], vol.Length(max=_MOST_CONDITIONS)),
    }
)


def proposal_of(answer: Any, pattern: Pattern, question: AiQuestion) -> Proposal:
    """Read what an AI proposes for a habit.

    Raises:
        AnswerError: it is nothing that was asked for.
    """
    fields = _checked(answer)
    if extra := fields.keys() - question.task.structure.keys():
        raise AnswerError("ai_answer_invalid", ", ".join(sorted(extra)))
    note = question.pseudonyms.show(fields.get("note", "").strip())
    note = note if is_plain(note, LONGEST_NOTE) else ""
    if not fields["possible"]:
        raise AnswerError("ai_not_possible", note)
    reader = _Reader(question=question, pattern=pattern)
    weekdays, entities, conditions = (fields.get(name) for name in ("weekdays", "entities", "conditions"))
    adjustment = Adjustment(
        minute=fields.get("time"),
        offset_minutes=fields.get("offset_minutes"),
        for_seconds=fields.get("delay_seconds"),
        # An empty list of days or entities is how some AIs leave a field out.
        weekdays=frozenset(map(WEEKDAYS.index, weekdays)) if weekdays else None,
        entities=tuple(map(reader.to_switch, entities)) if entities else None,
        conditions=None if conditions is None else tuple(map(reader.condition, conditions)),
    )
    return Proposal(adjustment=adjustment, note=note)


def _checked(answer: Any) -> dict[str, Any]:
    """Return the fields of an answer, as far as types and limits go."""
    try:
        length = len(json.dumps(answer, allow_nan=False))
    except (TypeError, ValueError, RecursionError) as err:
        raise AnswerError("ai_answer_invalid", "JSON") from err
    if length > LONGEST:
        raise AnswerError("ai_answer_too_long", str(length))
    for text in _texts(answer):
        if any(mark in text for mark in _TEMPLATE):
            raise AnswerError("refused_template", _short(text))
    try:
        return dict(_ANSWER(_without_nothing(answer)))
    except vol.Invalid as err:
        raise AnswerError("ai_answer_invalid", _short(str(err))) from err


def _without_nothing(node: Any) -> Any:
    """Leave out what is null: so AIs that have to name each field say that it stays as it is."""
    match node:
        case dict():
            return {key: _without_nothing(value) for key, value in node.items() if value is not None}
        case list():
            return [_without_nothing(part) for part in node]
        case _:
            return node


def _texts(node: Any) -> Iterator[str]:
    match node:
        case dict():
            for key, value in node.items():
                yield str(key)
                yield from _texts(value)
        case list() | tuple():
            for part in node:
                yield from _texts(part)
        case str():
            yield node


def _short(text: str) -> str:
    """Return the beginning of what an AI wrote, as one line."""
    return " ".join(text.split())[:_SHOWN]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Reader:
    """Reads the words of an answer."""

    question: AiQuestion
    pattern: Pattern

    def to_switch(self, word: str) -> str:
        """Return the entity to act on."""
        return self._offered(word, self.question.offered.to_switch)

    def condition(self, fields: Mapping[str, Any]) -> Condition:
        """Return a condition."""
        kind = fields["kind"]
        if kind == "number":
            return self._number(fields)
        if fields.keys() - {"kind"} != _NEEDED.get(kind, frozenset()):
            raise AnswerError("ai_answer_invalid", f"conditions: {kind}")
        match kind:
            case "dark" | "light":
                return Dark(dark=kind == "dark")
            case "somebody_home" | "nobody_home":
                return SomebodyHome(home=kind == "somebody_home")
            case "between":
                return Between(after=fields["after"], before=fields["before"])
            case _:
                return self._state(fields)

    def _state(self, fields: Mapping[str, Any]) -> StateIs | Idle:
        entity_id = self._offered(fields["entity"], self.question.offered.to_ask)
        state = self.question.pseudonyms.state_of(fields["state"])
        if state not in {*STATES.get(entity_id.partition(".")[0], ()), *self._states_of(entity_id)}:
            raise AnswerError("ai_answer_invalid", f"conditions: {_short(state)}")
        if "seconds" in fields:
            return Idle(entity_id=entity_id, state=state, seconds=fields["seconds"])
        return StateIs(entity_id=entity_id, state=state)

    def _number(self, fields: Mapping[str, Any]) -> NumberIs:
        """Return other limits of a sensor that the habit asks for a number already."""
        limits = {name: fields[name] for name in ("above", "below") if name in fields}
        entity_id = self._offered(fields.get("entity", ""), self.question.offered.to_ask)
        # Which attribute of it is meant, the habit tells: the first one that it asks.
        asked = (one for one in self.pattern.conditions if isinstance(one, NumberIs) and one.entity_id == entity_id)
        if (before := next(asked, None)) is None or fields.keys() - {"kind", "entity"} != limits.keys():
            raise AnswerError("ai_answer_invalid", "conditions: number")
        try:
            return NumberIs(entity_id=entity_id, attribute=before.attribute, **limits)
        except ValueError as err:
            raise AnswerError("ai_answer_invalid", "conditions: number") from err

    def _states_of(self, entity_id: str) -> Iterator[str]:
        """Yield the states that the habit itself asks an entity for."""
        for condition in self.pattern.conditions:
            if isinstance(condition, StateIs | Idle) and condition.entity_id == entity_id:
                yield condition.state

    def _offered(self, word: str, offered: tuple[str, ...]) -> str:
        pseudonyms = self.question.pseudonyms
        entity_id = pseudonyms.entity_of(word)
        if entity_id in offered:
            return entity_id
        if entity_id in self.question.offered.unsafe:
            raise AnswerError("refused_unsafe", entity_id)
        if entity_id in self.question.offered.to_ask:
            raise AnswerError("refused_target", entity_id)
        if entity_id is None and word not in pseudonyms.home.entities:
            raise AnswerError("refused_unknown", _short(word))
        raise AnswerError("ai_not_offered", _short(entity_id or word))

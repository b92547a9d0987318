"""Records as JSON Schema (draft 2020-12, as OpenAPI 3.1 has it)."""

from collections.abc import Collection, Mapping, Sequence, Set as AbstractSet
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum, IntEnum
import re
from types import NoneType, UnionType
from typing import Any, Literal, TypeAliasType, Union, get_args, get_origin, get_type_hints

type Schema = dict[str, Any]

_PLAIN: Mapping[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
_LISTS = (list, tuple, set, frozenset, Sequence, Collection, AbstractSet)


class Schemas:
    """The schemas of records, each by its name, as they are asked for.

    Attributes:
        found: by name.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.found: dict[str, Schema] = {}
        self._records: dict[str, type] = {}

    def of(self, record: type, *, is_whole: bool = False) -> Schema:
        """Return a reference to the schema of a record.

        Args:
            record: a dataclass; a field with a default may be left out.
            is_whole: all of its fields are always told, as null where there is nothing to tell.

        Raises:
            ValueError: another record has its name.
        """
        name = record.__name__
        if self._records.setdefault(name, record) is not record:
            raise ValueError(f"there are two records {name}")
        if name not in self.found:
            self.found[name] = {}
            self.found[name] = self._record(record, is_whole=is_whole)
        return {"$ref": f"#/components/schemas/{name}"}

    def _record(self, record: type, *, is_whole: bool) -> Schema:
        hints = get_type_hints(record)
        told = _attributes(record.__doc__ or "")
        properties = {}
        for field in fields(record):
            hint = hints[field.name]
            # Such a field is left out instead of being null.
            if field.default is None and not is_whole:
                hint = Union[*(one for one in get_args(hint) if one is not NoneType)]
            schema = self.type(hint, is_whole=is_whole)
            properties[field.name] = schema | ({"description": told[field.name]} if field.name in told else {})
        required = [
            field.name
            for field in fields(record)
            if is_whole or (field.default is MISSING and field.default_factory is MISSING)
        ]
        return {
            "type": "object",
            "description": (record.__doc__ or "").partition("\n")[0],
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def type(self, hint: Any, *, is_whole: bool = False) -> Schema:
        """Return the schema of whatever a type says.

        Raises:
            TypeError: it has none.
        """
        if isinstance(hint, TypeAliasType):
            hint = hint.__value__
        if hint in _PLAIN:
            return {"type": _PLAIN[hint]}
        if isinstance(hint, type) and issubclass(hint, IntEnum):
            # Numbers are for the database; people are told names.
            return {"type": "string", "enum": [one.name.lower() for one in hint]}
        if isinstance(hint, type) and issubclass(hint, Enum):
            return {"type": "string", "enum": [one.value for one in hint]}
        if is_dataclass(hint) and isinstance(hint, type):
            return self.of(hint, is_whole=is_whole)
        return self._generic(hint, is_whole=is_whole)

    def _generic(self, hint: Any, *, is_whole: bool) -> Schema:
        origin, of = get_origin(hint), get_args(hint)
        if hint is Any:
            return {}
        if origin is Literal:
            return {"enum": [*of]}
        if origin in (Union, UnionType):
            return {"anyOf": [self.type(one, is_whole=is_whole) for one in of]}
        if origin in _LISTS:
            return {"type": "array", "items": self.type(of[0], is_whole=is_whole)}
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.type(of[1], is_whole=is_whole)}
        raise TypeError(f"{hint} has no schema")


def _attributes(text: str) -> dict[str, str]:
    """Return what a docstring says of each attribute."""
    _, _, said = text.partition("Attributes:\n")
    return {
        name: " ".join(words.split()) for name, words in re.findall(r"^ {8}(\w+): ((?:.|\n {9,})*)", said, re.MULTILINE)
    }

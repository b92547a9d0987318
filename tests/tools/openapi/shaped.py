"""As much of JSON Schema as our document uses, so that answers can be held against it."""

from collections.abc import Iterator, Mapping
from typing import Any

type Schema = Mapping[str, Any]

_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}


def faults(value: Any, schema: Schema, schemas: Mapping[str, Schema], at: str = "") -> Iterator[str]:
    """Return what in a value is not as a schema says, each with its place."""
    if "$ref" in schema:
        yield from faults(value, schemas[schema["$ref"].rpartition("/")[2]], schemas, at)
    elif "anyOf" in schema:
        found = [[*faults(value, one, schemas, at)] for one in schema["anyOf"]]
        yield from () if not all(found) else min(found, key=len)
    elif (kind := schema.get("type")) and not _is(value, kind):
        yield f"{at or '/'}: {value!r} is no {kind}"
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    elif isinstance(value, dict):
        yield from _faults_of_object(value, schema, schemas, at)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from faults(one, schema.get("items", {}), schemas, f"{at}/{number}")


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _faults_of_object(value: dict[str, Any], schema: Schema, schemas: Mapping[str, Schema], at: str) -> Iterator[str]:
    properties, other = schema.get("properties", {}), schema.get("additionalProperties", True)
    yield from (f"{at}/{name} is missing" for name in schema.get("required", ()) if name not in value)
    for name, one in value.items():
        if name in properties:
            yield from faults(one, properties[name], schemas, f"{at}/{name}")
        elif other is False:
            yield f"{at}/{name} is not known"
        elif other is not True:
            yield from faults(one, other, schemas, f"{at}/{name}")

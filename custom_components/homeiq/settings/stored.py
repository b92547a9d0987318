"""Options as an entry stores them, which outlive the version that stored them and the names of entities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .sections import OPTIONS, SECTIONS


def known_of(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored options without those that only another version has: whoever goes back to this one is still heard.

    What is known and makes no sense stays in: to forget for how long history is kept could delete some of it.
    """
    known = {section: values for section, values in options.items() if section in SECTIONS}
    return {section: _known(section, values) for section, values in known.items()}


def with_renamed(options: Mapping[str, Any], renames: Mapping[str, str]) -> dict[str, Any]:
    """Return options that name entities by their new ids.

    Args:
        options: as the options flow stores them.
        renames: new entity ids by old ones; two may change places.
    """
    changed = dict(options)
    for one in OPTIONS.values():
        if one.names_entities and one.key in options.get(one.section, {}):
            new = _renamed(options[one.section][one.key], renames)
            changed[one.section] = {**changed[one.section], one.key: new}
    return changed


def _known(section: str, values: Any) -> Any:
    is_read = isinstance(values, Mapping)
    return {key: one for key, one in values.items() if f"{section}.{key}" in OPTIONS} if is_read else values


def _renamed(value: Any, renames: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return renames.get(value, value)
    return value if value is None else [renames.get(name, name) for name in value]

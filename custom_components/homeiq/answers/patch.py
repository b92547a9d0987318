"""Differences between two documents, as JSON Merge Patches.

Reference: RFC 7396. A patch says null of what is gone, so a document must not have null in it (``record`` writes none).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def patch_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what makes a document of another; empty where they are the same.

    Examples:
        >>> patch_of({"a": 1, "b": {"c": 2, "d": 3}}, {"b": {"c": 4, "d": 3}, "e": [5]})
        {'a': None, 'b': {'c': 4}, 'e': [5]}
    """
    patch: dict[str, Any] = {name: None for name in before if name not in after}
    for name, value in after.items():
        old = before.get(name)
        if old is value:
            continue
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            if inner := patch_of(old, value):
                patch[name] = inner
        elif old != value:
            patch[name] = value
    return patch


def patched(document: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """Apply a patch, as a client does.

    Examples:
        >>> patched({"a": 1, "b": {"c": 2}}, {"a": None, "b": {"c": 4}})
        {'b': {'c': 4}}
    """
    result = {name: value for name, value in document.items() if patch.get(name, value) is not None}
    for name, value in patch.items():
        if isinstance(value, Mapping):
            old = result.get(name)
            result[name] = patched(old if isinstance(old, Mapping) else {}, value)
        elif value is not None:
            result[name] = value
    return result

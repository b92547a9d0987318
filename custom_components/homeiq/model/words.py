"""The words for titles and reasons, in the owner's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Templates by key, taken from the ``common`` part of a translation file.

    A key that the language lacks is taken from English, which has them all.
    """

    templates: Mapping[str, str]

    def say(self, key: str, **values: str | int) -> str:
        """Fill a template.

        Raises:
            KeyError: neither the language nor English has the key.
        """
        return self.templates[key].format(**values)

    def say_first(self, *keys: str, **values: str | int) -> str:
        """Fill the first template that exists; the last key must."""
        known = (key for key in keys[:-1] if key in self.templates)
        return self.say(next(known, keys[-1]), **values)

    @classmethod
    def from_translations(cls, english: Mapping[str, Any], local: Mapping[str, Any]) -> Self:
        """Take the templates from two whole translation files, the second winning."""
        return cls(templates={**english.get("common", {}), **local.get("common", {})})

"""The files of the integration that refer to each other, read once."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
import json
from pathlib import Path
from typing import Any, Self

from homeassistant.util.yaml import load_yaml_dict

_TRANSLATIONS = Path(__file__).parents[1] / "custom_components" / "homeiq" / "translations"
LANGUAGES = tuple(sorted(path.stem for path in _TRANSLATIONS.glob("*.json")))
"""That HomeIQ speaks: a file each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationKeys:
    """The translation keys that the code uses.

    Attributes:
        entities: platform and key.
    """

    entities: frozenset[tuple[str, str]]
    exceptions: frozenset[str]
    issues: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Integration:
    """All files of an integration that refer to each other, read once."""

    folder: Path
    manifest: Mapping[str, Any]
    translations: Mapping[str, Mapping[str, Any]]
    services: Mapping[str, Any]
    triggers: Mapping[str, Any]
    icons: Mapping[str, Any]
    rules: Mapping[str, Any]
    used: TranslationKeys

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the files of a folder."""
        return cls(
            folder=folder,
            manifest=read_json(folder / "manifest.json"),
            translations={language: read_json(folder / "translations" / f"{language}.json") for language in LANGUAGES},
            services=load_yaml_dict(str(folder / "services.yaml")),
            triggers=load_yaml_dict(str(folder / "triggers.yaml")),
            icons=read_json(folder / "icons.json"),
            rules=load_yaml_dict(str(folder / "quality_scale.yaml"))["rules"],
            used=find_translation_keys(folder),
        )


def read_json(path: Path) -> Any:
    """Read a JSON file."""
    return json.loads(path.read_text())


def find_translation_keys(folder: Path) -> TranslationKeys:
    """Find the translation keys that are written out in the code of a folder, or named by a constant of its module."""
    entities, exceptions, issues = set(), set(), set()
    for path in sorted(folder.rglob("*.py")):
        for key, name, is_raised in _used_in(path.read_text()):
            if name.endswith("Description"):
                entities.add((path.relative_to(folder).parts[0].removesuffix(".py"), key))
            elif name == "async_create_issue":
                issues.add(key)
            elif is_raised:
                exceptions.add(key)
    return TranslationKeys(entities=frozenset(entities), exceptions=frozenset(exceptions), issues=frozenset(issues))


@cache
def _used_in(text: str) -> tuple[tuple[str, str, bool], ...]:
    """Return each key that a module names, what it is given to, and whether with its domain, as exceptions have it.

    Kept by the text: a copy of the integration is mostly the same as the last one.
    """
    # Most files have none, and reading Python takes its time.
    if "translation_key" not in text:
        return ()
    tree = ast.parse(text)
    constants = _constants(tree)
    found = []
    for call in _calls(tree):
        words = {word.arg: word.value for word in call.keywords}
        if key := _text(words.get("translation_key"), constants):
            found.append((key, ast.unparse(call.func).rpartition(".")[2], "translation_domain" in words))
    return tuple(found)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _constants(tree: ast.Module) -> Mapping[str, str]:
    return {
        name: text
        for node in tree.body
        if (name := _assigned(node)) and (text := _text(getattr(node, "value", None), {}))
    }


def _assigned(node: ast.stmt) -> str | None:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
        case _:
            return None


def _text(node: ast.expr | None, constants: Mapping[str, str]) -> str | None:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name):
            return constants.get(name)
        case _:
            return None

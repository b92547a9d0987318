"""Adding one entry to a text, replacing it, and taking that back: everything else stays as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
import json
from typing import Any

from ..model.decisions.edit import Edit
from .document import Document, Entry, Shape, value_of
from .errors import (
    ConfigFileError,
    EditedEntryError,
    KnownEntryError,
    MissingEntryError,
    UnsupportedFileError,
)


def add(text: str | None, shape: Shape, key: str, config: Mapping[str, Any]) -> tuple[str, Edit]:
    """Append an entry and return the new text, and how to take it back.

    Args:
        text: None where there is no file yet.

    Raises:
        KnownEntryError: there is one with that key.
        ConfigFileError: the text can't be changed.
    """
    document = Document.parse(text or "", shape)
    if document.find(key):
        raise KnownEntryError(key)
    for at, removed, inserted in _places(document, key, config):
        edit = Edit(key=key, removed=removed, inserted=inserted, before=None, after=_said(config), created=text is None)
        with suppress(UnsupportedFileError):
            return _checked(document, at, edit), edit
    raise UnsupportedFileError(f"{key} can't be written without changing something else")


def replace(text: str | None, shape: Shape, key: str, config: Mapping[str, Any], expected: Any) -> tuple[str, Edit]:
    """Write an entry anew and return the new text, and how to take it back.

    Args:
        expected: what it has to say now.

    Raises:
        MissingEntryError: there is none with that key.
        EditedEntryError: a person has changed it.
        ConfigFileError: the text can't be changed.
    """
    document, entry = _found(text, shape, key, expected)
    begin, end = document.words(entry)
    if document.has_remarks(entry, (begin, end)):
        raise EditedEntryError(key)
    edit = Edit(
        key=key,
        removed=document.text[begin:end],
        inserted=document.block(key, config).removesuffix(document.newline),
        before=expected,
        after=_said(config),
    )
    return _checked(document, begin, edit), edit


def take_back(text: str | None, shape: Shape, edit: Edit) -> str | None:
    """Return the text without an edit; None where there was no file before.

    Raises:
        MissingEntryError: the entry is gone.
        EditedEntryError: a person has changed it.
        ConfigFileError: the text can't be changed.
    """
    document, entry = _found(text, shape, edit.key, edit.after)
    for candidate in _earlier(document, entry, edit):
        if edit.created and not candidate:
            return None
        if _is_sound(document, candidate, edit.key, edit.before):
            return candidate
    raise UnsupportedFileError(f"{edit.key} can't be taken out of it alone")


def says(text: str | None, shape: Shape, key: str) -> Any:
    """Return what an entry says; None where there is none.

    Raises:
        ConfigFileError: the text can't be read.
    """
    entry = Document.parse(text or "", shape).find(key)
    return value_of(entry) if entry else None


def entries(text: str, shape: Shape, keys: Collection[str]) -> dict[str, Any]:
    """Return what the entries with these keys say, those that are there.

    Raises:
        ConfigFileError: the text can't be read.
    """
    document = Document.parse(text, shape)
    found = {key: document.find(key) for key in keys}
    return {key: value_of(entry) for key, entry in found.items() if entry}


def _said(config: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a config as the file will say it, which knows no tuples."""
    said: dict[str, Any] = json.loads(json.dumps(config))
    return said


def _found(text: str | None, shape: Shape, key: str, expected: Any) -> tuple[Document, Entry]:
    document = Document.parse(text or "", shape)
    entry = document.find(key)
    if entry is None:
        raise MissingEntryError(key)
    if value_of(entry) != expected:
        raise EditedEntryError(key)
    return document, entry


def _places(document: Document, key: str, config: Mapping[str, Any]) -> Iterator[tuple[int, str, str]]:
    """Yield where a new entry could go, what has to make room for it, and its text; the best place first."""
    if not document.entries or not document.is_flow:
        yield _behind(document, document.block(key, config))
    elif document.root is not None:
        for comma in (", ", ""):
            yield document.root.end_mark.index - 1, "", comma + document.block(key, config)
    if document.entries and not document.is_flow:
        # A text without a last line end can't be gone on with where that would lengthen its last line.
        yield document.span(document.entries[0])[0], "", document.block(key, config)


def _behind(document: Document, block: str) -> tuple[int, str, str]:
    text, root = document.text, document.root
    if root is not None and not document.entries:
        # An empty list, or a null: it stands where the first entry will.
        begin, end = int(root.start_mark.index), int(root.end_mark.index)
        lead = document.newline if text[text.rfind("\n", 0, begin) + 1 : begin] else ""
        return begin, text[begin:end], lead + block.removesuffix(document.newline)
    at = _end_of_list(text)
    lead = document.newline if at and text[at - 1] != "\n" else ""
    return at, "", lead + block


def _end_of_list(text: str) -> int:
    """Return where a text ends, or where ``...`` ends it."""
    at = 0
    for line in text.splitlines(keepends=True):
        if line.rstrip() == "...":
            return at
        at += len(line)
    return at


def _checked(document: Document, at: int, edit: Edit) -> str:
    text = document.text
    changed = text[:at] + edit.inserted + text[at + len(edit.removed) :]
    if not _is_sound(document, changed, edit.key, edit.after):
        raise UnsupportedFileError(f"{edit.key} can't be written without changing something else")
    return changed


def _is_sound(document: Document, changed: str, key: str, expected: Mapping[str, Any] | None) -> bool:
    """Tell whether a changed text says the same but for one entry, and that entry what it should."""
    try:
        other = Document.parse(changed, document.shape)
        entry = other.find(key)
    except ConfigFileError:
        return False
    if not document.differs_only_in(other, key):
        return False
    return (value_of(entry) if entry else None) == expected


def _earlier(document: Document, entry: Entry, edit: Edit) -> Iterator[str]:
    """Yield the texts that could be the one without an edit, the most exact first."""
    text, start = document.text, int(entry.first.start_mark.index)
    begin, end = document.span(entry)
    at = text.rfind(edit.inserted, 0, start + len(edit.inserted))
    if 0 <= at <= start < at + len(edit.inserted):
        yield text[:at] + edit.removed + text[at + len(edit.inserted) :]
    # Something stands behind it now, or the editor has written the whole file anew.
    if edit.before is not None:
        begin, end = document.words(entry)
    if document.has_remarks(entry, (begin, end)):
        raise EditedEntryError(edit.key)
    yield text[:begin] + (edit.removed.rstrip("\r\n") if edit.before is not None else "") + text[end:]

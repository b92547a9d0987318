"""The text of a file that lists automations, scenes or scripts: what is in it, and where.

Nothing of it is ever written anew. Positions come from the YAML parser's own marks, so that comments, secrets, anchors
and line ends stay as the owner wrote them; tags such as ``!secret`` are read, never followed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
import json
from typing import Any, Self

import yaml

from .errors import BrokenFileError, UnsupportedFileError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_MARK = "\ufeff"
_EMPTY = ("tag:yaml.org,2002:null",)


class Shape(StrEnum):
    """How a file holds its entries."""

    LIST = "list"
    MAPPING = "mapping"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """One entry of a file.

    Attributes:
        key: its id; None where it has none, or is somewhere else (``!include``).
        first: the node that it begins with, a list's entry or a mapping's key.
        node: what it says.
    """

    key: str | None
    first: yaml.Node
    node: yaml.Node


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """A text and its entries, in order.

    Attributes:
        root: all of it; None where there is nothing but comments.
    """

    text: str
    shape: Shape
    root: yaml.Node | None
    entries: tuple[Entry, ...]

    @classmethod
    def parse(cls, text: str, shape: Shape) -> Self:
        """Read a text.

        Raises:
            BrokenFileError: it is no YAML.
            UnsupportedFileError: it is, but no list (or mapping) of entries.
        """
        is_marked = text.startswith(_MARK)
        try:
            # The quick parser does not count a byte order mark, the other one does; an empty line both count.
            root = yaml.compose("\n" + text.removeprefix(_MARK) if is_marked else text, Loader=_LOADER)
        except yaml.YAMLError as err:
            raise BrokenFileError(*_fault(err, lines_before=int(is_marked))) from err
        return cls(text=text, shape=shape, root=root, entries=_entries(root, shape))

    @property
    def newline(self) -> str:
        """How its lines end."""
        end = self.text.find("\n")
        return "\r\n" if end > 0 and self.text[end - 1] == "\r" else "\n"

    @property
    def is_flow(self) -> bool:
        """It is written between brackets."""
        return isinstance(self.root, yaml.CollectionNode) and bool(self.root.flow_style)

    @property
    def column(self) -> int:
        """How far its entries are indented."""
        return 0 if self.root is None or not self.entries or self.is_flow else int(self.root.start_mark.column)

    def find(self, key: str) -> Entry | None:
        """Return an entry.

        Raises:
            UnsupportedFileError: there are several with that key.
        """
        found = [entry for entry in self.entries if entry.key == key]
        if len(found) > 1:
            raise UnsupportedFileError(f"{key} is in it more than once")
        return found[0] if found else None

    def span(self, entry: Entry) -> tuple[int, int]:
        """Return where the lines of an entry begin and end, the last line's end included; between brackets, itself."""
        if self.is_flow:
            return int(entry.first.start_mark.index), int(entry.node.end_mark.index)
        begin = self.text.rfind("\n", 0, entry.first.start_mark.index) + 1
        end = self.text.find("\n", len(self.text[: _end(entry.node)].rstrip()))
        return begin, len(self.text) if end < 0 else end + 1

    def words(self, entry: Entry) -> tuple[int, int]:
        """Return where an entry begins and ends, without what stands behind it on its last line."""
        begin, end = self.span(entry)
        return begin, end if self.is_flow else len(self.text[: _end(entry.node)].rstrip())

    def has_remarks(self, entry: Entry, span: tuple[int, int]) -> bool:
        """Tell whether somebody has written a comment into a part of the text that an entry takes."""
        at, between = span[0], ""
        for first, last in sorted(_scalars(entry)):
            between += self.text[at:first]
            at = max(at, last)
        # In a text, it is no comment.
        return "#" in between + self.text[at : span[1]]

    def block(self, key: str, config: Mapping[str, Any]) -> str:
        """Write an entry as it would stand in this text: with a line end after each line, or between brackets."""
        if self.entries and self.is_flow:
            entry = json.dumps(dict(config), ensure_ascii=False)
            return entry if self.shape is Shape.LIST else f"{json.dumps(key)}: {entry}"
        # What stands in it twice is written out twice: a name for it might be one of the owner's, or of another entry.
        said = json.loads(json.dumps(config))
        data = [said] if self.shape is Shape.LIST else {key: said}
        text = yaml.dump(data, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=120)
        indent = " " * self.column
        lines = (f"{indent}{line}" if line else "" for line in text.removesuffix("\n").split("\n"))
        return "".join(f"{line}{self.newline}" for line in lines)

    def differs_only_in(self, other: Document, key: str) -> bool:
        """Tell whether two texts say the same, but for one entry."""
        mine = [entry for entry in self.entries if entry.key != key]
        theirs = [entry for entry in other.entries if entry.key != key]
        seen: set[tuple[int, int]] = set()
        return len(mine) == len(theirs) and all(
            _says_the_same(one.first, two.first, seen) and _says_the_same(one.node, two.node, seen)
            for one, two in zip(mine, theirs, strict=True)
        )


def value_of(entry: Entry) -> Any:
    """Return what an entry says; what a tag stands for is not looked up."""
    return _Reader("").construct_document(entry.node)


def _pair(_loader: Any, suffix: str, node: yaml.Node) -> tuple[str, Any]:
    """Read a tag that only Home Assistant knows as the pair of the tag and its text."""
    return (suffix, node.value)


_Reader: Any = type("_Reader", (yaml.SafeLoader,), {})
_Reader.add_multi_constructor("!", _pair)


def _entries(root: yaml.Node | None, shape: Shape) -> tuple[Entry, ...]:
    if root is None or (isinstance(root, yaml.CollectionNode) and not root.value) or root.tag in _EMPTY:
        return ()
    if shape is Shape.LIST and isinstance(root, yaml.SequenceNode):
        return tuple(Entry(key=_id_of(node), first=node, node=node) for node in root.value)
    if shape is Shape.MAPPING and isinstance(root, yaml.MappingNode):
        return tuple(Entry(key=str(key.value), first=key, node=node) for key, node in root.value)
    what = root.tag if root.tag.startswith("!") else root.id
    raise UnsupportedFileError(f"it is a {what}, not a {shape.value}")


def _id_of(node: yaml.Node) -> str | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((str(value.value) for key, value in node.value if key.value == "id"), None)


def _end(node: yaml.Node) -> int:
    """Return where the last text of a node ends; a block's own mark lies behind the comments that follow it."""
    end, pending, seen = 0, [node], set()
    while pending:
        one = pending.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, yaml.CollectionNode) and not one.flow_style and one.value:
            pending += _children(one)
        else:
            end = max(end, one.end_mark.index)
    return int(end)


def _scalars(entry: Entry) -> set[tuple[int, int]]:
    """Return where the texts in an entry begin and end."""
    found, pending, seen = set[tuple[int, int]](), [entry.first, entry.node], set[int]()
    while pending:
        one = pending.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, yaml.CollectionNode):
            pending += _children(one)
        else:
            found.add((int(one.start_mark.index), int(one.end_mark.index)))
    return found


def _says_the_same(one: yaml.Node, two: yaml.Node, seen: set[tuple[int, int]]) -> bool:
    """Compare two nodes; an anchor may lead back to where it came from."""
    pending = [(one, two)]
    while pending:
        left, right = pending.pop()
        if (id(left), id(right)) in seen:
            continue
        seen.add((id(left), id(right)))
        if left.tag != right.tag or type(left) is not type(right):
            return False
        if isinstance(left, yaml.ScalarNode):
            if left.value != right.value:
                return False
            continue
        mine, theirs = list(_children(left)), list(_children(right))
        if len(mine) != len(theirs):
            return False
        pending += zip(mine, theirs, strict=True)
    return True


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value)


def _fault(err: yaml.YAMLError, lines_before: int) -> tuple[int | None, str]:
    mark = getattr(err, "problem_mark", None)
    return (None if mark is None else mark.line + 1 - lines_before), str(getattr(err, "problem", None) or err).strip()

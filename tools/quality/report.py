"""Figures as Markdown: what the command prints, and what it writes into ``docs/detection.md``."""

from collections.abc import Iterable, Iterator
from pathlib import Path
import re

from .section import Figures, Section

BEGIN = "<!-- quality: {} -->"
END = "<!-- end -->"


def tables_of(sections: Iterable[Section], measured: Figures) -> Iterator[str]:
    """Return everything as Markdown."""
    for section in sections:
        yield f"## {section.name}"
        yield from section.tables(measured[section.name])


def write_docs(path: Path, sections: Iterable[Section], measured: Figures, command: str) -> None:
    """Replace what stands between the markers of each section; text around them stays as it is.

    Raises:
        ValueError: a section has no markers in the file.
    """
    text = path.read_text(encoding="utf-8")
    for section in sections:
        asked = section.command or f"{command} --only {section.name}"
        content = "\n\n".join([f"```sh\n{asked}\n```", *section.tables(measured[section.name])])
        begin = BEGIN.format(section.name)
        found = re.compile(f"{re.escape(begin)}\n.*?{re.escape(END)}", re.DOTALL)
        if not found.search(text):
            raise ValueError(f"{begin} … {END} is missing")
        text = found.sub(lambda _, begin=begin, content=content: f"{begin}\n{content}\n{END}", text, count=1)  # type: ignore[misc]
    path.write_text(text, encoding="utf-8")

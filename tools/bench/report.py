"""Figures as Markdown: what the command prints, and what it writes into ``docs/performance.md``."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
import re

from .section import Aim, Measured, Section, table

BEGIN = "<!-- bench: {} -->"
END = "<!-- end -->"


def tables_of(sections: Iterable[Section], measured: Measured) -> Iterator[str]:
    """Return everything as Markdown: the machine, each section, and all targets."""
    yield machine_line(measured)
    aims: list[Aim] = []
    for section in sections:
        yield f"## {section.name}"
        yield from section.tables(measured)
        aims += section.aims(measured)
    yield "## targets"
    yield aims_table(aims)


def machine_line(measured: Measured) -> str:
    """Return what was measured on, in a line."""
    machine = measured["machine"]
    return (
        f"{date.today().isoformat()}, {machine['cores']} cores (load {machine['load']}), Python {machine['python']},"  # noqa: DTZ011 - the day of whoever measures
        f" Home Assistant {machine['home_assistant']}; size {machine['size']}."
    )


def aims_table(aims: Iterable[Aim]) -> str:
    """Return targets beside what was measured."""
    rows = [(aim.what, aim.target, aim.measured, "yes" if aim.is_met else "**no**") for aim in aims]
    return table(("what", "target", "measured", "met"), rows)


def write_docs(path: Path, sections: Iterable[Section], measured: Measured) -> None:
    """Replace what stands between the markers of each section; text around them stays as it is.

    Raises:
        ValueError: a section has no markers in the file.
    """
    text = path.read_text(encoding="utf-8")
    for section in sections:
        blocks = [machine_line(measured), *section.tables(measured), aims_table(section.aims(measured))]
        text = _replaced(text, section.name, "\n\n".join(blocks))
    path.write_text(text, encoding="utf-8")


def _replaced(text: str, name: str, content: str) -> str:
    begin = BEGIN.format(name)
    found = re.compile(f"{re.escape(begin)}\n.*?{re.escape(END)}", re.DOTALL)
    if not found.search(text):
        raise ValueError(f"{begin} … {END} is missing")
    return found.sub(lambda _: f"{begin}\n{content}\n{END}", text, count=1)

"""Reading what a Home Assistant wrote into its log."""

from collections.abc import Iterable
import re

ENTRY = re.compile(
    r"^\d{4}-\d\d-\d\d [\d:.]+ (?P<level>[A-Z]+) \((?P<thread>.*?)\) \[(?P<logger>[^\]]+)\] (?P<text>.*)$"
)
# Home Assistant says this of every custom integration.
STANDING_NOTE = "which has not been tested by Home Assistant"


def problems(lines: Iterable[str], about: str) -> list[str]:
    """Collect the warnings and errors by or about an integration, with the lines that belong to them."""
    return [
        "\n".join(entry)
        for entry in _entries(lines)
        if (head := ENTRY.match(entry[0])) and head["level"] not in ("DEBUG", "INFO") and _concerns(entry, about)
    ]


def _concerns(entry: list[str], about: str) -> bool:
    text = "\n".join(entry)
    # In a path the name says nothing, unless it is the integration's own folder.
    named = re.search(rf"(?<!/){about}|custom_components/{about}", text, re.IGNORECASE)
    return bool(named) and STANDING_NOTE not in text


def _entries(lines: Iterable[str]) -> list[list[str]]:
    entries: list[list[str]] = []
    for line in lines:
        if ENTRY.match(line) or not entries:
            entries.append([])
        entries[-1].append(line)
    return entries

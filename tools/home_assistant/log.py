"""Reading what a Home Assistant wrote into its log."""

from collections.abc import Iterable
import re

_DATED = re.compile(r"^\d{4}-\d\d-\d\d \d\d:")
# From 2026.11 on, the time has its distance from UTC behind it.
ENTRY = re.compile(
    r"^\d{4}-\d\d-\d\d [\d:.]+([+-]\d\d:\d\d)? "
    r"(?P<level>[A-Z]+) \((?P<thread>.*?)\) \[(?P<logger>[^\]]+)\] (?P<text>.*)$"
)
# Home Assistant says this of every custom integration.
STANDING_NOTE = "which has not been tested by Home Assistant"


class LogError(ValueError):
    """A log is written otherwise than these tools know, so that nothing would be found in it."""


def problems(lines: Iterable[str], about: str) -> list[str]:
    """Collect the warnings and errors by or about an integration, with the lines that belong to them.

    Raises:
        LogError: lines have a date, and none is an entry.
    """
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
    # Where not even the first line is an entry, all lines are in one.
    only = entries[0] if len(entries) == 1 else []
    if unread := next((line for line in only if _DATED.match(line) and not ENTRY.match(only[0])), None):
        raise LogError(f"this is no entry of a log as Home Assistant writes it: {unread}")
    return entries

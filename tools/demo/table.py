"""Suggestions as a table for a terminal."""

from collections.abc import Iterable, Mapping
import textwrap
from typing import Any

TITLE = 62  # characters of a title in one line


def table(suggestions: Iterable[Mapping[str, Any]]) -> str:
    """Draw suggestions, in the JSON of ``homeiq.list_suggestions``, best first."""
    lines = [_row("#", "Suggestion", "sure", "back-test"), _row("-", "-" * TITLE, "-----", "-" * 34)]
    for number, suggestion in enumerate(suggestions, 1):
        first, *rest = textwrap.wrap(suggestion["title"], TITLE) or [""]
        lines.append(_row(str(number), first, f"{suggestion['confidence']:.0%}", backtest(suggestion["backtest"])))
        lines.extend(_row("", line, "", "") for line in rest)
    return "\n".join(line.rstrip() for line in lines)


def backtest(counts: Mapping[str, int]) -> str:
    """Say how a suggestion would have fared in the past."""
    right, told = counts["saved"], counts["saved"] + counts["wrong"]
    return f"{right} of {told} right, {counts['misses']} missed, {counts['days']} days"


def _row(number: str, title: str, sure: str, tested: str) -> str:
    return f"{number:>3}  {title:<{TITLE}}  {sure:>5}  {tested}"

"""Which texts of an AI people are shown."""

from __future__ import annotations

import re

# Neither markup, nor a template of Home Assistant, nor a line break belongs into a line of plain text.
_NOT_PLAIN = re.compile(r"[{}<>`\x00-\x1f\x7f]|\*\*|https?://")


def is_plain(text: str, longest: int) -> bool:
    """Tell whether a text is one line of plain text, of so many characters at most."""
    return 0 < len(text) <= longest and not _NOT_PLAIN.search(text)

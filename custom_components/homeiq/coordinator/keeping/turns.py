"""The turns of threads, made short where the owner wants short pauses.

Python lets one thread run at a time, and for five milliseconds before another one may have its turn. Whoever answers
waits that long each time that the recorder, or we, have something to compute, and an answer takes several turns. In
turns of a millisecond all of Home Assistant answers sooner; what is computed takes as long, but for a few changes more.
"""

from __future__ import annotations

from math import isclose
import sys

SHORT = 0.001  # seconds


class ShortTurns:
    """Makes the turns of all threads of the process short, for as long as that is wanted."""

    def __init__(self, *, is_wanted: bool) -> None:
        """Change nothing yet."""
        self._is_wanted = is_wanted
        self._usual: float | None = None

    def begin(self) -> None:
        """Make them short where they are longer. Beginning twice does no harm."""
        usual = sys.getswitchinterval()
        if self._is_wanted and usual > SHORT:
            sys.setswitchinterval(SHORT)
            self._usual = usual

    def end(self) -> None:
        """Make them as long as they were, unless somebody else has changed them since. Ending twice does no harm."""
        if self._usual is not None and isclose(sys.getswitchinterval(), SHORT):
            sys.setswitchinterval(self._usual)
        self._usual = None

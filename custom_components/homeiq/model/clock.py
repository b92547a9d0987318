"""Whether the clock can be believed: a box without a battery wakes up in 1970, and some in a year that is to come.

What the clock says is compared with the time that must have gone by: with what was believed last, and the seconds of
steady running since, which no clock can fake. A clock that is far from it is believed once it has stood for a day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

DAY: Final = 86400.0
FLOOR: Final = 1_420_070_400.0  # 2015: no home was followed before, and a clock that says so was never set
AHEAD: Final = DAY  # by so much a clock may be ahead and still be believed, seconds: the home was off for a while
STANDS_FOR: Final = DAY  # of steady running, after which any clock is believed, seconds
LONGEST_GAP: Final = 2 * DAY  # between two looks, of which more counts as no running that anybody has seen, seconds
SLACK: Final = 60.0  # by which a moment may lie ahead and still count as past, seconds


def has_been(moment: float | None, now: float) -> bool:
    """Tell whether a moment that was noted is one of the past; one ahead was noted while the clock was wrong.

    Args:
        moment: UTC epoch seconds; None never was.
        now: UTC epoch seconds.
    """
    return moment is not None and moment <= now + SLACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What time it is believed to be. Times are UTC epoch seconds, but for ``running``.

    Attributes:
        believed: the newest moment that is believed to have been.
        doubted: what the clock said at the newest look, where it wasn't believed; None where it was.
        stood: for how long the clock that is doubted has run steadily, seconds.
        running: seconds on a clock that nobody can set, at the newest look; None before the first since a start.
    """

    believed: float
    doubted: float | None = None
    stood: float = 0.0
    running: float | None = None

    def look(self, now: float, running: float, longest_gap: float = LONGEST_GAP) -> Belief:
        """Return what is believed once the clock was looked at.

        Args:
            now: what it says.
            running: seconds on a clock that nobody can set.
            longest_gap: between two looks, of which more counts as no running that anybody has seen, seconds.
        """
        gone = 0.0 if self.running is None else min(max(running - self.running, 0.0), longest_gap)
        expected = self.believed + gone
        if abs(now - expected) <= AHEAD or self.believed < FLOOR <= now:
            return Belief(believed=now, running=running)
        is_steady = self.doubted is not None and abs(now - self.doubted - gone) <= AHEAD
        stood = self.stood + gone if is_steady else 0.0
        if stood >= STANDS_FOR and now >= FLOOR:
            return Belief(believed=now, running=running)
        return replace(self, believed=expected, doubted=now, stood=stood, running=running)

    def is_put_right(self, now: float) -> bool:
        """Tell whether a clock that was doubted was wrong: it does not go on from there, but from what was believed."""
        return self.doubted is not None and abs(now - self.believed) < abs(now - self.doubted)

    def earlier(self, now: float) -> float:
        """Return the earlier of what the clock says and what is believed: what is older by that is old for sure."""
        return now if self.doubted is None else min(now, self.believed)

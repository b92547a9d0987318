"""Earlier days: what a home was like before some moment, for as long as a run asks."""

from __future__ import annotations

import numpy as np

from ...past.days.step import step_of
from ...past.timeline import Timeline


class EarlierDays:
    """The days before several moments, each prepared once however often they are asked."""

    def __init__(self, timeline: Timeline) -> None:
        """Know all days."""
        self._timeline, self._measured_since = timeline, _measured_since(timeline)
        self._pasts: dict[float, Timeline] = {}

    def before(self, moment: float) -> Timeline:
        """Return what happened before a moment, UTC epoch seconds, as if nothing else ever had."""
        if moment not in self._pasts:
            self._pasts[moment] = self._timeline.before(moment, self._measured_since)
        return self._pasts[moment]

    def rest(self) -> None:
        """Let go of them, as they are large."""
        self._pasts.clear()


def _measured_since(timeline: Timeline) -> float:
    """Return from when on what sensors measured counts: that is forgotten day by day, and days change by the step."""
    days, calendar = timeline.days, timeline.calendar
    if not len(days):
        return 0.0
    first = min((float(one.time[0]) for one in timeline.readings.values() if len(one.time)), default=0.0)
    late = max(int(calendar.day(np.array([first]))[0] - days[0]), 0)
    step = step_of(len(days))
    return float(calendar.moment(days[:1] + -(-late // step) * step, 0)[0])

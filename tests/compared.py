"""What Home Assistant did, beside what the back-test says that it does: only what neither explains is a difference."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from custom_components.homeiq.model.habits.pattern import Dark, Pattern, SomebodyHome
from custom_components.homeiq.model.habits.trigger import AtSun, LeftOn, answers, has_moment
from custom_components.homeiq.model.things import ACT_STATES
from custom_components.homeiq.past.acts import TOGETHER, Unit
from custom_components.homeiq.past.condition import Checks
from custom_components.homeiq.past.days.sun import sun_times
from custom_components.homeiq.past.hearing.away import were_away
from custom_components.homeiq.past.presence import seen_away
from custom_components.homeiq.past.replay import Replay, applies, due, replay
from custom_components.homeiq.past.timeline import Timeline

_EXACT = 1.1  # seconds by which a run may be off: what sensors measured is known to the second
_BY_THE_SUN = 180.0  # the same of what goes by the sun, which we and Home Assistant work out each in its own way
_TWILIGHT = 300.0  # seconds on either side of sunrise and sunset in which the one may have it dark and the other not


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared:
    """A habit whose automation was driven from a moment to another.

    Attributes:
        since: UTC epoch seconds; likewise ``until``.
        is_for_who_is_home: its automation asks whether somebody is home.
    """

    pattern: Pattern
    unit: Unit
    timeline: Timeline
    since: float
    until: float
    is_for_who_is_home: bool = False

    def replayed(self) -> Replay:
        """Return the runs that the back-test counts."""
        played = replay(self.pattern, self.unit, self.timeline)
        return played.where((played.times >= self.since) & (played.times < self.until))

    def differences(self, ran: Sequence[float]) -> list[str]:
        """Tell what Home Assistant did that the back-test doesn't count, and what it didn't that is counted.

        Args:
            ran: when it acted, UTC epoch seconds.
        """
        played, times = self.replayed(), np.array([one for one in ran if self.since <= one < self.until])
        idle = played.outcomes.idle
        counted = played.times if idle is None else played.times[~idle]
        # Where nothing is left to do, or what is done changes nothing, it makes no difference whether it runs.
        left = times[~self.unit.is_done(self.timeline, times)]
        missing = counted[~self._near(times, counted) & ~self._is_unsteady(counted) & ~self._is_astray(counted)]
        more = left[~self._near(played.times, left) & ~self._is_unsteady(left) & ~self._is_left_out(left, played)]
        return [*self._told("did not run", missing), *self._told("ran", more)]

    def _told(self, what: str, times: NDArray[np.float64]) -> Iterator[str]:
        rule = f"{self.pattern.trigger} {self.pattern.conditions} {self.pattern.entities}"
        return (f"{what} at {datetime.fromtimestamp(time, UTC)}: {rule}" for time in times.tolist())

    def _near(self, among: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.bool_]:
        slack = _BY_THE_SUN if isinstance(self.pattern.trigger, AtSun) else _EXACT
        return _are_near(among, times, slack)

    def _is_unsteady(self, times: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell at which moments a minute or two, of which nobody can be sure, decide whether it runs: bool[n]."""
        if not isinstance(self.pattern.trigger, AtSun):
            return self._is_twilight(times)
        moments = [times + later for later in np.arange(-_BY_THE_SUN, _BY_THE_SUN + 1, 15)]
        runs = [
            applies(self.pattern, self.timeline, Checks.at(one)) & ~self.unit.is_done(self.timeline, one)
            for one in moments
        ]
        return np.asarray(self._is_twilight(times) | (np.any(runs, axis=0) & ~np.all(runs, axis=0)))

    def _is_twilight(self, times: NDArray[np.float64]) -> NDArray[np.bool_]:
        if not any(isinstance(one, Dark) for one in self.pattern.conditions):
            return np.zeros(len(times), dtype=np.bool_)
        home = self.timeline.home
        turns = np.concatenate(sun_times(self.timeline.days, home.latitude, home.longitude))
        return _are_near(np.sort(turns[np.isfinite(turns)]), times, _TWILIGHT)

    def _is_astray(self, times: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell at which moments only a hand on a switch shows that somebody is home, or a person that can't be reached.

        Persons of Home Assistant can be reached always; those of one simulator can't be now and then.
        """
        lost = [were_away(self.timeline.series[name].away, times) for name in self.timeline.persons]
        is_astray = seen_away(self.timeline, times) & self.is_for_who_is_home
        asks = self.is_for_who_is_home or any(isinstance(one, SomebodyHome) for one in self.pattern.conditions)
        return np.asarray(is_astray | (np.any(lost, axis=0) & asks))

    def _is_left_out(self, times: NDArray[np.float64], played: Replay) -> NDArray[np.bool_]:
        """Tell which runs the back-test leaves out, as detection.md says, though something is left to do: bool[n]."""
        trigger = self.pattern.trigger
        if has_moment(trigger):
            # On days without life, and while nobody is home.
            return ~_are_near(due(self.pattern, self.unit, self.timeline), times, _BY_THE_SUN)
        if isinstance(trigger, LeftOn):
            # Of a use that isn't over nobody knows whether it needed a reminder.
            last = self.timeline.series[trigger.entity_id].time[-1]
            return np.asarray(times > last)
        # Of several before one act, the first one counts: it would have left nothing to do for the others.
        outcomes = played.outcomes
        began, acted = outcomes.time[outcomes.hit], self.unit.acts[outcomes.act[outcomes.hit]]
        answered = np.any((began < times[:, None]) & (acted >= times[:, None] - _EXACT), axis=1)
        if not answers(trigger) or trigger.for_seconds or trigger.entity_id.partition(".")[0] not in ACT_STATES:
            return np.asarray(answered)
        # What one hand moves at once is one act.
        following = np.append(self.unit.acts, np.inf)[np.searchsorted(self.unit.acts, times, "right")]
        return np.asarray(answered | (following - times <= TOGETHER))


def _are_near(among: NDArray[np.float64], times: NDArray[np.float64], slack: float) -> NDArray[np.bool_]:
    return np.asarray(np.any(np.abs(among - times[:, None]) <= slack, axis=1))

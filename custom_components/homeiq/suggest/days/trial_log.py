"""A trial, told day by day: what would have run, and what people did."""

from __future__ import annotations

import numpy as np

from ...model.decisions.trial import TrialDay, TrialRun
from ...model.habits.pattern import Pattern
from ...model.habits.trigger import spares_acts
from ...past.acts import Unit
from ...past.replay import replay
from ...past.timeline import Timeline


def trial_log(pattern: Pattern, unit: Unit, timeline: Timeline, since: float, until: float) -> tuple[TrialDay, ...]:
    """Return the days of a trial on which something would have happened, or did, in order.

    Args:
        pattern: what is on trial.
        unit: what it acts on, with the acts of people.
        timeline: also what came before the trial.
        since: begin of the trial, UTC epoch seconds.
        until: its end.

    Examples:
        >>> lamp = past("12:00 light.a off, 18:02 light.a on, 23:00 light.a off, 42:50 light.a on, 47:00 light.a off")
        >>> days = trial_log(habit(AtTime(minute=18 * 60)), unit("light.a", "on", lamp), lamp, 0.0, 2 * 86400.0)
        >>> [(day.day, len(day.runs), len(day.alone)) for day in days]
        [(0, 1, 0), (1, 1, 1)]
    """
    played = replay(pattern, unit, timeline)
    outcomes, times = played.outcomes, played.times
    acted = np.where(outcomes.hit & (outcomes.act >= 0), np.append(unit.acts, np.nan)[outcomes.act], np.nan)
    answered = unit.acts[np.unique(outcomes.act[outcomes.hit & (outcomes.act >= 0)])]
    # What a reminder or a scene would have spared is no single act.
    alone = np.setdiff1d(unit.acts, answered) if spares_acts(pattern.trigger) else np.empty(0)
    runs = sorted(
        (float(at), TrialRun(at=float(at), acted_at=float(at if np.isnan(act) else act) if hit else None))
        for at, act, hit in zip(times, acted, outcomes.hit, strict=True)
        if since <= at < until
    )
    alone = alone[(alone >= since) & (alone < until)]
    run_days, alone_days = (timeline.calendar.day(np.array(moments)) for moments in ([at for at, _ in runs], alone))
    return tuple(
        TrialDay(
            day=day,
            runs=tuple(run for (_, run), of in zip(runs, run_days.tolist(), strict=True) if of == day),
            alone=tuple(alone[alone_days == day].tolist()),
        )
        for day in sorted({*run_days.tolist(), *alone_days.tolist()})
    )

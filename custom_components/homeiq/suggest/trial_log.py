"""A trial, told day by day: what would have run, and what people did."""

import numpy as np

from ..model.pattern import LeftOn, OnDemand, Pattern
from ..model.trial import TrialDay, TrialRun
from ..past.acts import Unit
from ..past.timeline import Timeline
from .backtest import replay


def trial_log(pattern: Pattern, unit: Unit, timeline: Timeline, since: float, until: float) -> tuple[TrialDay, ...]:
    """Return the days of a trial on which something would have happened, or did, in order.

    Args:
        pattern: what is on trial.
        unit: what it acts on, with the acts of people.
        timeline: also what came before the trial.
        since: begin of the trial, UTC epoch seconds.
        until: its end.
    """
    played = replay(pattern, unit, timeline)
    trials, times = played.trials, played.times
    acted = np.where(trials.hit & (trials.act >= 0), np.append(unit.acts, np.nan)[trials.act], np.nan)
    answered = unit.acts[np.unique(trials.act[trials.hit & (trials.act >= 0)])]
    # What a reminder or a scene would have spared is no single act.
    alone = np.empty(0) if isinstance(pattern.trigger, LeftOn | OnDemand) else np.setdiff1d(unit.acts, answered)
    runs = sorted(
        (float(at), TrialRun(at=float(at), acted_at=float(at if np.isnan(act) else act) if hit else None))
        for at, act, hit in zip(times, acted, trials.hit, strict=True)
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

"""What speaks for a scene, whether its things go to one state or each to its own."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...model.habits.pattern import EVERY_DAY, Evidence
from ...past.chance import wilson_lower
from ...past.days.calendar import by_weekday
from ...past.rule import Outcomes
from ...past.timeline import Timeline
from ...settings import Settings
from ..alive import is_alive
from ..evidence import confidence_needed, days_needed

FEWEST_DAYS = 10


def evidence_of(
    entities: tuple[str, ...],
    outcomes: Outcomes,
    timeline: Timeline,
    settings: Settings,
    *,
    chance: Callable[[], float],
    pause: float,
) -> Evidence | None:
    """Return what speaks for a scene; None where it was kept on too few days, or not surely enough, or has ended.

    Args:
        entities: its things.
        outcomes: the occasions on which some of it was done.
        timeline: the past.
        settings: the thresholds, of which the strictest of its domains counts.
        chance: tells how often it would have been done anyway, 0 to 1; not asked in vain.
        pause: longest between two acts of one occasion, seconds.
    """
    hits, days = int(outcomes.hit.sum()), timeline.calendar.day(outcomes.time)
    hit_days, lower_bound = np.unique(days[outcomes.hit]), wilson_lower(hits, len(days))
    if (
        len(hit_days) < max(FEWEST_DAYS, days_needed(settings, entities, timeline.home, entities[0]))
        or lower_bound < confidence_needed(settings, entities, timeline.home, entities[0])
        or not is_alive(hit_days, np.unique(days), EVERY_DAY, timeline)
    ):
        return None
    return Evidence(
        opportunities=len(days),
        hits=hits,
        support_days=len(hit_days),
        eligible_days=len(np.unique(days)),
        chance=chance(),
        lower_bound=lower_bound,
        spread_seconds=0.0,
        window_seconds=pause,
        first_day=int(hit_days[0]),
        last_day=int(hit_days[-1]),
        by_weekday=by_weekday(hit_days),
    )

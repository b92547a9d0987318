"""All figures of a home, each with a value for every thing, every side of a thing, or the home."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from tools import load  # noqa: F401  # isort: skip - it has to come before the core

from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.past.days.calendar import Calendar

from .answers import answer_figures
from .hands import Operated, find_operated
from .hours import FEWEST_DAYS, hour_figures
from .recorded import Changes, Floats, changes_of, is_operated
from .uses import FEWEST, followed_by_another, use_figures

MOVING = ("motion", "occup", "presence", "_pir", "mot_")
FEWEST_MOVES = 40
NOON = 720.0
LIVED = 0.2  # of the events of a usual day

type Figures = dict[str, list[float]]


def measure_home(history: EventColumns, time_zone: str, days: float | None = 28) -> Figures:
    """Measure a home's last so many days; all of them where None is asked for."""
    changes = changes_of(history, days)
    if not changes:
        return {}
    every = np.sort(np.concatenate([one.time for one in changes.values()]))
    calendar = Calendar.covering(time_zone, float(every[0]), float(every[-1]))
    operated = find_operated(changes, calendar)
    found: defaultdict[str, list[float]] = defaultdict(list)
    if operated:
        _of_things(found, operated, changes, every, calendar)
        found["together"].append(followed_by_another(operated))
    for name, one in changes.items():
        if name.startswith("binary_sensor.") and any(word in name for word in MOVING) and len(one.time) >= FEWEST_MOVES:
            quiet = np.diff(one.time)[one.state[:-1] == "off"]
            if len(quiet) >= FEWEST // 2:
                found["quiet_short"].append(float(np.percentile(quiet, 25)))
                found["quiet_median"].append(float(np.median(quiet)))
    return dict(found)


def _of_things(
    found: defaultdict[str, list[float]],
    operated: Sequence[Operated],
    changes: Mapping[str, Changes],
    every: Floats,
    calendar: Calendar,
) -> None:
    acts = np.sort(np.concatenate([one.time for one in operated]))
    whole, lived = _days(every, acts, calendar)
    for one in operated:
        days = calendar.day(one.time)
        if len(whole):
            counts = np.array([np.count_nonzero(days == day) for day in whole], dtype=np.float64)
            _add(found, dict(use_figures(one, counts)))
        for side in (True, False):
            mine = one.time[one.on == side]
            if len(mine) >= FEWEST and len(lived) >= FEWEST_DAYS:
                day = calendar.day(mine).astype(np.float64)
                _add(found, hour_figures(calendar.minute(mine), day, lived, calendar.minute(acts)))
        if np.count_nonzero(one.on) >= FEWEST and not all(map(is_operated, changes)):
            _add(found, answer_figures(one, changes))
    for strongest, figure in (("kept_most", "kept"), ("answered_most", "answered")):
        found[strongest] += [max(found[figure])] if found[figure] else []


def _add(found: defaultdict[str, list[float]], figures: Mapping[str, float]) -> None:
    for name, value in figures.items():
        found[name].append(value)


def _days(every: Floats, acts: Floats, calendar: Calendar) -> tuple[Floats, Floats]:
    """Return the whole days, and those of them that were lived in: with an act, or with a fifth of the usual events."""
    day, minute = calendar.day(every), calendar.minute(every)
    seen = np.unique(day)[int(minute[0] > NOON) : -1 if minute[-1] < NOON else None]
    events = np.array([np.count_nonzero(day == one) for one in seen])
    usual = np.median(events) if len(events) else 0
    lived = np.isin(seen, calendar.day(acts)) | (events >= LIVED * usual)
    return seen.astype(np.float64), seen[lived].astype(np.float64)

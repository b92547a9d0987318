"""A messy home judged: each suggestion against the truth and against the four weeks after, beside the oracle's best."""

from collections.abc import Sequence
from itertools import islice

import numpy as np

from tools import load  # noqa: F401  # isort: skip - it has to come before the core

from custom_components.homeiq.answers.findings import suggestion_to_json
from custom_components.homeiq.learn.hold_out import hold_out
from custom_components.homeiq.model.habits.rung import Rung
from custom_components.homeiq.past.acts import Unit, find_units
from custom_components.homeiq.past.machines.changes import without_machines
from custom_components.homeiq.past.timeline import Timeline
from tools.simulate.score import Suggestion, parts_of
from tools.simulate.truth import PlantedHabit, Truth

from ..calibration.beside import medians
from ..calibration.measured import measure_home
from ..judge import Judged, judged
from ..section import Figures
from ..subject import Case, learned, make_up, whole_life
from .oracle import SHARES, spared

ACTS, ASKS = 0.85, (0.5, 0.8)  # share of its chances that a habit is kept at which it deserves to act, or to ask
SEEN = 8  # days on which it was done at least


def judge_home(case: Case) -> Figures:
    """Make up a home, learn from it, and judge what would be shown."""
    subject = make_up(case)
    assert subject.lived is not None  # noqa: S101 - messy homes are lived in
    since = subject.lived.end
    whole = whole_life(subject.lived)
    shown = learned(subject).suggestions
    later = hold_out(whole, subject.home, shown, since)
    documents = [suggestion_to_json(one) for one in shown]
    told = judged(documents, subject)
    verdicts = _of_wholes(documents, told)
    timeline = without_machines(Timeline.of(whole, subject.home))
    units = [one for one in find_units(timeline) if not _is_a_machines(one, subject.truth)]
    return {
        "suggestions": [
            {
                "title": one.title,
                "kind": one.pattern.kind.value,
                "rung": str(one.rung),
                "conditions": bool(one.pattern.conditions),
                "told": round(one.confidence, 3),
                "sort": _sort(verdict),
                "right": all(part.is_right for part in verdict),
                "runs": fared.runs,
                "saved": fared.saved,
                "idle": fared.idle,
                "wrong": fared.wrong,
            }
            for one, fared, verdict in zip(shown, later, verdicts, strict=True)
        ],
        "deserving": [_deserving(habit, told) for habit in subject.truth.habits if deserves(habit)],
        "calibration": medians(measure_home(subject.history, subject.home.time_zone)),
        "acts": sum(int(np.count_nonzero(one.acts >= since)) for one in units),
        "oracle": spared(units, timeline, since, SHARES),
    }


def _of_wholes(documents: Sequence[Suggestion], told: Sequence[Judged]) -> list[tuple[Judged, ...]]:
    """Return the verdicts on the parts of each suggestion."""
    parts = iter(told)
    return [tuple(islice(parts, len(parts_of(one)))) for one in documents]


def _sort(verdict: Sequence[Judged]) -> str:
    """Say what is wrong with a suggestion: of several parts what must not be suggested, or else the first fault."""
    faults = [part.sort for part in verdict if part.sort]
    return "forbidden" if "forbidden" in faults else next(iter(faults), "")


def deserves(habit: PlantedHabit) -> Rung | None:
    """Tell what a habit deserves, as often as it was kept; nothing where that is too rarely, or in between."""
    if habit.share is None or habit.support_days < SEEN:
        return None
    if habit.share >= ACTS:
        return Rung.ACTS
    return Rung.ASKS if ASKS[0] <= habit.share < ASKS[1] else None


def _deserving(habit: PlantedHabit, told: Sequence[Judged]) -> Figures:
    rungs = [one.suggestion["rung"] for one in told if one.habit is habit]
    return {"habit": habit.note, "deserves": deserves(habit), "found": rungs[0] if rungs else None}


def _is_a_machines(unit: Unit, truth: Truth) -> bool:
    """Tell whether it is no hand that moves something, which only the one who made it up knows for certain."""
    return any(one.entity_id in unit.entities and one.state in {None, unit.state} for one in truth.confounders)

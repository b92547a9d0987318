"""Numbers: how well it is found what people go by in small homes with sensors, with their readings and without."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
import json

from tools import load  # isort: skip - it has to come before the core

from custom_components.homeiq.learn import learn
from custom_components.homeiq.learn.hold_out import hold_out
from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.settings import Settings
from tools.simulate.numbers.habits import Reason
from tools.simulate.numbers.life import Lived, lived

from .planted import begins, goes_with, is_at, is_planted, is_right, limits_asked, numbers_asked, shown_of, sides_of
from .section import Asked, Figures, Section, on_all_cores, side_by_side
from .tally import share

LATER = 28  # days after the history, on which what would be shown is tried
MEASURES = {
    "homes": "homes",
    "planted": "habits that go by a number",
    "found": "found at all",
    "by_number": "found, by that sensor and on that side",
    "near": "found, by that sensor, the number right",
    "crossings": "habits that begin at a number",
    "crossings_found": "found, with that sensor and side",
    "crossings_near": "found, with that sensor and side, the number right",
    "plugs": "lamps beside a plug, each turned on and off with what it feeds",
    "plugs_found": "found, with that sensor and side",
    "plugs_near": "found, with that sensor and side, the number right",
    "times": "times of day that go by a number",
    "times_found": "found at all",
    "times_by_number": "found, by that sensor and on that side",
    "times_near": "found, by that sensor, the number right",
    "others": "habits that go by the dark, the evening or nothing",
    "others_found": "found at all",
    "others_by_number": "found, but by a number",
    "shown": "suggestions",
    "wrong": "of these: of nothing that was planted",
    "came_true": "runs that were right in the four weeks after",
    "saved": "acts spared in the four weeks after",
    "null_homes": "homes without habits",
    "null_shown": "suggestions in homes without habits",
}
COUNTED = (
    *("homes", "planted", "found", "by_number", "near"),
    *("crossings", "crossings_found", "crossings_near"),
    *("plugs", "plugs_found", "plugs_near"),
    *("times", "times_found", "times_by_number", "times_near"),
    *("others", "others_found", "others_by_number"),
    *("shown", "wrong", "runs_saved", "runs_wrong", "null_homes", "null_shown"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Home:
    seed: int
    null: bool


def measure(asked: Asked) -> Figures:
    """Judge homes with habits and as many without."""
    homes = [_Home(seed=seed, null=null) for seed in asked.seeds for null in (False, True)]
    found = on_all_cores(partial(_try, days=asked.days), homes, asked.jobs)
    return {name: _added([one[name] for one in found]) for name in found[0]}


def _added(figures: Sequence[Mapping[str, int]]) -> Figures:
    total = {name: sum(one.get(name, 0) for one in figures) for name in COUNTED}
    saved, wrong = total.pop("runs_saved"), total.pop("runs_wrong")
    return total | {"came_true": share(saved, saved + wrong), "saved": saved}


def _try(home: _Home, days: int) -> dict[str, Figures]:
    life = lived(home.seed, days + LATER, null=home.null)
    blind = life.history.without(life.sensors)
    return {
        "with readings": _judged(life, life.history, home, days),
        "without": _judged(life, blind, home, days),
    }


def _judged(life: Lived, history: EventColumns, case: _Home, days: int) -> Figures:
    words = Words.from_translations(json.loads((load.FOLDER / "translations" / "en.json").read_text("utf-8")), {})
    since = life.begin + days * 86_400
    shown = learn(history.where(history.time < since), life.home, Settings(), now=since, words=words).suggestions
    if case.null:
        return {"null_homes": 1, "null_shown": len(shown)}
    later = hold_out(history, life.home, shown, since)
    patterns = [one.pattern for one in shown]
    return {
        "homes": 1,
        **_coming_in(life, shown),
        **_crossing(life, patterns),
        **_at_times(life, patterns),
        "shown": len(shown),
        "wrong": sum(not is_planted(life, one) for one in patterns),
        "runs_saved": sum(one.saved for one in later),
        "runs_wrong": sum(one.wrong for one in later),
    }


def _coming_in(life: Lived, shown: Sequence[Suggestion]) -> Figures:
    """Judge what people do when they come in, by a number or for another reason."""
    of = {one: shown_of(one, shown) for one in life.wonts if one.reason is not Reason.CROSSING}
    planted = {one: patterns for one, patterns in of.items() if one.reason is Reason.NUMBER}
    asked = [
        [limit for pattern in patterns for limit in limits_asked(one, pattern)] for one, patterns in planted.items()
    ]
    others = [patterns for one, patterns in of.items() if one not in planted]
    return {
        "planted": len(planted),
        "found": sum(bool(patterns) for patterns in planted.values()),
        "by_number": sum(bool(several) for several in asked),
        "near": sum(
            any(is_right(one.quantity, one.limit, limit) for limit in several)
            for one, several in zip(planted, asked, strict=True)
        ),
        "others": len(others),
        "others_found": sum(bool(patterns) for patterns in others),
        "others_by_number": sum(any(numbers_asked(pattern) for pattern in patterns) for patterns in others),
    }


def _crossing(life: Lived, patterns: Sequence[Pattern]) -> Figures:
    """Judge what people do when a number is crossed, and beside plugs."""
    crossing = [one for one in life.wonts if one.reason is Reason.CROSSING]
    sides = sides_of(life)
    return {
        "crossings": len(crossing),
        "crossings_found": sum(any(begins(one, each) for each in patterns) for one in crossing),
        "crossings_near": sum(any(begins(one, each, is_near=True) for each in patterns) for one in crossing),
        "plugs": len(sides),
        "plugs_found": sum(any(goes_with(side, each) for each in patterns) for side in sides),
        "plugs_near": sum(any(goes_with(side, each, is_near=True) for each in patterns) for side in sides),
    }


def _at_times(life: Lived, patterns: Sequence[Pattern]) -> Figures:
    """Judge what people do at a time of day where a number says so."""
    of = [(one, [each for each in patterns if is_at(one, each)]) for one in life.bedtimes]
    asked = [(one, [limit for each in several for limit in limits_asked(one, each)]) for one, several in of]
    return {
        "times": len(of),
        "times_found": sum(bool(several) for _, several in of),
        "times_by_number": sum(bool(several) for _, several in asked),
        "times_near": sum(any(is_right("temperature", one.limit, each) for each in several) for one, several in asked),
    }


def _tables(figures: Figures) -> Iterator[str]:
    yield side_by_side(figures, MEASURES)


SECTION = Section(name="numbers", measure=measure, tables=_tables)

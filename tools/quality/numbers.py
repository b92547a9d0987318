"""Numbers: how well it is found what people go by in small homes with sensors, with their readings and without."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
import json

from tools import load  # isort: skip - it has to come before the core

from custom_components.homeiq.learn import learn
from custom_components.homeiq.learn.hold_out import hold_out
from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.habits.pattern import NumberIs, Pattern
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.model.habits.trigger import Crosses, OnChange
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.settings import Settings
from tools.simulate.numbers.habits import Reason, Wont
from tools.simulate.numbers.life import Lived, lived

from .section import Asked, Figures, Section, on_all_cores, side_by_side
from .tally import share

LATER = 28  # days after the history, on which what would be shown is tried
NEAR = {"illuminance": 1.6, "power": 10.0, "humidity": 5.0, "temperature": 1.0}
"""How far from the number that people go by another one is right: a factor of light and power, else a distance."""
RATIOS = frozenset({"illuminance", "power"})
MEASURES = {
    "homes": "homes",
    "planted": "habits that go by a number",
    "found": "found at all",
    "by_number": "found, by that sensor and on that side",
    "near": "found, by that sensor, the number right",
    "crossings": "habits that begin at a number",
    "crossings_found": "found, with that sensor and side",
    "crossings_near": "found, with that sensor and side, the number right",
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
    blind = life.history.without({one.sensor for one in life.wonts})
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
    planted = [one for one in life.wonts if one.reason is Reason.NUMBER]
    crossing = [one for one in life.wonts if one.reason is Reason.CROSSING]
    others = [one for one in life.wonts if one.reason not in {Reason.NUMBER, Reason.CROSSING}]
    later = hold_out(history, life.home, shown, since)
    return {
        "homes": 1,
        "planted": len(planted),
        "found": sum(bool(_of(one, shown)) for one in planted),
        "by_number": sum(any(_asks(one, pattern) for pattern in _of(one, shown)) for one in planted),
        "near": sum(any(_is_near(one, pattern) for pattern in _of(one, shown)) for one in planted),
        "crossings": len(crossing),
        "crossings_found": sum(any(_begins(one, each.pattern) for each in shown) for one in crossing),
        "crossings_near": sum(any(_begins(one, each.pattern, is_near=True) for each in shown) for one in crossing),
        "others": len(others),
        "others_found": sum(bool(_of(one, shown)) for one in others),
        "others_by_number": sum(any(_numbers(pattern) for pattern in _of(one, shown)) for one in others),
        "shown": len(shown),
        "wrong": sum(not any(_of(one, [each]) or _begins(one, each.pattern) for one in life.wonts) for each in shown),
        "runs_saved": sum(one.saved for one in later),
        "runs_wrong": sum(one.wrong for one in later),
    }


def _of(wont: Wont, shown: Iterable[Suggestion]) -> list[Pattern]:
    """Return what is shown of something that people do."""
    return [
        one.pattern
        for one in shown
        if one.pattern.state == "on"
        and one.pattern.entities == (wont.entity_id,)
        and isinstance(one.pattern.trigger, OnChange)
        and (one.pattern.trigger.entity_id, one.pattern.trigger.to) == (wont.motion, "on")
    ]


def _numbers(pattern: Pattern) -> list[NumberIs]:
    return [one for one in pattern.conditions if isinstance(one, NumberIs)]


def _asks(wont: Wont, pattern: Pattern) -> bool:
    """Tell whether a pattern goes by the sensor that people go by, and on that side of a number."""
    return any(
        one.entity_id == wont.sensor and (one.above if wont.is_above else one.below) is not None
        for one in _numbers(pattern)
    )


def _is_near(wont: Wont, pattern: Pattern) -> bool:
    if not _asks(wont, pattern):
        return False
    limits = (one.above if wont.is_above else one.below for one in _numbers(pattern) if one.entity_id == wont.sensor)
    return any(limit is not None and _is_right(wont, limit) for limit in limits)


def _begins(wont: Wont, pattern: Pattern, *, is_near: bool = False) -> bool:
    """Tell whether a pattern begins when the sensor that people go by crosses a number to that side."""
    trigger = pattern.trigger
    return (
        wont.reason is Reason.CROSSING
        and isinstance(trigger, Crosses)
        and (pattern.entities, pattern.state) == ((wont.entity_id,), "on")
        and (trigger.entity_id, trigger.is_above) == (wont.sensor, wont.is_above)
        and (not is_near or _is_right(wont, trigger.limit))
    )


def _is_right(wont: Wont, limit: float) -> bool:
    near = NEAR[wont.quantity]
    if wont.quantity in RATIOS:
        return bool(limit and max(limit / wont.limit, wont.limit / limit) <= near)
    return abs(limit - wont.limit) <= near


def _tables(figures: Figures) -> Iterator[str]:
    yield side_by_side(figures, MEASURES)


SECTION = Section(name="numbers", measure=measure, tables=_tables)

"""Real homes: learn on 50, 65 and 80 % of a recording's days, and try what is shown on all the days after.

Each origin is judged by itself: what it would have shown is one suggestion, and its later days are its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
import json
from pathlib import Path

import numpy as np

from tools import load  # isort: skip - it has to come before the core

from custom_components.homeiq.learn import learn
from custom_components.homeiq.learn.hold_out import hold_out
from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.past.acts import Unit, find_units
from custom_components.homeiq.past.machines.changes import without_machines
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.settings import Settings

from .messy.oracle import SHARES, spared
from .recordings import read, recordings
from .section import Asked, Figures, Section, table
from .tally import share

ORIGINS = (0.5, 0.65, 0.8)  # shares of the days learned on
BANDS = (0.0, 0.6, 0.7, 0.8, 0.9, 1.0)  # of what is promised
COUNTS = ("runs", "saved", "idle", "wrong")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recorded:
    history: EventColumns
    home: Home
    words: Words
    units: Sequence[Unit]
    first: int
    last: int
    timeline: Timeline


def measure(asked: Asked) -> Figures:
    """Hold the later days of each recording out, at each origin."""
    return {path.name.partition(".")[0]: _one(path) for path in recordings(asked.real)}


def _one(path: Path) -> Figures:
    history, home = read(path)
    if not len(history):
        return {"days": 0, "origins": []}
    timeline = without_machines(Timeline.of(history, home))
    first, last = timeline.calendar.day(history.time[[0, -1]]).tolist()
    recorded = _Recorded(
        history=history,
        home=home,
        words=Words.from_translations(json.loads((load.FOLDER / "translations" / "en.json").read_text("utf-8")), {}),
        units=find_units(timeline),
        first=first,
        last=last,
        timeline=timeline,
    )
    return {"days": last - first + 1, "origins": [_at_origin(recorded, origin) for origin in ORIGINS]}


def _at_origin(one: _Recorded, origin: float) -> Figures:
    day = one.first + round((one.last - one.first + 1) * origin)
    since = float(one.timeline.calendar.moment(np.array([day]), 0)[0])
    known = learn(one.history.where(one.history.time < since), one.home, Settings(), now=since, words=one.words)
    later = hold_out(one.history, one.home, known.suggestions, since)
    return {
        "learned": day - one.first,
        "acts": sum(int(np.count_nonzero(unit.acts >= since)) for unit in one.units),
        "oracle": spared(one.units, one.timeline, since, SHARES),
        "suggestions": [
            {
                "title": suggestion.title,
                "kind": suggestion.pattern.kind.value,
                "rung": str(suggestion.rung),
                "told": round(suggestion.confidence, 3),
                "runs": fared.runs,
                "saved": fared.saved,
                "idle": fared.idle,
                "wrong": fared.wrong,
            }
            for suggestion, fared in zip(known.suggestions, later, strict=True)
        ],
    }


def tables(figures: Figures) -> Iterator[str]:
    """Show each home's suggestions, all homes, and what was promised beside what came true."""
    for home, one in figures.items():
        rows = [
            [
                origin["learned"],
                each["title"],
                each["rung"],
                each["told"],
                *(each[name] for name in COUNTS),
                came_true([each]),
            ]
            for origin in one["origins"]
            for each in origin["suggestions"]
        ]
        if rows:
            header = ["days learned", "suggestion", "rung", "promised", "later runs", *COUNTS[1:], "came true"]
            yield f"**{home}**, {one['days']} days\n\n{table(header, rows)}"
    yield _homes(figures)
    yield _best(figures)
    yield promised([each for one in figures.values() for each in shown(one)])


def _homes(figures: Figures) -> str:
    header = ["home", "days", "suggestions", "later runs", *COUNTS[1:], "came true", "hits of runs", "acts spared"]
    rows: list[list[object]] = [[home, one["days"], *_row([one])] for home, one in figures.items()]
    rows.append(["all", sum(one["days"] for one in figures.values()), *_row(list(figures.values()))])
    every = [each for one in figures.values() for each in shown(one)]
    acts = sum(origin["acts"] for one in figures.values() for origin in one["origins"])
    for sort in ("rung", "kind"):
        for name in sorted({each[sort] for each in every}):
            alike = [each for each in every if each[sort] == name]
            rows.append([f"all: {name}", None, *_counts(alike), share(sum(each["saved"] for each in alike), acts)])
    return table(header, rows)


def _best(figures: Figures) -> str:
    """Return what the best rules would have spared, right at least so often, and how much of it was."""
    rows: list[list[object]] = []
    for home, homes in (*((name, [one]) for name, one in figures.items()), ("all", list(figures.values()))):
        origins = [origin for one in homes for origin in one["origins"]]
        acts, saved = (
            sum(origin["acts"] for origin in origins),
            sum(each["saved"] for one in homes for each in shown(one)),
        )
        best = [sum(origin["oracle"][place] for origin in origins) for place in range(len(SHARES))]
        rows.append(
            [home, share(saved, acts), *(share(one, acts) for one in best), *(share(saved, one) for one in best)]
        )
    spared_by = [f"{what} {asked:.0%}" for what in ("by the best rules at", "share of theirs at") for asked in SHARES]
    return table(["home", "acts spared", *spared_by], rows)


def _row(homes: Sequence[Figures]) -> list[object]:
    acts = sum(origin["acts"] for one in homes for origin in one["origins"])
    every = [each for one in homes for each in shown(one)]
    return [*_counts(every), share(sum(each["saved"] for each in every), acts)]


def _counts(suggestions: Sequence[Figures]) -> list[object]:
    total = {name: sum(each[name] for each in suggestions) for name in COUNTS}
    hits = share(total["saved"] + total["idle"], total["runs"])
    return [len(suggestions), *total.values(), came_true(suggestions), hits]


def promised(suggestions: Sequence[Figures]) -> str:
    """Return what was promised beside what came true, by bands of what was promised."""
    rows = []
    for low, high in pairwise(BANDS):
        mine = [each for each in suggestions if low <= each["told"] < high or each["told"] == high == BANDS[-1]]
        told = sum(each["told"] * (each["saved"] + each["wrong"]) for each in mine)
        runs = sum(each["saved"] + each["wrong"] for each in mine)
        promised = round(told / runs, 3) if runs else None
        rows.append([f"{low:.0%} to {high:.0%}", len(mine), runs, promised, came_true(mine)])
    return table(["promised", "suggestions", "runs with something to do", "promised, by run", "came true"], rows)


def shown(home: Figures) -> list[Figures]:
    """Return what a home would have been shown, at all origins."""
    return [each for origin in home["origins"] for each in origin["suggestions"]]


def came_true(suggestions: Sequence[Figures]) -> float | None:
    """Return the share of the runs with something left to do that were wanted."""
    saved = sum(each["saved"] for each in suggestions)
    return share(saved, saved + sum(each["wrong"] for each in suggestions))


SECTION = Section(name="real", measure=measure, tables=tables, command="scripts/quality --real DIR")

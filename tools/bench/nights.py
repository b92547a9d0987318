"""Learns on the nights of a week, one after the other: ``python -m tools.bench.nights DAYS EVENTS``.

Once from a home that is lived in, once from one in which everything happens at random. Each night has a new day, and on
one of them the oldest days are gone; the last one is learned from with all suggestions open, and with all of them
decided on.
"""

from dataclasses import replace
import json
from statistics import median
import sys
from time import process_time

from tools import load  # isort: skip - without Home Assistant, whose work would count

from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.habits.known import Known
from custom_components.homeiq.model.habits.suggestion import Learned
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.past.days.step import begin_of, step_of
from custom_components.homeiq.settings import Settings
from tools.quality.subject import HOUSEHOLDS, Case, make_up

from .figures import Figures, rounded
from .learning import home_of, made_up

_DAY = 86400.0
_NIGHTS = 7  # after the first one
_EVENTS_A_DAY = 2000  # of the home that is lived in
_SEED = 1


def a_week(history: EventColumns, home: Home, days: int) -> Figures:
    """Learn on the last nights of a history, each looking so many days back; seconds of the processor."""
    words = Words.from_translations(json.loads((load.FOLDER / "translations" / "en.json").read_text("utf-8")), {})

    def timed(now: float, known: Known) -> tuple[Learned, float]:
        part = history.where((history.time >= begin_of(now, days)) & (history.time <= now))
        begin = process_time()
        learned = learn(part, home, Settings(), now=now, words=words, known=known)
        return learned, rounded(process_time() - begin, 3)

    end = float(history.time[-1])
    known = Known()
    learned, first = timed(end - _NIGHTS * _DAY, known)
    spent: list[float] = []
    for night in range(1, _NIGHTS + 1):
        known = Known(patterns=learned.patterns, lessons=learned.lessons, shown=learned.shown)
        learned, seconds = timed(end - (_NIGHTS - night) * _DAY, known)
        spent.append(seconds)
    shown = frozenset(one.signature for one in learned.suggestions)
    _, decided = timed(end, replace(known, dismissed=shown))
    return {
        "events": float(learned.events),
        "suggestions": float(len(learned.suggestions)),
        "first_s": first,
        "next_s": median(spent),
        "longest_s": max(spent),
        "decided_s": decided,
    }


def main(days: int, events: int) -> dict[str, Figures]:
    """Learn from a home that is lived in, and from one at random with about so many events."""
    most = days + step_of(days) + _NIGHTS
    lived_in = make_up(Case(simulator=HOUSEHOLDS, seed=_SEED, days=most, events_per_day=_EVENTS_A_DAY))
    return {
        "lived in": a_week(lived_in.history, lived_in.home, days),
        "at random": a_week(made_up(events * most // days, days=most), home_of(), days),
    }


if __name__ == "__main__":
    print(json.dumps(main(*map(int, sys.argv[1:]))))

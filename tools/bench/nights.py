"""Learns on two nights, one day apart: ``python -m tools.bench.nights DAYS EVENTS``.

Once from a home that is lived in, once from one in which everything happens at random. On the second night the oldest
day is gone and a new one is there; first with all suggestions open, then with all of them decided on.
"""

import json
import sys
from time import process_time

from tools import load  # isort: skip - without Home Assistant, whose work would count

from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.model.known import Known
from custom_components.homeiq.model.suggestion import Learned
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.settings import Settings
from tools.quality.subject import HOUSEHOLDS, Case, make_up

from .figures import Figures, rounded
from .learning import home_of, made_up

_DAY = 86400.0
_EVENTS_A_DAY = 2000  # of the home that is lived in
_SEED = 1


def two_nights(history: EventColumns, home: Home) -> Figures:
    """Learn from all of a history but its last day, and then from all but its first one; seconds of the processor."""
    words = Words.from_translations(json.loads((load.FOLDER / "translations" / "en.json").read_text("utf-8")), {})

    def timed(part: EventColumns, known: Known) -> tuple[Learned, float]:
        begin = process_time()
        learned = learn(part, home, Settings(), now=float(part.time[-1]), words=words, known=known)
        return learned, rounded(process_time() - begin, 3)

    before, first = timed(history.where(history.time < history.time[-1] - _DAY), Known())
    today = history.where(history.time >= history.time[0] + _DAY)
    after, second = timed(today, Known(patterns=before.patterns))
    shown = frozenset(one.signature for one in (*before.suggestions, *after.suggestions))
    _, decided = timed(today, Known(patterns=before.patterns, dismissed=shown))
    return {
        "events": float(len(today)),
        "suggestions": float(len(after.suggestions)),
        "first_s": first,
        "next_s": second,
        "decided_s": decided,
    }


def main(days: int, events: int) -> dict[str, Figures]:
    """Learn from a home that is lived in, and from one at random with so many events."""
    lived_in = make_up(Case(simulator=HOUSEHOLDS, seed=_SEED, days=days + 1, events_per_day=_EVENTS_A_DAY))
    return {
        "lived in": two_nights(lived_in.history, lived_in.home),
        "at random": two_nights(made_up(events, days=days + 1), home_of()),
    }


if __name__ == "__main__":
    print(json.dumps(main(*map(int, sys.argv[1:]))))

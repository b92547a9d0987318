"""What four clients were answered, as people read it."""

from collections.abc import Iterator
from typing import Any

from .figures import rounded
from .section import Aim, Measured, at_most, number, table

DOORS = ("http", "websocket")
OWN = "own"
HISTORY = "history_24h"
_FAST = ("health", "devices", "entities", "entity", "patterns", "suggestions")
_WORDS = {
    OWN: "whether Home Assistant runs, its own answer",
    "health": "how HomeIQ is",
    "devices": "devices",
    "entities": "entities, a hundred",
    "entity": "an entity",
    "patterns": "patterns, a hundred",
    "suggestions": "suggestions",
    HISTORY: "an entity's 24 hours, whole",
}
_HEADER = ("median, ms", "p99, ms", "median above its own, ms", "p99 above its own, ms", "times")


def serve_tables(measured: Measured) -> Iterator[str]:
    """Write how long answers took, what Home Assistant used meanwhile, and what caches were good for."""
    serve = measured["serve"]
    yield table(("asked, each ten milliseconds after an answer", "door", *_HEADER), _answers(serve))
    yield table(("asked, each a second after an answer", "door", *_HEADER), _answers(serve["seldom"]))
    short = "asked, each ten milliseconds after an answer, with short pauses"
    yield table((short, "door", *_HEADER), _answers(serve["short_pauses"]))
    used = [
        (
            words,
            one["cpu_percent"],
            one["memory_mb"],
            one["lag_p99_ms"],
            number(one["events_per_s"]),
            one["collections"],
            one["collection_ms"],
        )
        for words, one in (
            ("without HomeIQ", serve["none"]),
            ("with HomeIQ", serve["quiet"]),
            ("with HomeIQ and four clients", serve["asked"]),
            ("the same, with short pauses", serve["short_pauses"]["used"]),
        )
    ]
    header = ("Home Assistant", "processor, % of a core", "memory, MB", "loop lag p99, ms", "events a second")
    yield table((*header, "full garbage collections", "the longest, ms"), used)
    objects = serve["short_pauses"]["objects"]
    left_out, looked_through = number(objects["left_out"]), number(objects["looked_through"])
    yield f"With short pauses, {left_out} objects were left out in the end, and {looked_through} looked through."
    tried = serve["try"]
    rows = (
        ("the first one, for which the past is read", tried["first_ms"], "", 1),
        ("the next ones", tried["next_ms"]["median"], tried["next_ms"]["p99"], tried["next_ms"]["count"]),
        ("the last of five that were sent at once", tried["displacing_ms"], "", 1),
    )
    yield table(("a change of a suggestion, tried", "median, ms", "p99, ms", "times"), rows)
    kept = [(name, number(one["hits"]), number(one["misses"])) for name, one in sorted(serve["caches"].items())]
    yield table(("cache", "had the answer", "had not"), kept)
    yield f"{number(serve['events'])} events were stored beforehand."


def serve_aims(measured: Measured) -> Iterator[Aim]:
    """Hold what was measured against what it should be."""
    serve = measured["serve"]
    yield from _aims_of(serve, serve["asked"], "four clients")
    short = serve["short_pauses"]
    yield from _aims_of(short, short["used"], "four clients, with short pauses")
    yield at_most("a change of a suggestion, tried after another one: p99", 300, serve["try"]["next_ms"]["p99"], "ms")


def _aims_of(answers: Measured, used: Measured, whose: str) -> Iterator[Aim]:
    """Hold one round of questions against what it should take, and how late the event loop was meanwhile."""
    for door, words in (("http", "over HTTP"), ("websocket", "over the websocket")):
        for what in _FAST:
            if times := answers[door].get(f"{what}_ms"):
                yield at_most(f"{_WORDS[what]}, {words}, {whose}: p99", 10, times["p99"], "ms")
    yield at_most(f"{_WORDS[HISTORY]}, {whose}: p99", 100, answers["http"][f"{HISTORY}_ms"]["p99"], "ms")
    yield at_most(f"told of a decision, its storing included, {whose}: p99", 50, answers["push_ms"]["p99"], "ms")
    yield at_most(f"loop lag, {whose}: p99", 20, used["lag_p99_ms"], "ms")


def _answers(asked: Measured) -> Iterator[tuple[Any, ...]]:
    """Yield a row for each question at each door, beside Home Assistant's own there, and one for what is told."""
    for what, words in _WORDS.items():
        for door in DOORS:
            if times := asked[door].get(f"{what}_ms"):
                own = asked[door][f"{OWN}_ms"]
                above = [rounded(times[name] - own[name], 3) if what != OWN else "" for name in ("median", "p99")]
                yield words, door, times["median"], times["p99"], *above, number(times["count"])
    pushed = asked["push_ms"]
    yield "told of a decision", "websocket", pushed["median"], pushed["p99"], "", "", number(pushed["count"])

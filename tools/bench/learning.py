"""Learns from a made-up history in a worker thread beside a live loop: ``python -m tools.bench.learning EVENTS``.

The home has 300 entities and 60 days in which everything happens at random, three events in a hundred by hand: no habit
is there to be found, so every trigger is tried and every pattern has to be refused.
"""

import asyncio
import json
import sys
from time import perf_counter

import numpy as np

from tools import load  # isort: skip - without Home Assistant, whose memory would count

from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.event import Cause, EventColumns
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.settings import Settings

from .figures import rounded
from .lag import watched_loop
from .usage import MEBIBYTE, most_resident_bytes, resident_bytes

DAYS = 60
START = 1_767_225_600.0  # 2026-01-01T00:00:00Z, epoch seconds
_COUNTS = {"light": 60, "switch": 60, "binary_sensor": 160, "media_player": 10, "cover": 10}
_WORDS = {"media_player": ("playing", "off"), "cover": ("open", "closed")}
_ACTS = 0.03  # of all events
_IDLE = 0.5  # seconds in which the loop has nothing to do, to compare


def made_up(events: int, seed: int = 0, days: int = DAYS) -> EventColumns:
    """Return so many events in the order of time; each entity goes from one of its two states to the other."""
    chance = np.random.default_rng(seed)
    entities = entity_ids()
    words = sorted({word for entity_id in entities for word in _words_of(entity_id)})
    pairs = np.array([[words.index(word) for word in _words_of(entity_id)] for entity_id in entities], dtype=np.int32)
    time = np.sort(chance.uniform(START, START + days * 86400, events))
    is_sensor = np.array([entity_id.startswith("binary_sensor") for entity_id in entities])
    weights = np.where(is_sensor, (1 - _ACTS) / is_sensor.sum(), _ACTS / (~is_sensor).sum())
    entity = chance.choice(len(entities), events, p=weights).astype(np.int32)
    order = np.argsort(entity, kind="stable")
    _, counts = np.unique(entity[order], return_counts=True)
    turn = np.empty(events, dtype=np.int64)
    turn[order] = np.concatenate([np.arange(count) % 2 for count in counts])
    people = chance.choice([Cause.PERSON, Cause.DEVICE], events)
    return EventColumns(
        time=time,
        entity=entity,
        state=pairs[entity, turn],
        cause=np.where(is_sensor[entity], Cause.DEVICE, people).astype(np.int8),
        entities=tuple(entities),
        states=tuple(words),
    )


def entity_ids() -> list[str]:
    """Return all entities."""
    return [f"{domain}.thing_{number}" for domain, count in _COUNTS.items() for number in range(count)]


def home_of() -> Home:
    """Return the home that they are in."""
    return Home(entities={entity_id: Entity(entity_id=entity_id, name=entity_id) for entity_id in entity_ids()})


def _words_of(entity_id: str) -> tuple[str, str]:
    return _WORDS.get(entity_id.partition(".")[0], ("on", "off"))


async def learn_beside_a_loop(events: int) -> dict[str, float]:
    """Learn in a worker thread; return what that took, and what the loop felt."""
    history = made_up(events)
    home = home_of()
    words = Words.from_translations(json.loads((load.FOLDER / "translations" / "en.json").read_text("utf-8")), {})

    def work() -> int:
        return len(learn(history, home, Settings(), now=START + DAYS * 86400, words=words).suggestions)

    async with watched_loop() as lags:
        await asyncio.sleep(_IDLE)
        idle = lags.p99
        lags.clear()
        before, begin = resident_bytes(), perf_counter()
        suggestions = await asyncio.to_thread(work)
        seconds, most = perf_counter() - begin, most_resident_bytes()
        lag = lags.p99
    return {
        "s": rounded(seconds, 3),
        "peak_mb": rounded((most - before) / MEBIBYTE, 1),
        "lag_p99_ms": rounded(lag),
        "idle_lag_p99_ms": rounded(idle),
        "suggestions": suggestions,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(learn_beside_a_loop(int(sys.argv[1])))))

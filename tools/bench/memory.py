"""How much memory HomeIQ takes in a home: a Home Assistant of 1,000 entities with it, and the same without.

Both boot with a recorder that has eight weeks of the demo's home; 1,000 entities beside it change 20 times a second.
With HomeIQ, it is set up as its owner would, imports the past and learns. All of the process counts, whoever took it.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
import time

from tools.demo import configuration
from tools.demo.learning import await_suggestions, set_up
from tools.demo.past import Past, simulated
from tools.home_assistant import folder
from tools.home_assistant.boot import Booted, booted, free_port

from .figures import median_of
from .liveliness import LIFE, lively
from .section import Aim, Measured, Section, at_most, number, table
from .usage import MEBIBYTE, most_resident_bytes, resident_bytes
from .workshop import Workshop

_ENTITIES = 1000
_RATE = 20  # events a second
_SEED = 11


async def measure_memory(workshop: Workshop) -> Measured:
    """Boot in turn, with HomeIQ and without."""
    size, path = workshop.size, workshop.new_folder("memory")
    past = await asyncio.to_thread(simulated, _SEED, "Europe/Berlin", datetime.now(UTC))
    turns = [
        await asyncio.to_thread(_turn, path / str(turn), past, size.memory_seconds) for turn in range(size.memory_turns)
    ]
    return {
        "memory": {
            "entities": _ENTITIES,
            "past_events": len(past.events),
            "turns": size.memory_turns,
            "suggestions": turns[-1]["suggestions"],
            **{name: median_of(turn[name] for turn in turns) for name in turns[0] if name.endswith("_mb")},
            "growth_mb": median_of(turn["homeiq_mb"] - turn["none_mb"] for turn in turns),
            "most_growth_mb": median_of(turn["homeiq_most_mb"] - turn["none_most_mb"] for turn in turns),
        }
    }


def _turn(path: Path, past: Past, seconds: float) -> dict[str, float]:
    with _booted(path / "none", past) as without:
        time.sleep(seconds)
        figures = _memory(without, "none")
    with _booted(path / "homeiq", past) as home_assistant:
        set_up(home_assistant.client)
        suggestions = await_suggestions(home_assistant.client, lambda _: None)
        time.sleep(seconds)
        return {**figures, **_memory(home_assistant, "homeiq"), "suggestions": len(suggestions)}


def _memory(home_assistant: Booted, name: str) -> dict[str, float]:
    return {
        f"{name}_mb": resident_bytes(home_assistant.process) / MEBIBYTE,
        f"{name}_most_mb": most_resident_bytes(home_assistant.process) / MEBIBYTE,
    }


@contextmanager
def _booted(path: Path, past: Past) -> Iterator[Booted]:
    port = free_port()
    configuration.write(path, past, port=port, speed=1.0)
    folder.link(path, [LIFE])
    with (path / "configuration.yaml").open("a", encoding="utf-8") as yaml:
        yaml.write(lively(_ENTITIES, _RATE))
    with booted(path, port=port, login=configuration.OWNER.login) as home_assistant:
        yield home_assistant


def _tables(measured: Measured) -> Iterator[str]:
    memory = measured["memory"]
    rows = [
        ("without HomeIQ", memory["none_mb"], memory["none_most_mb"]),
        ("with HomeIQ, after import and learning", memory["homeiq_mb"], memory["homeiq_most_mb"]),
        ("growth", memory["growth_mb"], memory["most_growth_mb"]),
    ]
    yield table(("Home Assistant", "memory, MB", "the most it ever had, MB"), rows)
    yield (
        f"{number(memory['entities'])} entities that live and {number(memory['past_events'])} events of a past; medians"
        f" of {memory['turns']} turns. {memory['suggestions']} suggestions were found."
    )


def _aims(measured: Measured) -> Iterator[Aim]:
    yield at_most("memory of a home of 1,000 entities, learning included", 40, measured["memory"]["growth_mb"], "MB")


SECTION = Section(name="memory", measure=measure_memory, tables=_tables, aims=_aims)

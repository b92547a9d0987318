"""Writes, seals and forgets until it is killed, and says after each flush how many events are on disk.

Started by ``test_faults``, in the root of the repository. Event ``n`` happens 20 s after the one before, and every
third is a number.
"""

import asyncio
from importlib import import_module
from itertools import count
from pathlib import Path
import sys
import types
from typing import Any

from tests.forking import each_time, say

CORE = Path(__file__).parents[2] / "custom_components" / "homeiq"
BEGIN = 1_772_000_000.0
STEP = 20.0
NUMBERS_DAYS = 2


def loader() -> Any:
    """Load the core under a name of its own: the package's __init__ needs Home Assistant, which takes a second."""
    package = types.ModuleType("core")
    package.__path__ = [str(CORE)]
    sys.modules["core"] = package
    return lambda name: import_module(f"core.{name}")


def an_event(number: int) -> tuple[float, str, str, int]:
    if number % 3 == 0:
        return (BEGIN + STEP * number, "sensor.power", str(number % 977), 2)
    return (BEGIN + STEP * number, f"light.lamp_{number % 300}", f"state {number % 1000}", 1)


async def write(writer: Any, begin: int, batch: int) -> None:
    for flush in count(1):
        for number in range(begin + (flush - 1) * batch, begin + flush * batch):
            writer.add(an_event(number))
        await writer.flush()
        say(begin + flush * batch)


async def keep(keeper: Any, log: Any) -> None:
    while True:
        await keeper.step(await log.last_time() or BEGIN)


async def work_for_ever(load: Any, path: Path, batch: int) -> None:
    block, keeping = load("store.blocks.block"), load("store.ends.keeper")
    keeping.STRETCH = 300
    database = await load("store.file.database").Database.open(path, load("settings").Profile.NUC)
    log = load("store.sqlite").EventLog(database)
    writer = load("store.batch").BatchWriter(database, size=batch, seconds=1000)
    days = {block.BlockKind.ACTS: 3650, block.BlockKind.STATES: 3650, block.BlockKind.NUMBERS: NUMBERS_DAYS}
    keeper = keeping.Keeper(database, keeping.Keeping(days=types.MappingProxyType(days)))
    last = await log.last_time()
    begin = 0 if last is None else round((last - BEGIN) / STEP) + 1
    await asyncio.gather(write(writer, begin, batch), keep(keeper, log))


if __name__ == "__main__":
    core = loader()
    for module in ("store.sqlite", "store.ends.keeper", "store.batch", "settings"):
        core(module)
    each_time(lambda: asyncio.run(work_for_ever(core, Path(sys.argv[1]), int(sys.argv[2]))))

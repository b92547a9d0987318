"""Writes events until it is killed, and says after each flush how many are on disk. Started by ``test_faults``."""

import asyncio
from importlib import import_module
from itertools import count
from pathlib import Path
import sys
import types

CORE = Path(__file__).parents[2] / "custom_components" / "homeiq"
BEGIN = 1_772_000_000.0


async def write_for_ever(path: Path, batch: int) -> None:
    # Under a name of its own, because the package's __init__ needs Home Assistant, which takes a second to import.
    core = types.ModuleType("core")
    core.__path__ = [str(CORE)]
    sys.modules["core"] = core
    database = await import_module("core.store.database").Database.open(
        path, import_module("core.settings").Profile.NUC
    )
    writer = import_module("core.store.batch").BatchWriter(database, size=batch, seconds=1000)
    begin = database.events.stored
    for flush in count(1):
        for number in range(begin + (flush - 1) * batch, begin + flush * batch):
            writer.add((BEGIN + number, f"light.lamp_{number % 300}", f"state {number % 1000}", 1))
        await writer.flush()
        print(begin + flush * batch, flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(write_for_ever(Path(sys.argv[1]), int(sys.argv[2])))

"""Takes an accepted automation back, step by step, and waits behind each until it is told to go on, or is killed.

Started by ``test_unfinished``, in the root of the repository.
"""

import asyncio
from pathlib import Path
import sys
import time

import tools.load  # noqa: F401 - makes the core importable without Home Assistant, which takes a second

from custom_components.homeiq.apply import edits  # isort: skip
from custom_components.homeiq.apply.document import Shape  # isort: skip
from custom_components.homeiq.apply.file import carry_out, plan  # isort: skip
from custom_components.homeiq.settings import Profile  # isort: skip
from custom_components.homeiq.store.file.database import Database  # isort: skip
from custom_components.homeiq.store.tables.reopened import Reopened  # isort: skip
from custom_components.homeiq.store.tables.versions import Versions  # isort: skip


async def take_back(folder: Path, signature: str) -> None:
    database = await Database.open(folder / "homeiq.db", Profile.NUC)
    versions, reopened = Versions(database), Reopened(database)
    found = await versions.newest(signature)
    assert found
    number, version = found
    await versions.take_back(number)
    await done("noted")
    edit = version.edit
    carry_out(plan(folder / "automations.yaml", lambda text: (edits.take_back(text, Shape.LIST, edit), edit)))
    await done("written")
    await reopened.put(version.suggestion, time.time())
    await done("offered")
    await asyncio.Event().wait()


async def done(step: str) -> None:
    print(step, flush=True)  # noqa: T201 - the test waits for it
    await asyncio.to_thread(sys.stdin.readline)


if __name__ == "__main__":
    asyncio.run(take_back(Path(sys.argv[1]), sys.argv[2]))

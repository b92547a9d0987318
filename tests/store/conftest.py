from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "homeiq.db"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    database = await Database.open(path, Profile.NUC, busy_timeout=0.2)
    yield database
    await database.close()

"""What the tests that boot a Home Assistant share."""

from pathlib import Path
import shutil

import pytest
import pytest_socket

from tests.real.a_learned_home import Learned, a_learned_home


@pytest.fixture(autouse=True)
def sockets() -> None:
    # The test plugin takes sockets away before every test; a real server needs them.
    pytest_socket.enable_socket()


@pytest.fixture(scope="session")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Learned:
    pytest_socket.enable_socket()
    return a_learned_home(tmp_path_factory.mktemp("learned") / "home")


@pytest.fixture
def home(learned: Learned, tmp_path: Path) -> Path:
    """Return a copy of the home that learned, for this test to break."""
    shutil.copytree(learned.folder, tmp_path / "home", symlinks=True)
    return tmp_path / "home"

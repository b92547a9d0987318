import os
from pathlib import Path

import pytest

from tests.folders import a_folder, work_in_memory

ROOT = "PYTEST_DEBUG_TEMPROOT"


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let nobody have said where yet."""
    monkeypatch.setenv(ROOT, "")
    monkeypatch.delenv(ROOT)


def test_where_there_is_room_folders_are_made_in_memory(tmp_path: Path) -> None:
    work_in_memory(tmp_path, room=1)

    assert os.environ[ROOT] == str(tmp_path)


def test_where_somebody_said_where_they_are_made_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ROOT, "elsewhere")

    work_in_memory(tmp_path, room=1)

    assert os.environ[ROOT] == "elsewhere"


@pytest.mark.parametrize(("name", "room"), [("", 1 << 62), ("missing", 1)], ids=["no room", "no memory"])
def test_otherwise_a_disk_has_to_do(tmp_path: Path, name: str, room: int) -> None:
    work_in_memory(tmp_path / name, room)

    assert ROOT not in os.environ


def test_a_folder_is_gone_when_its_test_has_passed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    making = a_folder(request.node, tmp_path_factory)
    folder = next(making)
    (folder / "homeiq.db").write_bytes(b"x")

    assert [*making] == []
    assert not folder.exists()


def test_a_folder_stays_where_its_test_fails(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    making = a_folder(request.node, tmp_path_factory)
    folder = next(making)
    with monkeypatch.context() as failing:
        failing.setattr(request.session, "testsfailed", request.session.testsfailed + 1)
        rest = [*making]

    assert rest == []
    assert folder.is_dir()

import os
from pathlib import Path
import random
import stat
import subprocess
import sys

import pytest

from custom_components.homeiq.apply import edits
from custom_components.homeiq.apply.document import Shape
from custom_components.homeiq.apply.errors import BrokenFileError, UnwritableFileError
from custom_components.homeiq.apply.file import carry_out, plan
from tests.apply.writing_process import CONFIG
from tests.forking import forking

OWN = "# mine\r\n- id: a\r\n  alias: !secret a\r\n"
KILLS = 100


def write(path: Path, text: str | None) -> bool:
    return carry_out(plan(path, lambda _: (text, None)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "automations.yaml"
    path.write_bytes(OWN.encode())
    return path


def test_a_text_takes_the_place_of_another_with_its_line_ends(path: Path) -> None:
    assert write(path, "- id: b\r\n")

    assert path.read_bytes() == b"- id: b\r\n"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_a_file_keeps_its_mode(path: Path, mode: int) -> None:
    path.chmod(mode)

    write(path, "[]\n")

    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(os.getuid() != 0, reason="only root gives files away")
def test_a_file_keeps_its_owner(path: Path) -> None:
    os.chown(path, 1234, 4321)

    write(path, "[]\n")

    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 4321)


def test_a_link_stays_one_and_what_it_links_to_is_changed(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    there = tmp_path / "shared" / "mine.yaml"
    there.write_text("[]\n")
    link = tmp_path / "automations.yaml"
    link.symlink_to(Path("shared", "mine.yaml"))

    write(link, "- id: b\n")

    assert link.is_symlink()
    assert there.read_text() == "- id: b\n"


def test_a_file_that_is_not_there_is_made_and_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "scenes.yaml"

    assert write(path, "- id: b\n")
    assert path.read_text() == "- id: b\n"
    assert write(path, None)

    assert not path.exists()


@pytest.mark.parametrize("after", ["- id: b\n", None])
def test_a_plan_is_void_once_somebody_else_was_there(path: Path, after: str | None) -> None:
    planned = plan(path, lambda _: (after, None))
    path.write_text("- id: theirs\n")

    assert not carry_out(planned)
    assert path.read_text() == "- id: theirs\n"


def test_a_read_only_file_is_left_alone_also_by_root(path: Path) -> None:
    path.chmod(0o444)

    with pytest.raises(UnwritableFileError, match="read-only"):
        write(path, "[]\n")

    assert path.read_bytes() == OWN.encode()


def test_a_folder_that_is_no_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(UnwritableFileError):
        write(tmp_path / "file" / "automations.yaml", "[]\n")


def test_a_folder_in_the_place_of_the_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFileError):
        write(tmp_path, "[]\n")


def test_a_file_of_another_encoding_is_left_alone_and_the_line_named(path: Path) -> None:
    path.write_bytes("- id: a\n  alias: Küche\n".encode("latin-1"))

    with pytest.raises(BrokenFileError, match="line 2: it is not UTF-8"):
        write(path, "[]\n")


def test_what_a_killed_process_left_behind_is_cleared_away(path: Path) -> None:
    (path.parent / ".automations.yaml.homeiq-left").touch()

    write(path, "[]\n")

    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.getuid() != 0, reason="without rights to drop, the test would be of nobody")
def test_without_the_right_to_write_the_folder_nothing_changes(path: Path) -> None:
    path.parent.chmod(0o755)
    code = f"""
import os, sys
from pathlib import Path
sys.path.insert(0, {str(Path.cwd())!r})
import tools.load
from custom_components.homeiq.apply.errors import UnwritableFileError
from custom_components.homeiq.apply.file import carry_out, plan
planned = plan(Path({str(path)!r}), lambda _: ("[]", None))
os.setuid(65534)
try:
    carry_out(planned)
except UnwritableFileError as err:
    print(type(err).__name__)
"""
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours

    assert answer.stdout.strip() == "UnwritableFileError"
    assert path.read_bytes() == OWN.encode()


def write_own(path: Path) -> None:
    path.write_bytes(OWN.encode())


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


@pytest.mark.long
@pytest.mark.timeout(300)
async def test_a_hundred_kills_while_writing_leave_one_of_the_two_texts(path: Path) -> None:
    both = {OWN, edits.add(OWN, Shape.LIST, "homeiq_x", CONFIG)[0]}
    chance = random.Random(7)  # noqa: S311 - no secret
    seen = set()

    async with forking("tests.apply.writing_process", str(path)) as program:
        for _ in range(KILLS):
            write_own(path)
            await program.work_until_killed(chance.random() * 0.03)
            seen.add(text_of(path))

    assert seen <= both
    assert len(seen) == 2

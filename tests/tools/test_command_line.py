"""Whatever is wrong with a file, a port or a pipe: a sentence, and never a traceback."""

import gzip
from pathlib import Path
import sqlite3
import subprocess
import sys

import pytest

from tools.command_line import port, run
from tools.replay import main

ROOT = Path(__file__).parents[2]


def a_folder(path: Path) -> Path:
    path.mkdir()
    return path


def a_binary_file(path: Path) -> Path:
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\xfe" * 100)
    return path


def an_empty_file(path: Path) -> Path:
    path.touch()
    return path


def an_empty_database(path: Path) -> Path:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text)")
    connection.commit()
    connection.close()
    return path


def a_cut_archive(path: Path) -> Path:
    path.write_bytes(gzip.compress(b"timestamp,entity_id,state\n" * 1000)[:40])
    return path


def nothing(path: Path) -> Path:
    return path


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (a_folder, "this is a folder; name the file in it"),
        (a_binary_file, "this is neither a CSV nor a recorder database"),
        (an_empty_file, "the file is empty"),
        (an_empty_database, "this is no recorder database of Home Assistant 2023.4 or later"),
        (a_cut_archive, "ended before"),
        (nothing, "there is no such file"),
    ],
)
def test_a_file_that_is_no_history_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], made: object, said: str
) -> None:
    assert callable(made)

    assert main([str(made(tmp_path / "x"))]) == 2

    told = capsys.readouterr().err
    assert told.startswith(f"replay: {tmp_path / 'x'}: ")
    assert said in told
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("missing.json", "--settings: missing.json: no such file or directory"),
        ("{", "--settings: this is no JSON"),
        (".", "--settings: .: is a directory"),
    ],
)
def test_settings_that_can_not_be_read_are_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: str, said: str
) -> None:
    assert main([str(tmp_path / "x.csv"), "--settings", settings]) == 2

    assert capsys.readouterr().err.startswith(f"replay: {said}")


def test_settings_may_stand_in_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events, settings = tmp_path / "x.csv", tmp_path / "settings.json"
    events.write_text("timestamp,entity_id,state\n")
    settings.write_text("{}")

    assert main([str(events), "--settings", str(settings)]) == 0

    assert "Nothing to suggest" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["0", "65536", "-1", "http"])
def test_a_port_is_a_number_that_ports_have(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        port(text)


def test_whoever_reads_no_further_sees_no_traceback() -> None:
    code = "from tools.command_line import run; run('x', lambda: print('line\\n' * 100000))"

    with subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as command:
        assert command.stdout
        assert command.stderr
        line = command.stdout.readline()
        command.stdout.close()
        complaint = command.stderr.read()

    assert (line, complaint, command.returncode) == (b"line\n", b"", 0)


def test_a_file_that_can_not_be_written_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    def write() -> None:
        Path("/nowhere/out.csv").write_text("")

    with pytest.raises(SystemExit) as ended:
        run("simulate", write)

    assert ended.value.code == 2
    assert capsys.readouterr().err == "simulate: /nowhere/out.csv: no such file or directory\n"

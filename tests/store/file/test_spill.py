import errno
import os
from pathlib import Path
from typing import Never

import pytest

from custom_components.homeiq.store.file.spill import (
    MOST,
    Spilled,
    delete_spilled,
    places_of,
    put_damaged_aside,
    read_spilled,
    spill,
)

ROWS = [(1_772_000_000.0 + n, f"light.lamp_{n % 7}", "on", n % 3) for n in range(20_000)]


def _power_cut(_number: int) -> Never:
    raise KeyboardInterrupt


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "homeiq.db.waiting"


def cut_the_power(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    """Leave a draft behind, as nothing is put right after a power cut."""
    with monkeypatch.context() as cut:
        cut.setattr(os, "fsync", _power_cut)
        cut.setattr(Path, "unlink", lambda *_args, **_how: None)
        with pytest.raises(KeyboardInterrupt):
            spill(ROWS, [place])
    assert len(list(place.parent.iterdir())) == 1


def test_what_is_spilled_comes_back(place: Path) -> None:
    taken = spill(ROWS, [place])

    assert taken.place == place
    assert read_spilled([place]) == ROWS
    assert [file.name for file in place.parent.iterdir()] == [place.name]


def test_a_draft_that_a_power_cut_left_is_in_nobodys_way(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_the_power(monkeypatch, place)

    taken = spill(ROWS, [place])

    assert taken.place == place
    assert read_spilled([place]) == ROWS
    assert [file.name for file in place.parent.iterdir()] == [place.name]


def test_a_draft_that_a_power_cut_left_goes_with_the_rest(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_the_power(monkeypatch, place)

    delete_spilled([place])

    assert list(place.parent.iterdir()) == []


def test_only_its_owner_can_read_it(place: Path) -> None:
    spill(ROWS, [place])

    assert place.stat().st_mode & 0o777 == 0o600


def test_the_next_place_takes_what_the_first_does_not(place: Path, tmp_path: Path) -> None:
    taken = spill(ROWS, [tmp_path / "gone" / "waiting", place])

    assert taken.place == place


def test_without_a_place_nobody_says_that_there_is_one(tmp_path: Path) -> None:
    assert spill(ROWS, [tmp_path / "gone" / "waiting"]).place is None


def test_what_waits_already_stays_in_front(place: Path) -> None:
    spill(ROWS[:100], [place])

    spill(ROWS[100:], [place])

    assert read_spilled([place]) == ROWS


def test_it_does_not_grow_without_end(place: Path) -> None:
    taken = spill(ROWS * 3, [place])

    assert len(read_spilled([place])) == MOST
    assert taken.left_out == 3 * len(ROWS) - MOST


def test_the_longest_states_come_back_however_many_they_are(place: Path) -> None:
    rows = [(1_772_000_000.0 + n, "input_text.diary", "☀🌧" * 127, 1) for n in range(MOST)]

    spill(rows, [place])

    assert read_spilled([place]) == rows


def damage(place: Path, place_in_file: int) -> bytes:
    content = bytearray(place.read_bytes())
    content[place_in_file] ^= 4
    place.write_bytes(content)
    return bytes(content)


@pytest.mark.parametrize("place_in_file", [3, 18, 40, -1])
def test_a_damaged_file_holds_nothing(place: Path, place_in_file: int) -> None:
    spill(ROWS, [place])
    damage(place, place_in_file)

    assert read_spilled([place]) == []


def test_a_damaged_file_is_put_aside_byte_for_byte(place: Path) -> None:
    spill(ROWS, [place])
    damaged = [damage(place, 40)]
    aside = put_damaged_aside([place])
    spill(ROWS, [place])
    damaged.append(damage(place, 50))

    aside += put_damaged_aside([place])

    assert [one.name for one in aside] == [f"{place.name}.damaged", f"{place.name}.damaged-1"]
    assert [one.read_bytes() for one in aside] == damaged
    assert not place.exists()


def test_nothing_is_written_over_a_damaged_file(place: Path) -> None:
    spill(ROWS, [place])
    damaged = damage(place, 40)

    spill(ROWS[:5], [place])

    assert read_spilled([place]) == ROWS[:5]
    assert place.with_name(f"{place.name}.damaged").read_bytes() == damaged


def _no_more_files(*_: object) -> Never:
    raise OSError(errno.EMFILE, "too many open files")


def test_a_file_that_cannot_be_read_now_is_neither_put_aside_nor_written_over(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spill(ROWS[:5], [place])
    with monkeypatch.context() as short:
        short.setattr(os, "open", _no_more_files)
        for look in (put_damaged_aside, read_spilled):
            with pytest.raises(OSError, match="too many"):
                look([place])
        taken = spill(ROWS[5:9], [place])

    assert taken == Spilled(place=None)
    assert read_spilled([place]) == ROWS[:5]


def test_a_file_that_is_whole_stays_where_it_is(place: Path) -> None:
    spill(ROWS, [place])

    assert put_damaged_aside([place, place.with_name("none")]) == []
    assert read_spilled([place]) == ROWS


def test_a_link_is_not_followed(place: Path, tmp_path: Path) -> None:
    spill(ROWS, [tmp_path / "elsewhere"])
    place.symlink_to(tmp_path / "elsewhere")

    assert read_spilled([place]) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_file_of_somebody_else_is_not_believed(place: Path) -> None:
    spill(ROWS, [place])
    os.chown(place, 65534, 65534)

    assert read_spilled([place]) == []


def test_what_was_taken_up_is_deleted(place: Path) -> None:
    spill(ROWS, [place])

    delete_spilled([place, place])

    assert read_spilled([place]) == []
    assert not place.exists()


def test_two_homes_on_one_machine_do_not_share_a_place(tmp_path: Path) -> None:
    first, second = (set(places_of(tmp_path / name / "homeiq.db")) for name in ("a", "b"))

    assert not first & second

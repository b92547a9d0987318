from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from io import StringIO
from typing import Any

import pytest

from custom_components.homeiq.store.records import Records


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    side: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Nameless:
    side: float


type Shape = Round | Square


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    side: float = field(metadata={"stored": "edge"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Toy:
    name: str
    shape: Shape
    colours: frozenset[Colour] = frozenset()
    parts: tuple[Shape, ...] = ()
    spare: Shape | None = None
    price: float | str | None = None
    papers: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strange:
    shape: Round | Nameless


@dataclass(frozen=True, slots=True, kw_only=True)
class Bytes:
    body: bytes


RECORDS = Records({Round: "round", Square: "square"})
BALL = Toy(
    name="ball",
    shape=Round(radius=2.5),
    colours=frozenset({Colour.RED, Colour.BLUE}),
    parts=(Square(side=3.0), Round(radius=1.0)),
    spare=Square(),
    price="a kiss",
    papers={"safe": [True]},
)


def test_a_record_is_written_by_its_fields() -> None:
    assert RECORDS.to_json(BALL) == {
        "name": "ball",
        "shape": {"type": "round", "radius": 2.5},
        "colours": ["blue", "red"],
        "parts": [{"type": "square", "side": 3.0}, {"type": "round", "radius": 1.0}],
        "spare": {"type": "square", "side": 1.0},
        "price": "a kiss",
        "papers": {"safe": [True]},
    }


@pytest.mark.parametrize("toy", [BALL, Toy(name="dice", shape=Square())])
def test_what_is_written_comes_back_equal(toy: Toy) -> None:
    assert RECORDS.reader(Toy)(RECORDS.to_json(toy)) == toy


def test_what_an_earlier_version_did_not_write_has_its_default_and_what_is_unknown_is_left_out() -> None:
    written = {"name": "dice", "shape": {"type": "square"}, "smell": "sweet"}

    assert RECORDS.reader(Toy)(written) == Toy(name="dice", shape=Square())


@pytest.mark.parametrize(
    "written",
    [
        {"name": "dice"},
        {"name": "dice", "shape": {"side": 1.0}},
        {"name": "dice", "shape": {"type": "heap"}},
        {"name": "dice", "shape": "square"},
        {"name": "dice", "shape": {"type": "round"}},
        {"name": "dice", "shape": {"type": "square"}, "colours": ["loud"]},
        {"name": "dice", "shape": {"type": "square"}, "parts": 3},
        ["dice"],
        None,
    ],
)
def test_what_makes_no_sense_is_refused(written: Any) -> None:
    with pytest.raises((ValueError, LookupError, TypeError, AttributeError)):
        RECORDS.reader(Toy)(written)


def test_a_record_among_several_that_has_no_word_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match="no word for Nameless"):
        RECORDS.reader(Strange)


def test_a_field_that_json_has_no_way_to_keep_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match="bytes"):
        RECORDS.reader(Bytes)


def test_a_field_that_has_another_name_now_keeps_that_under_which_it_is_stored() -> None:
    written = RECORDS.to_json(Renamed(side=2.0))

    assert written == {"edge": 2.0}
    assert RECORDS.reader(Renamed)(written) == Renamed(side=2.0)


def test_a_field_is_missed_by_the_name_under_which_it_is_stored() -> None:
    with pytest.raises(KeyError, match="edge"):
        RECORDS.reader(Renamed)({"side": 2.0})


def test_a_record_is_not_held_against_what_is_abstract() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class HeldAgainstNothing:
        side: float

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Holding:
        other: HeldAgainstNothing

    remembered = StringIO()

    Records({}).to_json(Holding(other=HeldAgainstNothing(side=1.0)))

    Mapping._dump_registry(remembered)  # noqa: SLF001 - what it remembers is told nowhere else
    assert "HeldAgainstNothing" not in remembered.getvalue()

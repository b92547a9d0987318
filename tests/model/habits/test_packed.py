"""Patterns that are kept as texts, and read when somebody asks for them."""

import gc
import json

import pytest

from custom_components.homeiq.model.habits.packed import Packed, kinds_of, of_kinds, signatures_of, texts_of
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.trigger import Kind, LeftOn, OnChange
from custom_components.homeiq.store.tables.serial import pattern_from_json, to_json
from tests.offers import a_pattern

PATTERNS = (
    a_pattern("clock"),
    a_pattern("motion", trigger=OnChange(entity_id="binary_sensor.m", to="on")),
    a_pattern("iron", trigger=LeftOn(entity_id="switch.iron", to="on", for_seconds=600)),
)


def read(text: str) -> Pattern:
    return pattern_from_json(json.loads(text))


def packed(*patterns: Pattern) -> Packed:
    return Packed(((json.dumps(to_json(one)), one) for one in patterns), read)


def test_what_was_packed_is_read_again() -> None:
    found = packed(*PATTERNS)

    assert (tuple(found), len(found), found[1], found[-2:]) == (PATTERNS, 3, PATTERNS[1], PATTERNS[1:])


def test_nothing_is_packed_as_well() -> None:
    assert tuple(packed()) == ()


def test_the_same_patterns_are_equal_however_they_are_kept() -> None:
    assert packed(*PATTERNS) == packed(*PATTERNS)
    assert hash(packed(*PATTERNS)) == hash(packed(*PATTERNS))
    assert packed(*PATTERNS) == PATTERNS
    assert packed(*PATTERNS) != packed(*PATTERNS[1:])
    assert packed() != 0


@pytest.mark.parametrize("patterns", [PATTERNS, packed(*PATTERNS)])
def test_those_of_a_kind_are_found_however_they_are_kept(patterns: Packed | tuple[Pattern, ...]) -> None:
    assert [*of_kinds(patterns, {Kind.ROUTINE, Kind.LEFT_ON})] == [PATTERNS[0], PATTERNS[2]]
    assert [*kinds_of(patterns)] == [Kind.ROUTINE, Kind.FOLLOW_UP, Kind.LEFT_ON]
    assert signatures_of(patterns) == ("clock", "motion", "iron")
    assert len(texts_of(patterns)) == len(PATTERNS)


def test_what_its_patterns_name_is_known_without_reading_them() -> None:
    assert packed(*PATTERNS).named == frozenset[str]().union(*(one.named for one in PATTERNS))


def test_those_of_other_kinds_are_not_read() -> None:
    asked: list[str] = []

    def read_once(text: str) -> Pattern:
        asked.append(text)
        return read(text)

    found = Packed(
        ((one.signature + json.dumps(to_json(one)), one) for one in PATTERNS), lambda text: read_once(text[5:])
    )

    assert [one.signature for one in found.of({Kind.ROUTINE})] == ["clock"]
    assert len(asked) == 1


def test_a_full_collection_of_garbage_has_next_to_nothing_to_look_at() -> None:
    many = [a_pattern(str(number)) for number in range(1000)]
    gc.collect()
    before = len(gc.get_objects())

    found = packed(*many)

    gc.collect()
    assert len(found) == 1000
    assert len(gc.get_objects()) - before < 50

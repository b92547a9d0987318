"""Differences of documents, held against what they are for."""

import random
from typing import Any

import pytest

from custom_components.homeiq.answers.patch import patch_of, patched

NAMES = "abcd"


def a_document(chance: random.Random, depth: int = 3) -> dict[str, Any]:
    def a_value() -> Any:
        made = [
            chance.randrange(3),
            chance.choice(["x", "y", ""]),
            [chance.randrange(2) for _ in range(chance.randrange(3))],
            {},
        ]
        return a_document(chance, depth - 1) if depth and chance.random() < 0.5 else chance.choice(made)

    return {name: a_value() for name in NAMES if chance.random() < 0.6}


@pytest.mark.parametrize("seed", range(200))
def test_a_patch_makes_the_new_document_of_the_old_one(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing is secret here
    before, after = a_document(chance), a_document(chance)

    assert patched(before, patch_of(before, after)) == after
    assert patch_of(after, after) == {}


def test_only_what_differs_is_said() -> None:
    before = {"order": ["a", "b"], "things": {"a": {"n": 1, "m": 2}, "b": {"n": 1}}}
    after = {"order": ["a"], "things": {"a": {"n": 2, "m": 2}}}

    assert patch_of(before, after) == {"order": ["a"], "things": {"a": {"n": 2}, "b": None}}

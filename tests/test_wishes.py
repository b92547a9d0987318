"""The wishes of users are answered by tests that exist."""

import ast
from pathlib import Path
import re

import pytest

ROOT = Path(__file__).parents[1]
WISHES = (ROOT / "docs" / "wishes.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", WISHES)))
ROWS = [line.split("|") for line in WISHES.splitlines() if line.startswith("| ") and not line.startswith("| wish")]


def all_in(path: Path) -> set[str]:
    """List the tests of a file."""
    return {
        node.name
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    }


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_test_that_answers_a_wish_exists(file: str, name: str) -> None:
    assert name in all_in(ROOT / file)


@pytest.mark.parametrize("row", [row for row in ROWS if len(row) == 5], ids=lambda row: row[1].strip())
def test_every_wish_names_a_test(row: list[str]) -> None:
    assert "::test_" in row[3]


def test_every_wish_has_an_answer() -> None:
    assert [row for row in ROWS if not all(cell.strip() for cell in row[1:3])] == []
    assert len(ROWS) > 30

"""Adds an entry to a file and takes it back, again and again, until it is killed.

Started by ``test_file``, in the root of the repository.
"""

from itertools import count
from pathlib import Path
import sys
from typing import Any

import tools.load  # noqa: F401 - makes the core importable without Home Assistant, which takes a second

from custom_components.homeiq.apply import edits  # isort: skip
from custom_components.homeiq.apply.document import Shape  # isort: skip
from custom_components.homeiq.apply.file import carry_out, plan  # isort: skip
from tests.forking import each_time, say  # isort: skip

CONFIG = {"id": "homeiq_x", "alias": "X", "triggers": [], "actions": [], "description": "long " * 2000}


def write_for_ever(path: Path) -> None:
    for number in count():
        edit = write(path, lambda text: edits.add(text, Shape.LIST, "homeiq_x", CONFIG))
        write(path, lambda text, edit=edit: (edits.take_back(text, Shape.LIST, edit), edit))
        say(number)


def write(path: Path, change: Any) -> Any:
    planned = plan(path, change)
    carry_out(planned)
    return planned.said


if __name__ == "__main__":
    each_time(lambda: write_for_ever(Path(sys.argv[1])))

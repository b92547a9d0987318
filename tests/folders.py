"""Folders that tests work in: in memory where there is room, and gone as soon as a test has passed.

Thousands of tests have a database each. To be asked at each commit whether it is really there takes a disk longer than
most of them take, and none of them cuts the power.
"""

from collections.abc import Generator
from itertools import count
import os
from pathlib import Path
import re
import shutil

import pytest

ROOM = 4 << 30  # bytes; all that is left behind by tests that fail has to fit, and homes that share a folder
_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder in it that is this user's alone
_ROOT = "PYTEST_DEBUG_TEMPROOT"  # where pytest makes its folders; those that programs make stay where they are
_NUMBERS = count()


def work_in_memory(memory: Path = _MEMORY, room: int = ROOM) -> None:
    """Do it, before the first folder is made, unless somebody has said where.

    Args:
        memory: a folder that is in memory, on Linux.
        room: bytes that are to be free there; where they aren't, a disk has to do.
    """
    if _is_roomy(memory, room):
        os.environ.setdefault(_ROOT, str(memory))


def _is_roomy(folder: Path, room: int) -> bool:
    try:
        about = os.statvfs(folder)
    except OSError:
        return False
    # Tests start programs of their own making.
    return about.f_bavail * about.f_frsize >= room and not about.f_flag & os.ST_NOEXEC and os.access(folder, os.W_OK)


def a_folder(test: pytest.Item, factory: pytest.TempPathFactory) -> Generator[Path]:
    """Make a folder for a test, without looking through those of all tests before it for a number that is free.

    It is left behind where the test fails, for who wants to know why.
    """
    name = re.sub(r"\W", "_", test.name)[:30]
    failed = test.session.testsfailed
    folder = factory.mktemp(f"{name}_{next(_NUMBERS)}", numbered=False)
    yield folder
    if test.session.testsfailed == failed:
        # Some tests take away the right to do so, and what is damaged on purpose need not be tidy.
        shutil.rmtree(folder, ignore_errors=True)

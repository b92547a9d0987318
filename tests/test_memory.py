import sys

import pytest

from custom_components.homeiq.memory import give_back


class Trimming:
    """A library of C that can be asked."""

    def __init__(self) -> None:
        self.kept: list[int] = []

    def malloc_trim(self, padding: int) -> int:
        self.kept.append(padding)
        return 1


def test_all_that_is_free_is_given_back() -> None:
    library = Trimming()

    assert give_back(library)

    assert library.kept == [0]


def test_a_library_that_cannot_be_asked_is_left_alone() -> None:
    assert not give_back(object())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the process's own library of C")
def test_the_process_gives_back_where_its_library_can_and_goes_on_where_not() -> None:
    assert give_back() in {True, False}

import pytest

from tools.faults.__main__ import TESTS
from tools.faults.faults import FAULTS, Fault, listed


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_is_made_by_tests_that_are_there(fault: Fault) -> None:
    assert [name for name in fault.tests if not (TESTS / name).is_file()] == []


def test_the_page_on_reliability_has_them_all() -> None:
    assert listed(FAULTS) in (TESTS.parent / "docs" / "reliability.md").read_text("utf-8")

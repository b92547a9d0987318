"""Where pages begin."""

import pytest

from custom_components.homeiq.answers.paging.behind import Behind

PLACE = Behind(told=2, last="b: or not")


def test_a_cursor_is_read_as_it_was_written() -> None:
    assert [Behind.of(one.cursor) for one in (PLACE,)] == [PLACE]


def test_without_a_cursor_it_is_the_first_page() -> None:
    assert Behind.of("").among(["a", "b", "c"]) == 0


@pytest.mark.parametrize("cursor", ["2", "-1:a", "a:b", ":", "2:", "1234567890:a", f"1:{'a' * 201}", "٢:a", " 2:a"])
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(ValueError, match="next_cursor"):
        Behind.of(cursor)


@pytest.mark.parametrize(("now", "begin"), [("abcd", 2), ("bcd", 1), ("xabcd", 3), ("acd", 1), ("", 1)])
def test_a_page_begins_behind_what_was_told_last_or_where_that_was(now: str, begin: int) -> None:
    assert Behind(told=2, last="b").among([*now]) == begin


def test_the_last_page_has_none_behind_it() -> None:
    assert Behind().following([*"abc"], 3) is None
    assert Behind().following([*"abc"], 2) == Behind(told=2, last="b")

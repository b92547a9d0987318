import re

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.homeiq.apply.blueprint import file_name


def test_a_plain_title_names_its_file() -> None:
    assert file_name("Hall light in the dark") == "hall_light_in_the_dark"


@pytest.mark.parametrize("title", ["Licht " * 100, "廊" * 300, "ẞ" * 255, "a" * 5000])
def test_a_long_title_has_a_short_file(title: str) -> None:
    assert len(f"{file_name(title)}.yaml".encode()) <= 255


def test_titles_that_begin_alike_have_files_of_their_own() -> None:
    assert file_name("Licht " * 100 + "an") != file_name("Licht " * 100 + "aus")
    assert file_name("🌙") != file_name("🌞")


@pytest.mark.parametrize("title", ["CON", "nul", "Com1", "LPT9", "aux"])
def test_no_file_is_a_device(title: str) -> None:
    assert re.fullmatch(rf"{title.lower()}_[0-9a-f]{{8}}", file_name(title))


@pytest.mark.filterwarnings("ignore:It looks like `register_random`")
@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_every_title_has_a_file_that_every_system_takes(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9_]{1,120}", file_name(title))

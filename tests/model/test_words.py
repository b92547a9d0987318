from datetime import UTC, datetime

import pytest

from custom_components.homeiq.coordinator.telling.language import read_words
from custom_components.homeiq.model.words import itemised, shortened

NOW = datetime(2026, 11, 28, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "at", "said"),
    [
        ("en", NOW, "today at 14:05"),
        ("en@US", NOW, "today at 2:05 PM"),
        ("de@DE", NOW, "heute um 14:05 Uhr"),
        ("de@US", NOW, "heute um 14:05 Uhr"),
        ("en@GB", NOW.replace(day=29), "tomorrow at 14:05"),
        ("en@GB", NOW.replace(day=27), "yesterday at 14:05"),
        ("en@GB", NOW.replace(month=12, day=8), "on 8 December 2026 at 14:05"),
        ("en@US", NOW.replace(month=12, day=8), "on December 8, 2026 at 2:05 PM"),
        ("de", NOW.replace(month=12, day=8), "am 8. Dezember 2026 um 14:05 Uhr"),
        ("xx@YY", NOW, "today at 14:05"),
    ],
)
def test_moments_are_said_as_the_home_says_them(locale: str, at: datetime, said: str) -> None:
    assert read_words(locale).moment(at, NOW) == said


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en@GB", "28 November 2026, 14:05"),
        ("en@US", "November 28, 2026, 2:05 PM"),
        ("de@DE", "28. November 2026, 14:05 Uhr"),
    ],
)
def test_a_moment_that_is_read_whenever_has_its_day_and_year(locale: str, said: str) -> None:
    assert read_words(locale).full_moment(NOW) == said


def test_a_text_is_written_as_a_number_only_if_it_is_one() -> None:
    words = read_words("de")

    assert [words.number(text) for text in ("50000", "7", "1.5", "disk_full", "")] == [
        "50.000",
        "7",
        "1.5",
        "disk_full",
        "",
    ]


def test_words_are_read_once() -> None:
    assert read_words("de@AT") is read_words("de@AT")


@pytest.mark.parametrize(("minute", "said"), [(0, "12:00 AM"), (59, "12:59 AM"), (720, "12:00 PM"), (1439, "11:59 PM")])
def test_twelve_hours_begin_with_twelve(minute: int, said: str) -> None:
    assert read_words("en@US").clock(minute) == said


@pytest.mark.parametrize(("locale", "said"), [("en", "and 1,234 more"), ("de", "und 1.234 weitere")])
def test_thousands_are_parted_as_the_language_does(locale: str, said: str) -> None:
    assert read_words(locale).say("digest_more", count=1234).endswith(said)


def test_a_single_one_has_words_of_its_own() -> None:
    words = read_words("en")

    assert "one day" in words.say_count("reason_backtest", 1)
    assert "2 days" in words.say_count("reason_backtest", 2)


def test_a_text_that_fits_is_not_cut() -> None:
    assert shortened("abc", 3) == "abc"


def test_what_was_cut_off_ends_in_an_ellipsis() -> None:
    assert shortened("abcd", 3) == "ab…"


def test_a_list_says_how_many_more_there_are() -> None:
    assert itemised(["a", "b", "c"], 2) == "- a\n- b\n- … (+1)"


def test_a_list_that_fits_is_told_whole() -> None:
    assert itemised(["a", "b"], 2) == "- a\n- b"


@pytest.mark.parametrize(("usual", "ends"), [("5 Min.", "nach etwa 5 Min."), ("20 s", "nach etwa 20 s.")])
def test_an_abbreviation_ends_the_sentence_with_its_own_full_stop(usual: str, ends: str) -> None:
    assert read_words("de").say("reason_early_wait", at="4 Min.", usual=usual).endswith(f" {ends}")

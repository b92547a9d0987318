"""Bands of the day: the one that tells hits from misses, if there is one."""

import numpy as np

from custom_components.homeiq.mine.bands import clearest_band, usual_band
from custom_components.homeiq.model.pattern import Between

HOURS = np.arange(0, 1440, 20, dtype=np.float64)


def test_nothing_has_no_band() -> None:
    empty = np.empty(0)

    assert clearest_band(empty, empty > 0) is None
    assert usual_band(empty) is None


def test_a_band_leaves_out_the_night() -> None:
    assert clearest_band(HOURS, (HOURS >= 6 * 60) & (HOURS < 23 * 60)) == Between(after=360, before=23 * 60)


def test_a_band_spans_midnight() -> None:
    assert clearest_band(HOURS, (HOURS >= 20 * 60) | (HOURS < 2 * 60)) == Between(after=20 * 60, before=2 * 60)


def test_hits_at_all_hours_have_no_band() -> None:
    assert clearest_band(HOURS, HOURS >= 0) is None


def test_hits_within_an_hour_are_rather_a_time_than_a_band() -> None:
    assert usual_band(HOURS[(HOURS >= 600) & (HOURS <= 660)]) is None

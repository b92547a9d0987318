"""Bands of the day: the one that tells hits from misses, if there is one."""

import numpy as np

from custom_components.homeiq.mine.conditions.bands import usual_band
from custom_components.homeiq.model.habits.pattern import Between
from tests.bands import clearest_band

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


def test_two_of_seventeen_hits_may_lie_outside_of_a_band() -> None:
    hits = np.append(np.linspace(16 * 60, 19.9 * 60, 15), (9.5 * 60, 13.8 * 60))
    misses = np.append(np.arange(7 * 60, 16 * 60, 20), np.arange(20.3 * 60, 23 * 60, 20))

    band = clearest_band(np.append(hits, misses), np.append(np.ones(17), np.zeros(len(misses))) > 0)

    assert band is not None
    assert (band.after, 20 * 60 <= band.before < 20.3 * 60) == (16 * 60, True)

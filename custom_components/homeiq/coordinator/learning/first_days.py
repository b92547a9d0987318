"""How far the learning is in a home that is new to HomeIQ, for those who wait for its first suggestions."""

from __future__ import annotations

from datetime import datetime

from homeassistant.util import dt as dt_util

from ...model.overview import HomeData
from ...model.progress import Progress, progress_of
from ...settings import PRESET_DAYS, Settings


def progress_in(data: HomeData, settings: Settings, now: datetime, began: datetime) -> Progress:
    """Tell how far the learning is.

    Args:
        data: what is shown.
        settings: how many days a habit needs.
        now: local.
        began: when HomeIQ was set up, for as long as nobody knows of anything older.
    """
    since = began if data.recorded_since is None else dt_util.utc_from_timestamp(data.recorded_since)
    thresholds = settings.thresholds
    fewest = min(thresholds.time_of_day_min_occurrences, thresholds.co_occurrence_min_support)
    needed = max(1, round(fewest * PRESET_DAYS[settings.learning.preset]))
    return progress_of(since.astimezone(now.tzinfo).date(), now.date(), needed)


def first_days(data: HomeData, settings: Settings, now: datetime, began: datetime) -> Progress | None:
    """Tell the same; None once the home has been offered something, or the days are over."""
    progress = progress_in(data, settings, now, began)
    return None if data.suggestions or data.followed or progress.is_over else progress

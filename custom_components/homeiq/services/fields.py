"""Fields that several actions have."""

from datetime import datetime

from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio as vol

TEXT_LENGTH = 500  # characters of a reason that a person gives

SIGNATURE = {vol.Required("signature"): cv.string}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
REASON = vol.All(cv.string, vol.Length(max=TEXT_LENGTH))


def timestamp_of(moment: datetime) -> float:
    """Return UTC epoch seconds; a moment without a time zone is local."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt_util.get_default_time_zone())).timestamp()

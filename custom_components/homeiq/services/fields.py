"""Fields that several actions have."""

from datetime import datetime, timedelta

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio as vol

LENGTH = {
    vol.Exclusive("until", "length"): cv.datetime,
    vol.Exclusive("duration", "length"): cv.positive_time_period,
}
"""Until when something lasts, or how long."""
TEXT_LENGTH = 500  # characters of a reason that a person gives

SIGNATURE = {vol.Required("signature"): cv.string}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
REASON = vol.All(cv.string, vol.Length(max=TEXT_LENGTH))


def timestamp_of(moment: datetime) -> float:
    """Return UTC epoch seconds; a moment without a time zone is local."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt_util.get_default_time_zone())).timestamp()


def end_of(call: ServiceCall) -> float | None:
    """Return when it ends, UTC epoch seconds; None where the call doesn't say."""
    if "until" in call.data:
        return timestamp_of(call.data["until"])
    duration: timedelta | None = call.data.get("duration")
    return None if duration is None else timestamp_of(dt_util.now() + duration)

"""Fields that several actions have."""

from homeassistant.helpers import config_validation as cv
import probatio as vol

TEXT_LENGTH = 500  # characters of a reason that a person gives

REASON = vol.All(cv.string, vol.Length(max=TEXT_LENGTH))

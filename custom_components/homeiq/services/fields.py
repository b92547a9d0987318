"""Fields that several actions have, and what numbers, moments and texts may be at any door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
import math
from typing import Any

from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio as vol

from ..answers.detail.reach import Stand
from ..answers.paging.listed import Wanted
from ..const import DOMAIN
from ..model.habits.trigger import Kind

TEXT_LENGTH = 500  # characters of a reason that a person gives
SIGNATURE_LENGTH = 200  # characters
_LONGEST = timedelta(days=3660)
_YEAR = timedelta(days=366)
_FIRST_YEAR, _LAST_YEAR = 1900, 9000  # a day off these, no time zone leads out of what a datetime holds


def number(value: Any) -> float:
    """Return a finite number.

    Raises:
        Invalid: it is none.
    """
    _no_yes_or_no(value, "a number")
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError) as err:
        raise vol.Invalid("must be a number") from err
    if not math.isfinite(found):
        raise vol.Invalid("must be a finite number")
    return found


def whole(low: int, high: int) -> Callable[[Any], int]:
    """Return a validator of whole numbers within bounds, both included."""

    def validate(value: Any) -> int:
        _no_yes_or_no(value, "a whole number")
        try:
            found = int(value)
        except (TypeError, ValueError, OverflowError) as err:
            raise vol.Invalid("must be a whole number") from err
        if not low <= found <= high:
            raise vol.Invalid(f"must be a whole number from {low} to {high}")
        return found

    return validate


def text(length: int, least: int = 0) -> Callable[[Any], str]:
    """Return a validator of texts that can be stored and told."""

    def validate(value: Any) -> str:
        _no_yes_or_no(value, "a text")
        found = str(cv.string(value))
        if not least <= len(found) <= length:
            raise vol.Invalid(f"must have from {least} to {length} characters")
        if not is_tellable(found):
            raise vol.Invalid("must not have control characters")
        return found

    return validate


def one_of[T: StrEnum](words: type[T]) -> Callable[[Any], T]:
    """Return a validator of one of some words."""

    def validate(value: Any) -> T:
        try:
            return words(value)
        except ValueError as err:
            raise vol.Invalid(f"must be one of {', '.join(words)}") from err

    return validate


def _no_yes_or_no(value: Any, wanted: str) -> None:
    """Refuse what Python would take for 1, or for the text "True"."""
    if isinstance(value, bool):
        raise vol.Invalid(f"must be {wanted}")


def is_tellable(found: str) -> bool:
    """Tell whether a text has neither half characters nor, but for line breaks and tabs, control characters."""
    return all(one in "\n\t" or not (one < " " or "\ud800" <= one <= "\udfff") for one in found)


def entity_ids(value: Any) -> list[str]:
    """Return entity ids, one or several.

    Raises:
        Invalid: they are none.
    """
    if isinstance(value, Mapping):
        # Home Assistant would take its names for them.
        raise vol.Invalid("must be entity ids")
    try:
        return list(cv.entity_ids(value))
    except TypeError as err:
        raise vol.Invalid("must be entity ids") from err


def several(one: Any) -> vol.All[list[Any]]:
    """Return a validator of one thing or a list of such.

    Home Assistant's own takes null for none at all: conditions that a program leaves empty would be taken away.
    """
    return vol.All(_listed, [one])


def _listed(value: Any) -> list[Any]:
    if value is None:
        raise vol.Invalid("must be one or several")
    return cv.ensure_list(value)


def check_date(value: object) -> None:
    """Refuse what no date is written with.

    Over half of a character, which a template or an AI can make, what Home Assistant reads dates with ends the process.

    Raises:
        Invalid: it has other signs than dates have.
    """
    if isinstance(value, str) and not value.isascii():
        raise vol.Invalid("must be a date and time in plain digits")


def moment(value: Any) -> datetime:
    """Return a moment that counts in epoch seconds.

    Raises:
        Invalid: it is none.
    """
    check_date(value)
    try:
        found: datetime = cv.datetime(value)
    except (TypeError, ValueError, OverflowError) as err:
        raise vol.Invalid("must be a date and time") from err
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise vol.Invalid(f"must be between the years {_FIRST_YEAR} and {_LAST_YEAR}")
    return found


def duration(value: Any) -> timedelta:
    """Return how long something lasts.

    Raises:
        Invalid: it is no duration, negative, or longer than ten years.
    """
    try:
        found: timedelta = cv.positive_time_period(value)
    except (TypeError, ValueError, OverflowError) as err:
        raise vol.Invalid("must be a duration") from err
    if found > _LONGEST:
        raise vol.Invalid("must be ten years at most")
    return found


_ONE = "can't be given together with duration"
LENGTH = {
    vol.Exclusive("until", "until", msg=_ONE): moment,
    vol.Exclusive("duration", "until", msg=_ONE): duration,
}
"""Until when something lasts, or how long."""
SIGNATURE = {vol.Required("signature"): text(SIGNATURE_LENGTH, least=1)}
LIMIT = {vol.Optional("limit", default=100): whole(1, 1000)}
SEARCH = {
    vol.Optional("search", default=""): text(100),
    vol.Optional("kind", default=[]): several(one_of(Kind)),
    vol.Optional("stand", default=[]): several(one_of(Stand)),
    vol.Optional("area_id", default=[]): several(text(SIGNATURE_LENGTH, least=1)),
}
"""Which of the patterns: words in the names, ids or rooms of their entities, kinds, where they stand, and rooms."""


def wanted_of(fields: Mapping[str, Any]) -> Wanted:
    """Return what the fields of ``SEARCH`` want."""
    return Wanted(
        search=fields["search"],
        kinds=frozenset(fields["kind"]),
        stands=frozenset(fields["stand"]),
        areas=frozenset(fields["area_id"]),
        signature=fields.get("signature", ""),
    )


REASON = text(TEXT_LENGTH)


def timestamp_of(found: datetime) -> float:
    """Return UTC epoch seconds; a moment without a time zone is local."""
    return (found if found.tzinfo else found.replace(tzinfo=dt_util.get_default_time_zone())).timestamp()


def end_of(fields: Mapping[str, Any]) -> float | None:
    """Return when it ends, UTC epoch seconds; None where the fields don't say.

    Raises:
        ServiceValidationError: it lasts for no time, or for more than a year.
    """
    if "until" in fields:
        return timestamp_of(fields["until"])
    lasting: timedelta | None = fields.get("duration")
    if lasting is None:
        return None
    if not timedelta() < lasting <= _YEAR:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="snooze_too_long")
    return timestamp_of(dt_util.now() + lasting)

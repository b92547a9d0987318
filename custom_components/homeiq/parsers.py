"""What each option may be: takes a value as JSON holds it and returns it as the settings hold it."""

from collections.abc import Callable, Mapping
from datetime import time
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class SettingsError(ValueError):
    """A value that can't be used.

    Attributes:
        field: ``section.key`` of the value.
    """

    def __init__(self, field: str, reason: str) -> None:
        """Name the field and what is wrong with it."""
        super().__init__(f"{field}: {reason}")
        self.field = field


class Profile(StrEnum):
    """How much memory the database may use: 32 MB of cache on a small box, 64 MB on others."""

    NUC = "nuc"
    STANDARD = "standard"


class Role(StrEnum):
    """What InfluxDB is, where there is one: a copy of everything, or what holds all but the recent weeks."""

    MIRROR = "mirror"
    ARCHIVE = "archive"


class Preset(StrEnum):
    """Moves all thresholds together."""

    CAUTIOUS = "cautious"
    BALANCED = "balanced"
    EAGER = "eager"


class Weekday(StrEnum):
    """A day of the week, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


def _number(low: float, high: float, kind: type[int | float] = int) -> Callable[[Any], Any]:
    def parse(value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError("must be a number")
        if not low <= value <= high:
            raise ValueError(f"must be between {low:g} and {high:g}")
        return kind(value)

    return parse


def _by_domain(parse: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def parse_all(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise TypeError("must map domains to numbers")
        return MappingProxyType({str(domain): parse(number) for domain, number in value.items()})

    return parse_all


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str) or not all(isinstance(text, str) for text in value):
        raise TypeError("must be a list of texts")
    return tuple(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("must be true or false")
    return value


def _ai(value: Any) -> str | None:
    if value is not None and not (isinstance(value, str) and value.startswith("ai_task.")):
        raise TypeError("must be an AI task entity")
    return value


def _clock(value: Any) -> time:
    return value if isinstance(value, time) else time.fromisoformat(value)


_days, _share = _number(1, 365), _number(0, 1, float)
_PARSERS: Mapping[str, Callable[[Any], Any]] = {
    "learning.preset": Preset,
    "learning.history_days": _number(7, 3650),
    "learning.max_suggestions": _number(1, 100),
    "learning.machine_users": _texts,
    "learning.excluded_users": _texts,
    "learning.ai_titles": _flag,
    **{
        f"scope.{word}_{kind}": _texts
        for word in ("include", "exclude")
        for kind in ("domains", "areas", "labels", "entities", "globs")
    },
    "thresholds.time_of_day_min_occurrences": _days,
    "thresholds.time_of_day_min_occurrences_overrides": _by_domain(_days),
    "thresholds.time_of_day_confidence": _share,
    "thresholds.time_of_day_confidence_overrides": _by_domain(_share),
    "thresholds.co_occurrence_min_support": _days,
    "thresholds.co_occurrence_min_support_overrides": _by_domain(_days),
    "thresholds.co_occurrence_confidence": _share,
    "thresholds.co_occurrence_confidence_overrides": _by_domain(_share),
    "storage.profile": Profile,
    "storage.batch_size": _number(1, 10_000),
    "storage.batch_seconds": _number(0.1, 300, float),
    "storage.acts_days": _number(7, 3650),
    "storage.retention_days": _number(7, 3650),
    "storage.numbers_days": _number(1, 3650),
    "storage.sample_minutes": _number(0, 1440),
    "storage.max_megabytes": _number(0, 1_000_000),
    "influxdb.role": Role,
    "influxdb.recent_days": _number(14, 3650),
    "influxdb.outbox_megabytes": _number(1, 100_000),
    "influxdb.outbox_days": _number(1, 365),
    "influxdb.attributes": _texts,
    "schedule.nightly": _flag,
    "schedule.nightly_time": _clock,
    "schedule.ai_cooldown_hours": _number(0, 24 * 30),
    "automations.report": _flag,
    "automations.stale_days": _number(1, 3650),
    "notifications.targets": _texts,
    "notifications.per_week": _number(0, 50),
    "notifications.quiet_from": _clock,
    "notifications.quiet_until": _clock,
    "notifications.digest": _flag,
    "notifications.digest_day": Weekday,
    "notifications.digest_time": _clock,
    "ai.entity_id": _ai,
    "ai.names": _flag,
    "ai.calls_per_day": _number(0, 1000),
    "ai.tokens_per_day": _number(0, 100_000_000),
    "ai.assist": _flag,
}


def parse(name: str, value: Any) -> Any:
    """Take the value of an option.

    Args:
        name: ``section.key``.
        value: as JSON holds it.

    Raises:
        SettingsError: there is no such option, or the value is of the wrong type or out of range.
    """
    if name not in _PARSERS:
        raise SettingsError(name, "no such setting")
    try:
        return _PARSERS[name](value)
    except (TypeError, ValueError) as err:
        raise SettingsError(name, str(err)) from err

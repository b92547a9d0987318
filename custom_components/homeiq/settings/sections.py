"""Everything that can be set: each option in one line, with its default, its range and what people pick it from.

The parser, the form of the options, what diagnostics leave out and what a rename changes follow from these lines, so a
new option is a line here and its two texts (a name and a description) in each language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import time
from types import MappingProxyType
from typing import Any

from .choices import Preset, Profile, Role, Weekday
from .kinds import ByDomain, Choice, Clock, Decimal, Flag, Of, OneEntity, Share, Texts, Whole
from .options import Option, SettingsError, option, options_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """What is learned from.

    Attributes:
        history_days: how far back a run looks.
        max_suggestions: how many are shown at most.
        excluded_users: ids of people whose acts are no evidence of anything.
        machine_users: ids of users that are services, not people.
        ai_titles: let the home's AI reword titles and reasons when a refresh asks for it.
    """

    preset: Preset = option(Preset.BALANCED, Choice(Preset))
    history_days: int = option(90, Whole(7, 3650, "d"))
    max_suggestions: int = option(20, Whole(1, 100))
    excluded_users: tuple[str, ...] = option((), Texts(Of.USERS))
    machine_users: tuple[str, ...] = option((), Texts(Of.USERS))
    ai_titles: bool = option(False, Flag())


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which entities are listened to. Empty includes mean everything; an exclude always wins."""

    include_domains: tuple[str, ...] = option((), Texts(Of.DOMAINS))
    include_areas: tuple[str, ...] = option((), Texts(Of.AREAS))
    include_labels: tuple[str, ...] = option((), Texts(Of.LABELS))
    include_entities: tuple[str, ...] = option((), Texts(Of.ENTITIES))
    include_globs: tuple[str, ...] = option((), Texts())
    exclude_domains: tuple[str, ...] = option((), Texts(Of.DOMAINS))
    exclude_areas: tuple[str, ...] = option((), Texts(Of.AREAS))
    exclude_labels: tuple[str, ...] = option((), Texts(Of.LABELS))
    exclude_entities: tuple[str, ...] = option((), Texts(Of.ENTITIES))
    exclude_globs: tuple[str, ...] = option((), Texts())


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What people go by beside their home.

    Attributes:
        weather: whose state and numbers count everywhere.
        workday: tells days on which people work from others.
        sensors: of a price or whatever else, which count wherever they are and whatever they measure.
    """

    weather: str | None = option(None, OneEntity(("weather",)))
    workday: str | None = option(None, OneEntity(("binary_sensor", "calendar")))
    sensors: tuple[str, ...] = option((), Texts(Of.SENSORS))


_DAYS = Whole(1, 365, "d")
_OFTEN_ENOUGH = MappingProxyType({"light": 8, "switch": 8, "media_player": 6, "lock": 4})
_OFTEN_ENOUGH_AFTER = MappingProxyType({"light": 6, "switch": 6, "media_player": 4, "lock": 4})
_SURE_ENOUGH = MappingProxyType({"light": 0.6, "switch": 0.6, "media_player": 0.6, "climate": 0.75, "lock": 0.85})


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """What a habit has to reach before it is shown: a default and overrides by domain.

    ``min_occurrences`` and ``min_support`` are distinct local days; confidences are shares, 0 to 1.
    """

    time_of_day_min_occurrences: int = option(10, _DAYS)
    time_of_day_min_occurrences_overrides: Mapping[str, int] = option(_OFTEN_ENOUGH, ByDomain(_DAYS), advanced=True)
    time_of_day_confidence: float = option(0.7, Share())
    time_of_day_confidence_overrides: Mapping[str, float] = option(_SURE_ENOUGH, ByDomain(Share()), advanced=True)
    co_occurrence_min_support: int = option(10, _DAYS)
    co_occurrence_min_support_overrides: Mapping[str, int] = option(_OFTEN_ENOUGH_AFTER, ByDomain(_DAYS), advanced=True)
    co_occurrence_confidence: float = option(0.7, Share())
    co_occurrence_confidence_overrides: Mapping[str, float] = option(_SURE_ENOUGH, ByDomain(Share()), advanced=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """How events reach the disk.

    Attributes:
        batch_size: events that make a flush.
        batch_seconds: age of the oldest waiting event that makes one.
        acts_days: how long acts are kept: lamps, blinds and what else people switch.
        retention_days: how long other words are kept: motion, presence, weather.
        numbers_days: how long measurements are kept.
        sample_minutes: of an older measurement one is kept in each such span; 0 keeps all.
        max_megabytes: beyond this size the oldest go, measurements first; 0 is no limit.
    """

    profile: Profile = option(Profile.NUC, Choice(Profile), advanced=True)
    batch_size: int = option(100, Whole(1, 10_000), advanced=True)
    batch_seconds: float = option(5.0, Decimal(0.1, 300, 0.1, "s"), advanced=True)
    acts_days: int = option(1095, Whole(7, 3650, "d"))
    retention_days: int = option(365, Whole(7, 3650, "d"))
    numbers_days: int = option(90, Whole(1, 3650, "d"))
    sample_minutes: int = option(0, Whole(0, 1440, "min"))
    max_megabytes: int = option(2000, Whole(0, 1_000_000, "MB"))


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluxDB:
    """How InfluxDB is used, where one is connected.

    Attributes:
        recent_days: how long this machine keeps events where InfluxDB is the archive.
        outbox_megabytes: what may wait while InfluxDB is away.
        outbox_days: for how long.
        attributes: names of attributes that are sent as well.
        figures: the figures about HomeIQ are sent as well.
    """

    role: Role = option(Role.MIRROR, Choice(Role))
    recent_days: int = option(35, Whole(14, 3650, "d"))
    outbox_megabytes: int = option(256, Whole(1, 100_000, "MB"))
    outbox_days: int = option(14, Whole(1, 365, "d"))
    attributes: tuple[str, ...] = option((), Texts())
    figures: bool = option(False, Flag())


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When HomeIQ learns.

    Attributes:
        nightly_time: local time of the nightly run.
        ai_cooldown_hours: rest between two refreshes that call AI.
    """

    nightly: bool = option(True, Flag())
    nightly_time: time = option(time(3, 0), Clock())
    ai_cooldown_hours: int = option(24, Whole(0, 24 * 30, "h"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Automations:
    """What is said of the home's own automations: whether at all, and after how many days without a run."""

    report: bool = option(True, Flag())
    stale_days: int = option(60, Whole(1, 3650, "d"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Notifications:
    """Who is told of new suggestions and asked before something is done, and when. Times are local.

    Attributes:
        targets: notify actions or entities; empty tells nobody.
        per_week: new suggestions told one by one within any seven days.
        quiet_from: begin of the hours in which nothing is sent.
        quiet_until: their end; the same as the begin is no quiet hours.
        digest: tell once a week of all that was not told one by one.
        asks_per_day: questions of automations that ask first, of all together in a local day; 0 asks nothing.
        look_seconds: how often is looked for what was left on or missed, where a webhook is to be told.
    """

    targets: tuple[str, ...] = option((), Texts(Of.NOTIFIERS))
    per_week: int = option(3, Whole(0, 50))
    quiet_from: time = option(time(21, 0), Clock())
    quiet_until: time = option(time(8, 0), Clock())
    digest: bool = option(False, Flag())
    digest_day: Weekday = option(Weekday.SUN, Choice(Weekday))
    digest_time: time = option(time(18, 0), Clock())
    asks_per_day: int = option(3, Whole(0, 50))
    look_seconds: int = option(15, Whole(5, 600, "s"), advanced=True)

    def is_quiet_at(self, clock: time) -> bool:
        """Tell whether nothing is sent at a local time of day."""
        begin, end = self.quiet_from, self.quiet_until
        if begin <= end:
            return begin <= clock < end
        return clock >= begin or clock < end


@dataclass(frozen=True, slots=True, kw_only=True)
class AI:
    """What the home's AI may be asked and told.

    Attributes:
        entity_id: the AI that is asked; None is the one that the home prefers.
        names: it may learn names and ids; otherwise it gets neutral words in their place.
        calls_per_day: how often it is asked at most in a local day; 0 is never.
        tokens_per_day: after how many tokens it is not asked again that day; 0 is no limit.
        assist: what talks to Assist may ask about habits, and decide.
    """

    entity_id: str | None = option(None, OneEntity(("ai_task",)))
    names: bool = option(False, Flag())
    calls_per_day: int = option(20, Whole(0, 1000))
    tokens_per_day: int = option(0, Whole(0, 100_000_000))
    assist: bool = option(False, Flag())


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """What is used of the machine.

    Attributes:
        short_pauses: leave what is old out when Python looks for garbage, until the night, and let threads take shorter
            turns.
    """

    short_pauses: bool = option(False, Flag(), advanced=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All sections."""

    learning: Learning = field(default_factory=Learning)
    scope: Scope = field(default_factory=Scope)
    context: Context = field(default_factory=Context)
    thresholds: Thresholds = field(default_factory=Thresholds)
    storage: Storage = field(default_factory=Storage)
    influxdb: InfluxDB = field(default_factory=InfluxDB)
    schedule: Schedule = field(default_factory=Schedule)
    automations: Automations = field(default_factory=Automations)
    notifications: Notifications = field(default_factory=Notifications)
    ai: AI = field(default_factory=AI)
    resources: Resources = field(default_factory=Resources)

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Settings:
        """Parse options as the options flow stores them.

        Raises:
            SettingsError: a section or a value is unknown, of the wrong type or out of range.
        """
        sections: dict[str, Any] = {}
        for name, values in options.items():
            if name not in SECTIONS:
                raise SettingsError(name, "no such section")
            if not isinstance(values, Mapping):
                raise SettingsError(name, "must be a mapping")
            sections[name] = SECTIONS[name](**{key: _parse(f"{name}.{key}", value) for key, value in values.items()})
        return cls(**sections)


SECTIONS: Mapping[str, type[Any]] = MappingProxyType(
    {one.name: type(getattr(Settings(), one.name)) for one in fields(Settings)}
)
OPTIONS: Mapping[str, Option] = MappingProxyType(
    {one.name: one for section, record in SECTIONS.items() for one in options_of(section, record)}
)


def _parse(name: str, value: Any) -> Any:
    if name not in OPTIONS:
        raise SettingsError(name, "no such setting")
    return OPTIONS[name].parse(value)

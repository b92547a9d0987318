"""Everything that can be set, parsed once from the entry's options into frozen records.

The options flow, ``scripts/replay --settings`` and the tests all speak the same keys: sections, each a mapping.
What is absent has its default, so ``Settings.from_options({})`` is a working home.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time
from types import MappingProxyType
from typing import Any

from .parsers import Preset, Profile, Role, SettingsError, Weekday, parse

SENSITIVE_DOMAINS = frozenset({"lock", "alarm_control_panel", "valve"})


# What a preset adds to every confidence, and the factor on every count of days.
PRESET_CONFIDENCE = {Preset.CAUTIOUS: 0.1, Preset.BALANCED: 0.0, Preset.EAGER: -0.1}
PRESET_DAYS = {Preset.CAUTIOUS: 1.5, Preset.BALANCED: 1.0, Preset.EAGER: 0.75}


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

    preset: Preset = Preset.BALANCED
    history_days: int = 90
    max_suggestions: int = 20
    excluded_users: tuple[str, ...] = ()
    machine_users: tuple[str, ...] = ()
    ai_titles: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which entities are listened to. Empty includes mean everything; an exclude always wins."""

    include_domains: tuple[str, ...] = ()
    include_areas: tuple[str, ...] = ()
    include_labels: tuple[str, ...] = ()
    include_entities: tuple[str, ...] = ()
    include_globs: tuple[str, ...] = ()
    exclude_domains: tuple[str, ...] = ()
    exclude_areas: tuple[str, ...] = ()
    exclude_labels: tuple[str, ...] = ()
    exclude_entities: tuple[str, ...] = ()
    exclude_globs: tuple[str, ...] = ()


_OFTEN_ENOUGH = MappingProxyType({"light": 8, "switch": 8, "media_player": 6, "lock": 4})
_SURE_ENOUGH = MappingProxyType({"light": 0.6, "switch": 0.6, "media_player": 0.6, "climate": 0.75, "lock": 0.85})


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """What a habit has to reach before it is shown: a default and overrides by domain.

    ``min_occurrences`` and ``min_support`` are distinct local days; confidences are shares, 0 to 1.
    """

    time_of_day_min_occurrences: int = 10
    time_of_day_min_occurrences_overrides: Mapping[str, int] = field(default_factory=lambda: _OFTEN_ENOUGH)
    time_of_day_confidence: float = 0.7
    time_of_day_confidence_overrides: Mapping[str, float] = field(default_factory=lambda: _SURE_ENOUGH)
    co_occurrence_min_support: int = 10
    co_occurrence_min_support_overrides: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({"light": 6, "switch": 6, "media_player": 4, "lock": 4})
    )
    co_occurrence_confidence: float = 0.7
    co_occurrence_confidence_overrides: Mapping[str, float] = field(default_factory=lambda: _SURE_ENOUGH)


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

    profile: Profile = Profile.NUC
    batch_size: int = 100
    batch_seconds: float = 5.0
    acts_days: int = 1095
    retention_days: int = 365
    numbers_days: int = 90
    sample_minutes: int = 0
    max_megabytes: int = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluxDB:
    """How InfluxDB is used, where one is connected.

    Attributes:
        recent_days: how long this machine keeps events where InfluxDB is the archive.
        outbox_megabytes: what may wait while InfluxDB is away.
        outbox_days: for how long.
        attributes: names of attributes that are sent as well.
    """

    role: Role = Role.MIRROR
    recent_days: int = 35
    outbox_megabytes: int = 256
    outbox_days: int = 14
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When HomeIQ learns.

    Attributes:
        nightly_time: local time of the nightly run.
        ai_cooldown_hours: rest between two refreshes that call AI.
    """

    nightly: bool = True
    nightly_time: time = time(3, 0)
    ai_cooldown_hours: int = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Automations:
    """What is said of the home's own automations: whether at all, and after how many days without a run."""

    report: bool = True
    stale_days: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Notifications:
    """Who is told of new suggestions, and when. Times are local.

    Attributes:
        targets: notify actions or entities; empty tells nobody.
        per_week: new suggestions told one by one within any seven days.
        quiet_from: begin of the hours in which nothing is sent.
        quiet_until: their end; the same as the begin is no quiet hours.
        digest: tell once a week of all that was not told one by one.
    """

    targets: tuple[str, ...] = ()
    per_week: int = 3
    quiet_from: time = time(21, 0)
    quiet_until: time = time(8, 0)
    digest: bool = False
    digest_day: Weekday = Weekday.SUN
    digest_time: time = time(18, 0)


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

    entity_id: str | None = None
    names: bool = False
    calls_per_day: int = 20
    tokens_per_day: int = 0
    assist: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All sections."""

    learning: Learning = field(default_factory=Learning)
    scope: Scope = field(default_factory=Scope)
    thresholds: Thresholds = field(default_factory=Thresholds)
    storage: Storage = field(default_factory=Storage)
    influxdb: InfluxDB = field(default_factory=InfluxDB)
    schedule: Schedule = field(default_factory=Schedule)
    automations: Automations = field(default_factory=Automations)
    notifications: Notifications = field(default_factory=Notifications)
    ai: AI = field(default_factory=AI)

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
            sections[name] = SECTIONS[name](**{key: parse(f"{name}.{key}", value) for key, value in values.items()})
        return cls(**sections)


SECTIONS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "learning": Learning,
        "scope": Scope,
        "thresholds": Thresholds,
        "storage": Storage,
        "influxdb": InfluxDB,
        "schedule": Schedule,
        "automations": Automations,
        "notifications": Notifications,
        "ai": AI,
    }
)

# Where options name entities; a target of notifications may be an action as well.
_NAMING = MappingProxyType(
    {"scope": ("include_entities", "exclude_entities"), "notifications": ("targets",), "ai": ("entity_id",)}
)


def with_renamed(options: Mapping[str, Any], renames: Mapping[str, str]) -> dict[str, Any]:
    """Return options that name entities by their new ids.

    Args:
        options: as the options flow stores them.
        renames: new entity ids by old ones; two may change places.
    """
    changed = dict(options)
    for section, keys in _NAMING.items():
        values = options.get(section, {})
        named = {key: _renamed(values[key], renames) for key in keys if key in values}
        if named:
            changed[section] = {**values, **named}
    return changed


def _renamed(value: Any, renames: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return renames.get(value, value)
    return value if value is None else [renames.get(name, name) for name in value]

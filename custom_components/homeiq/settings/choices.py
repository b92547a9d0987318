"""The words among which an option lets people choose."""

from __future__ import annotations

from enum import StrEnum


class Preset(StrEnum):
    """Moves all thresholds together."""

    CAUTIOUS = "cautious"
    BALANCED = "balanced"
    EAGER = "eager"


# What a preset adds to every confidence, and the factor on every count of days.
PRESET_CONFIDENCE = {Preset.CAUTIOUS: 0.1, Preset.BALANCED: 0.0, Preset.EAGER: -0.1}
PRESET_DAYS = {Preset.CAUTIOUS: 1.5, Preset.BALANCED: 1.0, Preset.EAGER: 0.75}


class Profile(StrEnum):
    """How much memory the database may use: 32 MB of cache on a small box, 64 MB on others."""

    NUC = "nuc"
    STANDARD = "standard"


class Role(StrEnum):
    """What InfluxDB is, where there is one: a copy of everything, or what holds all but the recent weeks."""

    MIRROR = "mirror"
    ARCHIVE = "archive"


class Weekday(StrEnum):
    """A day of the week, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

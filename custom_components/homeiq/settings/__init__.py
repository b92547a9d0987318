"""Everything that can be set, parsed once from the entry's options into frozen records.

    kinds      what an option may be: takes a value as JSON holds it
    choices    the words among which some let people choose
    options    what there is to know of an option beside its name
    sections   the table: every option in a line of its own, and ``Settings`` that holds them all
    stored     options of another version, or of entities that have another name by now

The options flow, ``scripts/replay --settings`` and the tests all speak the same keys: sections, each a mapping. What is
absent has its default, so ``Settings.from_options({})`` is a working home.
"""

from __future__ import annotations

from .choices import PRESET_CONFIDENCE, PRESET_DAYS, Preset, Profile, Role, Weekday
from .options import ADVANCED, Option, SettingsError
from .sections import (
    AI,
    OPTIONS,
    SECTIONS,
    Automations,
    Context,
    InfluxDB,
    Learning,
    Notifications,
    Resources,
    Schedule,
    Scope,
    Settings,
    Storage,
    Thresholds,
)
from .stored import known_of, with_renamed

__all__ = [
    "ADVANCED",
    "AI",
    "OPTIONS",
    "PRESET_CONFIDENCE",
    "PRESET_DAYS",
    "SECTIONS",
    "Automations",
    "Context",
    "InfluxDB",
    "Learning",
    "Notifications",
    "Option",
    "Preset",
    "Profile",
    "Resources",
    "Role",
    "Schedule",
    "Scope",
    "Settings",
    "SettingsError",
    "Storage",
    "Thresholds",
    "Weekday",
    "known_of",
    "with_renamed",
]

"""How much fits into a state and its attributes, and how much is told of a run."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT

LISTED = 10  # suggestions, entities and automations named in attributes, so that these stay under 4 KiB
STATE_LENGTH = 255  # characters, the most that Home Assistant takes for a state
TITLE_LENGTH = 60  # characters of a title in a list
REASON_LENGTH = 700  # characters; no reason of ours is so long, but an AI's may be

# The logbook leaves out sensors with a unit, be it an empty one, which is shown nowhere. A run changes eight sensors at
# once: one of them, the moment of the analysis, tells of it in the logbook, the others are for dashboards.
UNLOGGED: Mapping[str, str] = MappingProxyType({ATTR_UNIT_OF_MEASUREMENT: ""})

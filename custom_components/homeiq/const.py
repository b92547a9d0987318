"""Names that Home Assistant and the people who automate with HomeIQ know it by."""

from __future__ import annotations

import logging
from typing import Final

DOMAIN: Final = "homeiq"
LOGGER: Final = logging.getLogger(__package__)

DATABASE_FILE: Final = "homeiq.db"

EVENT_ANALYSIS_COMPLETE: Final = "homeiq_analysis_complete"
EVENT_GAME: Final = "homeiq_game"
EVENT_SUGGESTION_CREATED: Final = "homeiq_suggestion_created"
EVENT_SUGGESTION_RESOLVED: Final = "homeiq_suggestion_resolved"
EVENT_SUGGESTION_UNDONE: Final = "homeiq_suggestion_undone"
EVENT_SUGGESTIONS_FOUND: Final = "homeiq_suggestions_found"
EVENT_TRIAL_ENDED: Final = "homeiq_trial_ended"
EVENT_WEBHOOK_FAILED: Final = "homeiq_webhook_failed"

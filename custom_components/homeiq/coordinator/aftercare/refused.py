"""What somebody did to an accepted automation that says no: it was deleted, or made theirs for good."""

from __future__ import annotations

import time

from ...model.decisions.acceptance import Version
from ...model.habits.suggestion import Decision, DecisionKind
from ..decisions.offers import Offers
from ..file.tables import Tables


async def async_take_for_a_no(tables: Tables, offers: Offers, version: Version, user_id: str | None = None) -> None:
    """Offer neither the habit nor the time that it has moved to again, in turn, and forget what was written.

    Raises:
        DatabaseUnusableError: it can't be written.
    """
    moved = [one for one in await tables.findings.suggestions() if one.moved_from == version.suggestion.signature]
    for suggestion in (version.suggestion, *moved):
        decision = Decision(
            signature=suggestion.signature,
            verdict=DecisionKind.DISMISSED,
            decided_at=time.time(),
            user_id=user_id,
            suggestion=suggestion,
        )
        await offers.async_decide(decision)
    await tables.versions.forget(version.suggestion.signature)

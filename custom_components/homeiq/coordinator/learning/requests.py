"""Requests for a run: judged at once, and all of them noted."""

from __future__ import annotations

import time

from ...correlation import current
from ...model.clock import SLACK, has_been
from ...model.run import RefreshRequest, RequestOutcome
from ...store.tables.runs import Runs
from .admission import Circumstances, Refusal, find_refusal

_OUTCOMES = {
    "running": RequestOutcome.REFUSED_RUNNING,
    "cooldown": RequestOutcome.REFUSED_COOLDOWN,
    "ai_cooldown": RequestOutcome.REFUSED_COOLDOWN,
}


class RefreshRefusedError(Exception):
    """A run may not begin now.

    Attributes:
        reason: why.
        next_allowed_at: the earliest moment for such a request, UTC epoch seconds; None where nobody can tell.
    """

    def __init__(self, reason: Refusal, next_allowed_at: float | None) -> None:
        """Say why, and until when."""
        super().__init__(reason)
        self.reason = reason
        self.next_allowed_at = next_allowed_at


class RefreshGate:
    """Knows when the last requests were, also those before a restart.

    What it knows is kept in memory beside the tables, so that a request is judged without waiting: of two that come
    at once, only one is accepted.
    """

    def __init__(self, runs: Runs, ai_cooldown_hours: int) -> None:
        """Judge by these tables, once they are loaded."""
        self._runs = runs
        self._ai_cooldown_hours = ai_cooldown_hours
        self._last_accepted_at: float | None = None
        self._last_ai_success_at: float | None = None

    async def async_load(self) -> None:
        """Read the tables."""
        self._last_accepted_at = await self._runs.last_accepted_at(time.time() + SLACK)
        await self.async_load_ai()

    async def async_load_ai(self) -> None:
        """Read when AI was used last, again after each run with it."""
        self._last_ai_success_at = await self._runs.last_ai_success_at(time.time() + SLACK)

    def circumstances(self, *, is_ready: bool = True, is_running: bool = False) -> Circumstances:
        """Return what a request of this moment meets. What was noted while the clock was ahead doesn't count."""
        now = time.time()
        return Circumstances(
            is_ready=is_ready,
            is_running=is_running,
            last_accepted_at=self._last_accepted_at if has_been(self._last_accepted_at, now) else None,
            last_ai_success_at=self._last_ai_success_at if has_been(self._last_ai_success_at, now) else None,
            ai_cooldown_hours=self._ai_cooldown_hours,
        )

    async def async_admit(self, request: RefreshRequest, circumstances: Circumstances) -> None:
        """Accept a request, or note that it was refused.

        Raises:
            RefreshRefusedError: it can't be accepted.
        """
        refusal = find_refusal(circumstances, now=request.requested_at, uses_ai=request.uses_ai)
        if refusal is None:
            self._last_accepted_at = request.requested_at
            return
        allowed_at = None if refusal in {"not_ready", "running"} else circumstances.allowed_at(uses_ai=request.uses_ai)
        if outcome := _OUTCOMES.get(refusal):
            await self._runs.add_request(request, outcome, None, current())
        raise RefreshRefusedError(refusal, allowed_at)

    async def async_note_accepted(self, request: RefreshRequest, run_id: int) -> None:
        """Note an accepted request together with its run."""
        await self._runs.add_request(request, RequestOutcome.ACCEPTED, run_id, current())

"""What accepted automations did, on its way to the database."""

from __future__ import annotations

from ...const import LOGGER
from ...model.decisions.followed import Step
from ...store.file.errors import DatabaseUnusableError
from ...store.tables.followed import FollowedAutomations

MOST_WAITING = 1000  # steps that wait for a database that can't be written


class Steps:
    """Steps that wait to be written."""

    def __init__(self, followed: FollowedAutomations) -> None:
        """Write them there."""
        self._followed = followed
        self._waiting: list[Step] = []
        self._undone: set[str] = set()

    def add(self, step: Step) -> None:
        """Take one; beyond the limit the oldest is lost."""
        self._waiting.append(step)
        self._trim()

    async def async_end(self) -> None:
        """Write what waits for the last time; what can't be written is lost."""
        try:
            await self.async_save()
        except DatabaseUnusableError:
            _tell(len(self._waiting))

    def _trim(self) -> None:
        _tell(len(self._waiting) - MOST_WAITING)
        del self._waiting[:-MOST_WAITING]

    async def async_save(self) -> None:
        """Write what waits; where that fails, it waits for the next time.

        Raises:
            DatabaseUnusableError: it failed.
        """
        while self._waiting:
            # Taken out before it is written: cut off in between, it must not be written twice.
            steps, self._waiting = self._waiting, []
            try:
                await self._followed.add(steps)
            except DatabaseUnusableError:
                self._waiting = [*steps, *self._waiting]
                self._trim()
                raise
            self._undone |= {step.signature for step in steps if step.override}

    def take_undone(self) -> set[str]:
        """Return what was undone by what was written since the last time."""
        undone, self._undone = self._undone, set()
        return undone


def _tell(lost: int) -> None:
    if lost > 0:
        LOGGER.error("%s things that accepted automations did are not counted: the database can't be written", lost)

"""A version on its way into a file: noted in the database before the file is touched."""

from __future__ import annotations

from dataclasses import dataclass, field
import time

from ...model.decisions.acceptance import AcceptMode, Version
from ...model.decisions.edit import Edit
from ...model.habits.suggestion import Suggestion
from ...store.tables.versions import Versions


@dataclass(slots=True, kw_only=True)
class PendingVersion:
    """A version on its way into a file."""

    versions: Versions
    suggestion: Suggestion
    mode: AcceptMode
    user_id: str | None
    _noted: tuple[int, Version] | None = field(default=None, init=False)

    @property
    def noted(self) -> tuple[int, Version]:
        """The version and its number, once it is noted."""
        if self._noted is None:
            raise LookupError(self.suggestion.signature)
        return self._noted

    async def async_note(self, edit: Edit) -> None:
        """Note what is about to be done to the file; an earlier plan is void."""
        await self.async_drop()
        version = Version(
            suggestion=self.suggestion, mode=self.mode, edit=edit, written_at=time.time(), user_id=self.user_id
        )
        self._noted = (await self.versions.note(version), version)

    async def async_drop(self) -> None:
        """Forget it: nothing came of it."""
        if self._noted is not None:
            await self.versions.drop(self._noted[0])
            self._noted = None

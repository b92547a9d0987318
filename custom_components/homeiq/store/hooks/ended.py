"""The webhooks whose receivers have said that they want nothing more."""

from __future__ import annotations

from collections.abc import Iterable
import hashlib

from ...model.hooks import Hook
from ..file.database import Database


class Ended:
    """Those that are sent nothing, at the address that said so: one that was changed since is another receiver."""

    def __init__(self, database: Database) -> None:
        """Keep them in a database."""
        self._database = database

    async def among(self, hooks: Iterable[Hook]) -> dict[str, float]:
        """Return which of these webhooks have ended, and when, in UTC epoch seconds.

        Raises:
            DatabaseUnusableError: it can't be read.
        """
        rows = await self._database.read(
            lambda connection: connection.execute("SELECT hook, address, since FROM webhook_off").fetchall()
        )
        known = {(hook, address): since for hook, address, since in rows}
        keys = {one.hook_id: (one.hook_id, _fingerprint(one)) for one in hooks}
        return {hook_id: float(known[key]) for hook_id, key in keys.items() if key in known}

    async def add(self, hook: Hook, now: float) -> None:
        """Send a webhook nothing more at its address.

        Raises:
            DatabaseUnusableError: it can't be written.
        """
        row = (hook.hook_id, _fingerprint(hook), now)
        await self._database.write(
            lambda connection: connection.execute("INSERT OR REPLACE INTO webhook_off VALUES (?, ?, ?)", row)
        )

    async def remove(self, hook_id: str) -> None:
        """Send to a webhook again.

        Raises:
            DatabaseUnusableError: it can't be written.
        """
        await self._database.write(
            lambda connection: connection.execute("DELETE FROM webhook_off WHERE hook = ?", (hook_id,))
        )


def _fingerprint(hook: Hook) -> str:
    """Return what tells an address from another, and doesn't give it away: it may be a secret."""
    return hashlib.sha256(hook.url.encode()).hexdigest()

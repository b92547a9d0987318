"""Whether another HomeIQ writes under the name of this home: each would read, forget and archive the other's events.

Each start of HomeIQ leaves marks of its own at the server, now and then, by the server's clock. Marks of an earlier
start end before those of this one begin. So another one's that came since are somebody else's.
"""

import secrets

from .client import InfluxClient
from .probe import tag_of
from .read import read_marks

EVERY = 300.0  # seconds between two marks
MARKS = "home_mark"
_WITHIN = 3600  # seconds in which marks count


class Namesakes:
    """Looks for others of one name."""

    def __init__(self, client: InfluxClient, mark: str = "") -> None:
        """Leave marks of one's own; ``mark`` tells this start from all others."""
        self._client = client
        self._mark = mark or secrets.token_hex(8)

    async def look(self) -> bool:
        """Leave a mark, and return whether somebody else left one since the first of them.

        Raises:
            InfluxError: the server doesn't answer.
        """
        home = self._client.target.home
        # No time of ours: clocks of two homes may differ.
        await self._client.write(f'{MARKS},home={tag_of(home)} mark="{self._mark}"')
        marks = await read_marks(self._client, MARKS, _WITHIN)
        first = next((place for place, mark in enumerate(marks) if mark == self._mark), len(marks))
        return any(mark != self._mark for mark in marks[first:])

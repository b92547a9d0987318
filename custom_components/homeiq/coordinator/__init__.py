"""What brings the stages together: captures all day, learns once a day, publishes what was learned.

The folders stand in the order in which a suggestion lives: ``home`` knows what it rests on, ``learning`` finds it,
``decisions`` are taken on it, ``aftercare`` looks after it, ``telling`` says so. ``keeping`` fills and clears the
database beneath, ``file`` is the file that it is in, ``influx`` the server that has a copy, ``health`` how all of it
is, ``ai`` the home's own AI. ``hooks`` tell programs, ``games`` ask for those of teams. All of them are put together in
``coordinator`` and end with ``closing``, work in the ``background``, hear by a ``subscription``, and say no by
``errors``; what they say in the event loop is ``spoken`` in the home's words.
"""

from __future__ import annotations

from .coordinator import HomeIQConfigEntry, HomeIQCoordinator
from .keeping.importing import ImportUnavailableError
from .learning.requests import RefreshRefusedError

__all__ = ["HomeIQConfigEntry", "HomeIQCoordinator", "ImportUnavailableError", "RefreshRefusedError"]

"""What brings the stages together: captures all day, learns once a day, publishes what was learned.

The folders stand in the order in which a suggestion lives: ``learning`` finds it, ``decisions`` are taken on it,
``aftercare`` looks after it, ``telling`` says so. ``keeping`` is the database beneath and ``file`` the file that it is
in, ``influx`` the server that has a copy, ``health`` how all of it is, ``ai`` the home's own AI.
"""

from .coordinator import HomeIQConfigEntry, HomeIQCoordinator
from .keeping.importing import ImportUnavailableError
from .learning.requests import RefreshRefusedError

__all__ = ["HomeIQConfigEntry", "HomeIQCoordinator", "ImportUnavailableError", "RefreshRefusedError"]

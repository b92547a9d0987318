"""What brings the stages together: captures all day, learns once a day, publishes what was learned."""

from .coordinator import HomeIQConfigEntry, HomeIQCoordinator
from .history import ImportUnavailableError
from .refresh import RefreshRefusedError

__all__ = ["HomeIQConfigEntry", "HomeIQCoordinator", "ImportUnavailableError", "RefreshRefusedError"]

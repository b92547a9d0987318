"""The habits that a resident may have, one kind a file."""

from .follow_up import FollowUp
from .habit import Habit, Looseness
from .routine import Routine
from .sun import SunHabit

__all__ = ["FollowUp", "Habit", "Looseness", "Routine", "SunHabit"]

"""What looks like a habit and is none, one kind a file."""

from .appliances import Burst, Flapping
from .automations import ClockAutomation, MotionAutomation
from .lock import ArrivalLock
from .noise import add_chatter
from .restarts import Restarts
from .sky import Sky

__all__ = ["ArrivalLock", "Burst", "ClockAutomation", "Flapping", "MotionAutomation", "Restarts", "Sky", "add_chatter"]

"""A simulated home: people who live in it, their habits, and everything that only looks like one.

``simulate(SimulationPlan(seed=1))`` is the whole of it. The same plan gives the same history, on every machine.
"""

from .plan import Simulated, SimulatedEvent, SimulationPlan
from .simulation import simulate

__all__ = ["Simulated", "SimulatedEvent", "SimulationPlan", "simulate"]

"""Letting the life in the simulated home go on while somebody watches."""

import asyncio
import time

from homeassistant.core import Context

from .entity import Simulation
from .script import changes_after


async def async_live(simulation: Simulation) -> None:
    """Play the week again and again, each change at its moment."""
    script, begun = simulation.script, time.time()
    for change in changes_after(script.week, begun):
        await asyncio.sleep(max(0.0, begun + (change.time - begun) / script.speed - time.time()))
        if entity := simulation.entities.get(change.entity_id):
            entity.become(change.state, Context(user_id=change.user_id, parent_id=change.parent_id))

"""The sun entity, which goes below the horizon at the moment that sun habits and dark conditions are about."""

from collections.abc import Callable

from tools.simulate.home import SUN
from tools.simulate.world import World


class Sky:
    """Let the sun entity rise and set."""

    def begin(self, world: World) -> None:
        """Plan all days."""
        for day in world.calendar.days:
            for time, state in ((day.sunrise, "above_horizon"), (day.sunset, "below_horizon")):
                world.call_at(time, _move(world, time, state))


def _move(world: World, time: float, state: str) -> Callable[[], None]:
    return lambda: world.sense(time, SUN, state)

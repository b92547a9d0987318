"""Let people live messily: second thoughts, odd uses, and devices that go with other devices."""

from typing import TYPE_CHECKING

from tools.simulate.truth import Confounder

from ..dwelling import lamp
from ..loose_ends import DEVICES
from .second_thoughts import have_second_thoughts
from .sometimes import answer_sometimes
from .uses import use_now_and_then

if TYPE_CHECKING:
    from ..household import Household

RESTLESS = 0.75
USED = {"light": ("on", "off"), "switch": ("on", "off"), "fan": ("on", "off"), "media_player": ("playing", "off")}
SHARE = 0.6  # of the things that are also used without any habit
FOLLOWING = (
    ("media_player.tv", "on", "off", "light.tv_backlight"),
    ("switch.pc", "on", "off", "switch.speakers"),
)
"""What a device is switched by, its states, and the device that goes with it."""


def live_messily(home: Household) -> None:
    """Let people do what makes a life messy."""
    things = _things(home)
    have_second_thoughts(home, things)
    answer_sometimes(home, things)
    rng = home.plan.random("messily")
    for entity, (used, rest) in sorted(things.items()):
        if rng.random() < SHARE:
            use_now_and_then(home, entity, used, rest)
    for source, used, rest, device in FOLLOWING:
        if rng.random() < 0.5:  # noqa: PLR2004 - of the homes
            _follow(home, source, device, (used, rest))


def _things(home: Household) -> dict[str, tuple[str, str]]:
    """Return what people handle, with its states in use and at rest."""
    world = home.world
    names = {lamp(room) for room in world.dwelling.rooms - {"garden"}} | {name for name, _ in DEVICES}
    names |= {entity for intention in home.intentions for entity in intention.entities} | {"switch.pc"}
    forbidden = {one.entity_id for one in home.confounders}
    things = {name: USED[name.partition(".")[0]] for name in names - forbidden if name.partition(".")[0] in USED}
    return things | {"media_player.tv": ("on", "off")}


def _follow(home: Household, source: str, device: str, states: tuple[str, str]) -> None:
    """Let a device come to what another one is, some seconds after that has changed."""
    rng, world = home.plan.random(device), home.world

    def go(now: float) -> None:
        later = now + float(rng.uniform(2.2, 14))
        world.at(later, lambda then: world.put(then, device, world.state(source)))

    for state in states:
        world.when(source, state, go)
    home.confounders.append(Confounder(entity_id=device, state=None, reason=f"it goes with {source} by itself"))

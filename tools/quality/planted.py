"""Whether what is shown of a small home is what its people do there, and by the number that they go by."""

from collections.abc import Iterable

from custom_components.homeiq.model.day import DAY
from custom_components.homeiq.model.habits.pattern import NumberIs, Pattern
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.model.habits.trigger import AtTime, Crosses, OnChange
from tools.simulate.numbers.bedtimes import Bedtime
from tools.simulate.numbers.habits import Reason, Wont
from tools.simulate.numbers.life import Lived
from tools.simulate.numbers.plugs import Plug

NEAR = {"illuminance": 1.6, "power": 10.0, "humidity": 5.0, "temperature": 1.0}
"""How far from the number that people go by another one is right: a factor of light and power, else a distance."""
RATIOS = frozenset({"illuminance", "power"})
ABOUT = 45  # minutes from bedtime: it varies by 15, and what acts early does so by up to 30

type Side = tuple[Plug, bool]
"""A plug, and whether its machine comes to use; else to rest."""


def sides_of(life: Lived) -> list[Side]:
    """Return what people do beside plugs: they turn a lamp on, and off."""
    return [(plug, is_above) for plug in life.plugs for is_above in (True, False)]


def is_planted(life: Lived, pattern: Pattern) -> bool:
    """Tell whether a pattern is of something that people do there, by whatever number."""
    return (
        any(comes_in(one, pattern) or begins(one, pattern) for one in life.wonts)
        or any(goes_with(side, pattern) for side in sides_of(life))
        or any(is_at(one, pattern) for one in life.bedtimes)
    )


def shown_of(wont: Wont, shown: Iterable[Suggestion]) -> list[Pattern]:
    """Return what is shown of something that people do when they come in."""
    return [one.pattern for one in shown if comes_in(wont, one.pattern)]


def comes_in(wont: Wont, pattern: Pattern) -> bool:
    """Tell whether a pattern turns that on when somebody comes into the room."""
    return (
        does(pattern, wont.entity_id, "on")
        and isinstance(pattern.trigger, OnChange)
        and (pattern.trigger.entity_id, pattern.trigger.to) == (wont.motion, "on")
    )


def does(pattern: Pattern, entity_id: str, state: str) -> bool:
    """Tell whether a pattern brings that to a state, and nothing else to the same one."""
    return [name for name, wanted in pattern.brings if wanted == state] == [entity_id]


def numbers_asked(pattern: Pattern) -> list[NumberIs]:
    """Return the numbers that a pattern asks for."""
    return [one for one in pattern.conditions if isinstance(one, NumberIs)]


def limits_asked(one: Wont | Bedtime, pattern: Pattern) -> list[float]:
    """Return the numbers that a pattern asks for of the sensor that people go by, on that side."""
    is_above = isinstance(one, Wont) and one.is_above
    asked = (each for each in numbers_asked(pattern) if each.entity_id == one.sensor)
    found = (each.above if is_above else each.below for each in asked)
    return [limit for limit in found if limit is not None]


def begins(wont: Wont, pattern: Pattern, *, is_near: bool = False) -> bool:
    """Tell whether a pattern begins when the sensor that people go by crosses a number to that side."""
    trigger = pattern.trigger
    return (
        wont.reason is Reason.CROSSING
        and isinstance(trigger, Crosses)
        and does(pattern, wont.entity_id, "on")
        and (trigger.entity_id, trigger.is_above) == (wont.sensor, wont.is_above)
        and (not is_near or is_right(wont.quantity, wont.limit, trigger.limit))
    )


def goes_with(side: Side, pattern: Pattern, *, is_near: bool = False) -> bool:
    """Tell whether a pattern turns a lamp on as the machine beside it comes to use, or off as it comes to rest."""
    plug, on = side
    trigger = pattern.trigger
    return (
        plug.share > 0
        and isinstance(trigger, Crosses)
        and does(pattern, plug.entity_id, "on" if on else "off")
        and (trigger.entity_id, trigger.is_above) == (plug.sensor, on)
        and (not is_near or plug.tells(trigger.limit))
    )


def is_at(bedtime: Bedtime, pattern: Pattern) -> bool:
    """Tell whether a pattern turns the heater on at bedtime."""
    if not bedtime.share or not isinstance(pattern.trigger, AtTime):
        return False
    away = abs(pattern.trigger.minute - bedtime.minute)
    return does(pattern, bedtime.entity_id, "on") and min(away, DAY - away) <= ABOUT


def is_right(quantity: str, wanted: float, limit: float) -> bool:
    """Tell whether a number is near enough to the one that people go by."""
    near = NEAR[quantity]
    if quantity in RATIOS:
        return bool(limit and max(limit / wanted, wanted / limit) <= near)
    return abs(limit - wanted) <= near

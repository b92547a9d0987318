"""The guards of detection, each with how to switch it off, so that what it buys can be measured.

Detection itself knows nothing of this: names of its modules are replaced while one home is learned from. A guard whose
name is no longer found is an error, not a guard that buys nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
import sys
from typing import Any

import numpy as np

from tools import load  # isort: skip  # noqa: F401 - it has to come before the core

from custom_components.homeiq import learn  # noqa: F401 - loads every module in which names are replaced
from custom_components.homeiq.suggest.select import Tested, wilson_upper

CORE = "custom_components.homeiq."


class UnknownGuardError(LookupError):
    """Detection has no such name any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A guard.

    Attributes:
        name: as on the command line and in tables.
        replaced: name in any module of the core, or ``Class.method``, and what takes its place.
    """

    name: str
    replaced: dict[str, Any]


def _ratio(hits: float, trials: float, z: float = 1.0) -> float:
    return hits / trials if trials else 0.0


def _all_true(p_values: Any, *_: object) -> Any:
    return np.ones(len(p_values), dtype=np.bool_)


def _nothing_explained(unit: Any, *_: object) -> Any:
    return np.zeros(len(unit.acts), dtype=np.bool_)


def _never_done(_: object, __: object, times: Any) -> Any:
    return np.zeros(len(times), dtype=np.bool_)


def _as_it_is(timeline: Any) -> Any:
    return timeline


def _holds_later(tested: Tested, needed: float) -> bool:
    later = tested.held_out
    return later is None or later.runs == 0 or wilson_upper(later.kept, later.runs) >= needed


GUARDS = (
    Guard(name="false discovery control", replaced={"discoveries": _all_true}),
    Guard(
        name="held-out gate",
        replaced={"Forward.tried": lambda _, tested, *__: list(tested), "Forward.as_of": lambda _, one, *__: one},
    ),
    Guard(name="back-test gate", replaced={"Tested.holds": _holds_later}),
    Guard(name="lower bounds", replaced={"wilson_lower": _ratio}),
    Guard(name="explained acts", replaced={"explained_acts": _nothing_explained}),
    Guard(name="machine detection", replaced={"without_machines": _as_it_is}),
    Guard(name="lift", replaced={"_LEAST_LIFT": 0.0}),
    Guard(name="is done", replaced={"Unit.is_done": _never_done}),
    Guard(
        name="chance", replaced={"OtherDays.chance": lambda *_: 1e-6, "even_chance": lambda counts, *_: counts * 0.0}
    ),
    Guard(name="habits end", replaced={"is_alive": lambda *_: True}),
)


@contextmanager
def without(name: str) -> Iterator[None]:
    """Switch a guard off for a while; no name switches off none.

    Raises:
        UnknownGuardError: there is no such guard, or detection no longer has what it replaces.
    """
    restore: list[Callable[[], None]] = []
    try:
        for place, value in _guard(name).replaced.items() if name else ():
            restore += _replace(place, value)
        yield
    finally:
        for back in restore:
            back()


def _guard(name: str) -> Guard:
    for guard in GUARDS:
        if guard.name == name:
            return guard
    raise UnknownGuardError(name)


def _replace(place: str, value: Any) -> list[Callable[[], None]]:
    """Replace a name wherever it was imported; return what puts each back."""
    first, _, method = place.partition(".")
    owners = [
        module for name, module in sorted(sys.modules.items()) if name.startswith(CORE) and hasattr(module, first)
    ]
    targets: list[Any] = (
        list({id(owner): owner for owner in (getattr(each, first) for each in owners)}.values()) if method else owners
    )
    if not targets or (method and not hasattr(targets[0], method)):
        raise UnknownGuardError(f"{place} is not part of detection any more")
    attribute = method or first
    before = [(target, getattr(target, attribute)) for target in targets]
    for target in targets:
        setattr(target, attribute, value)
    return [lambda target=target, old=old: setattr(target, attribute, old) for target, old in before]  # type: ignore[misc]

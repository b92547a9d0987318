"""Hands behind runs: what an automation does at once because somebody pressed something is that person's act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf

from ..model.event import Cause
from .controls import MOVED_BY_HAND

AT_ONCE = 5.0
"""Seconds from a press to its run, and from there to the act: as long as Home Assistant lends a context to a device."""

AFTER_A_NAME = 60.0
"""Seconds after which what still happens in the name of a person's call is software's, such as a thermostat's."""

MAX_CONTEXTS = 2048  # of announced contexts; what is older is still known by the event that its context began with


type Acting[Id] = tuple[Id, Id | None, Id | None]
"""The ids of a context: its own, of the one that it descends from, and of its user."""


def cause_of_context[Id](
    context: Id, parent: Id | None, user: Id | None, known: Mapping[Id, Cause], users: Mapping[Id, Cause]
) -> Cause:
    """Tell who acted under a context.

    Args:
        context: the context's id.
        parent: the id of the context that it descends from.
        user: the id of its user.
        known: what was announced, by context id.
        users: those that are no people whose acts count: services, and whoever was excluded.
    """
    if user is not None:
        return users.get(user, Cause.PERSON)
    if (announced := known.get(context)) is not None:
        return announced
    if parent is None:
        return Cause.DEVICE
    return Cause.HOMEIQ if known.get(parent) is Cause.HOMEIQ else Cause.AUTOMATION


class Announced[Id]:
    """What was announced of contexts, and what hands have pressed. Times are UTC epoch seconds.

    Attributes:
        causes: whose everything under a context is, by its id.
        users: those that are no people whose acts count, by the ids of the users.
    """

    def __init__(self, users: Mapping[Id, Cause]) -> None:
        """Know nothing of contexts yet."""
        self.users = users
        self.causes: dict[Id, Cause] = {}
        self._ends: dict[Id, float] = {}
        # By context and control, as more may happen under one: whose it was, and when.
        self._presses: dict[tuple[Id, str], tuple[Cause, float]] = {}

    def begin_run(
        self, acting: Acting[Id], time: float, controls: Iterable[str], *, is_ours: bool, is_pressed: bool
    ) -> None:
        """Note that an automation begins to run: for a while it is the hand's that has just set it off, if one has.

        Args:
            acting: under which context.
            time: when.
            controls: what it says has set it off, if that is a control.
            is_ours: HomeIQ created the automation.
            is_pressed: what sets it off is a hand's where its context descends from no other.
        """
        if is_ours:
            self.tell(acting[0], Cause.HOMEIQ)
            return
        _, parent, _ = acting
        hand = self._behind(parent, time, controls) if parent else Cause.DEVICE if is_pressed else None
        if hand is None:
            self.tell(acting[0], Cause.AUTOMATION)
        else:
            self.tell(acting[0], hand, time + AT_ONCE)

    def begin_script(self, context: Id, time: float) -> None:
        """Note that a script begins to run: what it does later on is its own, whoever has started it."""
        self.tell(context, Cause.AUTOMATION, time + AFTER_A_NAME)

    def tell(self, context: Id, cause: Cause, end: float = inf) -> None:
        """Note whose all under a context is until ``end``, and a machine's from then on; the first word counts."""
        if context in self.causes:
            return
        self.causes[context] = cause
        if end < inf:
            self._ends[context] = end

    def trim(self) -> None:
        """Forget the oldest contexts beyond those that are kept."""
        while len(self.causes) > MAX_CONTEXTS:
            context = next(iter(self.causes))
            del self.causes[context]
            self._ends.pop(context, None)
        while len(self._presses) > MAX_CONTEXTS:
            del self._presses[next(iter(self._presses))]

    def press(self, acting: Acting[Id], time: float, control: str = "") -> None:
        """Note that a control was moved, where that is a hand's for certain.

        Args:
            acting: under which context.
            time: when.
            control: the entity, or ``CALLED``; empty for an event of the bus behind which is a hand.
        """
        if (cause := self._hand_at(acting, time, control)) is not None:
            self._presses[acting[0], control] = cause, time

    def _hand_at(self, acting: Acting[Id], time: float, control: str) -> Cause | None:
        context, parent, user = acting
        if user is not None or context in self.causes:
            cause = self.cause_of(*acting, time)
            return None if cause in {Cause.AUTOMATION, Cause.HOMEIQ} else cause
        is_there = not control or control.partition(".")[0] in MOVED_BY_HAND
        return Cause.DEVICE if is_there and parent is None else None

    def _behind(self, parent: Id, time: float, controls: Iterable[str]) -> Cause | None:
        """Return whose hand has just set off a run; None where no hand is certain."""
        for control in ("", *controls):
            cause, pressed = self._presses.get((parent, control), (None, -inf))
            if time - pressed <= AT_ONCE:
                return cause
        return None

    def cause_of(self, context: Id, parent: Id | None, user: Id | None, time: float) -> Cause:
        """Tell who acted under a context at a time."""
        if time > self._ends.get(context, inf):
            return Cause.AUTOMATION
        return cause_of_context(context, parent, user, self.causes, self.users)

    def clear(self) -> None:
        """Forget all."""
        self.causes.clear()
        self._ends.clear()
        self._presses.clear()

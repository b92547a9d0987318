"""What the entities of a domain are: the record, of which the table has one a domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Origin(StrEnum):
    """Where changes come from that others may answer."""

    SENSED = "sensed"  # a device noticed something
    WHEREABOUTS = "whereabouts"  # somebody came or went
    PLANNED = "planned"  # it was time
    TOLD = "told"  # something said in words how it is
    PRESSED = "pressed"  # somebody, or something, pressed it
    GUARDED = "guarded"  # whoever came or went moved it


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What the entities of a domain are.

    Attributes:
        meanings: by a state as reported, what whoever brought it about was after. A state that is not among them says
            nothing about an act: trouble, or a mode that nobody chose.
        alike: of things that nobody acts on, by a state as reported, the one that tells people the same.
        on_the_way: reported states that say where it goes, and not where it is.
        at_rest: meanings in which nobody uses it.
        ends: reported states that it comes to by itself when what it did is over.
        goes_on: the meaning in which it may be paused, and that it comes back to afterwards.
        opened: where it may be the contact of a way in, the state that says that this is open.
        actions: by meaning, what brings it about, without the domain; where it needs data, see ``modes``.
        modes: the field of the action's data that takes the meaning itself.
        sets: the action that takes its values, where the one that brings it to a state does not.
        values: attributes that say what people set it to, as in ``SETTINGS``.
        brings: by action, whoever calls it, the state that it brings it to.
        allowed: actions that an automation of HomeIQ's may have; whatever is not here, it doesn't do.
        asked: states that a condition may ask for which an AI chooses.
        sort: how a trigger of it is said in words.
        is_trigger: its changes may set something off.
        is_witness: people may go by its state.
        is_acted_on: its events are kept longest.
        origin: where its changes come from, if a machine or a person may answer them.
        is_moment: its state is the time of the last one, and each is one.
        says: the attribute that tells which of its moments the last one was.
        unhelpful: meanings that an automation would help nobody with.
        harmless: of a way in, the meanings that it may be brought to.
        harmless_actions: of a way in, what may be done to it, without the domain.
        is_way_in: it could let somebody in, or water or gas flow, or disarm, whatever it is called.
        is_activated: a pulse of it may open something: that it is turned on, or opened.
        is_chosen: it has a value, and any choice of one may open something.
        lists_others: it names entities that it sets or calls, which doesn't make them parts of it.
        is_inert: whatever is done to it, nothing in the house moves, so that it is no way in however it is called.
        is_named_after_place: the domain says what it is, so that its name is that of its place.
        is_left_on: people forget to turn it off, and would like to be reminded.
        goes_quiet: when it is at rest for a while, that sets something off.
        by_sun: by meaning, what the sun does when people mostly bring it to that.
        is_ended_by_hand: it comes to rest by no other cause than a hand, or an exact timer.
        is_over_by_itself: it comes to rest without anybody, so that only a person's act undoes what it was told.
    """

    meanings: Mapping[str, str] = _NOTHING
    alike: Mapping[str, str] = _NOTHING
    on_the_way: frozenset[str] = frozenset()
    at_rest: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    goes_on: str = ""
    opened: str = ""
    actions: Mapping[str, str] = _NOTHING
    modes: str | None = None
    sets: str | None = None
    values: tuple[str, ...] = ()
    brings: Mapping[str, str] = _NOTHING
    allowed: frozenset[str] = frozenset()
    asked: tuple[str, ...] = ()
    sort: str = ""
    is_trigger: bool = False
    is_witness: bool = False
    is_acted_on: bool = False
    origin: Origin | None = None
    is_moment: bool = False
    says: str = ""
    unhelpful: frozenset[str] = frozenset()
    harmless: frozenset[str] = frozenset()
    harmless_actions: frozenset[str] = frozenset()
    is_way_in: bool = False
    is_activated: bool = False
    is_chosen: bool = False
    is_inert: bool = False
    lists_others: bool = False
    is_named_after_place: bool = False
    is_left_on: bool = False
    is_ended_by_hand: bool = False
    goes_quiet: bool = False
    by_sun: Mapping[str, str] = _NOTHING
    is_over_by_itself: bool = False

    def reports(self, meaning: str) -> tuple[str, ...]:
        """Return the states that say that something has come to a meaning, the meaning itself first."""
        said = {**self.alike, **self.meanings}
        others = (state for state, meant in said.items() if meant == meaning and state not in self.on_the_way)
        return tuple(dict.fromkeys((meaning, *others)))

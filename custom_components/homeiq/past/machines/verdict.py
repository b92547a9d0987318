"""Verdicts: which changes are a machine's, though nobody says so, and what gave it away."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Gate(StrEnum):
    """What gives a machine away."""

    CLOCK = "clock"
    """It acts at a second of the day."""
    SUN = "sun"
    """It keeps its distance from sunrise or sunset."""
    TIMER = "timer"
    """It ends what has lasted for a certain time."""
    BEAT = "beat"
    """It goes on and off all day at one pace."""
    ANSWER = "answer"
    """It answers something after a certain time."""
    CODE = "code"
    """Calls that name nobody keep more closely to a time, or come more often, than people do."""
    FOLLOWER = "follower"
    """It answers something within seconds, and hardly ever misses, or does nothing else."""
    ECHO = "echo"
    """It tells within a minute what others have done."""
    UNATTENDED = "unattended"
    """It acts while nobody is home as it does otherwise."""
    HAND = "hand"
    """A remote moves it, or the hand that moves another thing: its acts stay a person's, but these set nothing off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Some changes of an entity to one state are a machine's.

    Attributes:
        state: empty where it is told of all of them.
        acts: how many.
        sources: what it answers, repeats or is moved by; empty for a clock, the sun and a timer.
    """

    entity_id: str
    state: str
    gate: Gate
    acts: int
    sources: tuple[str, ...] = ()

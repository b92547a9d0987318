"""What became of a suggestion that somebody accepted, and how to take it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ..habits.suggestion import Suggestion
from .edit import Edit, Place


class AcceptMode(StrEnum):
    """What a suggestion becomes."""

    ENABLED = "enabled"
    DISABLED = "disabled"
    ASK = "ask"
    """An automation that asks first."""
    SHADOW = "shadow"
    SCENE = "scene"
    SCRIPT = "script"

    @property
    def place(self) -> Place:
        """The configuration that it is written to."""
        match self:
            case AcceptMode.SCENE:
                return Place.SCENE
            case AcceptMode.SCRIPT:
                return Place.SCRIPT
            case _:
                return Place.AUTOMATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What an accepted suggestion has become.

    Attributes:
        key: the id of the automation, scene or script; for a suggestion on trial, the one that it would have.
        entity_id: its entity; None for a suggestion on trial.
    """

    signature: str
    key: str
    entity_id: str | None
    mode: AcceptMode = AcceptMode.ENABLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state that an accepted suggestion was brought to.

    Attributes:
        suggestion: what was accepted, to be offered again when it is undone.
        edit: how the file came to it.
        written_at: since when the file says it, UTC epoch seconds; also when what was written later was undone.
    """

    suggestion: Suggestion
    mode: AcceptMode
    edit: Edit
    written_at: float
    user_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A suggestion that for a while only notes what it would have done.

    Attributes:
        began_at: UTC epoch seconds.
        until: likewise.
        letters: what each of its days was worth so far, as the marks of a diary; empty until a run has looked.
    """

    suggestion: Suggestion
    began_at: float
    until: float
    user_id: str | None = None
    letters: str = field(default="", compare=False)

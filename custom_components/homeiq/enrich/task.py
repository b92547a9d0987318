"""What is asked of an AI, as Home Assistant's ``ai_task`` takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LONGEST_WISH = 500  # characters that a person may say of a habit


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One question.

    Attributes:
        name: for the AI's own log.
        instructions: the whole text that is sent.
        structure: the fields of the answer, by name.
        entity_id: the AI that is asked; empty is the one that the home prefers.
    """

    name: str
    instructions: str
    structure: Mapping[str, Any]
    entity_id: str = ""

    def to_data(self) -> dict[str, Any]:
        """Return the fields of the action ``ai_task.generate_data``."""
        chosen = {"entity_id": self.entity_id} if self.entity_id else {}
        return {
            "task_name": self.name,
            **chosen,
            "instructions": self.instructions,
            "structure": dict(self.structure),
        }

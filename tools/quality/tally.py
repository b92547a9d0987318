"""How suggestions compare with the truth, added up over homes. Counts are stored, measures derived."""

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any

KINDS = ("routine", "sun", "follow_up", "timeout", "scene", "left_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """Something that went wrong, for people who want to know what.

    Attributes:
        sort: what sort of error it is, in a few words.
        text: the suggestion or the habit.
    """

    home: str
    sort: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How the suggestions for one or more homes compare with the truth.

    Attributes:
        planted: habits that have to be found.
        found: those of them that were, in every respect.
        recognised: those that were, be it with other days, conditions or members.
        others: habits that need not be found; ``others_found`` those that were.
        shown: suggestions.
        right: suggestions that are a habit in every respect, the first one for each, and those that came true.
        near: suggestions that are a habit, but not in every respect.
        came_true: suggestions for what nobody meant to do, but what went on like that in the weeks after the history.
        duplicates: further suggestions for a habit that was found already.
        forbidden: suggestions for what must not be suggested.
        dated: suggestions that are a habit with days; ``same_days`` those with the right ones.
        conditional: suggestions that are a habit with a needed condition; ``with_condition`` those that have any,
            ``right_condition`` those that have each that is needed.
        unconditional: those that are a habit without one; ``needless`` those that have one all the same.
        grouped: suggestions that are a habit of several entities; ``whole`` those with all of these.
        runs: how often they would have acted in the weeks after; ``hits`` how often people then did.
        planted_by, found_by, shown_by, right_by: by kind.
    """

    homes: int = 0
    planted: int = 0
    found: int = 0
    recognised: int = 0
    others: int = 0
    others_found: int = 0
    shown: int = 0
    right: int = 0
    near: int = 0
    came_true: int = 0
    duplicates: int = 0
    forbidden: int = 0
    dated: int = 0
    same_days: int = 0
    conditional: int = 0
    with_condition: int = 0
    right_condition: int = 0
    unconditional: int = 0
    needless: int = 0
    grouped: int = 0
    whole: int = 0
    runs: int = 0
    hits: int = 0
    planted_by: Counter[str] = field(default_factory=Counter)
    found_by: Counter[str] = field(default_factory=Counter)
    shown_by: Counter[str] = field(default_factory=Counter)
    right_by: Counter[str] = field(default_factory=Counter)
    mistakes: tuple[Mistake, ...] = ()

    def __add__(self, other: Tally) -> Tally:
        """Add another home."""
        return Tally(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)})

    def to_json(self) -> dict[str, Any]:
        """Return all measures, shares rounded to a thousandth; null where there was nothing to measure."""
        return {
            "homes": self.homes,
            "planted": self.planted,
            "recall": share(self.found, self.planted),
            "recall_loosely": share(self.recognised, self.planted),
            "recall_of_all": share(self.found + self.others_found, self.planted + self.others),
            "shown": self.shown,
            "precision": share(self.right, self.shown),
            "precision_loosely": share(self.right + self.near, self.shown),
            "came_true": self.came_true,
            "duplicates": self.duplicates,
            "forbidden": self.forbidden,
            "same_days": share(self.same_days, self.dated),
            "condition_found": share(self.with_condition, self.conditional),
            "condition_right": share(self.right_condition, self.conditional),
            "needless_condition": share(self.needless, self.unconditional),
            "groups_whole": share(self.whole, self.grouped),
            "right_afterwards": share(self.hits, self.runs),
            "by_kind": {
                kind: {
                    "planted": self.planted_by[kind],
                    "recall": share(self.found_by[kind], self.planted_by[kind]),
                    "shown": self.shown_by[kind],
                    "precision": share(self.right_by[kind], self.shown_by[kind]),
                }
                for kind in KINDS
                if self.planted_by[kind] or self.shown_by[kind]
            },
        }


def share(part: int, whole: int) -> float | None:
    """Return a share rounded to a thousandth; None of nothing."""
    return round(part / whole, 3) if whole else None

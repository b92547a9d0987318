"""Reported: an entity's states word for word, where several of them mean one, or some tell only where it goes.

People mean by a blind that opens what they mean by one that is open. An automation goes by the word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ...model.things import thing_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reported:
    """What one entity told, word for word, absences taken out.

    Attributes:
        time: float64[n], UTC epoch seconds at which it told another word, ascending.
        code: int32[n], which of ``states``.
        states: the different words.
    """

    time: NDArray[np.float64]
    code: NDArray[np.int32]
    states: tuple[str, ...]

    @classmethod
    def of(
        cls, name: str, texts: Sequence[str], time: NDArray[np.float64], state: NDArray[np.int32]
    ) -> Reported | None:
        """Return what an entity told; None where each of its states means itself.

        Args:
            name: the entity.
            texts: of all states.
            time: float64[n], UTC epoch seconds, ascending.
            state: int32[n], the reports, as indices into ``texts``.
        """
        thing = thing_of(name)
        folded = {told for told, meant in {**thing.alike, **thing.meanings}.items() if told != meant}
        if thing.is_moment or not folded:
            return None
        seen, code = np.unique(state, return_inverse=True)
        words = tuple(texts[one] for one in seen.tolist())
        if folded.isdisjoint(words):
            return None
        new = np.append(True, code[1:] != code[:-1])
        return cls(time=time[new], code=code[new].astype(np.int32), states=words)

    def is_one_of(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """Mark the reports of some words, bool[n]."""
        return np.isin(self.code, [number for number, word in enumerate(self.states) if word in words])

    def cut(self, moment: float) -> Self:
        """Return what was told before a moment."""
        end = int(self.time.searchsorted(moment))
        return type(self)(time=self.time[:end], code=self.code[:end], states=self.states)

    def rest(self, moment: float) -> Self:
        """Return what was told from a moment on, and the last word before it."""
        start = max(int(self.time.searchsorted(moment)) - 1, 0)
        return type(self)(time=self.time[start:], code=self.code[start:], states=self.states)

"""How far habits have come: which rung their suggestion stands on, or what stood in their way."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Self

from ...model.habits.gate import Gate, Refused
from ...model.habits.rung import Rung
from ...model.overview import HomeData
from .rung import rung_of


class Stand(StrEnum):
    """Where a habit stands, in one word: a rung, or the gate that it did not pass."""

    ACTS = Rung.ACTS
    ASKS = Rung.ASKS
    REMINDS = Rung.REMINDS
    FORMING = Rung.FORMING
    """Also what is kept well, but not on days enough yet."""
    DECIDED = Gate.DECIDED
    UNCLEAR = Gate.UNCLEAR
    COVERED = Gate.COVERED
    LOOSE = Gate.LOOSE
    ENDED = Gate.ENDED
    SAME = Gate.SAME
    PLACES = Gate.PLACES
    REFUSED = Gate.REFUSED
    UNKNOWN = "unknown"
    """No run has looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far a habit has come.

    Attributes:
        rung: what its open suggestion may be trusted with; left out where there is none.
        gate: what stood in its way, as a word; left out of what is suggested.
        needs: so many more times that it is kept, one after the other, and it passes; left out where nobody can tell.
    """

    rung: Rung | None = None
    gate: Gate | None = None
    needs: int | None = None

    @property
    def stand(self) -> Stand:
        """Where it stands."""
        if self.rung:
            return Stand(self.rung.value)
        if self.gate is Gate.DAYS:
            return Stand.FORMING
        return Stand(self.gate.value) if self.gate else Stand.UNKNOWN


_UNKNOWN = Reach()


@lru_cache(maxsize=1024)
def _refused(gate: Gate, needs: int | None) -> Reach:
    return Reach(gate=gate, needs=needs)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reached:
    """What tells how far habits have come, all by their signatures.

    Attributes:
        rungs: of what is suggested.
        decided: what somebody has decided on.
        refused: what stood in the way of the others.
    """

    rungs: Mapping[str, Rung]
    decided: AbstractSet[str]
    refused: Mapping[str, Refused]

    @classmethod
    def of(cls, data: HomeData, decided: Collection[str]) -> Self:
        """Look at what is shown.

        Args:
            data: what is shown.
            decided: signatures of suggestions on which somebody has decided.
        """
        rungs = {one.signature: rung_of(one) for one in data.suggestions}
        return cls(rungs=rungs, decided=frozenset(decided), refused=data.refused)

    def reach(self, signature: str) -> Reach:
        """Tell how far the habit of a signature has come; ten thousand come no farther than a few records say."""
        if rung := self.rungs.get(signature):
            return Reach(rung=rung)
        if signature in self.decided:
            return _refused(Gate.DECIDED, None)
        refused = self.refused.get(signature)
        return _refused(refused.gate, refused.needs) if refused else _UNKNOWN

    def changed_since(self, before: Reached) -> AbstractSet[str] | None:
        """Return the signatures of which something else is told than before; None where that may be any."""
        if self.refused is not before.refused:
            return None
        rungs = dict(self.rungs.items() ^ before.rungs.items())
        return rungs.keys() | (self.decided ^ before.decided)

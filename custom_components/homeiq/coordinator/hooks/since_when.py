"""Since when things are as they are, whoever was away meanwhile.

Home Assistant dates a state anew whenever it comes back: after a restart, a lost connection, a reload. The history
knows when something was brought to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
import time

from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant, State, callback

from ...const import LOGGER
from ...deliver.hooks.amiss import ABSENCE, StateSince, since_when
from ...model.event import EventColumns
from ...model.things import NOT_A_STATE
from ...store.file.errors import DatabaseError
from ...store.file.threads import in_thread
from ..file.tables import Tables

type Rows = list[tuple[float, str]]
"""When something came to which state, UTC epoch seconds, in their order."""

_REACH = 7 * 86400.0  # how far back is looked, seconds
_SAME = 1.0  # by which the history's time of a change may differ from Home Assistant's, seconds


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Known:
    """What was found out.

    Attributes:
        dated: since when it is so by Home Assistant, UTC epoch seconds.
        since: since when it has been so.
    """

    state: str
    dated: float
    since: float


class SinceWhen:
    """Knows since when some entities are as they are; the history is asked only of those that came back."""

    def __init__(self, hass: HomeAssistant, tables: Tables) -> None:
        """Know of none; what has changed before now, nobody may have heard."""
        self._hass = hass
        self._tables = tables
        self._began = time.time()
        self._known: dict[str, _Known] = {}

    async def async_look(self, names: Collection[str]) -> None:
        """Find out anew what may have come back since the last look, and forget all else."""
        self._known = {name: known for name, known in self._known.items() if name in names}
        unsure = {}
        for name in names:
            state, known = self._hass.states.get(name), self._known.get(name)
            if state is None or state.state in NOT_A_STATE or (known and known.dated == state.last_changed_timestamp):
                continue
            if known and known.state != state.state:
                self._note(state, state.last_changed_timestamp)
            else:
                unsure[name] = state
        if unsure:
            try:
                await self._async_find(unsure.values())
            except DatabaseError as err:
                LOGGER.debug("Since when things are as they are can't be looked up: %s", err)

    @callback
    def of(self, entity_id: str) -> StateSince | None:
        """Return what an entity is, and since when; None for one that is not there."""
        state, known = self._hass.states.get(entity_id), self._known.get(entity_id)
        if state is None or state.state in NOT_A_STATE:
            return None
        dated = state.last_changed_timestamp
        is_known = known is not None and known.state == state.state and known.dated == dated
        return StateSince(state=state.state, since=known.since if known and is_known else dated)

    def _note(self, state: State, since: float) -> None:
        self._known[state.entity_id] = _Known(
            state=state.state, dated=state.last_changed_timestamp, since=min(since, state.last_changed_timestamp)
        )

    async def _async_find(self, states: Iterable[State]) -> None:
        """Ask the history, all that was heard included."""
        by_name = {state.entity_id: state for state in states}
        now = time.time()
        await self._tables.writer.flush()
        events = await self._tables.events.span(now - _REACH, now + _SAME, by_name)
        # Hundreds of lamps change tens of thousands of times in a week.
        rows = await in_thread(_by_entity, events)
        for name, state in by_name.items():
            dated, mine = state.last_changed_timestamp, rows.get(name, [])
            if not mine or abs(mine[-1][0] - dated) > _SAME:
                if dated > self._began:
                    # It can't be written, or nobody heard it; the past says nothing about it then.
                    self._note(state, dated)
                    continue
                # It came before HomeIQ listened.
                mine.append((dated, state.state))
            self._note(state, since_when(await self._async_with_gaps(mine), state.state, dated))

    async def _async_with_gaps(self, rows: Rows) -> Rows:
        """Return rows with the absences that nobody heard of: Home Assistant itself was off.

        What comes to the state that it was in has been away since some moment before.
        """
        found = rows[:1]
        for (_, before), (moment, state) in pairwise(rows):
            if before == state and not await self._async_was_there(moment):
                found.append((moment - 2 * ABSENCE, STATE_UNAVAILABLE))
            found.append((moment, state))
        return found

    async def _async_was_there(self, moment: float) -> bool:
        """Tell whether HomeIQ ran shortly before a moment: by this start, or by what it heard."""
        ran_until = self._tables.clock.ran_until
        if ran_until is not None and 0 <= moment - ran_until <= ABSENCE:
            return True
        return len(await self._tables.events.first(moment - ABSENCE, moment, most=1)) > 0


def _by_entity(events: EventColumns) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for moment, name, state, _ in events.rows():
        found.setdefault(name, []).append((moment, state))
    return found

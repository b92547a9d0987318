"""What accepted automations do: each run, whether it changed something, and whether somebody undid that by hand.

Only the changes of what they act on are heard, through Home Assistant's own look-up by entity; whatever else happens
in the home costs nothing here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
import time
from typing import Any

from homeassistant.components.automation import EVENT_AUTOMATION_TRIGGERED
from homeassistant.components.script import EVENT_SCRIPT_STARTED
from homeassistant.const import ATTR_ENTITY_ID, STATE_HOME, STATE_UNAVAILABLE
from homeassistant.core import CALLBACK_TYPE, Event, EventStateChangedData, HomeAssistant, State, callback
from homeassistant.helpers.event import async_track_state_change_event, async_track_time_interval
from homeassistant.util import dt as dt_util

from ..correlation import apart
from ..model.day import number_of
from ..model.decisions.edit import Place
from ..model.decisions.followed import Override, Step, Tally
from ..model.decisions.forgotten import Forgotten
from ..model.event import Cause
from ..model.things import ACT_STATES, AT_REST, NOT_A_STATE, thing_of
from ..model.things.brought import BroughtTo
from ..model.things.set_state import SetState, is_same_state, set_state_of
from .cause import CauseClassifier
from .open_run import Moment, OpenRun
from .valued_entities import number_in

LOOK_EVERY = timedelta(minutes=1)
_MOST_PERSONS = 8  # told apart; in larger homes the others don't count
_FROM_AUTOMATION = "source"  # what set an automation off; none where a person ran it by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """Something to follow.

    Attributes:
        entity_id: the entity of the automation, scene or script.
        acts_on: the entities that it brings to ``state``, but for those that it brings ``otherwise``.
        asks: it acts only once somebody has said yes.
    """

    signature: str
    place: Place
    entity_id: str
    acts_on: frozenset[str]
    state: str
    asks: bool = False
    otherwise: tuple[BroughtTo, ...] = ()

    def wanted_of(self, entity_id: str) -> str:
        """Return the state that it brings an entity to."""
        return next((one.state for one in self.otherwise if one.entity_id == entity_id), self.state)


class Follower:
    """Follows what was accepted, while it is started."""

    def __init__(
        self, hass: HomeAssistant, causes: CauseClassifier, sink: Callable[[Step], None], settled: Callable[[], None]
    ) -> None:
        """Follow nothing yet.

        Args:
            hass: Home Assistant.
            causes: tells who undid something.
            sink: called with each step, in the event loop; it must not block.
            settled: called when acts can no longer be undone in time.
        """
        self._hass = hass
        self._causes = causes
        self._sink = sink
        self._settled = settled
        self._by_entity: dict[str, Watched] = {}
        self._targets: dict[str, Watched] = {}
        self._acting: Mapping[str, list[Watched]] = {}
        self._begun: dict[str, OpenRun] = {}
        self._acted: dict[str, OpenRun] = {}
        self._cancels: list[CALLBACK_TYPE] = []

    @property
    def undecided(self) -> frozenset[str]:
        """Signatures of those whose newest act may still be undone."""
        return frozenset(self._acted)

    @callback
    def async_follow(self, targets: Iterable[Watched]) -> None:
        """Follow these from now on, and nothing else. Runs that are open stay so."""
        by_entity = {target.entity_id: target for target in targets}
        if by_entity == self._by_entity and self._cancels:
            return
        self.async_stop()
        self._by_entity = by_entity
        acting: defaultdict[str, list[Watched]] = defaultdict(list)
        for target in by_entity.values():
            for entity_id in target.acts_on:
                acting[entity_id].append(target)
        self._acting = acting
        self._targets = {target.signature: target for target in by_entity.values()}
        self._acted = {name: run for name, run in self._acted.items() if name in self._targets}
        if by_entity:
            self._listen()

    @callback
    def async_confirm(self, signature: str) -> None:
        """Expect what asked first to act from now on: somebody has said yes."""
        if run := self._begun.get(signature):
            run.goes_from = time.monotonic()

    @callback
    def async_stop(self) -> None:
        """Stop listening. Stopping twice does no harm."""
        while self._cancels:
            self._cancels.pop()()

    @callback
    def async_forget(self, part: Forgotten) -> None:
        """Leave runs alone whose outcome is still open, where they belong to a forgotten part of the past."""
        self._begun = {
            name: run for name, run in self._begun.items() if not _is_part(self._targets.get(name), run, part)
        }
        self._acted = {
            name: run for name, run in self._acted.items() if not _is_part(self._targets.get(name), run, part)
        }

    def _listen(self) -> None:
        scenes = [target.entity_id for target in self._by_entity.values() if target.place is Place.SCENE]
        listen = self._hass.bus.async_listen
        with apart():
            look = async_track_time_interval(self._hass, self._async_look, LOOK_EVERY, cancel_on_shutdown=True)
        self._cancels = [
            listen(EVENT_AUTOMATION_TRIGGERED, self._async_triggered),
            listen(EVENT_SCRIPT_STARTED, self._async_started),
            async_track_state_change_event(self._hass, scenes, self._async_scene_changed),
            async_track_state_change_event(self._hass, list(self._acting), self._async_changed),
            look,
        ]

    @callback
    def _async_triggered(self, event: Event) -> None:
        """Hear an automation; one that a person ran by hand is not followed."""
        if _FROM_AUTOMATION in event.data:
            self._async_started(event)

    @callback
    def _async_started(self, event: Event) -> None:
        if target := self._by_entity.get(event.data.get(ATTR_ENTITY_ID, "")):
            self._async_begin(target, event)

    @callback
    def _async_scene_changed(self, event: Event[EventStateChangedData]) -> None:
        """Hear a scene: its state is the moment at which it was called for last."""
        old, new = event.data["old_state"], event.data["new_state"]
        if old is None or new is None or old.state == STATE_UNAVAILABLE or new.state in {old.state, *NOT_A_STATE}:
            return
        target = self._by_entity[event.data["entity_id"]]
        self._async_begin(target, event)

    @callback
    def _async_begin(self, target: Watched, event: Event[Any]) -> None:
        # What it acts on may be at its goal already: Home Assistant tells of a run after its first steps, though the
        # changes that come of it are told after that.
        begun = Moment.of(event)
        run = OpenRun(
            context_id=event.context.id,
            begun=begun,
            goes_from=None if target.asks else begun.steady,
            home=_async_home(self._hass),
        )
        self._begun[target.signature] = run
        self._sink(Step(signature=target.signature, tally=_tally(run, runs=1)))

    @callback
    def _async_changed(self, event: Event[EventStateChangedData]) -> None:
        old, new = event.data["old_state"], event.data["new_state"]
        if old is None or new is None or {old.state, new.state} & NOT_A_STATE:
            return
        wanted = {one.signature: one.wanted_of(new.entity_id) for one in self._acting[new.entity_id]}
        came = {
            name: state
            for name, goal in wanted.items()
            if (state := _state_of(new, goal)) != _state_of(old, goal) and not _is_over(new.entity_id, state, goal)
        }
        if not came:
            return
        cause = self._causes.cause_of(event)
        for signature, state in came.items():
            if is_same_state(state, wanted[signature]):
                self._async_note_act(signature, event, cause)
            elif _is_by_hand(new.entity_id, cause):
                self._async_note_override(signature, event, state, cause)

    @callback
    def _async_note_act(self, signature: str, event: Event[EventStateChangedData], cause: Cause) -> None:
        """Note that a run changed something, unless somebody else did."""
        run, now = self._begun.get(signature), Moment.of(event)
        # A slow device reports what it was told under no context at all.
        if run is None or not run.may_act(now.steady) or not (run.comes_from(event.context) or cause is Cause.DEVICE):
            return
        run.changed.add(event.data["entity_id"])
        if run.acted is None:
            run.acted = now
            self._acted[signature] = run
            self._sink(Step(signature=signature, tally=_tally(run, acts=1)))

    @callback
    def _async_note_override(
        self, signature: str, event: Event[EventStateChangedData], state: str, cause: Cause
    ) -> None:
        """Note that somebody undid what a run did, if it was a run that did it."""
        run, now, entity_id = self._acted.get(signature), Moment.of(event), event.data["entity_id"]
        if run is None or run.acted is None or entity_id not in run.changed or not run.may_be_undone(now.steady):
            return
        del self._acted[signature]
        # Counted with its run, whose hour was told before the clock was set.
        tally = _tally(run, overridden=1)
        local = dt_util.as_local(dt_util.utc_from_timestamp(run.begun.at))
        override = Override(
            run_at=run.begun.by(now),
            acted_at=run.acted.by(now),
            undone_at=now.at,
            entity_id=entity_id,
            state=f"{sets.value:g}" if (sets := set_state_of(state)) else state,
            cause=cause,
            day=tally.day,
            minute=60 * local.hour + local.minute,
            home=run.home,
        )
        self._sink(Step(signature=signature, tally=tally, override=override))

    @callback
    def _async_look(self, _now: datetime) -> None:
        """Close the runs of which nothing more can come."""
        steady = time.monotonic()
        self._begun = {name: run for name, run in self._begun.items() if run.may_come(steady)}
        over = [name for name, run in self._acted.items() if not run.may_be_undone(steady)]
        for name in over:
            del self._acted[name]
        if over:
            self._settled()


def _is_part(target: Watched | None, run: OpenRun, part: Forgotten) -> bool:
    named = {*run.home, *(target.acts_on if target else ())}
    return part.begin <= run.begun.at < part.until and (part.entities is None or not named.isdisjoint(part.entities))


@callback
def _async_home(hass: HomeAssistant) -> tuple[str, ...]:
    persons = sorted(hass.states.async_entity_ids("person"))[:_MOST_PERSONS]
    return tuple(name for name in persons if hass.states.is_state(name, STATE_HOME))


def _state_of(state: State, wanted: str) -> str:
    """Return the state that an act was after: a cover that opens counts as open.

    Args:
        state: as it was written.
        wanted: what is followed; where something is set, so is what is returned.
    """
    meant = ACT_STATES.get(state.domain, {}).get(state.state, state.state)
    if (sets := set_state_of(wanted)) and (number := number_in(state.attributes.get(sets.attribute))) is not None:
        return SetState(within=meant, attribute=sets.attribute, value=number).text
    return meant


def _is_over(entity_id: str, state: str, wanted: str) -> bool:
    """Tell whether something that was set is no longer used: who puts out a dimmed lamp has not brightened it.

    What has modes is turned off instead of set otherwise.
    """
    return set_state_of(wanted) is not None and state in AT_REST and not thing_of(entity_id).modes


def _is_by_hand(entity_id: str, cause: Cause) -> bool:
    if cause is Cause.DEVICE:
        return not thing_of(entity_id).is_over_by_itself
    return cause is Cause.PERSON


def _tally(run: OpenRun, *, runs: int = 0, acts: int = 0, overridden: int = 0) -> Tally:
    local = dt_util.as_local(dt_util.utc_from_timestamp(run.begun.at))
    return Tally(
        day=number_of(local.date()), hour=local.hour, home=run.home, runs=runs, acts=acts, overridden=overridden
    )

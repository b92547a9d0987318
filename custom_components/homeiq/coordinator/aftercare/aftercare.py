"""After-care of what was accepted: followed on the bus, looked after in the owner's files, kept in the database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
import time
from typing import Any

from homeassistant.components.automation import EVENT_AUTOMATION_RELOADED
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.debounce import Debouncer
from homeassistant.helpers.event import async_track_state_change_event

from ...apply.asks_first import users_asked
from ...apply.editor import Editor
from ...capture.cause import CauseClassifier
from ...capture.following import Follower, Watched
from ...const import LOGGER
from ...correlation import apart
from ...model.decisions.acceptance import AcceptMode, Version
from ...model.decisions.edit import Place
from ...model.decisions.followed import Fate, Followed, Step
from ...model.decisions.forgotten import Forgotten
from ...model.habits.pattern import Pattern
from ...model.habits.trigger import reminds
from ..background import Background
from ..decisions.offers import Offers
from ..file.tables import Tables
from ..subscription import Subscription
from ..telling.announcements import async_announce_overridden
from .account import after, seen, with_counts
from .asks import AskingFirst, Asks
from .fates import async_fates
from .refused import async_take_for_a_no
from .steps import Steps

LOOK_EVERY = timedelta(hours=1)
SOON = 1.0  # how long changes are gathered before the files are read, seconds

type Versions = Mapping[str, Version]
"""The newest version of each thing accepted, by signature."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Afterwards:
    """What is done with what aftercare finds.

    Attributes:
        show: called with the fields of ``HomeData`` that are new.
        weigh: awaited with those whose overrides may speak for a change, or no longer do.
        finish: awaited before files are looked at, to finish what was cut off while it was written to one.
        asks: returns what hears the questions of what asks first; it is told what does, whenever that may have changed.
    """

    show: Callable[..., None]
    weigh: Callable[[Mapping[str, Followed]], Awaitable[None]]
    finish: Callable[[], Awaitable[None]]
    asks: Callable[[], Asks]


class Aftercare:
    """Knows what became of everything accepted.

    Attributes:
        async_save: writes what waits.
        async_confirm: expects what asked first to act, as somebody has said yes.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        tables: Tables,
        offers: Offers,
        causes: CauseClassifier,
        background: Background,
        afterwards: Afterwards,
    ) -> None:
        """Follow nothing until the start.

        Args:
            hass: Home Assistant.
            tables: the database.
            offers: whose turn it is to decide.
            causes: tells who undid something.
            background: where files are read, and steps written.
            afterwards: what is done with what is found.
        """
        self._hass = hass
        self._tables = tables
        self._offers = offers
        self._background = background
        self._afterwards = afterwards
        self._followed: dict[str, Followed] = {}
        self._steps = Steps(tables.followed)
        self.async_save = self._steps.async_save
        self._is_saving = False
        self._cancels: list[CALLBACK_TYPE] = []
        self._entities = Subscription()
        self._follower = Follower(
            hass,
            causes,
            background.guarded(self._async_take, "aftercare"),
            background.guarded(self._async_publish, "aftercare"),
        )
        self.async_confirm = self._follower.async_confirm
        self._soon = Debouncer(
            hass, LOGGER, cooldown=SOON, immediate=False, function=self._async_begin, background=True
        )

    async def async_start(self) -> None:
        """Follow what was accepted before this start.

        Raises:
            DatabaseUnusableError: it can't be read.
        """
        self._followed = await self._tables.followed.all()
        versions = await self._async_versions()
        # What the files say is read once Home Assistant has started.
        await self._async_update(versions, {}, time.time())

    @callback
    def async_watch(self) -> None:
        """Look at the files now, and whenever something may have changed. Home Assistant has started."""
        listen = self._hass.bus.async_listen
        self._cancels = [
            *(listen(event_type, self._async_changed) for event_type in (EVENT_AUTOMATION_RELOADED, "scene_reloaded")),
            listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._async_changed, event_filter=_is_of_a_place),
            self._background.async_every(LOOK_EVERY, self._async_begin, "hourly look at files"),
        ]
        self._async_begin()

    async def async_stop(self) -> None:
        """Follow nothing any more, and write what waits. Stopping twice does no harm."""
        while self._cancels:
            self._cancels.pop()()
        self._entities.async_end()
        self._soon.async_shutdown()
        self._follower.async_stop()
        await self._steps.async_end()

    async def async_forget(self, part: Forgotten) -> None:
        """Write what waits, so that it can be deleted, and leave runs alone whose outcome is still open.

        Raises:
            DatabaseUnusableError: it can't be written.
        """
        self._follower.async_forget(part)
        await self.async_save()
        self._async_publish()

    async def async_look(self) -> None:
        """See what became of everything accepted, in one's turn."""
        await self._afterwards.finish()
        versions = await self._async_versions()
        fates = await async_fates(self._hass, versions.values())
        await self._async_update(versions, fates, time.time())
        await self._afterwards.weigh(self._followed)

    async def async_leave(self, signature: str, user_id: str | None = None) -> bool:
        """Follow no longer what its owner has changed by hand: it stays as it is, and its habit is not offered again.

        Returns:
            Whether it is such a thing; nothing else is left.
        """

        async def leave() -> bool:
            versions, now = {**await self._async_versions()}, time.time()
            version = versions.pop(signature, None)
            fates = await async_fates(self._hass, [version]) if version else {}
            if version is None or fates.get(signature) is not Fate.EDITED:
                return False
            await async_take_for_a_no(self._tables, self._offers, version, user_id)
            await self._async_update(versions, fates, now)
            return True

        return await self._offers.async_in_turn(leave)

    async def _async_update(self, versions: Versions, fates: Mapping[str, Fate], now: float) -> None:
        now_seen = {one.signature: one for one in seen(versions, self._followed, fates, now)}
        changed = [one for name, one in now_seen.items() if one != self._followed.get(name)]
        if changed:
            await self._tables.followed.put(changed)
        for one in changed:
            # What it did meanwhile is not forgotten.
            self._followed[one.signature] = with_counts(one, self._followed.get(one.signature))
            if one.fate is Fate.DELETED:
                await async_take_for_a_no(self._tables, self._offers, versions[one.signature])
        self._async_follow({name: one for name, one in versions.items() if now_seen[name].fate.is_there})
        self._async_publish()

    async def _async_versions(self) -> Versions:
        return {version.suggestion.signature: version for version in await self._tables.versions.written()}

    @callback
    def _async_follow(self, versions: Versions) -> None:
        targets = list(filter(None, (_target(self._hass, version) for version in versions.values())))
        self._follower.async_follow(targets)
        self._afterwards.asks().async_follow(_asking(targets, versions, self._followed))
        # An automation that is turned off says so by its state alone.
        names = [target.entity_id for target in targets if target.place is Place.AUTOMATION]
        self._entities.async_set(async_track_state_change_event(self._hass, names, self._async_changed))

    @callback
    def _async_take(self, step: Step) -> None:
        self._followed[step.signature] = after(self._followed[step.signature], step)
        self._steps.add(step)
        if step.override:
            async_announce_overridden(self._hass, self._followed[step.signature], step.override)
        if not self._is_saving:
            self._is_saving = True
            self._background.async_keep(self._async_save, "aftercare")

    async def _async_save(self) -> None:
        try:
            await self.async_save()
        finally:
            self._is_saving = False
            # Once for all that came meanwhile: every entity of HomeIQ looks at it.
            self._async_publish()
        undone = self._steps.take_undone()
        if undone:
            await self._afterwards.weigh({name: self._followed[name] for name in undone})

    @callback
    def _async_publish(self) -> None:
        undecided = self._follower.undecided
        self._afterwards.show(
            followed=tuple(replace(one, undecided=int(name in undecided)) for name, one in self._followed.items())
        )

    @callback
    def _async_changed(self, _event: Event[Any]) -> None:
        with apart():
            self._soon.async_schedule_call()

    @callback
    def _async_begin(self, _now: datetime | None = None) -> None:
        self._background.async_keep(partial(self._offers.async_in_turn, self.async_look), "accepted automations")


@callback
def _target(hass: HomeAssistant, version: Version) -> Watched | None:
    """Return what is to be followed; None where Home Assistant doesn't know it yet."""
    pattern, place = version.suggestion.pattern, version.mode.place
    if not (entry := Editor(hass, place).async_entry(version.edit.key)):
        return None
    # A reminder does nothing that could be undone.
    acts_on = () if reminds(pattern.trigger) else pattern.entities
    return Watched(
        signature=pattern.signature,
        place=place,
        entity_id=entry.entity_id,
        acts_on=frozenset(acts_on),
        state=_state_of(pattern),
        otherwise=pattern.otherwise,
        asks=version.mode is AcceptMode.ASK,
    )


def _state_of(pattern: Pattern) -> str:
    """Return what its entities are brought to, or set to, as it would be done now."""
    sets = pattern.sets
    told = [one.as_told for one in pattern.values if sets and one.attribute == sets.attribute]
    return replace(sets, value=told[0]).text if sets and told else pattern.state


def _asking(targets: Iterable[Watched], versions: Versions, followed: Mapping[str, Followed]) -> dict[str, AskingFirst]:
    """Return what asks first, by the entities of the automations."""
    return {
        one.entity_id: AskingFirst(
            signature=one.signature,
            users=users_asked(versions[one.signature].edit.after),
            since=followed[one.signature].judged_since,
        )
        for one in targets
        if one.asks
    }


@callback
def _is_of_a_place(data: Mapping[str, Any]) -> bool:
    return data["entity_id"].partition(".")[0] in set(Place)

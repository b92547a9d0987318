"""Word of what changed in the registries, gathered for a moment: setting up an integration changes hundreds at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)
from homeassistant.helpers.event import async_call_later

from ..correlation import apart

QUIET = 1.0  # how long changes are gathered after the first one, seconds


class RegistryKind(StrEnum):
    """Which registry changed. Its events name their subject ``<kind>_id``."""

    ENTITY = "entity"
    DEVICE = "device"
    AREA = "area"
    FLOOR = "floor"
    LABEL = "label"


class RegistryAction(StrEnum):
    """What happened to it."""

    CREATE = "create"
    UPDATE = "update"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryChange:
    """One thing in a registry changed.

    Attributes:
        id: its id now, or its last one when it was removed.
        old_id: the id that it had before; only entities are renamed.
    """

    kind: RegistryKind
    id: str
    action: RegistryAction
    old_id: str | None = None


class RegistryWatcher:
    """Tells of changes in the five registries while it is started, each thing once a second at most.

    What was created and then updated is told as created; what was renamed twice has its first and its last id.
    """

    def __init__(self, hass: HomeAssistant, on_change: Callable[[RegistryChange], None]) -> None:
        """Remember whom to tell; ``on_change`` is called in the event loop and must not block."""
        self._hass = hass
        self._on_change = on_change
        self._waiting: dict[tuple[RegistryKind, str], RegistryChange] = {}
        self._stops: list[Callable[[], None]] = []
        self._timer: Callable[[], None] | None = None

    @callback
    def start(self) -> None:
        """Watch. Starting twice is watching once."""
        self.stop()
        listen = self._hass.bus.async_listen
        self._stops = [
            listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._heard(RegistryKind.ENTITY)),
            listen(dr.EVENT_DEVICE_REGISTRY_UPDATED, self._heard(RegistryKind.DEVICE)),
            listen(ar.EVENT_AREA_REGISTRY_UPDATED, self._heard(RegistryKind.AREA)),
            listen(fr.EVENT_FLOOR_REGISTRY_UPDATED, self._heard(RegistryKind.FLOOR)),
            listen(lr.EVENT_LABEL_REGISTRY_UPDATED, self._heard(RegistryKind.LABEL)),
        ]

    @callback
    def stop(self) -> None:
        """Stop watching; what was not yet told is dropped, since a start reads the whole home anyway."""
        while self._stops:
            self._stops.pop()()
        if self._timer is not None:
            self._timer()
            self._timer = None
        self._waiting.clear()

    def _heard(self, kind: RegistryKind) -> Callable[[Event[Any]], None]:
        @callback
        def heard(event: Event[Any]) -> None:
            subject = event.data.get(f"{kind}_id")
            # Areas and floors can also be put into another order, which concerns none of them.
            if subject is None or event.data["action"] not in RegistryAction:
                return
            self._gather(
                RegistryChange(
                    kind=kind,
                    id=subject,
                    action=RegistryAction(event.data["action"]),
                    old_id=event.data.get("old_entity_id"),
                )
            )

        return heard

    def _gather(self, change: RegistryChange) -> None:
        earlier = self._waiting.pop((change.kind, change.old_id or change.id), None)
        self._waiting[change.kind, change.id] = change if earlier is None else _merged(earlier, change)
        if self._timer is None:
            with apart():
                self._timer = async_call_later(self._hass, QUIET, self._tell)

    @callback
    def _tell(self, _: datetime) -> None:
        self._timer = None
        changes, self._waiting = self._waiting, {}
        for change in changes.values():
            self._on_change(change)


def _merged(earlier: RegistryChange, later: RegistryChange) -> RegistryChange:
    if later.action is not RegistryAction.UPDATE:
        # What was renamed and then removed is known by its first id only.
        return replace(later, old_id=earlier.old_id)
    if earlier.action is RegistryAction.CREATE:
        return replace(later, action=RegistryAction.CREATE, old_id=None)
    return replace(later, action=RegistryAction.UPDATE, old_id=earlier.old_id or later.old_id)

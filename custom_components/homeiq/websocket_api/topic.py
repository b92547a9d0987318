"""One thing that clients subscribe to: a whole answer first, then differences, one a second at most.

The document is written once for all of them. It is the last one that they were told of, so what they are told next is
what makes the new one of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.auth.models import User
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.json import json_bytes, json_fragment

from ..answers.patch import patch_of
from ..const import DOMAIN, LOGGER
from ..coordinator import HomeIQCoordinator
from ..correlation import apart
from ..rights import Right, may
from ..spent import SPENT

EVERY = 1.0  # seconds between two differences at least
MOST = 50  # subscriptions of one connection; a page of cards needs a few

type Document = dict[str, Any]
type Tell = Callable[[HomeIQCoordinator], Awaitable[Document]]
type View = Callable[[User, Document], Document]
"""Returns what somebody may know of a document: the same one where that is all of it."""
type Audience = tuple[Right, View]
"""What it takes to listen, and what those may know who may."""
type Listener = tuple[ActiveConnection, int]

AWAY = {"type": "away"}
HEARTBEAT = {"type": "heartbeat"}
ENDED = {"type": "ended"}


def everything(_user: User, document: Document) -> Document:
    """Hide nothing from those who may listen."""
    return document


class Topic:
    """Tells those who listen."""

    def __init__(
        self,
        hass: HomeAssistant,
        name: str,
        tell: Tell,
        audience: Audience,
        *,
        coordinator: Callable[[], HomeIQCoordinator | None],
        on_change: Callable[[], None],
    ) -> None:
        """Tell nobody yet.

        Args:
            hass: Home Assistant.
            name: of the topic.
            tell: writes the document; nothing in it is null.
            audience: who may listen.
            coordinator: returns whom it is told of; None while HomeIQ is not loaded.
            on_change: called when somebody has come or gone.
        """
        self._hass = hass
        self._name = name
        self._tell = tell
        self._right, self._view = audience
        self._coordinator = coordinator
        self._on_change = on_change
        self._listeners: set[Listener] = set()
        self._document: Document | None = None
        self._written: tuple[Document | None, json_fragment] | None = None
        self._turn = asyncio.Lock()
        self._is_due = False
        self._pushed_at = float("-inf")
        self._timer: asyncio.TimerHandle | None = None

    @property
    def has_listeners(self) -> bool:
        """Tell whether anybody listens."""
        return bool(self._listeners)

    async def async_join(self, connection: ActiveConnection, message_id: int, on_joined: Callable[[], None]) -> None:
        """Begin to tell somebody, until they have heard enough.

        Args:
            connection: theirs.
            message_id: of the subscription.
            on_joined: called before they are told anything.

        Raises:
            HomeAssistantError: there is no document now, or they listen often enough.
        """
        listener = (connection, message_id)
        connection.subscriptions[message_id] = lambda: self._async_leave(listener)
        async with self._turn:
            try:
                self._check_room(connection)
                if not self._listeners:
                    self._document = await self._async_document()
            except HomeAssistantError:
                connection.subscriptions.pop(message_id, None)
                raise
            if message_id not in connection.subscriptions:
                return  # gone meanwhile
            self._listeners.add(listener)
            on_joined()
            connection.send_event(message_id, self._whole(connection.user))
        self._on_change()

    @callback
    def _check_room(self, connection: ActiveConnection) -> None:
        """Refuse a subscription that nobody needs: each is one more to be told whatever changes.

        Raises:
            ServiceValidationError: this connection has as many as it may.
        """
        if sum(one is connection for one, _ in self._listeners) >= MOST:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="too_many_subscriptions",
                translation_placeholders={"most": str(MOST)},
            )

    @callback
    def async_changed(self) -> None:
        """Tell what is new: at once, or a second after the last time."""
        if not self._listeners or self._is_due:
            return
        self._is_due = True
        wait = self._pushed_at + EVERY - self._hass.loop.time()
        if wait > 0:
            with apart():
                self._timer = self._hass.loop.call_later(wait, self._async_push_soon)
        else:
            self._async_push_soon()

    @callback
    def async_beat(self) -> None:
        """Say that the subscription is alive, and end those of whoever may not listen any more."""
        self._async_send(lambda _user: HEARTBEAT)

    @callback
    def _async_push_soon(self) -> None:
        self._timer = None
        work = SPENT.in_steps(self._async_push())
        # It tells of all that changed, and goes on to tell of what changes meanwhile.
        with apart():
            self._hass.async_create_background_task(work, f"homeiq {self._name}", eager_start=True)

    async def _async_push(self) -> None:
        async with self._turn:
            # Whatever changes from here on has to be told again.
            self._is_due = False
            before, pushed_at = self._document, self._pushed_at
            self._pushed_at = self._hass.loop.time()
            try:
                self._document = await self._async_document()
            except HomeAssistantError as err:
                LOGGER.debug("There is nothing to tell of %s now: %s", self._name, err)
            except Exception:  # noqa: BLE001 - a boundary: nobody waits for it, and the next change is told again
                LOGGER.exception("Nothing could be told of %s", self._name)
            if before is self._document or before == self._document:
                self._pushed_at = pushed_at
            elif before is None or self._document is None:
                self._async_send(self._whole)
            else:
                self._async_send(self._news(before, self._document))

    async def _async_document(self) -> Document | None:
        coordinator = self._coordinator()
        return None if coordinator is None else await self._tell(coordinator)

    def _news(self, before: Document, now: Document) -> Callable[[User], Document | json_fragment]:
        """Return what tells somebody what is new, written once for all who may know everything."""
        for_all = _patch(before, now)

        def news(user: User) -> Document | json_fragment:
            seen = self._view(user, now)
            return for_all if seen is now else _patch(self._view(user, before), seen)

        return news

    @callback
    def _whole(self, user: User) -> json_fragment:
        """Return the document as it is told, written once for all who come while it is the newest."""
        document = self._document
        if document is not None and (seen := self._view(user, document)) is not document:
            return _written({"type": "snapshot", "document": seen})
        if self._written is None or self._written[0] is not document:
            event = AWAY if document is None else {"type": "snapshot", "document": document}
            self._written = (document, _written(event))
        return self._written[1]

    @callback
    def _async_send(self, event_for: Callable[[User], Document | json_fragment]) -> None:
        for connection, message_id in tuple(self._listeners):
            if may(self._hass, connection.user, self._right):
                connection.send_event(message_id, event_for(connection.user))
            else:
                connection.send_event(message_id, ENDED)
                connection.subscriptions.pop(message_id)
                self._async_leave((connection, message_id))

    @callback
    def _async_leave(self, listener: Listener) -> None:
        self._listeners.discard(listener)
        if not self._listeners:
            if self._timer:
                self._timer.cancel()
                self._timer = None
                self._is_due = False
            # What was written stays: whoever comes next may be told the same document.
            self._document = None
        self._on_change()


def _patch(before: Document, now: Document) -> json_fragment:
    return _written({"type": "patch", "patch": patch_of(before, now)})


def _written(event: Document) -> json_fragment:
    return json_fragment(json_bytes(event))

"""The inbox: a to-do list of the open suggestions. Ticking one accepts it, deleting one dismisses it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
import time
from typing import override

from homeassistant.components.todo import (
    TodoItem,
    TodoItemStatus,
    TodoListEntity,
    TodoListEntityFeature,
)
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .coordinator import HomeIQConfigEntry
from .coordinator.decisions.offers import REGRETTED
from .coordinator.learning.first_days import progress_in
from .coordinator.spoken import async_spoken
from .correlation import apart
from .entity import HomeIQEntity
from .model.decisions.acceptance import Version
from .model.habits.suggestion import Suggestion, UnknownSuggestionError
from .rights import LIST
from .services.naming.unknown import async_unknown

# One after the other: each call leaves on the entity who calls.
PARALLEL_UPDATES = 1

LINE = 42  # characters that fit on a phone
BETWEEN_TICKS = 1.5  # within so many seconds a second tick is meant for what the list has moved away, seconds
_AWAY = 0.1  # how long an item of which a tick was refused leaves the list, to come back unticked, seconds
NEWS = "learning"  # uid of the item that tells how learning stands; no signature is a word
_ASSIST = "conversation"
SUGGESTIONS = EntityDescription(key=LIST, translation_key="suggestions")


async def async_setup_entry(
    hass: HomeAssistant, entry: HomeIQConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the one list."""
    async_add_entities([SuggestionList(entry.runtime_data, SUGGESTIONS)])


class SuggestionList(HomeIQEntity, TodoListEntity):
    """The open suggestions, best first, and below them, done, what was accepted or dismissed of late."""

    # Nobody sets a description, but only with this feature an item that is opened shows its own.
    _attr_supported_features = (
        TodoListEntityFeature.UPDATE_TODO_ITEM
        | TodoListEntityFeature.DELETE_TODO_ITEM
        | TodoListEntityFeature.SET_DESCRIPTION_ON_ITEM
    )
    _ticked: tuple[str, float] = ("", float("-inf"))
    _away: str | None = None
    _cancel: CALLBACK_TYPE | None = None

    @override
    @callback
    def begin(self) -> None:
        """Keep what the list tells from voice assistants, until the owner shows it to them."""
        self.async_on_remove(self._async_stop)
        # Home Assistant shows them every list of its own accord; ticking an item by voice would accept a suggestion.
        if self.registry_entry and _ASSIST not in self.registry_entry.options:
            er.async_get(self.hass).async_update_entity_options(self.entity_id, _ASSIST, {"should_expose": False})

    @property
    @override
    def todo_items(self) -> list[TodoItem]:
        """Return an item for each suggestion; its uid is the signature."""
        return [item for item in self._items() if item.uid != self._away]

    @override
    async def async_update_todo_item(self, item: TodoItem) -> None:
        """Accept what was ticked, take back what was unticked, refuse everything else."""
        before = await self._async_find(item.uid)
        with self._shown_as_it_is(before):
            # By voice, an item comes without its description.
            is_cleared = item.description is None and item.status == before.status
            if item.summary != before.summary or is_cleared or item.description not in {None, before.description}:
                raise ServiceValidationError(translation_domain=DOMAIN, translation_key="item_fixed")
            if item.status == before.status or before.uid is None:
                return
            _refuse_news(before.uid)
            await self._async_turn(before.uid, before, is_ticked=item.status == TodoItemStatus.COMPLETED)

    async def _async_turn(self, signature: str, item: TodoItem, *, is_ticked: bool) -> None:
        """Accept a suggestion, or take back what was decided on it."""
        user_id = self._context.user_id if self._context else None
        if user_id:
            self._check_pace(signature, item)
        try:
            if is_ticked:
                await self.coordinator.decisions.accepting.async_accept(signature, mode=None, user_id=user_id)
            elif signature in {one.signature for one in self.coordinator.data.dismissed}:
                await self.async_admit("take_back_decision")
                await self.coordinator.decisions.dismissing.async_take_back(signature)
            else:
                await self.coordinator.decisions.accepting.async_undo(signature, user_id=user_id)
        except UnknownSuggestionError as err:
            raise await async_unknown(self.coordinator, err) from err
        except Unauthorized as err:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="administrators_only") from err
        self._ticked = signature, time.monotonic()

    @override
    async def async_delete_todo_items(self, uids: list[str]) -> None:
        """Dismiss open suggestions; show no longer what is done, which stays accepted or dismissed."""
        user_id = await self.async_admit("dismiss_suggestion")
        for uid in uids:
            _refuse_news(uid)
        done = {item.uid for item in self._items() if item.status == TodoItemStatus.COMPLETED and item.uid}
        for signature in uids:
            if signature in done:
                continue
            try:
                await self.coordinator.decisions.dismissing.async_dismiss(signature, None, user_id)
            except UnknownSuggestionError as err:
                raise await async_unknown(self.coordinator, err) from err
        await self.coordinator.decisions.offers.async_clear(done.intersection(uids))

    def _items(self) -> list[TodoItem]:
        data = self.coordinator.data
        since = time.time() - REGRETTED
        items = [
            *map(_open, data.suggestions),
            *map(_done, data.accepted),
            *(
                self._dismissed(one.suggestion, one.decided_at)
                for one in data.dismissed
                if one.suggestion and one.decided_at >= since
            ),
        ]
        return items or self._news()

    def _news(self) -> list[TodoItem]:
        """Tell how learning stands where there is nothing else to tell. An item without a status is not to be done."""
        words, coordinator = async_spoken(self.hass), self.coordinator
        if words is None:
            return []
        began = coordinator.config_entry.created_at
        progress = progress_in(coordinator.data, coordinator.settings, dt_util.now(), began)
        key = "learning_over" if progress.is_over else "learning"
        return [
            TodoItem(
                uid=NEWS,
                summary=words.say(key, day=progress.day, needed=progress.needed),
                description=words.say(f"{key}_description", day=progress.day, date=words.day(progress.first_on)),
            )
        ]

    async def _async_find(self, uid: str | None) -> TodoItem:
        for item in self._items():
            if item.uid == uid:
                return item
        raise await async_unknown(self.coordinator, UnknownSuggestionError(uid or ""))

    def _check_pace(self, signature: str, item: TodoItem) -> None:
        """Refuse a second click in one place: after the first one the list has moved up.

        Raises:
            ServiceValidationError: another item was ticked a moment ago.
        """
        last, at = self._ticked
        if signature != last and time.monotonic() - at < BETWEEN_TICKS:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="ticked_too_soon",
                translation_placeholders={"title": item.summary or ""},
            )

    @contextmanager
    def _shown_as_it_is(self, item: TodoItem) -> Iterator[None]:
        """Show an item as it is after a click was refused.

        The frontend has drawn the tick already, and draws an item anew only where something about it has changed: so
        those who watch the list see it leave for a moment.
        """
        try:
            yield
        except HomeAssistantError:
            self._away = item.uid
            self.async_update_listeners()
            self._away = None
            self._async_stop()
            with apart():
                self._cancel = async_call_later(self.hass, _AWAY, self._async_bring_back)
            raise

    @callback
    def _async_bring_back(self, _now: datetime) -> None:
        self._cancel = None
        self.async_update_listeners()

    @callback
    def _async_stop(self) -> None:
        if self._cancel:
            self._cancel()
            self._cancel = None

    def _dismissed(self, suggestion: Suggestion, decided_at: float) -> TodoItem:
        title, reason = suggestion.title, suggestion.full_reason
        if words := async_spoken(self.hass):
            title = words.say("item_dismissed", text=title)
            reason = words.say("item_dismissed_description", text=reason)
        return TodoItem(
            uid=suggestion.signature,
            summary=title,
            description=reason,
            status=TodoItemStatus.COMPLETED,
            completed=dt_util.utc_from_timestamp(decided_at),
        )


def _refuse_news(uid: str) -> None:
    """Refuse to tick or delete what only tells how learning stands.

    Raises:
        ServiceValidationError: it is that.
    """
    if uid == NEWS:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="item_tells_only")


def _open(suggestion: Suggestion) -> TodoItem:
    return TodoItem(
        uid=suggestion.signature,
        summary=suggestion.title,
        description=_description(suggestion),
        status=TodoItemStatus.NEEDS_ACTION,
    )


def _done(version: Version) -> TodoItem:
    return TodoItem(
        uid=version.suggestion.signature,
        summary=version.suggestion.title,
        description=_description(version.suggestion),
        status=TodoItemStatus.COMPLETED,
        completed=dt_util.utc_from_timestamp(version.written_at),
    )


def _description(suggestion: Suggestion) -> str:
    """Return the reason; before it the title, where a list on a phone would cut off its end.

    Home Assistant shows one line of a summary, and nobody should tick what they can't read to its end.
    """
    title = suggestion.title
    return suggestion.full_reason if len(title) <= LINE else f"{title}.\n{suggestion.full_reason}"

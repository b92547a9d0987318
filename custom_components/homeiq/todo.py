"""The inbox: a to-do list of the open suggestions. Ticking one accepts it, deleting one dismisses it."""

from typing import override

from homeassistant.components.todo import (
    TodoItem,
    TodoItemStatus,
    TodoListEntity,
    TodoListEntityFeature,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError, Unauthorized
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .coordinator import HomeIQConfigEntry
from .entity import HomeIQEntity
from .model.acceptance import Version
from .model.suggestion import Suggestion, UnknownSuggestionError
from .services.loaded import unknown

# One after the other: each call leaves on the entity who calls.
PARALLEL_UPDATES = 1

LINE = 42  # characters that fit on a phone


_ASSIST = "conversation"
SUGGESTIONS = EntityDescription(key="suggestions", translation_key="suggestions")


async def async_setup_entry(
    hass: HomeAssistant, entry: HomeIQConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the one list."""
    async_add_entities([SuggestionList(entry.runtime_data, SUGGESTIONS)])


class SuggestionList(HomeIQEntity, TodoListEntity):
    """The open suggestions, best first, and below them, done, what was accepted within the last week."""

    _attr_supported_features = TodoListEntityFeature.UPDATE_TODO_ITEM | TodoListEntityFeature.DELETE_TODO_ITEM

    @override
    async def async_added_to_hass(self) -> None:
        """Keep what the list tells from voice assistants, until the owner shows it to them."""
        await super().async_added_to_hass()
        # Home Assistant shows them every list of its own accord; ticking an item by voice would accept a suggestion.
        if self.registry_entry and _ASSIST not in self.registry_entry.options:
            er.async_get(self.hass).async_update_entity_options(self.entity_id, _ASSIST, {"should_expose": False})

    @property
    @override
    def todo_items(self) -> list[TodoItem]:
        """Return an item for each suggestion; its uid is the signature."""
        data = self.coordinator.data
        return [*map(_open, data.suggestions), *map(_done, data.accepted)]

    @override
    async def async_update_todo_item(self, item: TodoItem) -> None:
        """Accept what was ticked, take back what was unticked, refuse everything else."""
        before = self._find(item.uid)
        if (item.summary, item.description) != (before.summary, before.description):
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="item_fixed")
        if item.status == before.status or before.uid is None:
            return
        try:
            if item.status == TodoItemStatus.COMPLETED:
                await self.coordinator.async_accept(before.uid, user_id=self._user_id)
            else:
                await self.coordinator.async_undo(before.uid, user_id=self._user_id)
        except UnknownSuggestionError as err:
            raise unknown(before.uid) from err
        except Unauthorized as err:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="administrators_only") from err

    @override
    async def async_delete_todo_items(self, uids: list[str]) -> None:
        """Dismiss open suggestions; show accepted ones no longer, of which the automation stays."""
        done = {version.suggestion.signature for version in self.coordinator.data.accepted}
        for signature in uids:
            if signature in done:
                continue
            try:
                await self.coordinator.async_dismiss(signature, None, self._user_id)
            except UnknownSuggestionError as err:
                raise unknown(signature) from err
        await self.coordinator.async_clear(done.intersection(uids))

    @property
    def _user_id(self) -> str | None:
        return self._context.user_id if self._context else None

    def _find(self, uid: str | None) -> TodoItem:
        for item in self.todo_items:
            if item.uid == uid:
                return item
        raise unknown(uid or "")


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
    return suggestion.full_reason if len(title) <= LINE else f"{title}. {suggestion.full_reason}"

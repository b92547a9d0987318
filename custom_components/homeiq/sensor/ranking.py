"""The best suggestions, each with a sensor of its own."""

from __future__ import annotations

from typing import Any, override

from homeassistant.components.sensor import SensorEntityDescription

from ..answers.findings import backtest_to_json
from ..coordinator import HomeIQCoordinator
from ..model.habits.suggestion import Suggestion
from ..model.words import shortened
from .limits import LISTED, REASON_LENGTH, STATE_LENGTH, UNLOGGED
from .showing import HomeIQSensor

PLACES = 5  # suggestions that have a sensor of their own


class SuggestionSensor(HomeIQSensor):
    """The suggestion at one place of the ranking."""

    def __init__(self, coordinator: HomeIQCoordinator, place: int) -> None:
        """Take a place, 1 being the best."""
        super().__init__(coordinator, SensorEntityDescription(key=f"suggestion_{place}", translation_key="suggestion"))
        self._attr_translation_placeholders = {"place": str(place)}
        self._index = place - 1

    @property
    def _suggestion(self) -> Suggestion | None:
        suggestions = self.coordinator.data.suggestions
        return suggestions[self._index] if self._index < len(suggestions) else None

    @override
    def shows(self) -> object:
        # None of it is written where it is the same suggestion; where there is none, that is shown too.
        return (self._suggestion,)

    @property
    @override
    def native_value(self) -> str | None:
        """Return the title; None where the ranking ends before this place."""
        suggestion = self._suggestion
        return shortened(suggestion.title, STATE_LENGTH) if suggestion else None

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return what a card needs to show it."""
        if (suggestion := self._suggestion) is None:
            return dict(UNLOGGED)
        return {
            **UNLOGGED,
            "kind": suggestion.pattern.kind.value,
            "confidence": round(suggestion.confidence, 2),
            "backtest": backtest_to_json(suggestion.backtest),
            "entities": list(suggestion.pattern.entities[:LISTED]),
            "signature": suggestion.signature,
            "reason": suggestion.reason_within(REASON_LENGTH),
        }

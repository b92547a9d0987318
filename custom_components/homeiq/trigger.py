"""Triggers for people's own automations: a suggestion came, was decided on, or an analysis is over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar, cast, override

from homeassistant.const import CONF_OPTIONS
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.trigger import (
    Trigger,
    TriggerActionRunner,
    TriggerConfig,
    TriggerNotTriggeredReporter,
)
from homeassistant.helpers.typing import ConfigType
import probatio as vol

from .const import EVENT_ANALYSIS_COMPLETE, EVENT_SUGGESTION_CREATED, EVENT_SUGGESTION_RESOLVED
from .model.habits.suggestion import DecisionKind
from .model.habits.trigger import Kind
from .model.run import RunStatus
from .services.fields import entity_ids, number

VERDICTS = (DecisionKind.ACCEPTED, DecisionKind.DISMISSED, DecisionKind.SNOOZED)
STATUSES = (RunStatus.SUCCESS, RunStatus.NO_DATA, RunStatus.FAILED)


def _some_of(values: Collection[str]) -> Any:
    return vol.All(cv.ensure_list, [vol.In([str(value) for value in values])])


def _schema(**options: Any) -> vol.Schema:
    fields = {vol.Optional(name): option for name, option in options.items()}
    return vol.Schema({vol.Required(CONF_OPTIONS, default=dict): fields})


_WHAT: Mapping[str, Any] = {
    "kind": _some_of(Kind),
    "area_id": vol.All(cv.ensure_list, [cv.string]),
    "entity_id": entity_ids,
}


class _HomeIQTrigger(Trigger):
    """Runs when HomeIQ says something on the bus that is as it was asked for.

    Attributes:
        event_type: what HomeIQ says.
        description: the same in words, for the trace.
        schema: of the options.
    """

    event_type: ClassVar[str]
    description: ClassVar[str]
    schema: ClassVar[vol.Schema]

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Wait for what the options ask for."""
        super().__init__(hass, config)
        self._wanted: Mapping[str, Any] = config.options or {}

    @classmethod
    @override
    async def async_validate_config(cls, hass: HomeAssistant, config: ConfigType) -> ConfigType:
        """Return valid options."""
        return cast("ConfigType", cls.schema(config))

    @override
    async def async_attach_runner(
        self, run_action: TriggerActionRunner, did_not_trigger: TriggerNotTriggeredReporter | None = None
    ) -> CALLBACK_TYPE:
        """Listen, and hand on all that the event tells."""

        @callback
        def hear(event: Event) -> None:
            if all(_is_as_wanted(name, wanted, event.data) for name, wanted in self._wanted.items()):
                run_action(dict(event.data), self.description, event.context)

        return self._hass.bus.async_listen(self.event_type, hear)


class SuggestionCreated(_HomeIQTrigger):
    """There is a new suggestion."""

    event_type = EVENT_SUGGESTION_CREATED
    description = "HomeIQ has a new suggestion"
    schema = _schema(**_WHAT, min_confidence=vol.All(number, vol.Range(min=0, max=1)))


class SuggestionResolved(_HomeIQTrigger):
    """Somebody decided on a suggestion."""

    event_type = EVENT_SUGGESTION_RESOLVED
    description = "a suggestion of HomeIQ was decided on"
    schema = _schema(**_WHAT, verdict=_some_of(VERDICTS))


class AnalysisComplete(_HomeIQTrigger):
    """A run of the analysis is over."""

    event_type = EVENT_ANALYSIS_COMPLETE
    description = "an analysis of HomeIQ is over"
    schema = _schema(status=_some_of(STATUSES))


TRIGGERS: dict[str, type[Trigger]] = {
    "suggestion_created": SuggestionCreated,
    "suggestion_resolved": SuggestionResolved,
    "analysis_complete": AnalysisComplete,
}


async def async_get_triggers(hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Return the triggers by name."""
    return TRIGGERS


def _is_as_wanted(name: str, wanted: Any, data: Mapping[str, Any]) -> bool:
    """Tell whether an event is as one option asks for."""
    match name:
        case "entity_id":
            return not set(wanted).isdisjoint(data["entities"])
        case "area_id":
            return not set(wanted).isdisjoint(data["areas"])
        case "min_confidence":
            return bool(data["confidence"] >= wanted)
        case _:
            return data[name] in wanted

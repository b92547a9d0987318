"""A home that acts by itself, and an ear on it whose rows can be read."""

from dataclasses import dataclass, field

from homeassistant.core import Context, HomeAssistant

from custom_components.homeiq.model.event import Cause, EventRow

MACHINE = "0123456789abcdef0123456789abcdef"
CHILD = "abcdef0123456789abcdef0123456789"
NOON = {"trigger": "event", "event_type": "noon"}  # without a state behind it, it starts things exactly as time does


def switching(entity_id: str) -> list[dict[str, object]]:
    """Toggle a switch."""
    return [{"action": "input_boolean.toggle", "target": {"entity_id": f"input_boolean.{entity_id}"}}]


AUTOMATIONS = [
    {
        "id": "by_state",
        "alias": "by state",
        "triggers": [{"trigger": "state", "entity_id": ["input_boolean.cause", "light.cause"], "to": "on"}],
        "actions": [*switching("effect"), {"action": "script.one"}],
    },
    {"id": "by_time", "alias": "by time", "triggers": [NOON], "actions": switching("timed")},
    {
        "id": "homeiq_evening",
        "alias": "ours",
        "triggers": [{"trigger": "event", "event_type": "dusk"}],
        "actions": [*switching("ours"), {"action": "script.one"}],
    },
    {"alias": "without an id", "triggers": [{"trigger": "event", "event_type": "dawn"}], "actions": switching("timed")},
]


@dataclass
class Heard:
    """The rows that the listener handed on."""

    rows: list[EventRow] = field(default_factory=list)

    @property
    def states(self) -> list[tuple[str, str]]:
        return [(entity_id, state) for _, entity_id, state, _ in self.rows]

    def causes_of(self, entity_id: str) -> list[Cause]:
        return [Cause(cause) for _, heard, _, cause in self.rows if heard == entity_id]


async def act(hass: HomeAssistant, service: str, entity_id: str, context: Context | None = None) -> None:
    """Call a service on an entity and wait for all that follows."""
    domain, _, name = service.partition(".")
    await hass.services.async_call(domain, name, {"entity_id": entity_id}, blocking=True, context=context)
    await hass.async_block_till_done()


async def happen(hass: HomeAssistant, event_type: str) -> None:
    """Fire what starts an automation and wait for all that follows."""
    hass.bus.async_fire(event_type)
    await hass.async_block_till_done()

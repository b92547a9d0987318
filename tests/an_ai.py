"""An AI as any provider brings one: an ``ai_task`` entity that notes what it gets and answers what it is told to."""

from dataclasses import dataclass, field
from typing import Any, override

from homeassistant.components import ai_task, conversation
from homeassistant.components.ai_task.const import DATA_PREFERENCES
from homeassistant.config_entries import ConfigEntry, ConfigFlow
from homeassistant.const import MAJOR_VERSION, MINOR_VERSION
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddEntitiesCallback
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockModule,
    MockPlatform,
    mock_config_flow,
    mock_integration,
    mock_platform,
)

PROVIDER = "an_ai"


@dataclass
class Notes:
    """What an AI got.

    Attributes:
        tasks: the questions.
        prompts: everything else that came with them, as text.
        answer: what it answers; an exception is raised.
        tokens: what it says that an answer cost.
    """

    answer: Any = None
    tokens: int = 0
    tasks: list[ai_task.GenDataTask] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that it got, as one text."""
        asked = [f"{task.name} {task.instructions} {task.structure}" for task in self.tasks]
        return "\n".join([*asked, *self.prompts])


class AnAI(ai_task.AITaskEntity):
    """Answers what it was told to."""

    _attr_supported_features = ai_task.AITaskEntityFeature.GENERATE_DATA

    def __init__(self, name: str, notes: Notes) -> None:
        self._attr_name = name
        self._attr_unique_id = name
        self._notes = notes

    @override
    async def _async_generate_data(
        self, task: ai_task.GenDataTask, chat_log: conversation.ChatLog
    ) -> ai_task.GenDataTaskResult:
        self._notes.tasks.append(task)
        self._notes.prompts.extend(str(content) for content in chat_log.content)
        chat_log.async_trace({"stats": {"input_tokens": self._notes.tokens, "output_tokens": 0}})
        answer = self._notes.answer
        if isinstance(answer, Exception):
            raise answer
        return ai_task.GenDataTaskResult(
            conversation_id=chat_log.conversation_id, data=answer(task) if callable(answer) else answer
        )


async def async_an_ai(hass: HomeAssistant, answer: Any = None, *, name: str = "Clever") -> Notes:
    """Set up an AI, which the home prefers from now on."""
    notes = Notes(answer=answer)

    async def async_setup_entry(hass: HomeAssistant, entry: ConfigEntry) -> Any:
        await hass.config_entries.async_forward_entry_setups(entry, ["ai_task"])
        # A mocked integration counts as one of core, which later versions want None of.
        return True if (MAJOR_VERSION, MINOR_VERSION) < (2026, 11) else None

    async def async_setup_platform(
        hass: HomeAssistant, entry: ConfigEntry, async_add_entities: AddEntitiesCallback
    ) -> None:
        async_add_entities([AnAI(name, notes)])

    class Flow(ConfigFlow):
        """Nobody adds it by hand."""

    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "ai_task", {})
    mock_integration(hass, MockModule(PROVIDER, async_setup_entry=async_setup_entry))
    mock_platform(hass, f"{PROVIDER}.config_flow")
    mock_platform(hass, f"{PROVIDER}.ai_task", MockPlatform(async_setup_entry=async_setup_platform))
    entry = MockConfigEntry(domain=PROVIDER)
    entry.add_to_hass(hass)
    with mock_config_flow(PROVIDER, Flow):
        assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    hass.data[DATA_PREFERENCES].async_set_preferences(gen_data_entity_id=f"ai_task.{name.lower()}")
    return notes

"""Repairs that ask what now.

A week on trial is over, a habit has moved, an automation works against one, or is undone again and again.
"""

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, cast

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.const import ATTR_ENTITY_ID, SERVICE_TURN_OFF, SERVICE_TURN_ON
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import probatio as vol

from .const import DOMAIN
from .coordinator import HomeIQCoordinator
from .coordinator.questions import AGAINST, MOVED, SWITCHED_OFF
from .coordinator.second_thoughts import OVERRIDDEN, AnsweredError, Question, SecondThoughts
from .model.suggestion import UnknownSuggestionError

type Deed = Callable[[HomeIQCoordinator], Awaitable[object]]


class _DecisionFlow(RepairsFlow):
    """Shows what the matter is, and does what is chosen."""

    answers: ClassVar[list[str]]

    def __init__(self, told: dict[str, str]) -> None:
        """Ask about a suggestion.

        Args:
            told: its signature, and what the texts need.
        """
        self._signature = told.pop("signature", "")
        self._told = told

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Show it, and ask."""
        return self.async_show_menu(step_id="init", menu_options=self.answers, description_placeholders=self._told)

    async def _async_do(self, deed: Deed) -> RepairsFlowResult:
        coordinator = _coordinator_of(self.hass)
        if coordinator is None:
            return self.async_abort(reason="not_loaded")
        try:
            await deed(coordinator)
        except UnknownSuggestionError:
            return self.async_abort(reason="decided")
        except HomeAssistantError as err:
            return self.async_abort(reason="refused", description_placeholders={"reason": str(err)})
        return self.async_create_entry(data={})

    async def _async_accept(self, coordinator: HomeIQCoordinator) -> None:
        await coordinator.async_accept(self._signature, user_id=None)

    async def _async_dismiss(self, coordinator: HomeIQCoordinator) -> None:
        await coordinator.async_dismiss(self._signature)

    async def _async_switch(self, action: str) -> None:
        """Turn the automation on or off that the question is about."""
        target = {ATTR_ENTITY_ID: self._told["entity_id"]}
        await self.hass.services.async_call(AUTOMATION, action, target, blocking=True)


class TrialFlow(_DecisionFlow):
    """Switches on what was on trial, or drops it."""

    answers: ClassVar[list[str]] = ["switch_on", "drop"]

    async def async_step_switch_on(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Make it an automation."""
        return await self._async_do(self._async_end_and_accept)

    async def async_step_drop(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Take it off the list for good."""
        return await self._async_do(lambda coordinator: coordinator.trials.async_drop(self._signature))

    async def _async_end_and_accept(self, coordinator: HomeIQCoordinator) -> None:
        await coordinator.async_undo(self._signature, user_id=None)
        await self._async_accept(coordinator)


class MovedFlow(_DecisionFlow):
    """Moves an accepted automation after its habit, or leaves it where it is."""

    answers: ClassVar[list[str]] = ["move", "keep"]

    async def async_step_move(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Move it."""
        return await self._async_do(self._async_accept)

    async def async_step_keep(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Leave it."""
        return await self._async_do(self._async_dismiss)


class AgainstFlow(_DecisionFlow):
    """Puts a suggestion in the place of the automation that works against it, or dismisses it."""

    answers: ClassVar[list[str]] = ["replace", "dismiss"]

    async def async_step_replace(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Accept, and turn the other off; it is not deleted."""
        return await self._async_do(self._async_replace)

    async def async_step_dismiss(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Leave things as they are."""
        return await self._async_do(self._async_dismiss)

    async def _async_replace(self, coordinator: HomeIQCoordinator) -> None:
        # First, because it can be refused: then nothing has changed.
        await self._async_accept(coordinator)
        await self._async_switch(SERVICE_TURN_OFF)


class SwitchedOffFlow(_DecisionFlow):
    """Turns an automation on that does already what is suggested, or dismisses the suggestion."""

    answers: ClassVar[list[str]] = ["turn_on", "dismiss"]

    async def async_step_turn_on(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Turn it on; the suggestion goes by itself then."""
        return await self._async_do(lambda _coordinator: self._async_switch(SERVICE_TURN_ON))

    async def async_step_dismiss(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Leave it off."""
        return await self._async_do(self._async_dismiss)


class OverriddenFlow(RepairsFlow):
    """Leaves out when an automation is not wanted, turns it off, or keeps it as it is."""

    def __init__(self, placeholders: dict[str, str], *, can_adjust: bool) -> None:
        """Ask about an automation.

        Args:
            placeholders: the figures.
            can_adjust: there is a part of the runs to leave out.
        """
        self._placeholders = placeholders
        self._can_adjust = can_adjust

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Say how often it was undone, and ask."""
        options = ["turn_off", "keep"]
        return self.async_show_menu(
            step_id="init",
            menu_options=["adjust", *options] if self._can_adjust else options,
            description_placeholders=self._placeholders,
        )

    async def async_step_adjust(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Show what the change would have done on the home's history, then make it."""
        return await self._async_do(self._async_try if user_input is None else self._async_adjust)

    async def async_step_turn_off(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Turn it off."""
        return await self._async_do(self._async_turn_off)

    async def async_step_keep(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Keep it as it is."""
        return await self._async_do(self._async_keep)

    async def _async_try(self, thoughts: SecondThoughts, question: Question) -> RepairsFlowResult:
        tried = await thoughts.async_try(question)
        before, after = tried.before.backtest, tried.after.backtest
        figures = {
            "after": tried.after.title,
            "runs": str(after.runs),
            "hits": str(after.hits),
            "false_alarms": str(after.false_alarms),
            "runs_before": str(before.runs),
            "hits_before": str(before.hits),
            "false_alarms_before": str(before.false_alarms),
        }
        return self.async_show_form(
            step_id="adjust", data_schema=vol.Schema({}), description_placeholders={**self._placeholders, **figures}
        )

    async def _async_adjust(self, thoughts: SecondThoughts, question: Question) -> RepairsFlowResult:
        await thoughts.async_adjust(question)
        return self.async_create_entry(data={})

    async def _async_turn_off(self, thoughts: SecondThoughts, question: Question) -> RepairsFlowResult:
        await thoughts.async_turn_off(question)
        return self.async_create_entry(data={})

    async def _async_keep(self, thoughts: SecondThoughts, question: Question) -> RepairsFlowResult:
        await thoughts.async_keep(question)
        return self.async_create_entry(data={})

    async def _async_do(
        self, work: Callable[[SecondThoughts, Question], Awaitable[RepairsFlowResult]]
    ) -> RepairsFlowResult:
        coordinator = _coordinator_of(self.hass)
        if coordinator is None:
            return self.async_abort(reason="not_loaded")
        try:
            question = coordinator.second_thoughts.async_question(self.issue_id)
            return await work(coordinator.second_thoughts, question)
        except AnsweredError, UnknownSuggestionError:
            return self.async_abort(reason="decided")
        except HomeAssistantError as err:
            return self.async_abort(reason="refused", description_placeholders={"reason": str(err)})


def _coordinator_of(hass: HomeAssistant) -> HomeIQCoordinator | None:
    entries = hass.config_entries.async_loaded_entries(DOMAIN)
    return cast("HomeIQCoordinator", entries[0].runtime_data) if entries else None


_FLOWS: dict[str, type[_DecisionFlow]] = {MOVED: MovedFlow, AGAINST: AgainstFlow, SWITCHED_OFF: SwitchedOffFlow}


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Begin to ask."""
    told = {key: str(value) for key, value in (data or {}).items()}
    if issue_id.startswith(OVERRIDDEN):
        return OverriddenFlow(told, can_adjust=bool(told.get("where")))
    return _FLOWS.get(told.pop("question", ""), TrialFlow)(told)

"""Repairs that ask what now: one file a matter, and here who is asked by which."""

from __future__ import annotations

from homeassistant.components.repairs import ConfirmRepairFlow, RepairsFlow
from homeassistant.core import HomeAssistant

from ..coordinator.aftercare.ladder import CLIMB
from ..coordinator.aftercare.second_thoughts import OVERRIDDEN
from ..coordinator.file.guard import GONE, REPLACED
from ..coordinator.file.opening import LOG_ASIDE, LOG_TORN, SET_ASIDE as FILE_SET_ASIDE
from ..coordinator.health.problems import BEHIND, NOT_LEARNED, OVERDUE, SET_ASIDE
from ..coordinator.hooks.undelivered import DEAD, GONE as ENDED
from ..coordinator.influx.trouble import REFUSED
from ..coordinator.keeping.damage import DAMAGED
from ..coordinator.telling.questions import AGAINST, MOVED, SWITCHED_OFF
from .climbing import ClimbFlow
from .flow import DecisionFlow
from .habits import AgainstFlow, MovedFlow, SwitchedOffFlow, TrialFlow
from .health import DamagedFlow, LearnFlow, RefusedFlow, ReloadFlow, SetAsideFlow
from .overridden import OverriddenFlow
from .webhooks import DeadFlow, GoneFlow

_FLOWS: dict[str, type[DecisionFlow]] = {
    CLIMB: ClimbFlow,
    MOVED: MovedFlow,
    AGAINST: AgainstFlow,
    SWITCHED_OFF: SwitchedOffFlow,
    NOT_LEARNED: LearnFlow,
    OVERDUE: LearnFlow,
    BEHIND: ReloadFlow,
    SET_ASIDE: SetAsideFlow,
    REFUSED: RefusedFlow,
    DEAD: DeadFlow,
    ENDED: GoneFlow,
}


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Begin to ask."""
    if issue_id.startswith((FILE_SET_ASIDE, LOG_ASIDE, LOG_TORN, GONE, REPLACED)):
        return ConfirmRepairFlow()
    told = {key: str(value) for key, value in (data or {}).items()}
    if issue_id == DAMAGED:
        return DamagedFlow(told)
    if issue_id.startswith(OVERRIDDEN):
        return OverriddenFlow(told, can_adjust=bool(told.get("where")))
    return _FLOWS.get(told.pop("question", ""), TrialFlow)(told)

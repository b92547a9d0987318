"""Setting HomeIQ up as its owner would, and waiting until it has learned."""

from collections.abc import Callable
import time
from typing import Any

from tools.home_assistant.client import Client

READY = 180.0  # seconds that import and learning may take
STATUS = "sensor.homeiq_analysis_status"
FOUND = "sensor.homeiq_suggestions"
NOTHING = frozenset({None, "0", "unknown", "unavailable"})
SURE = 10.0  # seconds after which a run without suggestions is taken for the last word


class LearningError(Exception):
    """HomeIQ did not come to suggestions. The message says where it stands."""


def set_up(client: Client) -> None:
    """Add HomeIQ through its config flow with what the form proposes, unless it is there already.

    Raises:
        LearningError: the flow ended in anything but an entry.
    """
    if any(entry["domain"] == "homeiq" for entry in client.get("config/config_entries/entry")):
        return
    answer = client.post("config/config_entries/flow", {"handler": "homeiq"})
    while answer["type"] == "form":
        proposed = {field["name"]: field["default"] for field in answer["data_schema"] if "default" in field}
        answer = client.post(f"config/config_entries/flow/{answer['flow_id']}", proposed)
        if answer.get("errors"):
            raise LearningError(f"HomeIQ's set-up form says {answer['errors']}")
    if answer["type"] != "create_entry":
        raise LearningError(f"HomeIQ's set-up ended with {answer['type']}: {answer.get('reason')}")


def await_suggestions(client: Client, tell: Callable[[str], None]) -> list[dict[str, Any]]:
    """Wait until the sensors show what was found, and return it, best first; nothing where a run found nothing.

    Raises:
        LearningError: the analysis failed, or did not end in time.
    """
    until, told, empty_since = time.monotonic() + READY, "", None
    while time.monotonic() < until:
        status, found = client.state(STATUS), client.state(FOUND)
        if status in {"failed", "no_data"}:
            raise LearningError(f"HomeIQ's analysis ended with {status}")
        if status == "success" and found not in NOTHING:
            return list(client.act("homeiq.list_suggestions", respond=True)["suggestions"])
        if status == "success":
            empty_since = empty_since or time.monotonic()
            if time.monotonic() - empty_since > SURE:
                return []
        if status and status != told:
            tell(f"HomeIQ's analysis: {status}")
            told = status
        time.sleep(0.5)
    raise LearningError(f"HomeIQ did not learn within {READY:.0f} s: {STATUS} is {told or 'missing'}")

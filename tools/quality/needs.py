"""Whether a suggestion has the conditions that its habit needs, and the right ones: not merely any."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tools.simulate.score import Suggestion

DAY = 24 * 60
OVERLAP = 0.4  # of the minutes that either band covers, those that both do
NIGHT = 3 * 60  # local minute at which those who sleep, sleep
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

type Config = Mapping[str, Any]


def meets(suggestion: Suggestion, need: Config) -> bool:
    """Tell whether some condition of a suggestion, or the trigger itself, is what a habit needs.

    What another entity has to be in is met by a suggestion that answers its getting there. Dark is met by the sun being
    down; a band by one that overlaps it; another entity's state by that state; presence by somebody's or everybody's
    being home; being awake by a band without the night; days of the week by the same days.
    """
    return _is_trigger(suggestion, need) or any(
        _is_met(condition, need) for condition in every(suggestion.get("conditions", ()))
    )


def every(conditions: Sequence[Config]) -> Iterator[Config]:
    """Yield every single condition, also those within others."""
    for condition in conditions:
        if "conditions" in condition:
            yield from every(condition["conditions"])
        else:
            yield condition


def _is_met(condition: Config, need: Config) -> bool:
    if need["condition"] == "presence":
        return _is_presence(condition)
    if need["condition"] == "awake":
        band = _band(condition)
        return (band is not None and NIGHT not in band) or _is_presence(condition)
    if need.get("entity_id") == "sun.sun":
        return _is_dark(condition) if need["state"] == "below_horizon" else _is_light(condition)
    if need["condition"] == "state":
        found = (_first(condition.get("entity_id")), _first(condition.get("state")))
        return bool(found == (need["entity_id"], need["state"]))
    if "weekday" in need:
        return set(_days(condition.get("weekday", ()))) == set(_days(need["weekday"]))
    wanted, band = _band(need), _band(condition)
    return bool(wanted and band and len(wanted & band) >= OVERLAP * len(wanted | band))


def _is_trigger(suggestion: Suggestion, need: Config) -> bool:
    trigger = suggestion.get("trigger", {})
    found = (trigger.get("entity_id"), trigger.get("to"))
    return bool(need["condition"] == "state" and found == (need.get("entity_id"), need.get("state")))


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _days(value: str | Sequence[str]) -> Sequence[str]:
    return value.split() if isinstance(value, str) else value


def _is_presence(condition: Config) -> bool:
    entity = str(_first(condition.get("entity_id", "")))
    return entity.startswith(("person.", "group.", "zone.", "device_tracker."))


def _is_sun(condition: Config, state: str) -> bool:
    return bool(_first(condition.get("entity_id")) == "sun.sun" and _first(condition.get("state")) == state)


def _is_dark(condition: Config) -> bool:
    if condition["condition"] == "sun":
        return bool(condition.get("after") == "sunset" or condition.get("before") == "sunrise")
    return _is_sun(condition, "below_horizon")


def _is_light(condition: Config) -> bool:
    if condition["condition"] == "sun":
        return bool(condition.get("after") == "sunrise" or condition.get("before") == "sunset")
    return _is_sun(condition, "above_horizon")


def _band(condition: Config) -> set[int] | None:
    """Return the minutes of the day that a band covers; None where the condition is no band."""
    if condition["condition"] != "time" or not {"after", "before"} & set(condition):
        return None
    after, before = (_minute(condition.get(key, "00:00:00")) for key in ("after", "before"))
    return {minute % DAY for minute in range(after, before if before > after else before + DAY)}


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")[:2]
    return int(hours) * 60 + int(minutes)

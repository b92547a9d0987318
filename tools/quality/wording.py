"""Habits in words."""

from tools.simulate.score import Suggestion
from tools.simulate.truth import PlantedHabit


def told(habit: PlantedHabit) -> str:
    """Say a habit in a line."""
    when = habit.time or ""
    if habit.event:
        when = f"{habit.offset_minutes:+} min of {habit.event}"
    if habit.trigger:
        held = f" for {habit.trigger.for_seconds} s" if habit.trigger.for_seconds else ""
        when = f"after {habit.trigger.entity_id} is {habit.trigger.to}{held}"
    days = "".join("MTWTFSS"[day] if day in habit.weekdays else "-" for day in range(7))
    needs = f" if {[dict(each) for each in habit.conditions]}" if habit.conditions else ""
    return (
        f"{' and '.join(habit.entities)} {habit.state} {when} {days}{needs}, {habit.support_days} days ({habit.note})"
    )


def kind_of(suggestion: Suggestion) -> str:
    """Return a suggestion's kind, timeouts apart."""
    held = suggestion["kind"] == "follow_up" and suggestion["trigger"].get("for_seconds")
    return "timeout" if held else str(suggestion["kind"])


def kind_of_habit(habit: PlantedHabit) -> str:
    """Return a habit's kind, timeouts apart."""
    return "timeout" if habit.trigger and habit.trigger.for_seconds else habit.kind

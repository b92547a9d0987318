"""Judge suggestions against the truth about a simulated home."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .truth import PlantedHabit, PlantedTrigger, Truth

CLOCK = 30  # minutes that a suggested time may be off
SUN = 20  # minutes that a suggested offset may be off
SAME_DAYS = 0.6  # Jaccard index of the days of the week
DAY = 24 * 60

type Suggestion = Mapping[str, Any]
"""A suggestion as ``scripts/replay --json`` prints it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How the suggestions for one or more homes compare with the truth. Counts are stored, measures derived.

    Attributes:
        planted: habits that have to be found.
        found: those of them that were.
        rare: habits that were done too seldom to be asked for, or too seldom kept.
        rare_found: those of them that were found all the same.
        shown: suggestions, what goes to several states as one for each.
        right: suggestions that are a habit, the first one for each.
        duplicates: further suggestions for a habit that was found already; they count as wrong.
        forbidden: suggestions for what must not be suggested.
        same_days: right suggestions with exactly the habit's days of the week.
        conditional: right suggestions for habits that need a condition.
        with_condition: those of them that have one.
        grouped: right suggestions for habits of several entities.
        whole: those of them that act on all of these.
    """

    planted: int = 0
    found: int = 0
    rare: int = 0
    rare_found: int = 0
    shown: int = 0
    right: int = 0
    duplicates: int = 0
    forbidden: int = 0
    same_days: int = 0
    conditional: int = 0
    with_condition: int = 0
    grouped: int = 0
    whole: int = 0
    missed: tuple[PlantedHabit, ...] = ()
    wrong: tuple[Suggestion, ...] = ()

    @property
    def recall(self) -> float:
        """Share of the habits that had to be found and were; 1 where there are none."""
        return _share(self.found, self.planted)

    @property
    def recall_of_all(self) -> float:
        """Share of all habits that were found, however rare; 1 where there are none."""
        return _share(self.found + self.rare_found, self.planted + self.rare)

    @property
    def precision(self) -> float:
        """Share of the suggestions that are right; 1 where there are none."""
        return _share(self.right, self.shown)

    @property
    def day_class(self) -> float:
        """Share of the right suggestions that have the habit's days."""
        return _share(self.same_days, self.right)

    @property
    def condition(self) -> float:
        """Share of the habits with a condition, of those found, whose condition was found as well."""
        return _share(self.with_condition, self.conditional)

    @property
    def groups_whole(self) -> float:
        """Share of the habits of several entities, of those found, that were found whole."""
        return _share(self.whole, self.grouped)

    def __add__(self, other: Score) -> Score:
        """Add the score of another home."""
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in self.__slots__})


def parts_of(suggestion: Suggestion) -> tuple[Suggestion, ...]:
    """Return what a suggestion brings to each state as a suggestion of its own: itself where that is one state.

    A scene stays whole, as nobody has planted a part of one.

    Examples:
        >>> night = {"kind": "routine", "entities": ["cover.a", "light.b"], "state": "off",
        ...     "otherwise": {"cover.a": "closed"}}
        >>> [(one["entities"], one["state"]) for one in parts_of(night)]
        [(['light.b'], 'off'), (['cover.a'], 'closed')]
    """
    otherwise: Mapping[str, str] = suggestion.get("otherwise", {})
    if not otherwise or suggestion["kind"] == "scene":
        return (suggestion,)
    each: dict[str, list[str]] = {suggestion["state"]: []}
    for name in suggestion["entities"]:
        each.setdefault(otherwise.get(name, suggestion["state"]), []).append(name)
    common = {name: value for name, value in suggestion.items() if name != "otherwise"}
    return tuple({**common, "entities": entities, "state": state} for state, entities in each.items() if entities)


def score(suggestions: Sequence[Suggestion], truth: Truth) -> Score:
    """Judge suggestions, best first, what goes to several states by each of them.

    A suggestion is right if a habit that no better suggestion has claimed has the same kind, state, moment and mostly
    the same days and entities.
    """
    suggestions = [part for suggestion in suggestions for part in parts_of(suggestion)]
    claimed: dict[int, Suggestion] = {}
    wrong: list[Suggestion] = []
    duplicates = 0
    for suggestion in suggestions:
        matching = [index for index, habit in enumerate(truth.habits) if matches(suggestion, habit)]
        free = [index for index in matching if index not in claimed]
        if free:
            claimed[free[0]] = suggestion
        else:
            wrong.append(suggestion)
            duplicates += bool(matching)
    needed = [index for index, habit in enumerate(truth.habits) if habit.required]
    return Score(
        planted=len(needed),
        found=sum(index in claimed for index in needed),
        rare=len(truth.habits) - len(needed),
        rare_found=sum(not truth.habits[index].required for index in claimed),
        shown=len(suggestions),
        right=len(claimed),
        duplicates=duplicates,
        forbidden=sum(_is_forbidden(suggestion, truth) for suggestion in wrong),
        missed=tuple(truth.habits[index] for index in needed if index not in claimed),
        wrong=tuple(wrong),
        **_quality([(truth.habits[index], suggestion) for index, suggestion in claimed.items()]),
    )


def matches(suggestion: Suggestion, habit: PlantedHabit) -> bool:
    """Tell whether a suggestion is a habit."""
    acted = _expand(suggestion["entities"], habit)
    planted = set(habit.entities)
    return (
        bool(acted)
        and acted <= planted
        and 2 * len(acted) > len(planted)
        and suggestion["state"] == habit.state
        and _jaccard(set(suggestion.get("weekdays", range(7))), set(habit.weekdays)) >= SAME_DAYS
        and _is_same_moment(suggestion, habit)
    )


def _is_same_moment(suggestion: Suggestion, habit: PlantedHabit) -> bool:
    match habit.kind, suggestion["kind"]:
        case "routine", "routine":
            return _distance(_minute(suggestion["time"]), _minute(habit.time or "")) <= CLOCK
        case "sun", "sun":
            is_near = abs(suggestion["offset_minutes"] - (habit.offset_minutes or 0)) <= SUN
            return bool(suggestion["event"] == habit.event and is_near)
        case "sun", "routine":
            return habit.clock_is_fair
        case "follow_up", "follow_up":
            return any(_is_same_trigger(suggestion["trigger"], each) for each in _triggers(habit))
    return False


def _triggers(habit: PlantedHabit) -> Iterator[PlantedTrigger]:
    if habit.trigger:
        yield habit.trigger
    yield from habit.equivalent_triggers


def _is_same_trigger(suggested: Mapping[str, Any], planted: PlantedTrigger) -> bool:
    if (suggested["entity_id"], suggested["to"]) != (planted.entity_id, planted.to):
        return False
    held = suggested.get("for_seconds") or 0
    if not planted.for_seconds:
        return not held
    return planted.for_seconds / 2 <= held <= planted.for_seconds * 2


def _expand(entities: Sequence[str], habit: PlantedHabit) -> set[str]:
    """Replace groups and helpers by what they stand for."""
    return {member for entity in entities for member in habit.equivalents.get(entity, (entity,))}


def _is_forbidden(suggestion: Suggestion, truth: Truth) -> bool:
    return any(
        each.entity_id in suggestion["entities"] and each.state in {None, suggestion["state"]}
        for each in truth.confounders
    )


def _quality(right: list[tuple[PlantedHabit, Suggestion]]) -> dict[str, int]:
    conditional = [suggestion for habit, suggestion in right if habit.conditions]
    grouped = [(habit, suggestion) for habit, suggestion in right if len(habit.entities) > 1]
    return {
        "same_days": sum(set(each.get("weekdays", range(7))) == set(habit.weekdays) for habit, each in right),
        "conditional": len(conditional),
        "with_condition": sum(bool(each.get("conditions")) for each in conditional),
        "grouped": len(grouped),
        "whole": sum(_expand(each["entities"], habit) == set(habit.entities) for habit, each in grouped),
    }


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")[:2]
    return int(hours) * 60 + int(minutes)


def _distance(one: int, other: int) -> int:
    """Return the minutes between two times of day, the short way round."""
    apart = abs(one - other) % DAY
    return min(apart, DAY - apart)


def _jaccard(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0

"""Judge suggestions against the truth, as somebody who gets them would.

A suggestion *is* a habit if it acts on most of its entities and on no other, brings about the same state, on mostly the
same days, at the same moment: a time within 30 minutes, an offset from the sun within 20, the same trigger, held for
half to twice as long. For a sun habit whose acts keep to the clock as well, a time within 30 minutes will do. Another
trigger will do if it announced the acts of this very habit in the weeks after the history, as reliably as the
thresholds ask for.

It is *right* if, besides, the days are the habit's, each condition that the habit needs is there and is the right one,
and all entities are acted on. Two habits of one act, on other days at nearly the same time, are right as one suggestion
at a time that fits both. Of days that are no class (every day, workdays, the weekend, a single one) a class within
them, or one that is nearly them, will do. A second suggestion for one habit is wrong, and what sets itself off.

What goes to several states is judged by each of them, as a suggestion of its own, and counted as so many.

What nobody meant is right if it came true: if in the weeks after, people went on like that as reliably as the
thresholds ask for, without meaning any other habit. In a home without habits everything is wrong.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tools.households.truth import CONFIDENCE, CONFIDENCE_OF
from tools.simulate.score import Suggestion, matches, parts_of
from tools.simulate.truth import PlantedHabit, Truth

from .afterwards import Outcome, Replay
from .needs import meets
from .subject import Subject
from .tally import Mistake, Tally
from .wording import kind_of, kind_of_habit, told

CLOCK = 30.0  # minutes
DAY = 1440.0
CLASSES = (frozenset(range(7)), frozenset(range(5)), frozenset({5, 6}), *(frozenset({day}) for day in range(7)))
CAME_TRUE = "no mistake: came true"
NEAREST = 0.75  # Jaccard index from which on a class of days will do for days that are none
FEW_RUNS = 8  # in the weeks after; where there are fewer, the history is replayed as well


@dataclass(slots=True, kw_only=True, eq=False)
class Judged:
    """A suggestion, the habit that it is, if it is one, and how it fared afterwards."""

    suggestion: Suggestion
    habit: PlantedHabit | None = None
    is_duplicate: bool = False
    came_true: bool = False
    same_days: bool = True
    conditions: bool = True
    whole: bool = True
    outcome: Outcome | None = None
    sort: str = ""

    @property
    def is_right(self) -> bool:
        """Whether it is right in every respect."""
        return self.came_true or (self.habit is not None and self.same_days and self.conditions and self.whole)


def judge(suggestions: Sequence[Suggestion], subject: Subject) -> Tally:
    """Judge the suggestions for a home, best first, and count."""
    claimed: set[int] = set()
    return _count(judged(suggestions, subject, claimed), subject, claimed)


def judged(suggestions: Sequence[Suggestion], subject: Subject, claimed: set[int] | None = None) -> list[Judged]:
    """Judge each part of the suggestions for a home, best first; ``claimed`` gets the places of the habits they are."""
    replay = Replay(subject.lived) if subject.lived else None
    taken = set() if claimed is None else claimed
    return [_judge(part, subject, replay, taken) for each in suggestions for part in parts_of(each)]


def _judge(suggestion: Suggestion, subject: Subject, replay: Replay | None, claimed: set[int]) -> Judged:
    one = Judged(suggestion=suggestion, outcome=_afterwards(suggestion, subject, replay))
    habits = subject.truth.habits
    if _is_echo(suggestion, subject):
        one.sort = "echo of itself"
        return one
    fitting = [index for index, habit in enumerate(habits) if fits(suggestion, habit)]
    fitting = fitting or list(_announced(one, subject, replay))
    free = [index for index in fitting if index not in claimed]
    # Of several habits that fit, the one that is right in every respect.
    best = sorted(free, key=lambda index: _merits(suggestion, habits[index], habits), reverse=True)
    if best:
        claimed.add(best[0])
        one.habit = habits[best[0]]
        one.same_days, one.conditions, one.whole = _respects(suggestion, one.habit, habits)
        claimed.update(_siblings(suggestion, one.habit, habits) if one.same_days else ())
    elif fitting:
        one.is_duplicate = True
    else:
        may_come_true = not subject.case.null and not _is_forbidden(suggestion, subject.truth)
        one.came_true = may_come_true and _came_true(one, subject, replay)
    one.sort = _sort(one, subject.truth)
    return one


def fits(suggestion: Suggestion, habit: PlantedHabit) -> bool:
    """Tell whether a suggestion is a habit, if not in every respect."""
    if habit.kind == "sun" and suggestion["kind"] == "routine":
        near = habit.time is None or _apart(suggestion["time"], habit.time) <= CLOCK
        return near and matches(suggestion, habit)
    if "left_on" in {habit.kind, suggestion["kind"]}:
        return habit.kind == suggestion["kind"] and set(suggestion["entities"]) <= set(habit.entities)
    if "scene" in {habit.kind, suggestion["kind"]}:
        same = set(suggestion["entities"]) <= set(habit.entities) and len(set(suggestion["entities"])) > 1
        return habit.kind == suggestion["kind"] and same
    return matches(suggestion, habit)


def _announced(one: Judged, subject: Subject, replay: Replay | None) -> Iterator[int]:
    """Yield the habits whose very acts another trigger announced reliably afterwards."""
    suggestion = one.suggestion
    if replay is None or suggestion["kind"] != "follow_up" or not _is_reliable(one, subject, replay):
        return
    assert one.outcome is not None  # noqa: S101 - it was replayed
    for index, habit in enumerate(subject.truth.habits):
        meant = one.outcome.why[habit.note.partition(";")[0]]
        if habit.state == suggestion["state"] and 2 * meant > one.outcome.hits:
            yield index


def _afterwards(suggestion: Suggestion, subject: Subject, replay: Replay | None) -> Outcome | None:
    if replay is None or subject.lived is None:
        return None
    lived = subject.lived
    return replay.outcome(suggestion, lived.end, lived.clock.at(lived.clock.days, 0))


def _is_reliable(one: Judged, subject: Subject, replay: Replay) -> bool:
    assert subject.lived is not None  # noqa: S101 - whoever has a replay has lived
    lived = subject.lived
    outcome = one.outcome
    if outcome is None or outcome.runs < FEW_RUNS:
        outcome = one.outcome = replay.outcome(one.suggestion, lived.begin, lived.clock.at(lived.clock.days, 0))
    domain = one.suggestion["entities"][0].partition(".")[0]
    return outcome.share >= CONFIDENCE_OF.get(domain, CONFIDENCE)


def _came_true(one: Judged, subject: Subject, replay: Replay | None) -> bool:
    if replay is None or not _is_reliable(one, subject, replay) or one.outcome is None:
        return False
    return 2 * one.outcome.why[""] > one.outcome.hits


def _merits(suggestion: Suggestion, habit: PlantedHabit, habits: Sequence[PlantedHabit]) -> tuple[bool, int]:
    respects = _respects(suggestion, habit, habits)
    return all(respects), sum(respects) * 2 + habit.required


def _respects(suggestion: Suggestion, habit: PlantedHabit, habits: Sequence[PlantedHabit]) -> tuple[bool, bool, bool]:
    """Tell whether days, conditions and entities are the habit's."""
    acted = {each for name in suggestion["entities"] for each in habit.equivalents.get(name, (name,))}
    dated = suggestion["kind"] in {"routine", "sun"}
    meant = frozenset(habit.weekdays).union(*(habits[each].weekdays for each in _siblings(suggestion, habit, habits)))
    suggested = frozenset(suggestion.get("weekdays", range(7)))
    days = not dated or _are_days(suggested, frozenset(habit.weekdays)) or _are_days(suggested, meant)
    return days, all(meets(suggestion, need) for need in habit.conditions), acted == set(habit.entities)


def _siblings(suggestion: Suggestion, habit: PlantedHabit, habits: Sequence[PlantedHabit]) -> list[int]:
    """Return the same act's habits on other days of the suggestion, at times that the suggestion fits as well."""
    if suggestion["kind"] != "routine":
        return []
    days = frozenset(suggestion["weekdays"])
    return [
        index
        for index, other in enumerate(habits)
        if other is not habit
        and (other.kind, other.entities, other.state) == ("routine", habit.entities, habit.state)
        and days >= frozenset(other.weekdays)
        and _apart(suggestion["time"], other.time or "") <= CLOCK
    ]


def _are_days(suggested: frozenset[int], habit: frozenset[int]) -> bool:
    if suggested == habit:
        return True
    if habit in CLASSES or suggested not in CLASSES:
        return False
    return suggested <= habit or len(suggested & habit) >= NEAREST * len(suggested | habit)


def _is_echo(suggestion: Suggestion, subject: Subject) -> bool:
    """Tell whether a suggestion's trigger is what it acts on: a group, once its last lamp is off."""
    groups = subject.lived.groups if subject.lived else {}
    acted = {each for name in suggestion["entities"] for each in (name, *groups.get(name, ()))}
    trigger = suggestion.get("trigger", {}).get("entity_id")
    return trigger is not None and bool(acted & {trigger, *groups.get(trigger, ())})


def _is_forbidden(suggestion: Suggestion, truth: Truth) -> bool:
    return any(
        each.entity_id in suggestion["entities"] and each.state in {None, suggestion["state"]}
        for each in truth.confounders
    )


def _sort(one: Judged, truth: Truth) -> str:
    """Say what is wrong with a suggestion; nothing where it is right."""
    if one.is_right:
        return ""
    if one.habit is not None:
        wrong = {"days": one.same_days, "condition": one.conditions, "members": one.whole}
        return "not right: " + " and ".join(name for name, right in wrong.items() if not right)
    if one.is_duplicate:
        return "duplicate"
    if _is_forbidden(one.suggestion, truth):
        return "forbidden"
    kinds = {habit.kind for habit in truth.habits if _same_act(one.suggestion, habit)}
    if one.suggestion["kind"] in kinds:
        return f"another {one.suggestion['kind']} of the same act"
    return f"{one.suggestion['kind']} for a {min(kinds)}" if kinds else "nobody's habit"


def _same_act(suggestion: Suggestion, habit: PlantedHabit) -> bool:
    acted = {each for name in suggestion["entities"] for each in habit.equivalents.get(name, (name,))}
    return suggestion["state"] == habit.state and bool(acted & set(habit.entities))


def _count(told: Sequence[Judged], subject: Subject, claimed: set[int]) -> Tally:
    habits = subject.truth.habits
    needed = [index for index, habit in enumerate(habits) if habit.required]
    right = [each for each in told if each.habit is not None and each.is_right]
    found = {index for index, habit in enumerate(habits) if any(habit is each.habit for each in right)}
    found.update(*(_siblings(each.suggestion, each.habit, habits) for each in right if each.habit is not None))
    known = [each for each in told if each.habit is not None]
    outcomes = [each.outcome for each in told if each.outcome is not None]
    return Tally(
        homes=1,
        planted=len(needed),
        found=sum(index in found for index in needed),
        recognised=sum(index in claimed for index in needed),
        others=len(habits) - len(needed),
        others_found=sum(not habits[index].required for index in found),
        shown=len(told),
        right=sum(each.is_right for each in told),
        near=sum(not each.is_right for each in known),
        came_true=sum(each.came_true for each in told),
        duplicates=sum(each.is_duplicate for each in told),
        forbidden=sum(each.sort == "forbidden" for each in told),
        runs=sum(each.runs for each in outcomes),
        hits=sum(each.hits for each in outcomes),
        planted_by=Counter(kind_of_habit(habits[index]) for index in needed),
        found_by=Counter(kind_of_habit(habits[index]) for index in needed if index in found),
        shown_by=Counter(kind_of(each.suggestion) for each in told),
        right_by=Counter(kind_of(each.suggestion) for each in told if each.is_right),
        mistakes=tuple(_mistakes(told, subject, [habits[index] for index in needed if index not in claimed])),
        **_qualities(known),
    )


def _qualities(known: Sequence[Judged]) -> dict[str, int]:
    pairs = [(each, each.habit) for each in known if each.habit is not None]
    dated = [each for each, _ in pairs if each.suggestion["kind"] in {"routine", "sun"}]
    conditional = [each for each, habit in pairs if habit.conditions]
    unconditional = [each for each, habit in pairs if not habit.conditions and habit.kind == "follow_up"]
    grouped = [each for each, habit in pairs if len(habit.entities) > 1]
    return {
        "dated": len(dated),
        "same_days": sum(each.same_days for each in dated),
        "conditional": len(conditional),
        "with_condition": sum(bool(each.suggestion.get("conditions")) for each in conditional),
        "right_condition": sum(each.conditions for each in conditional),
        "unconditional": len(unconditional),
        "needless": sum(bool(each.suggestion.get("conditions")) for each in unconditional),
        "grouped": len(grouped),
        "whole": sum(each.whole for each in grouped),
    }


def _mistakes(judged: Sequence[Judged], subject: Subject, missed: Sequence[PlantedHabit]) -> Iterator[Mistake]:
    case = subject.case
    home = f"{case.simulator} {case.seed}{' null' if case.null else ''}"
    for each in judged:
        if each.sort or each.came_true:
            yield Mistake(home=home, sort=each.sort or CAME_TRUE, text=_told(each))
    for habit in missed:
        yield Mistake(home=home, sort=f"missed {kind_of_habit(habit)}", text=told(habit))


def _told(one: Judged) -> str:
    test = one.suggestion["backtest"]
    after = f"; afterwards {one.outcome.hits} of {one.outcome.runs}" if one.outcome else ""
    needs = (
        f"; needs {[dict(each) for each in one.habit.conditions]}, has {one.suggestion.get('conditions')}"
        if not one.conditions and one.habit
        else ""
    )
    days = f"; {one.habit.weekdays}" if one.habit and not one.same_days else ""
    members = f"; of {one.habit.entities}" if one.habit and not one.whole else ""
    return f"{one.suggestion['title']} (back-test {test['hits']} of {test['runs']}{after}{needs}{days}{members})"


def _apart(one: str, other: str) -> float:
    first, second = (int(clock[:2]) * 60 + int(clock[3:5]) for clock in (one, other))
    apart = abs(first - second) % DAY
    return min(apart, DAY - apart)

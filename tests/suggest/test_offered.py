from collections.abc import Iterable
from dataclasses import replace

import pytest

from custom_components.homeiq.model.decisions.said import NOTHING_SAID, Said
from custom_components.homeiq.model.existing import Existing
from custom_components.homeiq.model.habits.suggestion import Decision, DecisionKind, Objection, Suggestion
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.suggest.existing import Comparison
from custom_components.homeiq.suggest.offered import find_settled, offered
from tests.histories import HOME
from tests.offers import a_pattern, a_suggestion, suggestions_of

NOON = 1_790_000_000.0


def names(found: Iterable[Suggestion], said: Said = NOTHING_SAID, home: Home | None = None) -> list[str]:
    return [one.signature for one in answer(found, said, home)]


def answer(found: Iterable[Suggestion], said: Said, home: Home | None = None) -> tuple[Suggestion, ...]:
    nothing = Comparison(Existing())
    return offered(found, said, nothing, home or HOME, Words(templates={}), now=NOON)


def a_decision(
    signature: str = "a", verdict: DecisionKind = DecisionKind.DISMISSED, until: float | None = None
) -> Decision:
    return Decision(signature=signature, verdict=verdict, decided_at=NOON - 60, until=until)


def decided(*decisions: Decision) -> Said:
    return replace(NOTHING_SAID, decisions={one.signature: one for one in decisions})


def test_what_was_found_is_offered_best_first() -> None:
    assert names(suggestions_of("b", "a")) == ["b", "a"]


@pytest.mark.parametrize("verdict", [DecisionKind.ACCEPTED, DecisionKind.DISMISSED, DecisionKind.ON_TRIAL])
def test_what_was_decided_on_is_not(verdict: DecisionKind) -> None:
    assert names(suggestions_of("a", "b"), decided(a_decision(verdict=verdict))) == ["b"]


@pytest.mark.parametrize(("until", "is_offered"), [(NOON + 1, False), (NOON, True)])
def test_a_snooze_ends_by_itself(until: float, is_offered: bool) -> None:  # noqa: FBT001 - a parameter of the test
    snoozed = decided(a_decision(verdict=DecisionKind.SNOOZED, until=until))

    assert ("a" in names(suggestions_of("a", "b"), snoozed)) is is_offered


def test_what_somebody_changed_stands_in_the_place_of_what_was_found() -> None:
    found = suggestions_of("a", "b", "c")
    changed = replace(found[1], title="At ten past")

    assert answer(found, replace(NOTHING_SAID, adjusted={"b": changed})) == (found[0], changed, found[2])


def test_what_somebody_changed_stays_where_no_run_finds_it_any_more() -> None:
    (changed,) = suggestions_of("z")

    assert names(suggestions_of("a"), replace(NOTHING_SAID, adjusted={"z": changed})) == ["a", "z"]


def test_what_was_brought_back_stands_behind_what_was_found() -> None:
    assert names(suggestions_of("a"), replace(NOTHING_SAID, reopened=suggestions_of("z"))) == ["a", "z"]


def test_a_change_outlives_being_brought_back() -> None:
    (reopened,) = suggestions_of("z")
    changed = replace(reopened, title="At ten past")

    assert answer((), Said(adjusted={"z": changed}, reopened=(reopened,), decisions={})) == (changed,)


def test_what_an_objection_leaves_goes_with_the_objection() -> None:
    (left,) = suggestions_of("a-days")
    objected = replace(a_decision(), objection=Objection.NOT_AT_WEEKENDS)

    assert names((left,), decided(objected)) == ["a-days"]
    assert names((left,), NOTHING_SAID) == []


def test_an_objection_to_one_reaches_what_acts_on_the_same() -> None:
    found = (a_suggestion(a_pattern("a")), a_suggestion(a_pattern("b", entities=("light.hall",))))
    never = replace(a_decision("x"), objection=Objection.NEVER_THIS_ENTITY, suggestion=a_suggestion(a_pattern("x")))

    assert names(found, decided(never)) == ["b"]


def test_whoever_looks_at_what_is_settled_sees_snoozes_end() -> None:
    decisions = {"a": a_decision(), "b": a_decision("b", DecisionKind.SNOOZED, NOON - 1)}

    assert find_settled(decisions, NOON) == {"a"}

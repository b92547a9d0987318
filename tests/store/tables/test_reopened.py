from dataclasses import replace

import pytest

from custom_components.homeiq.model.decisions.said import NOTHING_SAID
from custom_components.homeiq.model.habits.suggestion import Decision, DecisionKind, Objection, Suggestion
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.tables.findings import Findings
from custom_components.homeiq.store.tables.reopened import Reopened
from custom_components.homeiq.store.tables.trials import Adjustments
from tests.offers import a_suggestion, suggestions_of

MORNING = 1_790_000_000.0
EVENING = MORNING + 36_000


@pytest.fixture
def findings(database: Database) -> Findings:
    return Findings(database)


@pytest.fixture
def reopened(database: Database) -> Reopened:
    return Reopened(database)


def a_decision(suggestion: Suggestion | None, objection: Objection | None = None) -> Decision:
    return Decision(
        signature="kitchen-at-seven",
        verdict=DecisionKind.DISMISSED,
        decided_at=MORNING,
        objection=objection,
        suggestion=suggestion,
    )


async def test_what_is_offered_again_is_decided_on_no_longer(findings: Findings, reopened: Reopened) -> None:
    await findings.decide(a_decision(a_suggestion()))

    await reopened.put(a_suggestion(), MORNING)

    said = (await findings.grounds(since=0.0)).said
    assert (said.reopened, said.decisions) == ((a_suggestion(),), {})


async def test_taking_a_decision_back_offers_what_it_was_on(findings: Findings, reopened: Reopened) -> None:
    decision = a_decision(a_suggestion())
    await findings.decide(decision)

    await reopened.take_back(decision, MORNING)

    said = (await findings.grounds(since=0.0)).said
    assert (said.reopened, said.decisions) == ((a_suggestion(),), {})


@pytest.mark.parametrize("objection", [None, Objection.NOT_AT_WEEKENDS])
@pytest.mark.parametrize("suggestion", [None, a_suggestion()])
async def test_what_is_known_of_a_decision_that_is_taken_back_is_what_is_read_then(
    findings: Findings, reopened: Reopened, suggestion: Suggestion | None, objection: Objection | None
) -> None:
    decision = a_decision(suggestion, objection)
    await reopened.left(suggestions_of("kitchen-at-seven", "kitchen-at-seven-days", "other-days"), MORNING)
    await findings.decide(decision)
    before = await findings.grounds(since=0.0)

    await reopened.take_back(decision, EVENING)

    assert before.with_taken_back(decision) == await findings.grounds(since=0.0)


async def test_what_an_objection_left_goes_when_the_objection_is_taken_back(
    findings: Findings, reopened: Reopened
) -> None:
    await reopened.left(suggestions_of("kitchen-at-seven-days", "other-days"), MORNING)

    await reopened.take_back(a_decision(None, Objection.NOT_AT_WEEKENDS), EVENING)

    assert [one.signature for one in (await findings.grounds(since=0.0)).said.reopened] == ["other-days"]


async def test_a_run_has_seen_what_was_offered_again_before_it_began(findings: Findings, reopened: Reopened) -> None:
    early, late = suggestions_of("early", "late")
    await reopened.put(early, MORNING)
    await reopened.put(late, EVENING)

    await findings.save((), (), EVENING)

    assert (await findings.grounds(since=0.0)).said.reopened == (late,)


async def test_a_run_renews_the_figures_of_what_somebody_changed(findings: Findings, database: Database) -> None:
    old, new = a_suggestion(), a_suggestion(score=0.5)
    await Adjustments(database).put(old, MORNING, None)

    await findings.save((), (), EVENING, [(old, new)])

    assert (await findings.grounds(since=0.0)).said.adjusted == {"kitchen-at-seven": new}


async def test_a_run_leaves_what_somebody_changed_meanwhile(findings: Findings, database: Database) -> None:
    old, meanwhile = a_suggestion(), a_suggestion(title="At ten past seven")
    await Adjustments(database).put(old, MORNING, None)
    await Adjustments(database).put(meanwhile, EVENING, None)

    await findings.save((), (), EVENING, [(old, replace(old, score=0.5))])

    assert (await findings.grounds(since=0.0)).said.adjusted == {"kitchen-at-seven": meanwhile}


async def test_of_a_forgotten_thing_nothing_is_offered_again(
    findings: Findings, reopened: Reopened, database: Database
) -> None:
    await reopened.put(a_suggestion(), MORNING)
    await Adjustments(database).put(a_suggestion(), MORNING, None)

    await findings.drop(["light.kitchen"])

    assert (await findings.grounds(since=0.0)).said == NOTHING_SAID

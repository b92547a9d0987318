from dataclasses import replace

import pytest

from custom_components.homeiq.model.pattern import AtTime, Evidence, Pattern
from custom_components.homeiq.model.suggestion import Backtest, Decision, Suggestion, Verdict
from custom_components.homeiq.store.database import Database
from custom_components.homeiq.store.findings import Findings

MONDAY, TUESDAY, WEDNESDAY = 1000.0, 2000.0, 3000.0
DISMISSED = Decision(signature="a", verdict=Verdict.DISMISSED, decided_at=MONDAY, user_id="u1", reason="no")


@pytest.fixture
def findings(database: Database) -> Findings:
    return Findings(database)


def a_pattern(signature: str, hits: int = 37) -> Pattern:
    return Pattern(
        signature=signature,
        trigger=AtTime(minute=405),
        entities=("light.hall",),
        state="on",
        evidence=Evidence(
            opportunities=40,
            hits=hits,
            support_days=hits,
            eligible_days=40,
            chance=0.05,
            lower_bound=0.8,
            spread_seconds=60,
            window_seconds=1200,
        ),
    )


def a_suggestion(signature: str) -> Suggestion:
    return Suggestion(
        pattern=a_pattern(signature),
        title=f"Turn on {signature}",
        reason="You did",
        backtest=Backtest(days=40, runs=40, hits=37, false_alarms=3, misses=1),
        score=0.8,
        automation={"alias": signature, "triggers": [], "conditions": [], "actions": []},
    )


async def seen(database: Database) -> dict[str, tuple[float, float, float, int]]:
    statement = "SELECT signature, first_seen, last_seen, confidence, retired FROM patterns"
    rows = await database.read(lambda connection: connection.execute(statement).fetchall())
    return {signature: tuple(rest) for signature, *rest in rows}


async def test_nothing_is_found_at_first(findings: Findings) -> None:
    assert (await findings.patterns(), await findings.suggestions(), await findings.decisions()) == ((), (), {})


async def test_findings_come_back_in_order(findings: Findings) -> None:
    patterns = (a_pattern("c"), a_pattern("a"), a_pattern("b"))
    suggestions = (a_suggestion("b"), a_suggestion("a"))

    await findings.save(patterns, suggestions, MONDAY)

    assert await findings.patterns() == patterns
    assert await findings.suggestions() == suggestions


async def test_the_newest_run_counts(findings: Findings) -> None:
    await findings.save((a_pattern("a"), a_pattern("b")), (a_suggestion("a"), a_suggestion("b")), MONDAY)

    await findings.save((a_pattern("b"),), (a_suggestion("b"),), TUESDAY)

    assert await findings.patterns() == (a_pattern("b"),)
    assert await findings.suggestions() == (a_suggestion("b"),)


async def test_a_pattern_keeps_its_first_day_and_may_lose_confidence(database: Database, findings: Findings) -> None:
    await findings.save((a_pattern("a"), a_pattern("b")), (), MONDAY)
    await findings.save((a_pattern("a", hits=20),), (), TUESDAY)
    tuesday = await seen(database)
    await findings.save((a_pattern("b"),), (), WEDNESDAY)
    wednesday = await seen(database)

    assert tuesday == {"a": (MONDAY, TUESDAY, 0.5, 0), "b": (MONDAY, MONDAY, 0.925, 1)}
    assert wednesday == {"a": (MONDAY, TUESDAY, 0.5, 1), "b": (MONDAY, WEDNESDAY, 0.925, 0)}


async def test_a_decision_outlives_a_run(findings: Findings) -> None:
    await findings.decide(DISMISSED)

    await findings.save((a_pattern("b"),), (), TUESDAY)

    assert await findings.decisions() == {"a": DISMISSED}


async def test_the_newest_decision_counts(findings: Findings) -> None:
    snoozed = replace(DISMISSED, verdict=Verdict.SNOOZED, decided_at=TUESDAY, until=WEDNESDAY, reason=None)
    await findings.decide(DISMISSED)

    await findings.decide(snoozed)

    assert await findings.decisions() == {"a": snoozed}

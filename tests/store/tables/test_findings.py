from dataclasses import replace

import pytest

from custom_components.homeiq.model.habits.gate import Gate, Refused
from custom_components.homeiq.model.habits.pattern import Evidence, Pattern
from custom_components.homeiq.model.habits.suggestion import Backtest, Decision, DecisionKind, Suggestion
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.tables.findings import Findings
from custom_components.homeiq.store.tables.rewritten.zones import Zones
from custom_components.homeiq.store.tables.trials import Adjustments
from tests.offers import DIARY, RECENT

MONDAY, TUESDAY, WEDNESDAY = 1000.0, 2000.0, 3000.0
DISMISSED = Decision(signature="a", verdict=DecisionKind.DISMISSED, decided_at=MONDAY, user_id="u1", reason="no")


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


async def test_findings_come_back_packed_but_for_those_that_nobody_wants(findings: Findings) -> None:
    await findings.save((a_pattern("c"), a_pattern("a"), a_pattern("b")), (), MONDAY)

    assert await findings.packed(lambda one: one.signature != "a") == (a_pattern("c"), a_pattern("b"))
    assert len(await findings.packed(lambda _: False)) == 0


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
    snoozed = replace(DISMISSED, verdict=DecisionKind.SNOOZED, decided_at=TUESDAY, until=WEDNESDAY, reason=None)
    await findings.decide(DISMISSED)

    await findings.decide(snoozed)

    assert await findings.decisions() == {"a": snoozed}


async def test_of_the_retired_patterns_those_found_last_are_remembered(database: Database, findings: Findings) -> None:
    for at, name in ((MONDAY, "a"), (TUESDAY, "b"), (WEDNESDAY, "c")):
        await findings.save((a_pattern(name),), (), at)

    await findings.trim(1)

    assert (await seen(database)).keys() == {"b", "c"}


async def test_a_diary_is_kept_beside_what_was_found(findings: Findings) -> None:
    await findings.save((), (replace(a_suggestion("a"), recent=RECENT, diary=DIARY), a_suggestion("b")), MONDAY)

    assert await findings.suggestions() == (replace(a_suggestion("a"), recent=RECENT), a_suggestion("b"))
    assert [await findings.diary(name) for name in ("a", "b", "c")] == [DIARY, None, None]


async def test_the_diary_of_a_change_stands_before_that_of_what_was_found(
    database: Database, findings: Findings
) -> None:
    changed = replace(DIARY, first_day=20753)
    await findings.save((), (replace(a_suggestion("a"), diary=DIARY),), MONDAY)

    await Adjustments(database).put(replace(a_suggestion("a"), diary=changed), MONDAY, None)

    assert await findings.diary("a") == changed


async def test_a_change_that_an_older_version_wrote_gets_the_figures_of_today(
    database: Database, findings: Findings
) -> None:
    adjustments, old = Adjustments(database), a_suggestion("a")
    new = replace(old, score=0.5, recent=RECENT, diary=DIARY)
    await adjustments.put(old, MONDAY, None)
    await database.write(
        lambda connection: connection.execute("UPDATE adjustments SET suggestion = json_remove(suggestion, '$.recent')")
    )

    await findings.save((), (), TUESDAY, [(old, new)])

    assert await adjustments.all() == {"a": new}
    assert await findings.diary("a") == DIARY


async def test_a_diary_goes_by_the_clock_that_it_was_written_by(database: Database, findings: Findings) -> None:
    await findings.save((), (replace(a_suggestion("a"), diary=DIARY),), MONDAY)

    await Zones(database).change("Asia/Tokyo", suggestion=lambda one: one)

    assert await findings.diary("a") is None


async def test_of_a_forgotten_thing_there_is_no_diary(findings: Findings) -> None:
    await findings.save((), (replace(a_suggestion("a"), diary=DIARY),), MONDAY)

    await findings.drop(["light.hall"])

    assert await findings.diary("a") is None


async def test_what_stood_in_the_way_of_a_pattern_is_kept_until_the_next_run(findings: Findings) -> None:
    patterns = (a_pattern("a"), a_pattern("b"), a_pattern("c"))
    refused = {"a": Refused(gate=Gate.DAYS, needs=4), "b": Refused(gate=Gate.COVERED)}

    await findings.save(patterns, (), MONDAY, refused=refused)
    monday = await findings.refused()
    await findings.save((a_pattern("b"), a_pattern("c")), (), TUESDAY, refused={"c": Refused(gate=Gate.LOOSE)})

    assert monday == refused
    assert await findings.refused() == {"c": Refused(gate=Gate.LOOSE)}


async def test_what_was_refused_alike_shares_a_record(findings: Findings) -> None:
    refused = {name: Refused(gate=Gate.DAYS, needs=4) for name in ("a", "b")}

    await findings.save((a_pattern("a"), a_pattern("b")), (), MONDAY, refused=refused)

    found = await findings.refused()
    assert found["a"] is found["b"]


async def test_what_is_still_the_same_is_not_read_again(findings: Findings) -> None:
    await findings.save((), (a_suggestion("a"), a_suggestion("b")), MONDAY)
    before = await findings.grounds(since=0.0)
    await findings.save((), (a_suggestion("b"), a_suggestion("c")), TUESDAY)

    after = await findings.grounds(since=0.0)

    assert after.found == (a_suggestion("b"), a_suggestion("c"))
    assert after.found[0] is before.found[1]


async def test_a_suggestion_that_changed_is_read_again(findings: Findings) -> None:
    await findings.save((), (a_suggestion("a"),), MONDAY)
    await findings.grounds(since=0.0)
    better = replace(a_suggestion("a"), score=0.9)
    await findings.save((), (better,), TUESDAY)

    assert (await findings.grounds(since=0.0)).found == (better,)


async def test_retired_patterns_are_none_of_the_newest_run(findings: Findings) -> None:
    assert not await findings.has_patterns()

    await findings.save((a_pattern("a"),), (), MONDAY)
    assert await findings.has_patterns()

    await findings.save((), (), TUESDAY)
    assert not await findings.has_patterns()

"""LimitUnits in a unit of before, told anew in every table that has them."""

from collections.abc import Sequence
from dataclasses import replace

from custom_components.homeiq.model.decisions.acceptance import Trial
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.suggestion import Decision, DecisionKind, Suggestion
from custom_components.homeiq.model.habits.trigger import Crosses
from custom_components.homeiq.model.readings import UnitTold
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.reading.units import Units
from custom_components.homeiq.store.tables.findings import Findings
from custom_components.homeiq.store.tables.reopened import Reopened
from custom_components.homeiq.store.tables.rewritten.limits import LimitUnits, Retold, Teller, Turned
from custom_components.homeiq.store.tables.trials import Adjustments, Trials
from tests.offers import a_pattern, a_suggestion

NOW = 1000.0
PLUG = "sensor.plug"
WATTS = 5000.0


def in_watts(name: str, entity_id: str = PLUG) -> Suggestion:
    return a_suggestion(a_pattern(name, trigger=Crosses(entity_id=entity_id, limit=WATTS, is_above=True)))


def turned(pattern: Pattern, units: Turned) -> Pattern | None:
    assert units == {PLUG: ("W", "kW")}
    trigger = pattern.trigger
    assert isinstance(trigger, Crosses)
    return replace(pattern, trigger=replace(trigger, limit=trigger.limit / 1000))


def suggestion_turned(suggestion: Suggestion, units: Turned) -> Suggestion | None:
    pattern = turned(suggestion.pattern, units)
    return replace(suggestion, pattern=pattern, title="Turned") if pattern else None


IN_KILOWATTS = Teller(pattern=turned, suggestion=suggestion_turned)
NOBODY_KNOWS = Teller(pattern=lambda *_: None, suggestion=lambda *_: None)


async def async_fill(database: Database) -> None:
    """Note a limit in every table that may have one, and others that compare something else."""
    findings, trials = Findings(database), Trials(database)
    found = [in_watts("found"), in_watts("other", "sensor.plug_2")]
    await findings.save([one.pattern for one in found], found, NOW)
    await Adjustments(database).put(in_watts("adjusted"), NOW, None)
    await Adjustments(database).put(in_watts("accepted"), NOW, None)
    await trials.begin(Trial(suggestion=in_watts("tried"), began_at=NOW, until=NOW + 9, user_id=None))
    for name, verdict in (
        ("accepted", DecisionKind.ACCEPTED),
        ("dismissed", DecisionKind.DISMISSED),
        ("tried", DecisionKind.ON_TRIAL),
        ("reopened", DecisionKind.DISMISSED),
    ):
        decision = Decision(signature=name, verdict=verdict, decided_at=NOW, suggestion=in_watts(name))
        await findings.decide(decision)
        if name == "reopened":
            await Reopened(database).take_back(decision, NOW)


async def async_tell(database: Database, *units: str) -> None:
    for number, unit in enumerate(units):
        await Units(database).note([UnitTold(name=PLUG, since=NOW + number, unit=unit)])


async def async_limits(database: Database) -> dict[str, dict[str, float]]:
    findings, grounds = Findings(database), await Findings(database).grounds(0.0)
    return {
        "patterns": limits(await findings.patterns()),
        "found": limits([one.pattern for one in grounds.found]),
        "adjusted": limits([one.pattern for one in grounds.said.adjusted.values()]),
        "reopened": limits([one.pattern for one in grounds.said.reopened]),
        "tried": limits([one.suggestion.pattern for one in grounds.trials]),
        "decided": limits([one.suggestion.pattern for one in grounds.said.decisions.values() if one.suggestion]),
    }


def limits(patterns: Sequence[Pattern]) -> dict[str, float]:
    return {one.signature: one.trigger.limit for one in patterns if isinstance(one.trigger, Crosses)}


async def test_limits_are_told_anew_wherever_they_stand_but_in_what_was_accepted(database: Database) -> None:
    await async_fill(database)
    await async_tell(database, "W", "kW")
    before = await Findings(database).grounds(0.0)

    retold = await LimitUnits(database).retell(IN_KILOWATTS)

    assert (retold.turned, retold.is_seen) == ({PLUG: ("W", "kW")}, True)
    assert await async_limits(database) == {
        "patterns": {"found": 5.0, "other": WATTS},
        "found": {"found": 5.0, "other": WATTS},
        "adjusted": {"adjusted": 5.0, "accepted": WATTS},
        "reopened": {"reopened": 5.0},
        "tried": {"tried": 5.0},
        "decided": {"accepted": WATTS, "dismissed": 5.0, "tried": 5.0},
    }
    after = await Findings(database).grounds(0.0)
    assert (before.turned, after.turned) == (frozenset({PLUG}), frozenset())
    assert [one.title for one in after.found if one.signature == "found"] == ["Turned"]


async def test_limits_that_were_told_anew_are_not_told_anew_again(database: Database) -> None:
    await async_fill(database)
    await async_tell(database, "W", "kW")
    await LimitUnits(database).retell(IN_KILOWATTS)
    before = await async_limits(database)

    again = await LimitUnits(database).retell(IN_KILOWATTS)

    assert await async_limits(database) == before
    assert again.turned == {}
    assert [one.unit for one in again.units[PLUG]] == ["W", "kW"]


async def test_what_nobody_can_tell_is_gone_but_not_that_it_was_not_wanted(database: Database) -> None:
    await async_fill(database)
    await async_tell(database, "W", "%")

    await LimitUnits(database).retell(NOBODY_KNOWS)

    assert await async_limits(database) == {
        "patterns": {"other": WATTS},
        "found": {"other": WATTS},
        "adjusted": {"accepted": WATTS},
        "reopened": {},
        "tried": {},
        "decided": {"accepted": WATTS, "dismissed": WATTS},
    }


async def test_what_turned_to_and_fro_is_as_it_was(database: Database) -> None:
    await async_fill(database)
    await async_tell(database, "W", "kW", "W")
    before = await async_limits(database)

    retold = await LimitUnits(database).retell(NOBODY_KNOWS)

    assert await async_limits(database) == before
    assert retold == Retold(units=retold.units, turned={}, is_seen=False)
    assert await LimitUnits(database).are_told()


async def test_what_nobody_names_is_not_seen(database: Database) -> None:
    await async_tell(database, "W", "kW")

    assert not (await LimitUnits(database).retell(NOBODY_KNOWS)).is_seen

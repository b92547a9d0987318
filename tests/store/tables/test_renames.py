"""Entities that get another id take their past, their habits and what was decided with them."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from custom_components.homeiq.model.event import EventColumns, EventRow
from custom_components.homeiq.model.habits.pattern import Pattern, SetTo
from custom_components.homeiq.model.habits.suggestion import Decision, DecisionKind, Suggestion
from custom_components.homeiq.model.habits.trigger import OnChange
from custom_components.homeiq.model.rename import Renamed, with_todays_names
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.tables.findings import Findings
from custom_components.homeiq.store.tables.followed import FollowedAutomations
from custom_components.homeiq.store.tables.renames import Renames
from custom_components.homeiq.store.tables.trials import Adjustments
from tests.followed import MONDAY, a_run, an_override, followed
from tests.offers import a_pattern, a_suggestion

MORNING = 1_795_000_000.0
DAY = 86400.0
LATER = MORNING + 9 * DAY
PERSON = 1

ONE = {"id-one": "light.one", "id-two": "light.two"}


@pytest.fixture
def events(database: Database) -> EventLog:
    return EventLog(database)


@pytest.fixture
def renames(database: Database) -> Renames:
    return Renames(database)


def on(entity_id: str, day: float, state: str = "on") -> EventRow:
    return (MORNING + day * DAY, entity_id, state, PERSON)


async def async_past(events: EventLog, *entities: str) -> list[tuple[str, str]]:
    columns = await events.span(0.0, LATER, entities or None)
    return told(columns)


def told(columns: EventColumns) -> list[tuple[str, str]]:
    pairs = zip(columns.entity.tolist(), columns.state.tolist(), strict=True)
    return [(columns.entities[entity], columns.states[state]) for entity, state in pairs]


async def async_seal(database: Database, at: float = LATER) -> None:
    """Seal what is finished at a moment; in the morning nothing is."""
    await Keeper(database, Keeping()).run(at)


async def async_rename(renames: Renames, before: Mapping[str, str], after: Mapping[str, str]) -> Mapping[str, str]:
    await renames.observe(before, MORNING)
    return await renames.observe(after, LATER)


async def test_at_first_nothing_was_renamed(renames: Renames) -> None:
    assert await renames.observe(ONE, MORNING) == {}
    assert await renames.all() == ()


@pytest.mark.parametrize("sealed_at", [MORNING, LATER])
async def test_the_past_goes_with_an_entity(
    database: Database, events: EventLog, renames: Renames, sealed_at: float
) -> None:
    await events.append([on("light.one", 0), on("light.one#brightness", 0, "120"), on("light.two", 1)])
    await async_seal(database, at=sealed_at)

    told_of = await async_rename(renames, ONE, {**ONE, "id-one": "light.hall"})
    await events.append([on("light.hall", 2, "off")])

    assert told_of == {"light.one": "light.hall"}
    assert set(await async_past(events)) == {
        ("light.hall", "on"),
        ("light.hall#brightness", "120"),
        ("light.two", "on"),
        ("light.hall", "off"),
    }
    assert await async_past(events, "light.hall") == [("light.hall", "on"), ("light.hall", "off")]
    assert await async_past(events, "light.one") == []


async def test_an_entity_of_that_name_that_comes_later_is_another_one(
    database: Database, events: EventLog, renames: Renames
) -> None:
    await events.append([on("light.one", 0)])
    await async_rename(renames, ONE, {**ONE, "id-one": "light.hall"})

    await events.append([on("light.one", 2, "off")])

    assert await async_past(events, "light.one") == [("light.one", "off")]
    assert await async_past(events, "light.hall") == [("light.hall", "on")]


@pytest.mark.parametrize("sealed_at", [MORNING, LATER])
async def test_what_takes_the_place_of_another_one_takes_over_its_past(
    database: Database, events: EventLog, renames: Renames, sealed_at: float
) -> None:
    await events.append([on("light.hall", 0), on("light.one", 1, "off"), on("light.hall", 2), on("light.two", 2)])
    await async_seal(database, at=sealed_at)

    await async_rename(renames, ONE, {**ONE, "id-one": "light.hall"})
    await events.append([on("light.hall", 3, "off"), on("light.new", 4)])

    assert await async_past(events, "light.hall") == [
        ("light.hall", "on"),
        ("light.hall", "off"),
        ("light.hall", "on"),
        ("light.hall", "off"),
    ]
    assert [one for one in await async_past(events) if one[0] == "light.hall"] == await async_past(events, "light.hall")
    assert await async_past(events, "light.new") == [("light.new", "on")]


async def test_its_past_is_sealed_and_read_as_ever(database: Database, events: EventLog, renames: Renames) -> None:
    await events.append([on("light.hall", 0), on("light.one", 1, "off")])
    await async_seal(database)
    await async_rename(renames, ONE, {**ONE, "id-one": "light.hall"})
    await events.append([on("light.hall", 2)])

    await async_seal(database)

    assert await async_past(events) == [("light.hall", "on"), ("light.hall", "off"), ("light.hall", "on")]


async def test_what_is_sealed_under_an_older_name_is_not_stored_again(
    database: Database, events: EventLog, renames: Renames
) -> None:
    await events.append([on("light.hall", 0), on("light.one", 1, "off")])
    await async_seal(database)
    await async_rename(renames, ONE, {**ONE, "id-one": "light.hall"})

    stored = await events.append([on("light.hall", 0), on("light.hall", 1, "off"), on("light.hall", 1.5, "on")])

    assert stored == 1


async def test_renamed_there_and_back_it_is_what_it_was(database: Database, events: EventLog, renames: Renames) -> None:
    await events.append([on("light.one", 0)])
    await async_seal(database)
    await async_rename(renames, ONE, {**ONE, "id-one": "light.hall"})
    await events.append([on("light.hall", 1, "off")])

    await renames.observe(ONE, LATER)

    assert await async_past(events) == [("light.one", "on"), ("light.one", "off")]


async def test_two_may_change_places(database: Database, events: EventLog, renames: Renames) -> None:
    await events.append([on("light.one", 0), on("light.two", 1, "off")])
    await async_seal(database)

    await async_rename(renames, ONE, {"id-one": "light.two", "id-two": "light.one"})

    assert await async_past(events) == [("light.two", "on"), ("light.one", "off")]


async def test_a_name_that_only_begins_alike_stays(events: EventLog, renames: Renames) -> None:
    await events.append([on("light.one_more", 0)])

    await async_rename(renames, ONE, {**ONE, "id-one": "light.hall"})

    assert await async_past(events) == [("light.one_more", "on")]


async def test_an_entity_that_was_removed_is_forgotten_by_its_identity(renames: Renames) -> None:
    await renames.observe(ONE, MORNING)
    await renames.observe({"id-two": "light.two"}, MORNING)

    assert await renames.observe({"id-one": "light.hall", "id-two": "light.two"}, LATER) == {}


def hall() -> Suggestion:
    pattern = a_pattern("s", trigger=OnChange(entity_id="light.two", to="on"), entities=("light.one", "light.three"))
    pattern = replace(pattern, values=(SetTo(entity_id="light.one", attribute="brightness", value=9, spread=0),))
    return a_suggestion(
        pattern, automation={"alias": "x", "actions": [{"target": {"entity_id": ["light.one", "light.three"]}}]}
    )


def renamed_hall() -> Suggestion:
    pattern: Pattern = replace(
        hall().pattern,
        entities=("light.three", "light.zone"),
        values=(SetTo(entity_id="light.zone", attribute="brightness", value=9, spread=0),),
    )
    return replace(
        hall(),
        pattern=pattern,
        automation={"alias": "x", "actions": [{"target": {"entity_id": ["light.zone", "light.three"]}}]},
    )


async def test_habits_and_decisions_go_with_an_entity(database: Database, renames: Renames) -> None:
    findings, adjustments = Findings(database), Adjustments(database)
    await findings.save([hall().pattern, a_pattern()], [hall()], MORNING)
    await findings.decide(Decision(signature="s", verdict=DecisionKind.DISMISSED, decided_at=0.0, suggestion=hall()))
    await findings.decide(Decision(signature="old", verdict=DecisionKind.DISMISSED, decided_at=0.0))
    await adjustments.put(hall(), MORNING, None)

    await async_rename(renames, ONE, {**ONE, "id-one": "light.zone"})

    assert await findings.patterns() == (renamed_hall().pattern, a_pattern())
    assert await findings.suggestions() == (renamed_hall(),)
    assert (await findings.decisions())["s"].suggestion == renamed_hall()
    assert await adjustments.all() == {"s": renamed_hall()}


async def test_what_a_run_saves_that_began_before_is_renamed_as_well(database: Database, renames: Renames) -> None:
    findings = Findings(database)
    before = await renames.known()
    await async_rename(renames, ONE, {**ONE, "id-one": "light.zone"})
    await findings.save([hall().pattern], [hall()], LATER)

    await renames.catch_up(await renames.known())
    too_late = await findings.suggestions()
    await renames.catch_up(before)

    assert (too_late, await findings.suggestions()) == ((hall(),), (renamed_hall(),))


async def test_what_is_kept_elsewhere_has_the_names_of_then(renames: Renames) -> None:
    await async_rename(renames, ONE, {**ONE, "id-one": "light.hall"})
    archive = EventColumns.from_rows(
        [on("light.one", 0), on("light.hall", 1), on("light.two", 2), (LATER + 1, "light.one", "off", PERSON)]
    )

    assert await renames.all() == (Renamed(at=LATER, renames={"light.one": "light.hall"}),)
    assert told(with_todays_names(archive, await renames.all())) == [
        ("light.hall", "on"),
        ("light.hall", "on"),
        ("light.two", "on"),
        ("light.one", "off"),
    ]
    assert told(with_todays_names(archive, [Renamed(at=LATER, renames={"light.none": "light.x"})])) == told(archive)


async def test_persons_who_change_places_are_still_told_apart_in_what_after_care_remembers(
    database: Database, renames: Renames
) -> None:
    table = FollowedAutomations(database)
    homes = (("person.ann",), ("person.ann", "person.cleo"), ("person.ben",), ())
    await table.put([followed()])
    for day, home in enumerate(homes):
        override = an_override(MONDAY + day, home=home)
        await table.add([replace(a_run(MONDAY + day, home=home), override=override)])

    await async_rename(
        renames,
        {"one": "person.ann", "two": "person.ben", "three": "person.cleo"},
        {"one": "person.ben", "two": "person.ann", "three": "person.anton"},
    )

    aftermath = await table.aftermath("kitchen-at-seven")
    named = [("person.ben",), ("person.anton", "person.ben"), ("person.ann",), ()]
    assert [one.home for one in aftermath.tallies] == named
    assert [one.home for one in aftermath.overrides] == named

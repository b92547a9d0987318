"""What after-care remembers of what is forgotten: hours, overrides, and who was home."""

from datetime import datetime

import pytest

from custom_components.homeiq.model.decisions.followed import Step, Tally
from custom_components.homeiq.model.decisions.forgotten import Forgotten
from custom_components.homeiq.store.ends.erasing import Eraser
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.tables.followed import FollowedAutomations
from custom_components.homeiq.store.tables.versions import Versions
from tests.followed import an_override, followed
from tests.offers import a_pattern, a_suggestion
from tests.store.ends.test_erasing import BERLIN, DAY, HOUR, LATER, MIDNIGHT, PARTS
from tests.store.tables.test_versions import a_version

ANN, BEN = "person.ann", "person.ben"


@pytest.fixture
def eraser(database: Database) -> Eraser:
    return Eraser(database, BERLIN)


async def async_followed(database: Database) -> FollowedAutomations:
    """Two automations run at nine in the evening of ten days and are undone; on every second one Ann is home."""
    table, versions = FollowedAutomations(database), Versions(database)
    for signature, entity_id in (("a", "light.a"), ("b", "light.b")):
        habit = a_suggestion(a_pattern(signature, entities=(entity_id,)))
        await versions.settle(await versions.note(a_version(suggestion=habit)))
        await table.put([followed(signature)])
        await table.add([a_step(signature, entity_id, day) for day in range(10)])
    return table


def a_step(signature: str, entity_id: str, day: int) -> Step:
    moment = MIDNIGHT + day * DAY + 21 * HOUR
    home = (BEN,) if day % 2 else (ANN, BEN)
    number = datetime.fromtimestamp(moment, BERLIN).toordinal() - EPOCH
    undone = an_override(
        number, 21 * 60, home=home, run_at=moment, acted_at=moment, undone_at=moment + 60, entity_id=entity_id
    )
    return Step(
        signature=signature, tally=Tally(day=number, hour=21, home=home, runs=1, acts=1, overridden=1), override=undone
    )


async def async_remembered(table: FollowedAutomations, signature: str) -> tuple[list[int], list[int]]:
    """Return the days, from 0, of which hours and overrides are remembered."""
    aftermath = await table.aftermath(signature)
    first = datetime.fromtimestamp(MIDNIGHT, BERLIN).toordinal() - EPOCH
    return [one.day - first for one in aftermath.tallies], [one.day - first for one in aftermath.overrides]


EPOCH = datetime(1970, 1, 1, tzinfo=BERLIN).toordinal()
EVERY, ODD = list(range(10)), [1, 3, 5, 7, 9]
NEVER: list[int] = []


@pytest.mark.parametrize(
    ("part", "of_a", "of_b"),
    [
        (PARTS[0], NEVER, EVERY),
        (PARTS[2], [0, 2, 3, 4, 5, 6, 7, 8, 9], [0, 2, 3, 4, 5, 6, 7, 8, 9]),
        (PARTS[3], EVERY, EVERY),
        (PARTS[4], EVERY, EVERY),
        (PARTS[5], NEVER, NEVER),
        (Forgotten(begin=0.0, until=LATER, entities=frozenset({ANN})), ODD, ODD),
        (Forgotten(begin=0.0, until=LATER, entities=frozenset({BEN})), NEVER, NEVER),
        (Forgotten(begin=MIDNIGHT + 5 * DAY, until=LATER, entities=frozenset({"light.b"})), EVERY, [0, 1, 2, 3, 4]),
        (Forgotten(begin=MIDNIGHT, until=MIDNIGHT + 21 * HOUR), EVERY, EVERY),
    ],
)
async def test_what_after_care_remembers_of_it_goes_and_the_totals_stay(
    database: Database, eraser: Eraser, part: Forgotten, of_a: list[int], of_b: list[int]
) -> None:
    table = await async_followed(database)

    await eraser.forget(part, LATER)

    assert await async_remembered(table, "a") == (of_a, of_a)
    assert await async_remembered(table, "b") == (of_b, of_b)
    assert [one.overridden for one in (await table.all()).values()] == [10, 10]


async def test_an_override_of_a_forgotten_entity_goes_whatever_became_of_the_automation(
    database: Database, eraser: Eraser
) -> None:
    table = await async_followed(database)
    await Versions(database).forget("a")

    await eraser.forget(PARTS[0], LATER)

    assert (await async_remembered(table, "a"))[1] == NEVER

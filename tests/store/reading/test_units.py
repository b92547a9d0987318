"""In which units what is measured was told."""

import pytest

from custom_components.homeiq.model.readings import UnitTold
from custom_components.homeiq.model.run import RunStatus, RunTrigger
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.reading.units import MOST, UNKNOWN, Units, turned_units
from custom_components.homeiq.store.tables.findings import Findings
from custom_components.homeiq.store.tables.renames import Renames
from custom_components.homeiq.store.tables.runs import Runs

PLUG, OUTSIDE = "sensor.plug", "weather.home#temperature"


@pytest.fixture
def units(database: Database) -> Units:
    return Units(database)


async def async_tell(units: Units, *told: tuple[float, str], name: str = PLUG) -> list[tuple[str, str, str]]:
    return [
        change for since, unit in told for change in await units.note([UnitTold(name=name, since=since, unit=unit)])
    ]


async def async_known(units: Units, name: str = PLUG) -> list[tuple[float, str]]:
    return [(one.since, one.unit) for one in (await units.all()).get(name, ())]


async def test_the_first_unit_is_of_all_the_past_and_another_one_from_when_it_was_told(units: Units) -> None:
    changes = await async_tell(units, (50.0, "W"), (60.0, "W"), (70.0, "kW"))

    assert changes == [(PLUG, "W", "kW")]
    assert await async_known(units) == [(0.0, "W"), (70.0, "kW")]


async def test_what_turned_since_the_newest_run_is_told(database: Database, units: Units) -> None:
    await async_tell(units, (50.0, "W"), (70.0, "kW"))
    await async_tell(units, (50.0, "°C"), name=OUTSIDE)
    found = [await database.read(turned_units)]

    for started_at in (60.0, 80.0):
        await async_run(database, started_at)
        found.append(await database.read(turned_units))

    assert found == [{PLUG}, {PLUG}, frozenset()]


async def async_run(database: Database, started_at: float) -> None:
    runs = Runs(database)
    run_id = await runs.start(RunTrigger.NIGHTLY, started_at)
    await runs.finish(run_id, RunStatus.SUCCESS, started_at + 1)


async def test_a_unit_that_is_told_after_the_clock_was_set_back_comes_last(units: Units) -> None:
    await async_tell(units, (50.0, "W"), (9000.0, "kW"), (60.0, "MW"), (61.0, "MW"))

    assert [unit for _, unit in await async_known(units)] == ["W", "kW", "MW"]


async def test_of_what_changes_its_unit_again_and_again_the_newest_are_kept(units: Units) -> None:
    await async_tell(units, *((float(number), ("W", "kW")[number % 2]) for number in range(MOST + 7)))

    known = await async_known(units)
    assert len(known) == MOST + 1
    assert known[0] == (0.0, UNKNOWN)
    assert known[1:] == [(float(number), ("W", "kW")[number % 2]) for number in range(7, MOST + 7)]


async def test_what_is_renamed_keeps_its_units_also_where_two_change_places(database: Database, units: Units) -> None:
    renames = Renames(database)
    await renames.observe({"one": "weather.home", "two": "weather.away"}, 1.0)
    await async_tell(units, (50.0, "°C"), (70.0, "°F"), name=OUTSIDE)
    await async_tell(units, (50.0, "K"), name="weather.away#temperature")

    await renames.observe({"one": "weather.away", "two": "weather.home"}, 2.0)

    assert await async_known(units, "weather.away#temperature") == [(0.0, "°C"), (70.0, "°F")]
    assert await async_known(units, OUTSIDE) == [(0.0, "K")]


async def test_what_is_forgotten_is_no_longer_named_and_is_known_by_what_was_heard_last(
    database: Database, units: Units
) -> None:
    await async_tell(units, (50.0, "W"), (70.0, "kW"))
    await async_tell(units, (50.0, "°C"), name=OUTSIDE)

    await Findings(database).drop([PLUG, "weather.home"])
    forgotten = await units.all()
    await units.note([UnitTold(name=PLUG, since=90.0, unit="W", was="kW")])

    assert forgotten == {}
    assert await async_known(units) == [(0.0, "kW"), (90.0, "W")]

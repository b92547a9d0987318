"""In which units what is measured was told."""

from collections import Counter
from contextlib import closing
from functools import partial
from itertools import pairwise
import sqlite3

from hypothesis import given, strategies as st
import pytest

from custom_components.homeiq.model.decisions.forgotten import Forgotten
from custom_components.homeiq.model.readings import UnitTold
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.forgotten import note_forgotten
from custom_components.homeiq.store.migrations.m32_units_told import STATEMENTS
from custom_components.homeiq.store.reading.units import MOST, UNKNOWN, Units, put_in, turned_units
from custom_components.homeiq.store.tables.findings import Findings
from custom_components.homeiq.store.tables.renames import Renames

HEARD = 1000.0  # since when there was somebody to hear
PLUG, OUTSIDE = "sensor.plug", "weather.home#temperature"


@pytest.fixture
def units(database: Database) -> Units:
    return Units(database)


async def async_tell(units: Units, *told: tuple[float, str], name: str = PLUG) -> list[tuple[str, str, str]]:
    return [
        change for since, unit in told for change in await units.note([UnitTold(name=name, since=since, unit=unit)])
    ]


async def async_import(units: Units, *told: tuple[float, str], name: str = PLUG) -> list[tuple[str, str, str]]:
    return await units.note_past([UnitTold(name=name, since=since, unit=unit) for since, unit in told], HEARD)


async def async_known(units: Units, name: str = PLUG) -> list[tuple[float, str]]:
    return [(one.since, one.unit) for one in (await units.all()).get(name, ())]


async def test_the_first_unit_is_of_all_the_past_and_another_one_from_when_it_was_told(units: Units) -> None:
    changes = await async_tell(units, (50.0, "W"), (60.0, "W"), (70.0, "kW"))

    assert changes == [(PLUG, "W", "kW")]
    assert await async_known(units) == [(50.0, "W"), (70.0, "kW")]


async def test_units_of_an_imported_past_come_before_those_that_were_heard(units: Units) -> None:
    await async_tell(units, (HEARD, "°C"))

    changes = await async_import(units, (10.0, "°F"), (20.0, "K"))
    in_between = await async_known(units)
    later = await async_import(units, (30.0, "°C"))

    assert in_between == [(10.0, "°F"), (20.0, "K"), (HEARD, "°C")]
    assert await async_known(units) == [(10.0, "°F"), (20.0, "K"), (30.0, "°C")]
    assert (changes, later) == ([(PLUG, "°F", "K"), (PLUG, "K", "°C")], [])


async def test_an_import_that_tells_what_is_known_changes_nothing(units: Units) -> None:
    await async_tell(units, (HEARD, "°C"))
    first = await async_import(units, (10.0, "°F"), (20.0, "°C"))
    known = await async_known(units)

    again = [await async_import(units, (15.0, "°F"), (20.0, "°C")), await async_import(units)]

    assert (first, again) == ([(PLUG, "°F", "°C")], [[], []])
    assert await async_known(units) == known == [(10.0, "°F"), (20.0, "°C")]


@given(
    told=st.lists(st.sampled_from(["W", "kW", "%"]), min_size=1, max_size=12),
    days=st.lists(st.integers(0, 12), max_size=4),
    heard=st.lists(st.sampled_from(["W", "kW", "%"]), max_size=3),
)
def test_units_are_the_same_in_however_many_parts_they_are_imported(
    told: list[str], days: list[int], heard: list[str]
) -> None:
    rows = [UnitTold(name=PLUG, since=10.0 * number, unit=unit) for number, unit in enumerate(told, 1)]
    live = [UnitTold(name=PLUG, since=HEARD + number, unit=unit) for number, unit in enumerate(heard)]
    cuts = [0, *sorted(min(day, len(rows)) for day in days), len(rows)]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(STATEMENTS[0])
        connection.executemany("INSERT INTO unit_told VALUES (?, ?, ?)", [(PLUG, one.since, one.unit) for one in live])

        changes = [one for parts in pairwise(cuts) for one in put_in(connection, PLUG, rows[slice(*parts)], HEARD)]
        known = connection.execute("SELECT since, unit FROM unit_told ORDER BY since").fetchall()

    whole = [*told, *heard]
    turned = [number for number, (one, other) in enumerate(pairwise(whole), 1) if one != other]
    assert units_over_time(known, [*rows, *live]) == whole
    assert Counter((PLUG, whole[one - 1], whole[one]) for one in turned) <= Counter(changes) + Counter(
        (PLUG, one, other) for one, other in pairwise(heard) if one != other
    )


def units_over_time(known: list[tuple[float, str]], moments: list[UnitTold]) -> list[str]:
    return [[unit for since, unit in known if since <= one.since][-1] for one in moments]


async def test_of_what_was_forgotten_no_unit_comes_back(database: Database, units: Units) -> None:
    for part in (
        Forgotten(begin=15.0, until=25.0),
        Forgotten(begin=25.0, until=40.0, entities=frozenset({PLUG})),
        Forgotten(begin=0.0, until=2 * HEARD, entities=frozenset({"weather.home"})),
    ):
        await database.write(partial(note_forgotten, part, HEARD))

    await async_import(units, (10.0, "W"), (20.0, "kW"), (50.0, "%"))
    await async_import(units, (10.0, "°C"), (20.0, "°F"), name=OUTSIDE)

    assert await async_known(units) == [(10.0, "W"), (40.0, "kW"), (50.0, "%")]
    assert await async_known(units, OUTSIDE) == []


async def test_of_an_imported_past_that_changes_its_unit_again_and_again_the_newest_are_kept(units: Units) -> None:
    await async_tell(units, (HEARD, "%"))

    for begin in range(0, MOST + 10, 30):
        await async_import(units, *((float(number), ("W", "kW")[number % 2]) for number in range(begin, begin + 30)))

    known = await async_known(units)
    assert known[0] == (0.0, UNKNOWN)
    assert len(known) == MOST + 1
    assert [unit for _, unit in known[1:3]] == [unit for _, unit in known[3:5]]
    assert known[-2:] == [(209.0, "kW"), (HEARD, "%")]


async def test_what_turned_is_known_with_the_unit_that_limits_are_told_in(database: Database, units: Units) -> None:
    await async_tell(units, (50.0, "W"), (70.0, "kW"), (80.0, "MW"))
    await async_tell(units, (50.0, "°C"), name=OUTSIDE)

    assert await database.read(turned_units) == {PLUG: "W"}


async def test_a_sensor_that_is_new_or_was_imported_has_not_turned(database: Database, units: Units) -> None:
    await async_tell(units, (HEARD, "°C"))
    await async_import(units, (10.0, "°F"), (20.0, "°C"))

    assert await database.read(turned_units) == {}


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

    assert await async_known(units, "weather.away#temperature") == [(50.0, "°C"), (70.0, "°F")]
    assert await async_known(units, OUTSIDE) == [(50.0, "K")]
    assert await database.read(turned_units) == {"weather.away#temperature": "°C"}


async def test_what_is_forgotten_is_no_longer_named_and_is_known_by_what_was_heard_last(
    database: Database, units: Units
) -> None:
    await async_tell(units, (50.0, "W"), (70.0, "kW"))
    await async_tell(units, (50.0, "°C"), name=OUTSIDE)

    await Findings(database).drop([PLUG, "weather.home"])
    forgotten, turned = await units.all(), await database.read(turned_units)
    await units.note([UnitTold(name=PLUG, since=90.0, unit="W", was="kW")])

    assert (forgotten, turned) == ({}, {})
    assert await async_known(units) == [(0.0, "kW"), (90.0, "W")]

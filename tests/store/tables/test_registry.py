import pytest

from custom_components.homeiq.model.home import Area, Device, Entity, Floor, Home, Label
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.tables.registry import Record, Registry

HALL = Area(area_id="hall", name="Hall", floor_id="ground", labels=frozenset({"dim", "warm"}))
GROUND = Floor(floor_id="ground", name="Ground floor", level=0)
CELLAR = Floor(floor_id="cellar", name="Cellar", level=None)
WARM = Label(label_id="warm", name="Warm")
BRIDGE = Device(device_id="d1", name="Bridge", area_id="hall", manufacturer="Acme", model="B1", labels=frozenset({"x"}))
LAMP = Entity(
    entity_id="light.hall",
    name="Hall",
    platform="hue",
    device_id="d1",
    area_id="hall",
    device_class=None,
    category="config",
    labels=frozenset({"warm"}),
    members=("light.b", "light.a"),
)
HOME = Home(
    entities={"light.hall": LAMP, "sun.sun": Entity(entity_id="sun.sun", name="Sun")},
    devices={"d1": BRIDGE},
    areas={"hall": HALL},
    floors={"ground": GROUND, "cellar": CELLAR},
    labels={"warm": WARM},
)


@pytest.fixture
def registry(database: Database) -> Registry:
    return Registry(database)


async def kept_in(database: Database) -> Home:
    return await kept_by(Registry(database))


async def kept_by(registry: Registry) -> Home:
    return Home(
        entities={one.entity_id: one for one in await registry.page(Entity, "", 100)},
        devices={one.device_id: one for one in await registry.page(Device, "", 100)},
        areas={one.area_id: one for one in await registry.page(Area, "", 100)},
        floors={one.floor_id: one for one in await registry.page(Floor, "", 100)},
        labels={one.label_id: one for one in await registry.page(Label, "", 100)},
    )


async def test_a_home_comes_back_equal(registry: Registry, database: Database) -> None:
    await registry.replace_all(HOME)

    assert await kept_by(registry) == HOME
    assert await kept_in(database) == HOME


async def test_what_a_home_has_none_of_is_known_without_asking(registry: Registry, database: Database) -> None:
    await registry.replace_all(Home(entities=HOME.entities))
    await database.close()

    assert await registry.page(Device, "", 100) == ()
    assert await registry.find(Device, "d1") is None


async def test_what_a_home_no_longer_has_is_removed(registry: Registry, database: Database) -> None:
    await registry.replace_all(HOME)
    smaller = Home(entities={"light.hall": LAMP}, areas={"hall": Area(area_id="hall", name="Corridor")})

    await registry.replace_all(smaller)

    assert await kept_by(registry) == smaller
    assert await kept_in(database) == smaller


async def test_only_what_differs_is_written(registry: Registry) -> None:
    assert await registry.replace_all(HOME) == 7
    assert await registry.replace_all(HOME) == 0


@pytest.mark.parametrize(
    ("record", "key"), [(HALL, "hall"), (GROUND, "ground"), (WARM, "warm"), (BRIDGE, "d1"), (LAMP, "light.hall")]
)
async def test_a_record_is_found_until_it_is_removed(
    registry: Registry, database: Database, record: Record, key: str
) -> None:
    await registry.replace_all(HOME)
    found = [await one.find(type(record), key) for one in (registry, Registry(database))]
    await registry.replace_all(Home())

    assert found == [record, record]
    assert [await one.find(type(record), key) for one in (registry, Registry(database))] == [None, None]


async def test_a_changed_record_takes_the_place_of_the_old(registry: Registry) -> None:
    renamed = Entity(entity_id="light.hall", name="Corridor")
    await registry.replace_all(HOME)

    await registry.replace_all(Home(entities={"light.hall": renamed}))

    assert await registry.entity("light.hall") == renamed


async def test_an_unknown_entity_is_none(registry: Registry) -> None:
    assert await registry.entity("light.unheard_of") is None


@pytest.mark.parametrize(("after", "limit"), [("", 2), ("light.a", 2), ("light.b", 1), ("light.Ä", 5), ("z", 5)])
async def test_pages_out_of_memory_are_those_of_the_table(
    registry: Registry, database: Database, after: str, limit: int
) -> None:
    names = ("light.b", "light.a", "light.ä", "light.Ä", "sun.sun", "light.\N{ELECTRIC LIGHT BULB}")
    await registry.replace_all(Home(entities={name: Entity(entity_id=name, name=name) for name in names}))

    pages = [await one.page(Entity, after, limit) for one in (registry, Registry(database))]

    assert pages[0] == pages[1]

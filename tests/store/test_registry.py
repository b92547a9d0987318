import pytest

from custom_components.homeiq.model.home import Area, Device, Entity, Floor, Home, Label
from custom_components.homeiq.store.database import Database
from custom_components.homeiq.store.registry import Record, Registry

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


async def test_a_home_comes_back_equal(registry: Registry) -> None:
    await registry.replace_all(HOME)

    assert await registry.load() == HOME


async def test_what_a_home_no_longer_has_is_removed(registry: Registry) -> None:
    await registry.replace_all(HOME)
    smaller = Home(entities={"light.hall": LAMP}, areas={"hall": Area(area_id="hall", name="Corridor")})

    await registry.replace_all(smaller)

    assert await registry.load() == smaller


async def test_only_what_differs_is_written(registry: Registry) -> None:
    assert await registry.replace_all(HOME) == 7
    assert await registry.replace_all(HOME) == 0


@pytest.mark.parametrize(
    ("record", "key"), [(HALL, "hall"), (GROUND, "ground"), (WARM, "warm"), (BRIDGE, "d1"), (LAMP, "light.hall")]
)
async def test_a_record_is_saved_found_and_removed(registry: Registry, record: Record, key: str) -> None:
    await registry.save(record)
    await registry.save(record)
    found = await registry.find(type(record), key)
    await registry.remove(type(record), key)
    await registry.remove(type(record), key)

    assert found == record
    assert await registry.find(type(record), key) is None
    assert await registry.load() == Home()


async def test_a_saved_record_takes_the_place_of_the_old(registry: Registry) -> None:
    renamed = Entity(entity_id="light.hall", name="Corridor")
    await registry.save(LAMP)

    await registry.save(renamed)

    assert await registry.entity("light.hall") == renamed


async def test_an_unknown_entity_is_none(registry: Registry) -> None:
    assert await registry.entity("light.unheard_of") is None

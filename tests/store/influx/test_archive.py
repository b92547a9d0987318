import time
from zoneinfo import ZoneInfo

from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.store.ends.erasing import Eraser
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.influx.archive import Archive
from custom_components.homeiq.store.influx.client import InfluxClient
from custom_components.homeiq.store.influx.drain import Batching, Drain
from custom_components.homeiq.store.outbox.line import LineWriter
from custom_components.homeiq.store.outbox.outbox import Outbox
from custom_components.homeiq.store.tables.renames import Renames

MARCH = 1_772_000_000.0
DAY = 86400.0


def names_in(columns: EventColumns) -> list[str]:
    return [columns.entities[entity] for entity in columns.entity]


async def test_entities_are_asked_for_by_the_names_that_they_have_now(database: Database, client: InfluxClient) -> None:
    outbox, renames = Outbox(database, LineWriter("ours", Home())), Renames(database)
    archive = Archive(client, outbox, Eraser(database, ZoneInfo("UTC")), renames)
    await archive.append([(MARCH, "light.old", "on", 1), (MARCH + 1, "light.other", "on", 1)])
    await renames.observe({"lamp": "light.old", "other": "light.other"}, MARCH + 2)
    await renames.observe({"lamp": "light.new", "other": "light.other"}, MARCH + 3)
    # Another lamp has the old name by now.
    await archive.append([(MARCH + 4, "light.new", "off", 1), (MARCH + 5, "light.old", "on", 1)])
    await Drain(outbox, client, Batching(size=100, seconds=0.1)).step(time.time())

    new, old = [await archive.span(MARCH, MARCH + DAY, {name}) for name in ("light.new", "light.old")]

    assert (names_in(new), new.time.tolist()) == (["light.new", "light.new"], [MARCH, MARCH + 4])
    assert (names_in(old), old.time.tolist()) == (["light.old"], [MARCH + 5])

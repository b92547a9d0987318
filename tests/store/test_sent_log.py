"""What has left the house, as the database keeps it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.homeiq.model.decisions.forgotten import Forgotten
from custom_components.homeiq.store import sent_log as module
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.sent_log import KEPT, LONGEST, RECEIVERS, SentLog, Total
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.tables.renames import Renames
from custom_components.homeiq.went_out import Sent, Way, What

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC).timestamp()
DAY = 86400.0


def day_of(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()


def to_phone(at: float = NOON, about: frozenset[str] | None = None, **data: Any) -> Sent:
    return Sent(at=at, way=Way.PHONE, receiver="Pixel", what=What(data=data or {"message": "Hello"}, about=about))


def points(count: int, at: float = NOON, receiver: str = "http://influx:8086") -> Sent:
    return Sent(at=at, way=Way.INFLUXDB, receiver=receiver, count=count)


@pytest.fixture
def log(database: Database) -> SentLog:
    return SentLog(database)


async def async_said(log: SentLog, way: Way = Way.PHONE) -> list[tuple[dict[str, Any] | None, bool]]:
    return [(one.data, one.is_forgotten) for one in await log.newest(way)]


async def test_what_each_receiver_got_is_added_up_by_month(log: SentLog) -> None:
    await log.note([points(10, NOON - 40 * DAY), points(20, NOON - DAY), points(30), to_phone()], day_of)

    assert await log.months() == (
        Total(day="2026-11", way=Way.INFLUXDB, receiver="http://influx:8086", count=50),
        Total(day="2026-11", way=Way.PHONE, receiver="Pixel", count=1),
        Total(day="2026-10", way=Way.INFLUXDB, receiver="http://influx:8086", count=10),
    )


async def test_of_points_the_days_are_known(log: SentLog) -> None:
    await log.note([points(20, NOON - DAY), points(30), points(1), to_phone()], day_of)

    assert [(one.day, one.count) for one in await log.days(Way.INFLUXDB)] == [("2026-11-28", 31), ("2026-11-27", 20)]
    assert await log.newest(Way.INFLUXDB) == ()


async def test_what_was_said_is_known_exactly_and_the_newest_comes_first(log: SentLog) -> None:
    await log.note([to_phone(message="Grüße", title="HomeIQ"), to_phone(NOON + 1, message="Later")], day_of)

    assert await async_said(log) == [({"message": "Later"}, False), ({"message": "Grüße", "title": "HomeIQ"}, False)]


async def test_only_so_much_is_known_exactly_of_each_way(log: SentLog) -> None:
    news = Sent(at=NOON, way=Way.WEBHOOK, receiver="Node-RED", what=What(kind="test", reference="msg_1"))
    await log.note([news, *(to_phone(NOON + number) for number in range(KEPT + 5))], day_of)

    kept = await log.newest(Way.PHONE)

    assert (len(kept), kept[-1].at) == (KEPT, NOON + 5)
    assert [(one.kind, one.reference, one.data) for one in await log.newest(Way.WEBHOOK)] == [("test", "msg_1", None)]
    assert {one.count for one in await log.months() if one.way is Way.PHONE} == {KEPT + 5}


async def test_what_is_endless_is_cut(log: SentLog) -> None:
    await log.note([to_phone(message="x" * 2 * LONGEST)], day_of)

    ((data, _),) = await async_said(log)

    assert data is not None
    assert len(str(data)) < LONGEST + 100


async def test_receivers_without_end_are_counted_without_their_names(log: SentLog) -> None:
    await log.note([points(1, receiver=f"server {number}") for number in range(3 * RECEIVERS)], day_of)

    months = await log.months()

    assert len(months) == RECEIVERS + 1
    assert sum(one.count for one in months) == 3 * RECEIVERS


async def test_days_that_are_long_ago_go(log: SentLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DAYS_KEPT", 2)
    await log.note([points(1, NOON + number * DAY) for number in range(4)], day_of)

    assert [one.day for one in await log.days(Way.INFLUXDB)] == ["2026-12-01", "2026-11-30"]


@pytest.mark.parametrize(
    ("about", "is_forgotten"),
    [(frozenset({"light.hall"}), True), (None, True), (frozenset({"light.hall_two"}), False), (frozenset(), False)],
    ids=["it names it", "nobody knows", "it names another", "it names nothing"],
)
async def test_forgetting_an_entity_forgets_what_names_it(
    database: Database,
    log: SentLog,
    about: frozenset[str] | None,
    is_forgotten: bool,  # noqa: FBT001 - a case
) -> None:
    await log.note([to_phone(about=about)], day_of)

    await EventLog(database).forget(Forgotten(begin=0.0, until=NOON + 1, entities=frozenset({"light.hall"})), NOON + 1)

    assert await async_said(log) == [(None if is_forgotten else {"message": "Hello"}, is_forgotten)]
    assert [one.count for one in await log.months()] == [1]


async def test_forgetting_a_span_forgets_all_that_was_said_in_it(database: Database, log: SentLog) -> None:
    await log.note([to_phone(NOON, frozenset()), to_phone(NOON + 10, frozenset())], day_of)

    await EventLog(database).forget(Forgotten(begin=NOON, until=NOON + 10), NOON + 20)

    assert [is_forgotten for _, is_forgotten in await async_said(log)] == [False, True]


async def test_what_was_sent_before_and_is_kept_after_forgetting_is_not_told(database: Database, log: SentLog) -> None:
    await EventLog(database).forget(Forgotten(begin=0.0, until=NOON + 1, entities=frozenset({"light.hall"})), NOON)

    await log.note([to_phone(NOON, frozenset({"light.hall"}))], day_of)

    assert await async_said(log) == [(None, True)]


async def test_an_entity_that_was_renamed_is_forgotten_by_its_new_name(database: Database, log: SentLog) -> None:
    renames = Renames(database)
    await renames.observe({"id-hall": "light.hall"}, NOON)
    await log.note([to_phone(about=frozenset({"light.hall"}))], day_of)
    await renames.observe({"id-hall": "light.corridor"}, NOON)

    await EventLog(database).forget(
        Forgotten(begin=0.0, until=NOON + 1, entities=frozenset({"light.corridor"})), NOON + 1
    )

    assert await async_said(log) == [(None, True)]


async def test_it_is_known_from_when_on_it_was_counted(log: SentLog) -> None:
    assert await log.since() > 0

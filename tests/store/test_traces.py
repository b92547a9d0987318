"""Ids are found in whatever bears them, the newest first, and no more than are asked for."""

from dataclasses import replace

from custom_components.homeiq.model.ai_use import AiCall
from custom_components.homeiq.model.run import NotedRequest, RefreshRequest, RequestOutcome, RunTrigger
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.hooks.deliveries import Deliveries
from custom_components.homeiq.store.tables.ai_use import AiUses
from custom_components.homeiq.store.tables.runs import Runs
from custom_components.homeiq.store.traces import Traces
from tests.hooks import a_delivery


async def test_ids_come_from_all_tables_the_newest_first(database: Database) -> None:
    call = AiCall(called_at=30.0, correlation="asked", outcome="failed", seconds=1.0, tokens=0)
    await Runs(database).start(RunTrigger.NIGHTLY, 10.0, correlation="night")
    await Runs(database).start(RunTrigger.NIGHTLY, 90.0)
    refused = RefreshRequest(requested_at=20.0, user_id="ann", reason="curious")
    await Runs(database).add_request(refused, RequestOutcome.REFUSED_COOLDOWN, None, "refused")
    await AiUses(database).note("2026-11-25", call)
    sent = (
        replace(a_delivery(name), correlation=name, created_at=at) for name, at in (("told", 40.0), ("night", 11.0))
    )
    await Deliveries(database).put([*sent])

    assert await Traces(database).newest(20) == ("told", "asked", "refused", "night")
    assert await Traces(database).newest(2) == ("told", "asked")
    assert [one.correlation for one in await Deliveries(database).of("told", 20)] == ["told"]
    assert [one.started_at for one in await Runs(database).of("night", 20)] == [10.0]
    assert await Runs(database).requests_of("refused", 20) == (
        NotedRequest(requested_at=20.0, outcome=RequestOutcome.REFUSED_COOLDOWN),
    )


async def test_where_nothing_happened_there_are_no_ids(database: Database) -> None:
    assert await Traces(database).newest(20) == ()

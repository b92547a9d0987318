from dataclasses import replace

import pytest

from custom_components.homeiq.model.decisions.edit import Place
from custom_components.homeiq.model.decisions.followed import Aftermath, DayTally, Fate, Tally
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.tables.followed import DAYS, HOURS, KEPT, FollowedAutomations
from tests.followed import MONDAY, a_run, an_override, an_undone_run, followed


@pytest.fixture
async def kept(database: Database) -> FollowedAutomations:
    automations = FollowedAutomations(database)
    await automations.put([followed()])
    return automations


async def test_what_was_accepted_comes_back_equal(kept: FollowedAutomations) -> None:
    scene = followed("evening", place=Place.SCENE, fate=Fate.UNDONE, since=900.0)

    await kept.put([scene])

    assert await kept.all() == {"evening": scene, "kitchen-at-seven": followed()}


async def test_what_it_did_is_added_up_by_the_hour_and_in_all(kept: FollowedAutomations) -> None:
    ann = ("person.ann",)

    await kept.add([a_run(home=ann), a_run(home=ann, runs=0, acts=1), a_run(hour=8)])
    await kept.add([a_run(home=ann), an_undone_run()])

    assert (await kept.all())["kitchen-at-seven"] == followed(runs=3, acts=1, overridden=1)
    assert await kept.aftermath("kitchen-at-seven") == Aftermath(
        tallies=(
            Tally(day=MONDAY, hour=7, home=(), overridden=1),
            Tally(day=MONDAY, hour=7, home=ann, runs=2, acts=1),
            Tally(day=MONDAY, hour=8, home=(), runs=1),
        ),
        overrides=(an_override(),),
    )


async def test_a_new_title_or_fate_costs_no_count(kept: FollowedAutomations) -> None:
    await kept.add([a_run(acts=1)])

    await kept.put([followed(title="Kitchen", fate=Fate.DISABLED, fate_since=2000.0)])

    assert (await kept.all())["kitchen-at-seven"] == followed(
        title="Kitchen", fate=Fate.DISABLED, fate_since=2000.0, runs=1, acts=1
    )
    assert (await kept.aftermath("kitchen-at-seven")).tallies


async def test_overrides_of_what_it_did_before_are_forgotten_but_not_the_totals(kept: FollowedAutomations) -> None:
    await kept.add([a_run(acts=1), an_undone_run()])
    await kept.decline("kitchen-at-seven", "weekdays_6", 1500.0)

    await kept.put([followed(judged_since=2000.0)])

    assert (await kept.all())["kitchen-at-seven"] == followed(judged_since=2000.0, runs=1, acts=1, overridden=1)
    assert await kept.aftermath("kitchen-at-seven") == Aftermath(declined=frozenset({"weekdays_6"}))


async def test_declining_twice_is_declining_once(kept: FollowedAutomations) -> None:
    await kept.decline("kitchen-at-seven", "weekdays_6", 1.0)

    await kept.decline("kitchen-at-seven", "weekdays_6", 2.0)

    assert (await kept.aftermath("kitchen-at-seven")).declined == {"weekdays_6"}


async def test_only_the_newest_overrides_are_kept(kept: FollowedAutomations) -> None:
    await kept.add([an_undone_run(MONDAY + number) for number in range(KEPT + 5)])

    overrides = (await kept.aftermath("kitchen-at-seven")).overrides

    assert [override.day for override in overrides] == list(range(MONDAY + 5, MONDAY + KEPT + 5))


async def test_hours_of_long_ago_are_forgotten(kept: FollowedAutomations) -> None:
    await kept.add([a_run(), a_run(MONDAY + 1)])

    await kept.add([a_run(MONDAY + DAYS)])

    days = [tally.day for tally in (await kept.aftermath("kitchen-at-seven")).tallies]
    assert days == [MONDAY + 1, MONDAY + DAYS]


async def test_however_often_people_come_and_go_the_hours_stay_bounded(kept: FollowedAutomations) -> None:
    crowd = [a_run(home=(f"person.{number}",)) for number in range(HOURS + 5)]

    await kept.add([*crowd, a_run(MONDAY + 1)])

    assert [tally.day for tally in (await kept.aftermath("kitchen-at-seven")).tallies] == [MONDAY + 1]


def test_acts_that_may_still_be_undone_are_not_saved_yet() -> None:
    before = followed(acts=5, overridden=2, undecided=1)

    assert before.saved == 2
    assert replace(before, undecided=0).saved == 3
    assert replace(before, place=Place.SCRIPT).saved == 0


def test_days_are_known_by_their_weekday() -> None:
    assert [an_override(MONDAY + day).weekday for day in range(7)] == list(range(7))
    assert a_run(MONDAY + 6).tally.weekday == 6


async def test_what_it_did_is_told_day_by_day(kept: FollowedAutomations) -> None:
    await kept.add([a_run(MONDAY - 1), a_run(acts=1), a_run(hour=9, acts=1), an_undone_run(), a_run(MONDAY + 2)])

    assert await kept.days(["kitchen-at-seven", "nobody"], MONDAY) == {
        "kitchen-at-seven": (
            DayTally(day=MONDAY, runs=2, acts=2, overridden=1),
            DayTally(day=MONDAY + 2, runs=1, acts=0, overridden=0),
        )
    }
    assert await kept.days([], MONDAY) == {}

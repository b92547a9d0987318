import pytest

from custom_components.homeiq.model.decisions.acceptance import AcceptMode, Trial, Version
from custom_components.homeiq.model.decisions.edit import Edit
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.tables.findings import Findings
from custom_components.homeiq.store.tables.trials import Adjustments, Trials
from custom_components.homeiq.store.tables.versions import Versions
from tests.offers import a_pattern, a_suggestion, hall_light


def a_version(**changes: object) -> Version:
    edit = Edit(key="x", removed="[]", inserted="- id: x\r\n", before=None, after={"id": "x"}, created=True)
    fields = {"suggestion": a_suggestion(), "mode": AcceptMode.DISABLED, "edit": edit, "written_at": 5.0, **changes}
    return Version(**fields)  # type: ignore[arg-type]


@pytest.fixture
def versions(database: Database) -> Versions:
    return Versions(database)


async def test_a_version_that_was_settled_comes_back_equal(versions: Versions) -> None:
    number = await versions.note(a_version(user_id="ann"))
    before = await versions.newest("kitchen-at-seven")

    await versions.settle(number)

    assert before is None
    assert await versions.newest("kitchen-at-seven") == (number, a_version(user_id="ann"))
    assert await versions.pending() == []


async def test_what_was_never_settled_is_pending(versions: Versions) -> None:
    number = await versions.note(a_version())

    assert await versions.pending() == [(number, a_version())]


async def test_where_one_is_undone_the_one_before_was_written_last(versions: Versions) -> None:
    numbers = [await versions.note(a_version(written_at=float(moment))) for moment in (1, 2, 3)]
    other = await versions.note(a_version(suggestion=hall_light()))
    for number in (*numbers, other):
        await versions.settle(number)

    await versions.undo(numbers[2], 9.0)

    assert await versions.newest("kitchen-at-seven") == (numbers[1], a_version(written_at=9.0))
    assert await versions.newest("hall-after-motion") == (other, a_version(suggestion=hall_light()))


async def test_where_the_only_one_is_undone_none_is_left(versions: Versions) -> None:
    number = await versions.note(a_version())
    await versions.settle(number)

    await versions.undo(number, 9.0)

    assert await versions.written() == ()


async def test_the_newest_of_several_counts_until_it_is_dropped(versions: Versions) -> None:
    first = await versions.note(a_version())
    second = await versions.note(a_version(written_at=6.0))
    await versions.settle(first)
    await versions.settle(second)

    await versions.drop(second)

    assert await versions.newest("kitchen-at-seven") == (first, a_version())


async def test_all_versions_of_one_suggestion_are_forgotten(versions: Versions) -> None:
    await versions.settle(await versions.note(a_version()))
    await versions.settle(await versions.note(a_version(suggestion=hall_light())))

    await versions.forget("kitchen-at-seven")

    assert await versions.newest("kitchen-at-seven") is None
    assert await versions.newest("hall-after-motion") is not None


async def test_the_recent_ones_are_the_newest_of_each_until_they_are_cleared(versions: Versions) -> None:
    await versions.settle(await versions.note(a_version(written_at=5.0)))
    await versions.settle(await versions.note(a_version(suggestion=hall_light(), written_at=7.0)))
    await versions.settle(await versions.note(a_version(written_at=8.0)))
    before = await versions.recent(since=6.0)

    await versions.clear("kitchen-at-seven")

    assert before == (a_version(written_at=8.0), a_version(suggestion=hall_light(), written_at=7.0))
    assert await versions.recent(since=6.0) == (a_version(suggestion=hall_light(), written_at=7.0),)
    assert await versions.recent(since=7.5) == ()
    assert await versions.newest("kitchen-at-seven") == (3, a_version(written_at=8.0))


async def test_trials_and_adjustments_come_back_equal(database: Database) -> None:
    trial = Trial(suggestion=a_suggestion(), began_at=1.0, until=2.0, user_id="ann")
    await Trials(database).begin(trial)
    await Adjustments(database).put(hall_light(), 3.0, None)
    trials = await Trials(database).all()

    await Trials(database).end("kitchen-at-seven")

    assert trials == {"kitchen-at-seven": trial}
    assert await Trials(database).all() == {}
    assert await Adjustments(database).all() == {"hall-after-motion": hall_light()}


async def test_what_is_known_of_what_was_written_is_what_is_read_then(versions: Versions, database: Database) -> None:
    findings, newer = Findings(database), a_version(written_at=7.0)
    for version in (a_version(), a_version(suggestion=a_suggestion(a_pattern("other")), written_at=6.0)):
        await versions.settle(await versions.note(version))
    before = await findings.grounds(since=0.0)

    await versions.settle(await versions.note(newer))

    assert before.with_accepted(newer) == await findings.grounds(since=0.0)


async def test_what_is_known_of_trials_is_what_is_read_then(database: Database) -> None:
    findings, trials = Findings(database), Trials(database)
    one, other, again = (
        Trial(suggestion=a_suggestion(a_pattern(name)), began_at=began_at, until=9.0)
        for name, began_at in (("one", 1.0), ("other", 2.0), ("one", 3.0))
    )
    await trials.begin(one)
    await trials.begin(other)
    before = await findings.grounds(since=0.0)

    await trials.begin(again)

    assert before.trials == (one, other)
    assert before.with_trial(again) == await findings.grounds(since=0.0)

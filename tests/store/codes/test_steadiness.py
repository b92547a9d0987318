from collections.abc import Iterable
import itertools

import pytest

from custom_components.homeiq.model.moments import CHANGED
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.sqlite import EventLog

MARCH = 1_772_000_000.0
SCENE = "2026-03-01T06:30:00.123456+00:00"


async def hear(database: Database, states: Iterable[str], name: str = "sensor.text", begin: float = MARCH) -> list[str]:
    """Store states of an entity, a few at a time, and return what is kept of them."""
    rows = [(begin + 60.0 * place, name, state, 2) for place, state in enumerate(states)]
    for some in itertools.batched(rows, 7, strict=False):
        await EventLog(database).append(some)
    columns = await EventLog(database).span(begin, begin + 60.0 * len(rows), [name])
    return [columns.states[state] for state in columns.state.tolist()]


async def count_texts(database: Database) -> int:
    ((count,),) = await database.read(
        lambda connection: connection.execute("SELECT count(*) FROM state_text").fetchall()
    )
    return int(count)


@pytest.mark.parametrize(
    "name", ["scene.movie", "button.bell", "event.remote", "input_button.guests", "sensor.next_alarm"]
)
async def test_of_a_moment_only_that_it_changed_is_kept(database: Database, name: str) -> None:
    kept = await hear(database, ["unknown", SCENE, "2026-03-02T06:30:00+00:00", "unavailable"], name)

    assert kept == ["unknown", CHANGED, CHANGED, "unavailable"]


async def test_texts_without_end_are_kept_as_changed(database: Database) -> None:
    kept = await hear(database, [f"Message no. {n}" for n in range(1000)])

    assert kept[:99] == [f"Message no. {n}" for n in range(99)]
    assert set(kept[99:]) == {CHANGED}
    assert await count_texts(database) == 100


async def test_words_that_are_known_stay_among_them(database: Database) -> None:
    states = [state for n in range(300) for state in (f"Song {n}", "idle")]

    kept = await hear(database, states, "sensor.title")

    assert kept[1::2] == ["idle"] * 300
    assert set(kept[400::2]) == {CHANGED}


async def test_what_is_said_again_and_again_is_kept_however_much_it_is(database: Database) -> None:
    words = [f"Word {n}" for n in range(300)]

    kept = await hear(database, [word for begin in range(0, 300, 50) for word in words[begin : begin + 50] * 4])

    assert CHANGED not in kept


async def test_one_entity_says_nothing_about_another(database: Database) -> None:
    await hear(database, [f"Message no. {n}" for n in range(300)])

    assert await hear(database, ["one", "two"], "sensor.washer") == ["one", "two"]


async def test_it_is_known_after_a_restart(database: Database) -> None:
    await hear(database, [f"Message no. {n}" for n in range(300)])
    await database.close()
    reopened = await Database.open(database.path, Profile.NUC)

    kept = await hear(reopened, [f"News no. {n}" for n in range(50)], begin=MARCH + 1e6)
    await reopened.close()

    assert set(kept) == {CHANGED}


async def test_it_is_known_after_a_write_that_failed(database: Database) -> None:
    await hear(database, [f"Message no. {n}" for n in range(99)])
    with pytest.raises(TypeError):
        await EventLog(database).append(
            [(MARCH - 9, "sensor.text", "lost", 2), (MARCH - 8, "sensor.text", "kept", "no number")]  # type: ignore[list-item]
        )

    kept = await hear(database, ["the hundredth", "one more"], begin=MARCH + 1e6)

    assert kept == [CHANGED, CHANGED]


async def test_an_entity_that_begins_to_repeat_itself_is_trusted_again(database: Database) -> None:
    await hear(database, [f"Message no. {n}" for n in range(300)])

    kept = await hear(database, ["washing", "rinsing", "spinning", "done"] * 50, begin=MARCH + 1e6)

    assert kept[0] == CHANGED
    assert kept[-4:] == ["washing", "rinsing", "spinning", "done"]

"""One start of a player is one act, however many words it has for it."""

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.acts import find_units
from tests.histories import event, timeline

PLAYER, DAYS = "media_player.box", range(20)


def films(*told: tuple[float, str, Cause], days: range = DAYS) -> list[EventRow]:
    """Films of the evening, each begun by so many words, seconds after eight o'clock."""
    draw = np.random.default_rng(31)
    rows = [event(-1, "00:30", PLAYER, "off", Cause.DEVICE)]
    for day in days:
        late = float(draw.normal(0, 400))
        for after, state, cause in told:
            rows.append(event(day, "20:00", PLAYER, state, cause, late + after * float(draw.uniform(0.7, 1.3))))
        rows += [event(day, "22:00", PLAYER, "idle", Cause.DEVICE), event(day, "22:20", PLAYER, "off", Cause.DEVICE)]
    return rows


def starts(*rows: list[EventRow]) -> dict[str, int]:
    units = find_units(timeline(*rows))
    return {unit.state: len(unit.acts) for unit in units if unit.state in {"on", "playing"}}


@pytest.mark.parametrize("between", [[], [(15.0, "idle", Cause.DEVICE)]])
def test_what_comes_on_by_the_way_is_started_once_by_who_asked_it_to_play(
    between: list[tuple[float, str, Cause]],
) -> None:
    told = [(0.0, "on", Cause.DEVICE), *between, (40.0, "playing", Cause.PERSON)]

    assert starts(films(*told)) == {"playing": len(DAYS)}


@pytest.mark.parametrize("who", [Cause.DEVICE, Cause.PERSON])
def test_what_plays_by_itself_once_it_is_on_was_turned_on(who: Cause) -> None:
    assert starts(films((0.0, "on", who), (40.0, "playing", Cause.DEVICE))) == {"on": len(DAYS)}


def test_that_it_plays_much_later_is_a_start_of_its_own() -> None:
    told = [(0.0, "on", Cause.PERSON), (1200.0, "playing", Cause.PERSON)]

    assert starts(films(*told)) == {"on": len(DAYS), "playing": len(DAYS)}


def test_who_mostly_turns_it_on_for_something_else_turns_it_on_whatever_it_plays_now_and_then() -> None:
    game = [(0.0, "on", Cause.PERSON)]
    film = [*game, (40.0, "playing", Cause.PERSON)]

    found = starts(films(*game, days=range(14)), films(*film, days=range(14, 20)))

    assert found == {"on": 20}


def test_what_was_on_and_is_paused_before_it_plays_was_turned_on() -> None:
    told = [(0.0, "on", Cause.DEVICE), (20.0, "paused", Cause.DEVICE), (60.0, "playing", Cause.PERSON)]

    assert starts(films(*told)) == {"on": len(DAYS)}


def test_it_was_started_when_it_was_asked_to_play() -> None:
    past = timeline(films((0.0, "on", Cause.DEVICE), (40.0, "playing", Cause.PERSON)))

    (unit,) = [one for one in find_units(past) if one.state == "playing"]

    assert set(unit.acts) == set(past.series[PLAYER].reached("playing"))

import numpy as np
import pytest

from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.past.hearing.away import were_away
from custom_components.homeiq.past.hearing.heard import comings, since, until, was
from custom_components.homeiq.past.series import Series, cut, rest
from tests.histories import at, event, timeline

TV, BLIND = "media_player.tv", "cover.blind"
EVENING = [
    event(0, "18:00", TV, "off"), event(0, "19:00", TV, "playing"), event(0, "20:00", TV, "buffering"),
    event(0, "21:00", TV, "unavailable"), event(0, "21:30", TV, "idle"), event(0, "22:00", TV, "standby"),
]  # fmt: skip


def evening(*rows: EventRow) -> Series:
    return timeline(rows or EVENING).series[TV]


@pytest.mark.parametrize("clock", ["18:30", "19:30", "20:30", "21:15", "21:45", "23:00"])
def test_what_is_cut_knows_no_more_than_what_never_went_on(clock: str) -> None:
    moment = at(0, clock)
    part, alone = cut(evening(), moment), evening(*(row for row in EVENING if row[0] < moment))
    hours = np.array([at(0, "18:00") + 600 * step for step in range(40)])

    assert was(TV, part, "playing", hours).tolist() == was(TV, alone, "playing", hours).tolist()
    assert since(part, hours).tolist() == since(alone, hours).tolist()
    assert comings(TV, part, "off", lasting=True).tolist() == comings(TV, alone, "off", lasting=True).tolist()


@pytest.mark.parametrize("clock", ["18:30", "19:30", "20:30", "21:15", "21:45", "23:00"])
def test_the_rest_is_heard_as_the_whole_is(clock: str) -> None:
    moment = at(0, clock)
    later = np.array([moment + 60 + 600 * step for step in range(20)])
    whole, part = evening(), rest(evening(), moment)

    assert was(TV, part, "off", later).tolist() == was(TV, whole, "off", later).tolist()
    assert were_away(part.away, later).tolist() == were_away(whole.away, later).tolist()
    assert until(part, later).tolist() == until(whole, later).tolist()


def test_what_means_itself_is_heard_as_it_is() -> None:
    player = timeline([event(0, "18:00", TV, "off"), event(0, "19:00", TV, "playing")]).series[TV]

    assert player.reported is None
    assert comings(TV, player, "playing", lasting=True).tolist() == [at(0, "19:00")]


def test_who_stops_a_blind_on_its_way_down_does_not_open_it() -> None:
    rows = [event(0, "08:00", BLIND, "open"), event(0, "18:00", BLIND, "closing"), event(0, "18:01", BLIND, "open")]
    blind = timeline(rows).series[BLIND]

    assert comings(BLIND, blind, "open", lasting=False).tolist() == []

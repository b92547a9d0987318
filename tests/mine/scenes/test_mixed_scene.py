"""What people bring to different states together, and what only looks like it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.mine.miners import MINERS, Ground
from custom_components.homeiq.mine.scenes.mixed_scene import find_mixed_scenes
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.trigger import Kind, OnChange, OnDemand
from custom_components.homeiq.model.home import Entity
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.settings import Settings
from custom_components.homeiq.suggest.words.wording import title
from tests.habits import habit
from tests.histories import GERMAN, HOME, event, learned, living, set_to, timeline
from tests.mined import patterns_in

DAYS = range(40)
FILM = {
    "cover.blind": "closed",
    "light.ceiling": "off",
    "light.reading": "on",
    "media_player.television": "playing",
}
OPPOSITE = {"closed": "open", "off": "on", "on": "off", "playing": "off"}


def evenings(
    film: Mapping[str, str] = FILM,
    *,
    days: Sequence[int] = DAYS,
    pause: float = 25.0,
    skipped: float = 0.0,
    first: str = "",
    seed: int = 4,
) -> list[EventRow]:
    """Somebody makes ready for a film by hand, at any time of the day, and puts all back when it is over."""
    draw = np.random.default_rng(seed)
    rows = [event(-1, "00:30", one, OPPOSITE[state], Cause.DEVICE) for one, state in film.items()]
    for day in days:
        begin = float(draw.uniform(9, 20)) * 3600
        order = sorted(draw.permutation(list(film)).tolist(), key=lambda one: one != first)
        late = 0.0
        for place, one in enumerate(order):
            if draw.uniform() >= skipped:
                rows.append(event(day, "00:00", one, film[one], delay=begin + late))
                rows.append(event(day, "00:00", one, OPPOSITE[film[one]], delay=begin + 5400 + 900 * place + 7 * day))
            late += pause * float(draw.uniform(0.3, 1.4))
    return rows


def alone(entity_id: str, away: str, back: str, often: int = 3) -> list[EventRow]:
    """Something is used for other reasons as well, some times a day."""
    draw = np.random.default_rng(11)
    return [
        event(day, "00:00", entity_id, state, delay=at + late)
        for day in DAYS
        for at in (float(draw.uniform(7, 22)) * 3600 for _ in range(often))
        for state, late in ((away, 0.0), (back, 400.0))
    ]


def found_in(past: Timeline) -> list[dict[str, str]]:
    return [dict(one.brings) for one in find_mixed_scenes(past, find_units(past), Settings())]


def scenes(*stories: Sequence[EventRow]) -> list[dict[str, str]]:
    return found_in(timeline(living(DAYS), *stories))


def test_things_that_go_to_different_states_together_are_a_scene() -> None:
    assert scenes(evenings()) == [FILM]


def test_most_of_its_things_may_be_used_for_other_reasons_too() -> None:
    others = [*alone("light.ceiling", "off", "on"), *alone("light.reading", "on", "off", often=1)]

    assert scenes(evenings(), others) == [FILM]


def test_who_leaves_one_of_four_out_now_and_then_has_such_an_evening_all_the_same() -> None:
    assert scenes(evenings(skipped=0.08)) == [FILM]


def test_a_week_of_it_is_no_scene() -> None:
    assert scenes(evenings(days=range(7))) == []


def test_what_ended_weeks_ago_is_no_scene() -> None:
    assert scenes(evenings(days=range(15))) == []


def test_what_is_moved_minutes_apart_is_no_scene() -> None:
    assert scenes(evenings(pause=240.0)) == []


def test_where_one_thing_mostly_leads_it_sets_off_the_others() -> None:
    assert scenes(evenings(first="media_player.television")) == []


def test_what_leads_on_two_days_of_three_sets_off_the_others_as_well() -> None:
    led = evenings(days=range(26), first="media_player.television")

    assert scenes(led, evenings(days=range(26, 40))) == []


def test_where_even_the_rarest_is_mostly_used_alone_there_is_no_scene() -> None:
    pair = {"light.ceiling": "off", "media_player.television": "playing"}
    others = [*alone("light.ceiling", "off", "on"), *alone("media_player.television", "playing", "off")]

    assert scenes(evenings(pair), others) == []


def test_what_is_mostly_left_out_belongs_to_no_scene() -> None:
    rows = evenings()
    left_out = [row for row in rows if row[1] != "light.reading" or int(row[0] // 86400) % 3 == 0]

    assert scenes(left_out) == [{one: state for one, state in FILM.items() if one != "light.reading"}]


@pytest.mark.parametrize(("lag", "spread"), [(1.0, 0.5), (12.0, 1.4), (25.0, 1.4)])
def test_a_lamp_that_a_machine_puts_out_always_as_long_behind_belongs_to_no_scene(lag: float, spread: float) -> None:
    draw = np.random.default_rng(5)
    rows = evenings(pause=14.0)
    follows = [
        (time + lag + float(draw.uniform(0, spread)), "light.corner", "off" if state == "on" else "on", cause)
        for time, one, state, cause in rows
        if one == "light.reading"
    ]

    assert scenes(rows, [event(-1, "00:30", "light.corner", "on", Cause.DEVICE)], follows) == [FILM]


def test_what_a_machine_does_always_as_long_behind_is_no_scene_with_its_cause() -> None:
    pair = {"media_player.television": "playing"}
    rows = evenings(pair)
    follows = [
        (time + 30.0, "light.ceiling", "off" if state == "playing" else "on", cause) for time, _, state, cause in rows
    ]

    assert scenes(rows, follows) == []


def test_two_habits_of_one_hour_are_no_scene() -> None:
    draw = np.random.default_rng(2)
    rows = [event(-1, "00:30", one, OPPOSITE[state], Cause.DEVICE) for one, state in FILM.items()]
    for day in DAYS:
        for one, state in FILM.items():
            late = float(draw.normal(0, 300))
            rows.append(event(day, "20:00", one, state, delay=late))
            rows.append(event(day, "22:00", one, OPPOSITE[state], delay=late))

    assert scenes(rows) == []


def test_what_could_let_somebody_in_belongs_to_no_scene() -> None:
    rows = evenings({**FILM, "lock.front_door": "on"})
    told = [
        (time, one, {"on": "unlocked", "off": "locked"}[state] if one == "lock.front_door" else state, cause)
        for time, one, state, cause in rows
    ]

    assert scenes(told) == [FILM]


def test_a_group_and_its_lamp_are_not_brought_to_different_states() -> None:
    group = Entity(entity_id="light.lamps", name="Lamps", members=("light.reading", "light.ceiling"))
    film = {**FILM, "light.lamps": "off"}
    past = timeline(living(DAYS), evenings(film), home=replace(HOME, entities={group.entity_id: group}))

    assert all(len({"light.lamps", "light.reading"} & scene.keys()) < 2 for scene in found_in(past))


def test_a_scene_is_shown_once_and_not_as_its_parts() -> None:
    past = timeline(living(DAYS), evenings())

    found = patterns_in(past)

    assert [dict(one.brings) for one in found if one.kind is Kind.SCENE] == [FILM]
    assert [one for one in found if one.kind is Kind.FOLLOW_UP and set(one.brings) <= FILM.items()] == []


def test_where_a_follow_up_is_asked_about_no_scene_takes_it_away() -> None:
    past = timeline(living(DAYS), evenings())
    lit = habit(OnChange(entity_id="media_player.television", to="playing"), ("light.reading",))
    (look,) = (one.add for one in MINERS if Kind.SCENE in one.makes)
    ground = Ground(timeline=past, units=find_units(past), settings=Settings())

    assert lit not in look(ground, (lit,))
    assert lit in look(replace(ground, sought=(lit,)), (lit,))


def at_eight(looseness: float) -> list[EventRow]:
    draw = np.random.default_rng(3)
    rows = [event(-1, "00:30", one, OPPOSITE[state], Cause.DEVICE) for one, state in FILM.items()]
    for day in DAYS:
        begin = float(draw.normal(0, looseness))
        for place, one in enumerate(draw.permutation(list(FILM)).tolist()):
            rows.append(event(day, "20:00", one, FILM[one], delay=begin + 20 * place + float(draw.uniform(0, 9))))
            rows.append(event(day, "22:00", one, OPPOSITE[FILM[one]], delay=begin + 600 * place))
    return rows


@pytest.mark.parametrize(("looseness", "is_scene"), [(240.0, False), (9000.0, True)])
def test_what_the_clock_does_as_well_needs_no_scene(*, looseness: float, is_scene: bool) -> None:
    past = timeline(living(DAYS), at_eight(looseness))

    found = patterns_in(past)

    assert any(dict(one.brings) == FILM for one in found) is is_scene


def scene(*stories: Sequence[EventRow]) -> Pattern:
    past = timeline(living(DAYS), *stories)
    (found,) = find_mixed_scenes(past, find_units(past), Settings())
    return found


def test_a_scene_has_the_state_of_most_and_what_goes_otherwise() -> None:
    found = scene(evenings({**FILM, "light.shelf": "on"}))

    assert (found.trigger, found.state) == (OnDemand(), "on")
    assert {one.entity_id: one.state for one in found.otherwise} == {
        "cover.blind": "closed",
        "light.ceiling": "off",
        "media_player.television": "playing",
    }
    assert (found.evidence.hits, found.evidence.opportunities, found.evidence.support_days) == (40, 40, 40)


def test_a_scene_is_offered_with_what_each_of_its_things_is_brought_to() -> None:
    rows = evenings()
    dim = set_to("light.reading", "brightness", dict.fromkeys(DAYS, 51), rows)

    (film,) = [one for one in learned(living(DAYS), rows, dim).suggestions if dict(one.pattern.brings) == FILM]

    assert film.title == (
        "Turn on Reading to 20%, start playing on Television, close Blind, and turn off Ceiling together"
    )
    assert film.reason.startswith("Nearly all of it done together 40 of 40 times.")
    assert film.automation["triggers"] == []
    assert film.automation["actions"] == [
        {"action": "cover.close_cover", "target": {"entity_id": ["cover.blind"]}},
        {"action": "light.turn_off", "target": {"entity_id": ["light.ceiling"]}},
        {"action": "light.turn_on", "target": {"entity_id": ["light.reading"]}, "data": {"brightness_pct": 20}},
        {"action": "media_player.media_play", "target": {"entity_id": ["media_player.television"]}},
    ]
    assert film.diary
    assert [one.entity_id for one in film.diary.was_set] == ["light.reading"]
    assert [len(day.by_hand) for day in film.diary.days] == [1] * len(film.diary.days)


def test_it_is_said_in_german() -> None:
    assert title(scene(evenings()), HOME, GERMAN) == (
        "Reading einschalten, Wiedergabe auf Television starten, Blind schließen und Ceiling ausschalten "
        "(alles zusammen)"
    )

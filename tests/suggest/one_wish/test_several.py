"""One wish that brings things to several states is one suggestion, and only that is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from custom_components.homeiq.learn import learn
from custom_components.homeiq.learn.hold_out import hold_out
from custom_components.homeiq.learn.trial_days import mark_trials
from custom_components.homeiq.model.decisions.acceptance import Trial
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.existing import Effect, Existing, ExistingAutomation, Occasion
from custom_components.homeiq.model.habits.known import Known
from custom_components.homeiq.model.habits.shown import Shown
from custom_components.homeiq.model.habits.suggestion import Decision, DecisionKind, Objection, Suggestion
from custom_components.homeiq.model.habits.trigger import AtTime, Kind, OnChange
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.past.acts import find_units, unit_of
from custom_components.homeiq.settings import Settings
from custom_components.homeiq.suggest import select
from custom_components.homeiq.suggest.backtest import backtest
from custom_components.homeiq.suggest.objections import Wishes
from tests.habits import film, habit
from tests.histories import ENGLISH, HOME, at, columns, event, learned, living, timeline
from tests.offers import a_suggestion

DAYS = range(56)
NIGHT = {"cover.blind": "closed", "fan.bedroom": "off", "light.ceiling": "off", "light.shelf": "off"}
OPPOSITE = {"closed": "open", "locked": "unlocked", "off": "on", "on": "off"}


def before(wish: Mapping[str, str], days: Iterable[int] = DAYS) -> list[EventRow]:
    """In the course of the day each thing comes to be otherwise, each by itself."""
    draw = np.random.default_rng(31)
    rows = [event(-1, "00:30", name, state, Cause.DEVICE) for name, state in wish.items()]
    return rows + [
        event(day, "08:00", name, OPPOSITE[state], delay=float(draw.uniform(0, 36_000)))
        for day in days
        for name, state in wish.items()
    ]


def nights(
    wish: Mapping[str, str] = NIGHT,
    *,
    days: Sequence[int] = DAYS,
    pause: float = 12.0,
    first: str = "",
    without: Mapping[str, float] | None = None,
) -> list[EventRow]:
    """Somebody goes through the rooms at about half past ten, now this way and now that, and may leave a thing out."""
    draw, left_out = np.random.default_rng(32), without or {}
    rows = []
    for day in days:
        late = float(draw.normal(0, 360))
        order = sorted(draw.permutation(list(wish)).tolist(), key=lambda name: name != first)
        for name in order:
            if draw.random() >= left_out.get(name, 0.0):
                rows.append(event(day, "22:30", name, wish[name], delay=late))
            late += pause * float(draw.uniform(0.4, 1.6))
    return rows


def brought(found: Iterable[Suggestion]) -> list[dict[str, str]]:
    return [dict(one.pattern.brings) for one in found if one.pattern.kind is not Kind.SCENE]


def suggested(*stories: Sequence[EventRow], home: Home = HOME) -> list[dict[str, str]]:
    return brought(learned(living(DAYS), *stories, home=home).suggestions)


def test_what_is_done_at_bedtime_in_any_order_is_one_suggestion() -> None:
    assert suggested(before(NIGHT), nights()) == [NIGHT]


def test_it_says_and_does_all_of_it() -> None:
    (one,) = learned(living(DAYS), before(NIGHT), nights()).suggestions

    assert one.title == "Turn off Bedroom, Ceiling and Shelf, and close Blind at 22:20 every day"
    assert one.automation["actions"] == [
        {"action": "cover.close_cover", "target": {"entity_id": ["cover.blind"]}},
        {"action": "fan.turn_off", "target": {"entity_id": ["fan.bedroom"]}},
        {"action": "light.turn_off", "target": {"entity_id": ["light.ceiling", "light.shelf"]}},
    ]


def test_what_is_always_done_in_one_order_is_one_suggestion_and_no_chain() -> None:
    wish = {"cover.blind": "closed", "light.ceiling": "off"}

    assert suggested(before(wish), nights(wish, first="light.ceiling")) == [wish]


def test_what_only_happens_in_the_same_hour_stays_apart() -> None:
    wish = {"cover.blind": "closed", "light.ceiling": "off"}

    found = suggested(before(wish), nights(wish, pause=420))

    assert sorted(map(tuple, (one.items() for one in found))) == [
        (("cover.blind", "closed"),),
        (("light.ceiling", "off"),),
    ]


def test_what_is_often_left_out_takes_nothing_from_the_others() -> None:
    wish = {"cover.blind": "closed", "light.ceiling": "off"}
    found = suggested(before(wish), nights(wish, without={"cover.blind": 0.35}))

    assert {"light.ceiling": "off"} in found
    assert wish not in found


def test_what_is_no_longer_done_with_the_others_leaves_them() -> None:
    wish, long = {"cover.blind": "closed", "light.ceiling": "off"}, range(40)
    lately = nights(wish, days=DAYS[40:], without={"cover.blind": 1.0})

    assert brought(learned(living(long), before(wish, long), nights(wish, days=long)).suggestions) == [wish]
    assert suggested(before(wish), nights(wish, days=long), lately) == [{"light.ceiling": "off"}]


def films(wish: Mapping[str, str], *, pause: float) -> list[EventRow]:
    """The television is turned on at any time of the evening; what belongs to it is done soon after."""
    draw = np.random.default_rng(33)
    rows = [event(-1, "00:30", "media_player.television", "off", Cause.DEVICE)]
    for day in DAYS:
        start = float(draw.uniform(0, 14_000))
        rows += [
            event(day, "17:30", "media_player.television", "on", delay=start),
            event(day, "17:30", "media_player.television", "off", delay=start + 5400),
        ]
        late = start + float(draw.uniform(8, 40))
        for name in draw.permutation(list(wish)).tolist():
            rows.append(event(day, "17:30", name, wish[name], delay=late))
            late += pause * float(draw.uniform(0.4, 1.6))
    return rows


def test_what_follows_the_television_is_one_suggestion() -> None:
    wish = {"cover.blind": "closed", "light.ceiling": "off"}

    assert wish in suggested(before(wish), films(wish, pause=10.0))


TWO = {"cover.blind": "closed", "light.ceiling": "off"}


def an_odd_week() -> list[EventRow]:
    """Evenings on which all of it is done, at once or not, before its time or about it, or only a part of it."""
    return [
        *(event(day, "20:00", name, OPPOSITE[state]) for day in range(8) for name, state in TWO.items()),
        event(0, "22:30", "light.ceiling", "off"),
        event(0, "22:30", "cover.blind", "closed", delay=30),
        # One and then the other, far apart: once the second one is done, so is the wish.
        event(1, "22:10", "light.ceiling", "off"),
        event(1, "22:40", "cover.blind", "closed"),
        event(2, "21:00", "cover.blind", "closed"),
        event(2, "22:35", "light.ceiling", "off"),
        event(3, "22:05", "cover.blind", "closed"),
        event(3, "22:06", "light.ceiling", "off"),
        # The blind is left as it is, and on the next evening everything.
        event(4, "22:30", "light.ceiling", "off"),
        event(6, "22:30", "cover.blind", "closed"),
    ]


def at_bedtime() -> Suggestion:
    (one,) = learned(living(DAYS), before(TWO), nights(TWO)).suggestions
    return one


def test_of_a_wish_a_run_is_what_leaves_something_to_do_and_right_where_people_did_all_of_it() -> None:
    week, wish = timeline(living(range(8)), an_odd_week()), at_bedtime().pattern
    unit = unit_of(wish, find_units(week), week)

    test = backtest(wish, unit, week, since=at(0, "00:00"), until=at(6, "00:00"))

    assert (test.runs, test.saved, test.idle, test.false_alarms) == (6, 3, 1, 2)


def test_a_trial_and_days_held_out_tell_the_same() -> None:
    history, wish = columns(living(range(8)), an_odd_week()), at_bedtime()
    trial = Trial(suggestion=wish, began_at=at(0, "00:00"), until=at(6, "00:00"))

    letters = mark_trials([trial], history, HOME)
    (later,) = hold_out(history.where(history.time < at(6, "21:00")), HOME, [wish], at(0, "00:00"))

    assert letters == {wish.signature: "sssiww"}
    assert (later.saved, later.idle, later.wrong) == (3, 1, 2)


def decided(verdict: DecisionKind, objection: Objection | None = None, **more: Any) -> list[dict[str, str]]:
    """What is suggested of two things once somebody has decided on the wish that both are."""
    rows = columns(living(DAYS), before(TWO), nights(TWO))
    now = float(rows.time[-1])
    found = learn(rows, HOME, Settings(), now=now, words=ENGLISH)
    (one,) = found.suggestions
    decision = Decision(
        signature=one.signature, verdict=verdict, decided_at=now, objection=objection, suggestion=one, **more
    )
    known = Known(patterns=found.patterns, decisions=(decision,), dismissed=frozenset({one.signature}))
    return brought(learn(rows, HOME, Settings(), now=now, words=ENGLISH, known=known).suggestions)


@pytest.mark.parametrize("verdict", [DecisionKind.ACCEPTED, DecisionKind.DISMISSED])
def test_what_was_decided_on_does_not_come_back_in_parts(verdict: DecisionKind) -> None:
    assert decided(verdict) == []


def test_what_was_one_wish_the_last_time_stays_one_while_one_of_its_things_would_do_for_more() -> None:
    rows = columns(living(DAYS), before(TWO), nights(TWO, without={"cover.blind": 0.18}))
    now = float(rows.time[-1])
    whole = learned(living(DAYS), before(TWO), nights(TWO)).suggestions[0].pattern
    shown = (Shown(pattern=whole, stood_at=now - 86_400, acted_at=now - 86_400),)

    def tonight(known: Known) -> list[dict[str, str]]:
        return brought(learn(rows, HOME, Settings(), now=now, words=ENGLISH, known=known).suggestions)

    assert TWO not in tonight(Known())
    assert TWO in tonight(Known(patterns=(whole,), shown=shown))


def test_a_lock_waits_for_no_lamp_that_an_empty_house_does_without() -> None:
    lit, shut = {"light.hall": "on", "lock.front_door": "locked"}, {"light.hall": "off", "lock.front_door": "locked"}

    assert lit not in suggested(before(lit), nights(lit))
    assert shut in suggested(before(shut), nights(shut))


def test_a_lamp_is_not_told_another_thing_than_its_group() -> None:
    group = Entity(entity_id="light.all", name="All", members=("light.ceiling", "light.night"))
    home = replace(HOME, entities={group.entity_id: group})
    wish = {"light.all": "off", "light.night": "on"}

    assert wish not in suggested(before(wish), nights(wish), home=home)


def two_readings() -> list[EventRow]:
    """The night light and the blind follow each other, now this way and now that, at any time; mostly the lamp does."""
    draw, rows = np.random.default_rng(8), list[EventRow]()
    for day in DAYS:
        late = float(draw.uniform(-7000, 7000))
        for name in [*draw.permutation(["cover.blind", "light.night"]).tolist(), "light.ceiling"]:
            if name != "light.ceiling" or draw.random() >= 0.1:
                rows.append(event(day, "20:30", name, ALL_THREE[name], delay=late))
            late += 60 * float(draw.uniform(0.5, 1.5))
    return rows


ALL_THREE = {"cover.blind": "closed", "light.ceiling": "off", "light.night": "on"}


def test_the_lesser_reading_of_two_takes_nothing_else_with_it() -> None:
    found = suggested(before(ALL_THREE), two_readings())

    assert {"light.ceiling": "off"} in found


def test_of_what_the_home_does_already_nothing_is_joined() -> None:
    rows = columns(living(DAYS), before(TWO), nights(TWO))
    found = learn(rows, HOME, Settings(), now=float(rows.time[-1]), words=ENGLISH).suggestions[0].pattern
    closes = Effect(entities=("cover.blind",), state="closed", occasion=Occasion(trigger=found.trigger))
    mine = ExistingAutomation(entity_id="automation.mine", name="Mine", effects=(closes,))
    known = Known(existing=Existing(automations=(mine,), members={}))

    left = learn(rows, HOME, Settings(), now=float(rows.time[-1]), words=ENGLISH, known=known).suggestions

    assert brought(left) == [{"light.ceiling": "off"}]


def test_a_part_of_what_was_accepted_behind_the_television_is_no_new_wish_by_the_clock() -> None:
    on = [event(day, "22:00", "media_player.television", "on", delay=float(-day)) for day in DAYS]
    off = [event(day, "23:30", "media_player.television", "off", delay=float(-day)) for day in DAYS]
    past = timeline(living(DAYS), before(TWO), on, off, nights(TWO, first="cover.blind"))
    units = find_units(past)
    behind = film(OnChange(entity_id="media_player.television", to="on"), TWO)
    accepted = replace(behind, evidence=replace(behind.evidence, window_seconds=5400.0))
    said = Decision(signature="abc", verdict=DecisionKind.ACCEPTED, decided_at=0.0, suggestion=a_suggestion(accepted))
    lamp = replace(habit(AtTime(minute=1350), ("light.ceiling",), "off"), signature="def")
    unit = unit_of(lamp, units, past)
    tested = select.Tested(pattern=lamp, unit=unit, backtest=backtest(lamp, unit, past), held_out=None)

    assert Wishes([said], past, lambda pattern: unit_of(pattern, units, past)).know(tested)

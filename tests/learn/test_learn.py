"""What is found, and what must not be suggested."""

from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.learn import learn
from custom_components.homeiq.learn.hold_out import hold_out
from custom_components.homeiq.model.event import Cause, EventColumns, EventRow
from custom_components.homeiq.model.habits.gate import Gate, Refused
from custom_components.homeiq.model.habits.known import Known
from custom_components.homeiq.model.habits.pattern import Dark
from custom_components.homeiq.model.habits.rung import Rung
from custom_components.homeiq.model.habits.trigger import Kind
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.settings import Settings
from tests.histories import (
    ENGLISH,
    HOME,
    at,
    columns,
    event,
    learned,
    living,
    routine,
    titles,
    weekends,
    workdays,
)
from tools.quality.subject import HOUSEHOLDS, Case, learned as learn_from, make_up

EIGHT_WEEKS = range(56)


def motion_and_light(delay: float, days: range, *, dark_only: bool) -> list[EventRow]:
    rows = [event(-1, "00:30", "light.hall", "off"), event(-1, "00:30", "binary_sensor.hall", "off")]
    for day in days:
        for hour, wobble in ((9, 0.0), (13, 3.0), (21, 1.5), (22, 5.0)):
            clock = f"{hour:02}:{day % 50:02}"
            rows += [
                event(day, clock, "binary_sensor.hall", "on", Cause.DEVICE),
                event(day, clock, "binary_sensor.hall", "off", Cause.DEVICE, 90),
            ]
            if hour > 20 or not dark_only:
                rows += [
                    event(day, clock, "light.hall", "on", delay=delay + wobble + day % 3),
                    event(day, clock, "light.hall", "off", delay=1200.0 + 60 * (day % 9)),
                ]
    return rows


def walks_and_light(days: range, lit: range) -> list[EventRow]:
    """Somebody walks by all day long; in the dark they light the hall, on some of the days."""
    draw = np.random.default_rng(5)
    rows = [event(-1, "00:30", "light.hall", "off"), event(-1, "00:30", "binary_sensor.hall", "off", Cause.DEVICE)]
    for day in days:
        by_day, by_night = draw.uniform(9 * 3600, 17 * 3600, 6), draw.uniform(20.5 * 3600, 23.5 * 3600, 3)
        for walk in (*by_day.tolist(), *by_night.tolist()):
            rows += [
                event(day, "00:00", "binary_sensor.hall", "on", Cause.DEVICE, walk),
                event(day, "00:00", "binary_sensor.hall", "off", Cause.DEVICE, walk + 90),
            ]
            if walk > 20 * 3600 and day in lit:
                rows += [
                    event(day, "00:00", "light.hall", "on", delay=walk + float(draw.uniform(4, 20))),
                    event(day, "00:00", "light.hall", "off", delay=walk + float(draw.uniform(60, 600))),
                ]
    return rows


def test_a_light_on_workdays_is_suggested_for_workdays() -> None:
    found = titles(living(EIGHT_WEEKS), routine("light.kitchen", "06:45", workdays(8)))

    assert found == ["Turn on Kitchen at 06:40 on workdays"]


def test_what_only_the_days_that_it_was_learned_from_tell_is_promised_with_caution() -> None:
    (found,) = learned(living(range(9)), routine("light.kitchen", "06:45", range(9))).suggestions

    assert found.backtest.is_fitted
    assert found.confidence < found.backtest.precision == 1
    assert found.reason.startswith("Expect about ")


def test_what_later_days_bear_out_is_told_by_them() -> None:
    (found,) = learned(living(EIGHT_WEEKS), routine("light.kitchen", "06:45", EIGHT_WEEKS)).suggestions

    assert not found.backtest.is_fitted
    assert found.reason.startswith(f"{found.backtest.promised.saved} of {found.backtest.promised.told} right")


def test_what_is_suggested_brings_its_last_weeks() -> None:
    (found,) = learned(living(EIGHT_WEEKS), routine("light.kitchen", "06:45", workdays(8))).suggestions

    assert found.recent
    assert found.diary
    assert len(found.recent.letters) == len(found.diary.days) == 28
    assert (found.recent.saved, found.recent.idle) == tuple(map(found.recent.letters.count, "si"))
    assert found.recent.saved + found.recent.idle >= 18
    assert sum(day.would_run == (400,) for day in found.diary.days) >= 18


def test_of_every_pattern_it_is_known_whether_it_is_suggested_or_what_stood_in_its_way() -> None:
    one_place = replace(Settings(), learning=replace(Settings().learning, max_suggestions=1))

    found = learned(
        living(EIGHT_WEEKS),
        routine("light.kitchen", "06:45", workdays(8)),
        routine("cover.study_blind", "09:30", weekends(8), state="open"),
        settings=one_place,
    )
    (shown,) = (one.signature for one in found.suggestions)

    assert {one.signature for one in found.patterns} == {shown, *found.refused}
    assert shown not in found.refused
    assert Refused(gate=Gate.PLACES) in found.refused.values()


def test_blinds_at_weekends_are_suggested_for_weekends() -> None:
    found = titles(living(EIGHT_WEEKS), routine("cover.study_blind", "09:30", weekends(8), state="open"))

    assert found == ["Open Study blind at 09:30 at weekends"]


def test_three_meals_a_day_are_three_habits_of_one_lamp() -> None:
    meals = [
        row
        for day in EIGHT_WEEKS
        for clock in ("07:30", "12:30", "18:30")
        for row in (
            event(day, clock, "light.kitchen", "on", delay=60.0 * (day % 7)),
            event(day, clock, "light.kitchen", "off", delay=2400),
        )
    ]

    found = titles(living(EIGHT_WEEKS), meals)

    assert sorted(title for title in found if "on Kitchen" in title) == [
        "Turn on Kitchen at 07:30 every day",
        "Turn on Kitchen at 12:30 every day",
        "Turn on Kitchen at 18:30 every day",
    ]


def test_a_habit_around_midnight_is_one_habit() -> None:
    found = titles(living(EIGHT_WEEKS), routine("light.bedroom", "23:58", EIGHT_WEEKS, looseness=10))

    assert len(found) == 1
    assert found[0].startswith("Turn on Bedroom at ")


def test_a_lamp_after_sunset_follows_the_sun_and_not_the_clock() -> None:
    sunset = {day: at(day, "19:35", -day * 2.2 * 60) for day in EIGHT_WEEKS}
    noise = np.random.default_rng(3).normal(0, 240, 56)
    porch = [
        row
        for day in EIGHT_WEEKS
        for row in (
            (sunset[day] + 900 + noise[day], "light.porch", "on", int(Cause.PERSON)),
            event(day, "23:30", "light.porch", "off", delay=300.0 * (day % 9)),
        )
    ]

    found = [one for one in learned(living(EIGHT_WEEKS), porch).suggestions if one.pattern.state == "on"]

    assert [one.pattern.kind for one in found] == ["sun"]


def test_motion_that_leads_to_light_only_in_the_dark_gets_a_condition() -> None:
    found = learned(living(EIGHT_WEEKS), motion_and_light(4.0, EIGHT_WEEKS, dark_only=True)).suggestions

    followed = [one for one in found if one.pattern.kind == "follow_up" and one.pattern.state == "on"]
    assert len(followed) == 1
    assert followed[0].pattern.conditions


def test_a_lamp_that_is_lit_behind_motion_in_the_dark_is_found_within_a_week() -> None:
    """The first half of a week can't show it on six days, and teaches it all the same."""
    found = learned(walks_and_light(range(7), lit=range(7))).suggestions

    (followed,) = [one for one in found if one.pattern.kind == "follow_up" and one.pattern.state == "on"]
    assert followed.pattern.conditions == (Dark(),)
    assert followed.backtest.forward is not None
    assert followed.backtest.forward.wrong == 0


def test_what_followed_motion_on_the_first_four_days_of_a_week_is_not_suggested() -> None:
    found = learned(walks_and_light(range(7), lit=range(4))).suggestions

    assert [one.title for one in found if one.pattern.state == "on"] == []


def test_motion_that_always_leads_to_light_gets_no_condition() -> None:
    found = titles(living(EIGHT_WEEKS), motion_and_light(4.0, EIGHT_WEEKS, dark_only=False))

    assert "Turn on Hall when Hall changes to on" in found


def test_lamps_that_change_together_are_one_suggestion() -> None:
    together = [
        row
        for name, delay in (("light.sofa", 0.0), ("light.shelf", 0.6), ("light.tv", 1.1))
        for row in [
            (time + delay, entity_id, state, cause)
            for time, entity_id, state, cause in routine(name, "20:00", EIGHT_WEEKS)
        ]
    ]

    found = learned(living(EIGHT_WEEKS), together).suggestions

    assert [one.pattern.entities for one in found if one.pattern.state == "on"] == [
        ("light.shelf", "light.sofa", "light.tv")
    ]


def test_what_an_automation_does_is_not_suggested() -> None:
    automated = [
        (time, name, state, int(Cause.AUTOMATION))
        for time, name, state, _ in routine("light.hall", "06:45", EIGHT_WEEKS)
    ]

    assert titles(living(EIGHT_WEEKS), automated) == []


@pytest.mark.parametrize("cause", [Cause.UNKNOWN, Cause.DEVICE])
def test_a_delay_that_never_varies_is_a_machine_where_nobody_is_named(cause: Cause) -> None:
    rows = [
        (time, name, state, int(cause))
        for day in EIGHT_WEEKS
        for hour in ("08", "12", "19")
        for time, name, state, _ in (
            event(day, f"{hour}:{day % 60:02}", "binary_sensor.hall", "on"),
            event(day, f"{hour}:{day % 60:02}", "binary_sensor.hall", "off", delay=60),
            event(day, f"{hour}:{day % 60:02}", "light.hall", "on", delay=0.2),
            event(day, f"{hour}:{day % 60:02}", "light.hall", "off", delay=60.2),
        )
    ]

    assert titles(living(EIGHT_WEEKS), rows) == []


def test_a_habit_that_ended_a_month_ago_is_not_suggested() -> None:
    assert titles(living(EIGHT_WEEKS), routine("light.kitchen", "06:45", range(26))) == []


def test_a_holiday_does_not_count_against_a_habit() -> None:
    away = range(30, 39)
    home = [day for day in EIGHT_WEEKS if day not in away]

    found = learned(living(home), routine("light.kitchen", "06:45", home)).suggestions

    assert found[0].backtest.runs == len(home)
    assert found[0].pattern.evidence.confidence > 0.9


def test_two_evenings_are_not_a_habit() -> None:
    assert titles(living(EIGHT_WEEKS), routine("light.kitchen", "20:00", [40, 44])) == []


def test_a_washing_day_is_one_day() -> None:
    burst = [
        row
        for minute in range(24)
        for row in (
            event(10, f"14:{minute * 2:02}", "switch.washer", "on"),
            event(10, f"14:{minute * 2:02}", "switch.washer", "off", delay=50),
        )
    ]

    assert titles(living(EIGHT_WEEKS), burst) == []


def test_an_evening_lamp_without_a_time_of_its_own_is_not_suggested() -> None:
    evening = np.random.default_rng(5).uniform(18 * 60, 22.5 * 60, 56).astype(int)
    rows = [
        row
        for day in EIGHT_WEEKS
        for row in (
            event(day, f"{evening[day] // 60:02}:{evening[day] % 60:02}", "light.shelf", "on"),
            event(day, "23:55", "light.shelf", "off", delay=60.0 * (day % 30)),
        )
    ]

    assert [title for title in titles(living(EIGHT_WEEKS), rows) if "on Shelf" in title] == []


def test_unlocking_is_never_suggested() -> None:
    door = [
        row
        for day in EIGHT_WEEKS
        for row in (event(day, "17:00", "lock.door", "unlocked"), event(day, "17:01", "lock.door", "locked"))
    ]

    assert not any("nlock" in title for title in titles(living(EIGHT_WEEKS), door))


def test_a_garage_door_is_never_opened() -> None:
    garage = Entity(entity_id="cover.garage", name="Garage", device_class="garage")
    home = replace(HOME, entities={"cover.garage": garage})

    assert titles(living(EIGHT_WEEKS), routine("cover.garage", "07:00", EIGHT_WEEKS, state="open"), home=home) == []


def test_a_garage_door_that_has_only_its_name_is_never_opened_either() -> None:
    assert titles(living(EIGHT_WEEKS), routine("cover.garage_door", "07:00", EIGHT_WEEKS, state="open")) == []


def test_a_return_from_absence_is_nobodys_act() -> None:
    rows = [
        row
        for day in EIGHT_WEEKS
        for row in (
            event(day, "06:44", "light.attic", "unavailable"),
            event(day, "06:45", "light.attic", "on"),
            event(day, "06:46", "light.attic", "unavailable"),
            event(day, "06:47", "light.attic", "off"),
        )
    ]

    assert titles(living(EIGHT_WEEKS), rows) == []


def test_an_empty_history_teaches_nothing() -> None:
    nothing = learn(EventColumns.from_rows([]), HOME, Settings(), now=0.0, words=ENGLISH)

    assert (nothing.patterns, nothing.suggestions, nothing.events) == ((), (), 0)


def test_events_of_the_future_are_ignored() -> None:
    history = columns(living(EIGHT_WEEKS), routine("light.kitchen", "06:45", EIGHT_WEEKS))

    early = learn(history, HOME, Settings(), now=at(3, "00:00"), words=ENGLISH)

    assert early.events < 40


def walks(days: int) -> list[EventRow]:
    """On the first days in a new home, somebody walks into the hall seven times and lights the lamp."""
    draw = np.random.default_rng(5)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in ("binary_sensor.hall", "light.hall")]
    for day in range(days):
        for walk in range(7):
            late = 7200 * walk + float(draw.uniform(0, 3000))
            rows += [event(day, "06:00", "binary_sensor.hall", "on", Cause.DEVICE, late)]
            rows += [event(day, "06:00", "binary_sensor.hall", "off", Cause.DEVICE, late + 60)]
            rows += [event(day, "06:00", "light.hall", "on", delay=late + float(draw.uniform(2, 8)))]
            rows += [event(day, "06:00", "light.hall", "off", delay=late + float(draw.uniform(300, 2000)))]
    return rows


@pytest.mark.parametrize(("days", "rung"), [(4, Rung.ASKS), (6, Rung.ACTS)])
def test_what_was_done_on_a_few_days_asks_however_often_it_was(days: int, rung: Rung) -> None:
    (one,) = learned(living(range(8)), walks(days)).suggestions

    assert (one.rung, one.backtest.runs) == (rung, 7 * days)


def test_the_same_history_teaches_the_same_twice() -> None:
    story = [living(EIGHT_WEEKS), routine("light.kitchen", "06:45", workdays(8))]

    assert learned(*story) == learned(*story)


def test_a_dismissed_habit_does_not_come_back() -> None:
    history = columns(living(EIGHT_WEEKS), routine("light.kitchen", "06:45", workdays(8)))
    now = float(history.time[-1])
    before = learn(history, HOME, Settings(), now=now, words=ENGLISH)

    after = learn(
        history,
        HOME,
        Settings(),
        now=now,
        words=ENGLISH,
        known=Known(dismissed=frozenset(one.signature for one in before.suggestions)),
    )

    assert after.suggestions == ()


def test_a_habit_that_drifts_keeps_its_signature() -> None:
    first = learned(living(EIGHT_WEEKS), routine("light.kitchen", "06:50", workdays(8)))
    later = columns(living(EIGHT_WEEKS), routine("light.kitchen", "07:10", workdays(8)))

    second = learn(
        later, HOME, Settings(), now=float(later.time[-1]), words=ENGLISH, known=Known(patterns=first.patterns)
    )

    assert [one.signature for one in second.suggestions] == [one.signature for one in first.suggestions]


def test_held_out_days_are_replayed_apart() -> None:
    history = columns(living(EIGHT_WEEKS), routine("light.kitchen", "06:45", EIGHT_WEEKS))
    since = at(42, "00:00")
    found = learn(history.where(history.time < since), HOME, Settings(), now=since, words=ENGLISH)

    (held_out,) = hold_out(history, HOME, found.suggestions, since)

    assert (held_out.days, held_out.runs) == (14, 14)
    assert held_out.hits >= 13


@pytest.mark.parametrize("preset", ["cautious", "eager"])
def test_a_preset_moves_what_is_enough(preset: str) -> None:
    seldom = [day for day in range(63) if day % 3 != 0]
    story = [living(range(63)), routine("light.kitchen", "06:45", seldom, looseness=6)]

    found = titles(*story, settings=Settings.from_options({"learning": {"preset": preset}}))

    assert bool(found) == (preset == "eager")


def test_every_habit_that_was_tried_has_a_rung_and_its_suggestion_the_same() -> None:
    found = learned(living(EIGHT_WEEKS), routine("light.kitchen", "06:45", workdays(8)))

    (suggestion,) = found.suggestions
    (pattern,) = [one for one in found.patterns if one.signature == suggestion.signature]
    assert pattern.rung is suggestion.rung is Rung.ACTS
    assert pattern.evidence.support_days >= pattern.evidence.days_needed == 8


def test_what_is_only_forming_is_listed_and_not_suggested() -> None:
    """The hall is lit on the rare evenings that somebody comes in: hours chosen among many, and proven on no day."""
    draw = np.random.default_rng(1)
    rows = [event(-1, "00:30", "light.hall", "off"), event(-1, "00:30", "binary_sensor.door", "off", Cause.DEVICE)]
    for day in EIGHT_WEEKS:
        evening = [] if day % 6 else [18 + int(draw.integers(0, 5))]
        for hour in (8, 10, 12, 14, 16, *evening):
            clock, late = f"{hour:02}:00", float(draw.uniform(0, 3000))
            rows += [
                event(day, clock, "binary_sensor.door", "on", Cause.DEVICE, late),
                event(day, clock, "binary_sensor.door", "off", Cause.DEVICE, late + 30),
            ]
            if hour in evening:
                rows += [
                    event(day, clock, "light.hall", "on", delay=late + float(draw.uniform(3, 20))),
                    event(day, clock, "light.hall", "off", delay=late + float(draw.uniform(900, 3000))),
                ]

    found = learned(living(EIGHT_WEEKS), rows)

    (pattern,) = [one for one in found.patterns if one.state == "on"]
    assert pattern.rung is Rung.FORMING
    assert found.refused[pattern.signature] == Refused(gate=Gate.DAYS)
    assert found.suggestions == ()


def test_an_automation_at_the_middle_of_loose_times_may_only_ask() -> None:
    """Half of the evenings find it done already, and on every fourth one nobody comes."""
    evenings = [day for day in EIGHT_WEEKS if day % 4]

    found = learned(living(EIGHT_WEEKS), routine("light.kitchen", "19:15", evenings))

    (suggestion,) = [one for one in found.suggestions if one.pattern.state == "on"]
    assert suggestion.rung is Rung.ASKS


def test_a_time_of_day_is_suggested_where_the_follow_up_that_explains_it_does_not_stand() -> None:
    """Somebody lights the hall when they come home at six; later on, others come about six too and leave it dark.

    On the earlier days the door claimed what was done, so these taught the time of day only where nothing claims it.
    """
    draw = np.random.default_rng(3)
    rows = [event(-1, "00:30", "light.hall", "off"), event(-1, "00:30", "binary_sensor.door", "off", Cause.DEVICE)]
    for day in EIGHT_WEEKS:
        home = float(draw.uniform(600, 1500))
        others = draw.uniform(0, home - 120, size=int(day >= 28)).tolist()
        for late in (home, *others):
            rows += [
                event(day, "18:00", "binary_sensor.door", "on", Cause.DEVICE, late),
                event(day, "18:00", "binary_sensor.door", "off", Cause.DEVICE, late + 15),
            ]
        rows += [
            event(day, "18:00", "light.hall", "on", delay=home + float(draw.uniform(3, 9))),
            event(day, "23:00", "light.hall", "off", delay=60.0 * float(draw.uniform(0, 40))),
        ]

    found = learned(living(EIGHT_WEEKS), rows)

    (follow_up,) = [one for one in found.patterns if one.kind is Kind.FOLLOW_UP and one.entities == ("light.hall",)]
    assert found.refused[follow_up.signature] == Refused(gate=Gate.SAME)
    (hall,) = [one for one in found.suggestions if one.pattern.state == "on"]
    assert hall.title == "Turn on Hall at 18:10 every day"
    assert hall.backtest.forward
    assert hall.rung is Rung.ACTS


def test_a_follow_up_that_is_only_forming_hides_no_time_of_day_that_may_ask() -> None:
    """In this household the television mostly follows the sofa's lamp, at some hours and by no rule that lasted."""
    household = make_up(Case(simulator=HOUSEHOLDS, seed=5022))

    found = learn_from(household)

    television = [one for one in found.patterns if (one.entities, one.state) == (("media_player.tv",), "on")]
    assert [one.rung for one in television if one.kind is Kind.FOLLOW_UP] == [Rung.FORMING]
    assert "Turn on Tv at 19:30 on workdays" in [one.title for one in found.suggestions]


def living_in(*entities: str) -> Home:
    """All that there is in the home."""
    return replace(HOME, entities={name: Entity(entity_id=name, name=name) for name in entities}, is_whole=True)


@pytest.mark.parametrize("removed", ["binary_sensor.hall", "light.hall"])
def test_a_habit_about_what_is_no_longer_in_the_home_is_not_found(removed: str) -> None:
    rows = motion_and_light(10, EIGHT_WEEKS, dark_only=False)
    both = {"binary_sensor.hall", "light.hall"}

    whole, rest = (learned(rows, home=living_in(*names)) for names in (both, both - {removed}))

    assert [one.named for one in whole.patterns if one.kind is Kind.FOLLOW_UP] == [both]
    assert [one for one in rest.patterns if removed in one.named] == []

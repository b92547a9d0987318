"""What people have said to suggestions: what never comes back, and what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.known import Known
from custom_components.homeiq.model.habits.pattern import EVERY_DAY, WEEKEND, WORKDAYS, Dark, Pattern
from custom_components.homeiq.model.habits.suggestion import Decision, DecisionKind, Learned, Objection, Suggestion
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, LeftOn, OnChange, OnDemand, Trigger
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.past.acts import Unit, find_units
from custom_components.homeiq.past.machines.elsewhere import without_elsewhere
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.settings import Settings
from custom_components.homeiq.suggest import select
from custom_components.homeiq.suggest.backtest import backtest
from custom_components.homeiq.suggest.objections import Objections, Wishes
from tests.habits import FILM, film, habit
from tests.histories import ENGLISH, HOME, columns, event, living, routine, timeline, weekends, workdays
from tests.offers import a_suggestion

EIGHT_WEEKS = range(56)
SIX = AtTime(minute=18 * 60)
NIGHT = Dark()
DOOR = OnChange(entity_id="binary_sensor.door", to="on")


def dismissed(pattern: Pattern | Suggestion, objection: Objection = Objection.NOT_WANTED) -> Decision:
    return decided(pattern, DecisionKind.DISMISSED, objection)


def decided(pattern: Pattern | Suggestion, verdict: DecisionKind, objection: Objection | None = None) -> Decision:
    suggestion = pattern if isinstance(pattern, Suggestion) else a_suggestion(pattern)
    return Decision(
        signature=suggestion.signature, verdict=verdict, decided_at=0.0, objection=objection, suggestion=suggestion
    )


def learned_again(
    *stories: Sequence[EventRow], decisions: Sequence[Decision], home: Home = HOME, settings: Settings | None = None
) -> Learned:
    """Learn as the night after some decisions does."""
    history = without_elsewhere(columns(*stories), home, decisions)
    known = Known(
        decisions=tuple(decisions),
        dismissed=frozenset(one.signature for one in decisions if one.verdict is not DecisionKind.SNOOZED),
    )
    now = float(history.time[-1])
    return learn(history, home, settings or Settings(), now=now, words=ENGLISH, known=known)


def found_in(*stories: Sequence[EventRow]) -> dict[str, Suggestion]:
    return {one.title: one for one in learned_again(*stories, decisions=()).suggestions}


def titles(learned: Learned) -> set[str]:
    return {one.title for one in learned.suggestions}


def groups(**members: tuple[str, ...]) -> Home:
    entities: Mapping[str, Entity] = {
        f"light.{name}": Entity(entity_id=f"light.{name}", name=name, members=parts) for name, parts in members.items()
    }
    return replace(HOME, entities=entities)


# Never this entity


@pytest.mark.parametrize(
    "trigger", [SIX, AtTime(minute=420), DOOR, OnDemand(), LeftOn(entity_id="light.hall", to="on", for_seconds=7200)]
)
@pytest.mark.parametrize("entities", [("light.hall",), ("light.hall", "light.stairs")])
def test_what_is_never_wanted_is_acted_on_by_nothing(trigger: Trigger, entities: tuple[str, ...]) -> None:
    objections = Objections([dismissed(habit(SIX), Objection.NEVER_THIS_ENTITY)], HOME)

    assert objections.limit(habit(trigger, entities)) is None


def test_another_entity_may_still_be_acted_on() -> None:
    objections = Objections([dismissed(habit(SIX), Objection.NEVER_THIS_ENTITY)], HOME)
    other = habit(OnChange(entity_id="light.hall", to="on"), ("light.stairs",))

    assert objections.limit(other) == other


def test_of_several_entities_none_is_wanted() -> None:
    never = dismissed(habit(SIX, ("light.hall", "light.stairs")), Objection.NEVER_THIS_ENTITY)

    assert Objections([never], HOME).limit(habit(DOOR, ("light.stairs",))) is None


def test_a_group_acts_on_its_members() -> None:
    home = groups(house=("light.floor",), floor=("light.hall", "light.stairs"))
    objections = Objections([dismissed(habit(SIX), Objection.NEVER_THIS_ENTITY)], home)

    assert objections.limit(habit(DOOR, ("light.house",))) is None


def test_all_members_of_a_group_are_the_group_and_some_are_not() -> None:
    home = groups(floor=("light.hall", "light.stairs"))
    objections = Objections([dismissed(habit(SIX, ("light.floor",)), Objection.NEVER_THIS_ENTITY)], home)

    assert objections.limit(habit(DOOR, ("light.hall", "light.stairs"))) is None
    assert objections.limit(habit(DOOR, ("light.hall",))) == habit(DOOR, ("light.hall",))


def test_a_group_that_contains_itself_ends() -> None:
    home = groups(house=("light.house",))

    assert Objections([dismissed(habit(SIX), Objection.NEVER_THIS_ENTITY)], home).limit(habit(DOOR, ("light.house",)))


def test_only_dismissals_forbid() -> None:
    accepted = decided(habit(SIX), DecisionKind.ACCEPTED, Objection.NEVER_THIS_ENTITY)

    assert Objections([accepted], HOME).limit(habit(DOOR)) == habit(DOOR)


# Days


def test_a_habit_of_all_days_comes_back_for_the_days_that_remain_and_with_their_figures() -> None:
    story = [living(EIGHT_WEEKS), routine("light.kitchen", "06:45", EIGHT_WEEKS)]
    (before,) = found_in(*story).values()

    (after,) = learned_again(*story, decisions=[dismissed(before, Objection.NOT_AT_WEEKENDS)]).suggestions

    assert after.title == "Turn on Kitchen at 06:40 on workdays"
    assert (before.backtest.days, after.backtest.days) == (56, 40)
    assert after.signature != before.signature
    assert after.pattern.evidence.eligible_days == after.backtest.days
    assert after.pattern.evidence.by_weekday[5:] == (0, 0)
    assert {"condition": "time", "weekday": ["mon", "tue", "wed", "thu", "fri"]} in after.automation["conditions"]


def test_it_has_the_same_name_every_night() -> None:
    story = [living(EIGHT_WEEKS), routine("light.kitchen", "06:45", EIGHT_WEEKS)]
    (before,) = found_in(*story).values()
    objection = dismissed(before, Objection.NOT_AT_WEEKENDS)
    (first,) = learned_again(*story, decisions=[objection]).suggestions

    (second,) = learned_again(*story, decisions=[objection]).suggestions
    never = learned_again(*story, decisions=[objection, dismissed(first)])

    assert first == second
    assert never.suggestions == ()


def test_without_workdays_the_weekend_remains() -> None:
    story = [living(EIGHT_WEEKS), routine("light.kitchen", "09:45", EIGHT_WEEKS)]
    (before,) = found_in(*story).values()

    after = learned_again(*story, decisions=[dismissed(before, Objection.NOT_ON_WORKDAYS)])

    assert titles(after) == {"Turn on Kitchen at 09:45 at weekends"}


def test_without_any_day_nothing_remains() -> None:
    story = [living(EIGHT_WEEKS), routine("light.kitchen", "09:45", weekends(8))]
    (before,) = found_in(*story).values()

    assert learned_again(*story, decisions=[dismissed(before, Objection.NOT_AT_WEEKENDS)]).suggestions == ()


def test_other_habits_of_the_same_lamp_lose_their_weekends_too_and_those_of_others_keep_them() -> None:
    story = [
        living(EIGHT_WEEKS),
        routine("light.kitchen", "06:45", EIGHT_WEEKS),
        routine("light.kitchen", "19:15", EIGHT_WEEKS, seed=2),
        routine("light.study", "12:15", EIGHT_WEEKS, seed=3),
    ]
    morning = found_in(*story)["Turn on Kitchen at 06:35 every day"]

    after = learned_again(*story, decisions=[dismissed(morning, Objection.NOT_AT_WEEKENDS)])

    assert titles(after) >= {
        "Turn on Kitchen at 06:40 on workdays",
        "Turn on Kitchen at 19:05 on workdays",
        "Turn on Study at 12:05 every day",
    }
    assert not any("Kitchen" in title and "every day" in title for title in titles(after))


def test_what_does_not_stand_on_the_days_that_remain_does_not_come_back() -> None:
    stray = [day for day in workdays(8) if day % 2]
    story = [living(EIGHT_WEEKS), routine("light.kitchen", "09:45", sorted([*weekends(8), *stray]))]
    often = replace(habit(AtTime(minute=585), ("light.kitchen",)), signature="often", weekdays=EVERY_DAY)

    after = learned_again(*story, decisions=[dismissed(often, Objection.NOT_AT_WEEKENDS)])

    assert after.suggestions == ()


def test_a_scene_and_a_reminder_have_no_days_to_lose() -> None:
    objections = Objections([dismissed(habit(SIX), Objection.NOT_AT_WEEKENDS)], HOME)
    scene = habit(OnDemand(), ("light.hall", "light.stairs"))

    assert objections.limit(scene) == scene


def test_what_is_on_the_right_days_already_stays_as_it_is() -> None:
    objections = Objections([dismissed(habit(SIX), Objection.NOT_AT_WEEKENDS)], HOME)
    other = replace(habit(DOOR, weekdays=WORKDAYS), signature="other")

    assert objections.limit(other) == other


# New coats


def evenings_by_the_door() -> list[EventRow]:
    """Every day at six somebody comes home, opens the door and turns on the hall's light; it also opens at noon."""
    rows = [event(-1, "00:30", "light.hall", "off"), event(-1, "00:30", "binary_sensor.door", "off")]
    for day in EIGHT_WEEKS:
        for clock in ("12:10", "18:00"):
            rows.append(event(day, clock, "binary_sensor.door", "on", Cause.DEVICE, 60.0 * (day % 9)))
            rows.append(event(day, clock, "binary_sensor.door", "off", Cause.DEVICE, 60.0 * (day % 9) + 20))
        rows.append(event(day, "18:00", "light.hall", "on", delay=60.0 * (day % 9) + 8 + day % 5))
        rows.append(event(day, "21:00", "light.hall", "off", delay=300.0 * (day % 7)))
    return rows


def all_day_by_the_door() -> list[EventRow]:
    """The hall's light is turned on after the door, six times a day."""
    rows = [event(-1, "00:30", "light.hall", "off"), event(-1, "00:30", "binary_sensor.door", "off")]
    for day in EIGHT_WEEKS:
        for hour in (8, 10, 12, 14, 16, 18):
            clock = f"{hour:02}:{day % 9:02}"
            rows.append(event(day, clock, "binary_sensor.door", "on", Cause.DEVICE))
            rows.append(event(day, clock, "light.hall", "on", delay=8.0 + day % 5))
            rows.append(event(day, clock, "binary_sensor.door", "off", Cause.DEVICE, 30))
            rows.append(event(day, clock, "light.hall", "off", delay=600.0 + 60 * (day % 9)))
    return rows


def unit_in(past: Timeline, pattern: Pattern) -> Unit:
    acts = [one.acts for one in find_units(past) if one.state == pattern.state and one.entities[0] in pattern.entities]
    known = tuple(name for name in pattern.entities if name in past.series)
    return Unit(entities=known, state=pattern.state, acts=np.sort(np.concatenate(acts or [np.empty(0)])))


def is_known(
    before: Pattern, now: Pattern, story: Sequence[EventRow] = (), objection: Objection = Objection.NOT_WANTED
) -> bool:
    """Tell whether a habit is one that was dismissed."""
    past = timeline(living(EIGHT_WEEKS), story or evenings_by_the_door())
    unit = unit_in(past, now)
    wishes = Wishes([dismissed(replace(before, signature="before"), objection)], past, lambda one: unit_in(past, one))
    return wishes.know(select.Tested(pattern=now, unit=unit, backtest=backtest(now, unit, past), held_out=None))


@pytest.mark.parametrize(
    "coat",
    [
        pytest.param(habit(SIX), id="another name"),
        pytest.param(habit(AtTime(minute=18 * 60 + 40)), id="a slightly other time"),
        pytest.param(habit(SIX, conditions=(NIGHT,)), id="one more condition"),
        pytest.param(habit(SIX, weekdays=WORKDAYS), id="fewer days"),
        pytest.param(habit(SIX, ("light.hall", "light.stairs")), id="one more lamp"),
        pytest.param(habit(DOOR), id="another trigger near in time"),
        pytest.param(habit(AtSun(event="sunset", offset_minutes=-60)), id="another kind"),
    ],
)
def test_a_dismissed_evening_never_returns_in_a_new_coat(coat: Pattern) -> None:
    assert is_known(habit(SIX), coat)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(habit(AtTime(minute=7 * 60)), id="in the morning"),
        pytest.param(habit(SIX, state="off"), id="the opposite"),
        pytest.param(habit(SIX, ("light.cellar",)), id="another lamp"),
        pytest.param(habit(OnDemand(), ("light.hall",)), id="a scene"),
        pytest.param(habit(LeftOn(entity_id="light.hall", to="on", for_seconds=7200)), id="a reminder"),
    ],
)
def test_another_habit_of_the_same_lamp_is_another_one(other: Pattern) -> None:
    assert not is_known(habit(SIX), other)


def test_two_rooms_that_share_a_lamp_are_two_habits() -> None:
    one, other = habit(SIX, ("light.a", "light.b", "light.hall")), habit(SIX, ("light.c", "light.d", "light.hall"))

    assert not is_known(one, other)


def test_on_other_days_it_is_another_habit() -> None:
    assert not is_known(habit(SIX, weekdays=WORKDAYS), habit(SIX, weekdays=WEEKEND))


def test_what_happens_all_day_is_more_than_what_was_dismissed_for_the_evening() -> None:
    assert not is_known(habit(SIX), habit(DOOR), all_day_by_the_door())


def test_what_follows_a_dismissed_trigger_does_not_come_back_by_the_clock() -> None:
    assert is_known(habit(DOOR), habit(SIX))


def test_what_follows_a_trigger_comes_back_with_no_other_condition_or_delay() -> None:
    changed = habit(OnChange(entity_id="binary_sensor.door", to="on", for_seconds=60), conditions=(NIGHT,))

    assert is_known(habit(DOOR), changed)


def test_a_trigger_that_is_gone_from_the_home_is_about_nothing_any_more() -> None:
    gone = habit(OnChange(entity_id="binary_sensor.gone", to="on"))

    assert not is_known(gone, habit(SIX))


def test_entities_that_are_gone_from_the_home_do_no_harm() -> None:
    gone = habit(DOOR, ("light.gone",))

    assert not is_known(gone, habit(SIX, ("light.gone", "light.hall")))


def test_a_habit_by_the_sun_does_not_come_back_by_the_clock() -> None:
    assert is_known(habit(AtSun(event="sunset", offset_minutes=-30)), habit(SIX))


def test_two_suns_are_two_habits() -> None:
    assert not is_known(habit(AtSun(event="sunrise", offset_minutes=0)), habit(AtSun(event="sunset", offset_minutes=0)))


def test_a_little_before_sunset_is_at_sunset() -> None:
    assert is_known(habit(AtSun(event="sunset", offset_minutes=0)), habit(AtSun(event="sunset", offset_minutes=-30)))


def test_scenes_and_reminders_do_not_come_back_either() -> None:
    scene = habit(OnDemand(), ("light.a", "light.b"))
    reminder = habit(LeftOn(entity_id="light.hall", to="on", for_seconds=7200))

    assert is_known(scene, habit(OnDemand(), ("light.a", "light.b", "light.c")))
    assert is_known(reminder, habit(LeftOn(entity_id="light.hall", to="on", for_seconds=9000)))


def test_a_scene_that_was_dismissed_for_its_days_is_dismissed() -> None:
    scene = habit(OnDemand(), ("light.a", "light.b"))

    assert is_known(scene, scene, objection=Objection.NOT_AT_WEEKENDS)


@pytest.mark.parametrize(("minutes", "known"), [(15, True), (30, False)])
def test_where_only_the_time_was_wrong_half_an_hour_makes_the_difference(minutes: int, known: bool) -> None:  # noqa: FBT001
    other = habit(AtTime(minute=18 * 60 + minutes))

    assert is_known(habit(SIX), other, objection=Objection.WRONG_TIME) is known


def test_midnight_is_no_border() -> None:
    assert is_known(habit(AtTime(minute=5)), habit(AtTime(minute=23 * 60 + 50)))


# Whole nights


def test_of_a_morning_and_an_evening_habit_of_one_lamp_the_other_one_stays() -> None:
    story = [
        living(EIGHT_WEEKS),
        routine("light.kitchen", "06:45", EIGHT_WEEKS),
        routine("light.kitchen", "19:15", EIGHT_WEEKS, seed=2),
    ]
    offered = found_in(*story)

    after = learned_again(*story, decisions=[dismissed(offered["Turn on Kitchen at 06:35 every day"])])

    assert titles(after) == set(offered) - {"Turn on Kitchen at 06:35 every day"}


def test_a_dismissed_habit_stays_away_when_its_name_and_its_days_change() -> None:
    first = [living(EIGHT_WEEKS), routine("light.kitchen", "06:45", workdays(8))]
    (offered,) = found_in(*first).values()
    later = [living(EIGHT_WEEKS), routine("light.kitchen", "07:10", EIGHT_WEEKS)]

    assert learned_again(*later, decisions=[dismissed(replace_name(offered))]).suggestions == ()


def replace_name(suggestion: Suggestion) -> Suggestion:
    return replace(suggestion, pattern=replace(suggestion.pattern, signature="long ago"))


def test_a_snoozed_habit_is_found_with_todays_figures_and_takes_no_place() -> None:
    story = [
        living(EIGHT_WEEKS),
        routine("light.kitchen", "06:45", EIGHT_WEEKS),
        routine("light.study", "19:15", EIGHT_WEEKS, seed=2),
    ]
    best, second = learned_again(*story, decisions=()).suggestions[:2]
    one = Settings.from_options({"learning": {"max_suggestions": 1}})

    after = learned_again(*story, decisions=[decided(best, DecisionKind.SNOOZED)], settings=one)

    assert after.suggestions == (best, second)


def test_an_accepted_habit_is_not_offered_again_in_another_coat_but_moved() -> None:
    past = timeline(living(EIGHT_WEEKS), evenings_by_the_door())
    accepted = decided(replace(habit(SIX), signature="accepted"), DecisionKind.ACCEPTED)
    wishes = Wishes([accepted], past, lambda one: unit_in(past, one))
    later = habit(AtTime(minute=18 * 60 + 30))
    unit = unit_in(past, later)
    new = select.Tested(pattern=later, unit=unit, backtest=backtest(later, unit, past), held_out=None)

    assert wishes.know(new)
    assert not wishes.know(replace(new, moved_from=habit(SIX)))


def test_a_dismissed_scene_does_not_return_with_one_thing_more_or_in_another_order() -> None:
    assert is_known(film(), film(each={**FILM, "light.sofa": "off"}))


def test_a_scene_that_shares_a_lamp_and_the_blind_with_a_dismissed_one_is_another() -> None:
    bedtime = {"light.ceiling": "off", "cover.blind": "closed", "light.bed": "on"}

    assert not is_known(film(), film(each=bedtime))
    assert not is_known(
        film(),
        film(
            each={**FILM, "light.shelf": "off", "light.reading": "off"}
            | dict.fromkeys(("media_player.tv", "cover.blind"), "off")
        ),
    )

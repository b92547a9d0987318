"""One wish, one suggestion."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.known import Known
from custom_components.homeiq.model.habits.pattern import EVERY_DAY, WEEKEND, SetTo
from custom_components.homeiq.model.habits.suggestion import Decision, DecisionKind, Suggestion
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.model.home import Area, Entity, Home
from custom_components.homeiq.settings import Settings
from custom_components.homeiq.suggest.one_wish.named_once import named_once
from tests.habits import film, habit
from tests.histories import ENGLISH, HOME, columns, event, learned, living, routine

DAYS = range(56)
LAMPS = tuple(f"light.lamp_{number}" for number in range(8))


def bedtimes(together: bool = True) -> list[EventRow]:  # noqa: FBT001, FBT002 - one flag
    """Some of the lamps are lit in the course of the evening, and one tap puts them out, or one tap each."""
    draw = np.random.default_rng(11)
    rows = [event(-1, "00:30", lamp, "off", Cause.DEVICE) for lamp in LAMPS]
    for day in DAYS:
        bedtime = float(draw.normal(0, 420))
        for number, lamp in enumerate(LAMPS):
            if draw.random() < 0.25 + 0.09 * number:
                rows.append(event(day, "18:00", lamp, "on", delay=float(draw.uniform(0, 9000))))
                late = bedtime + 0.05 * number if together else float(draw.normal(0, 420))
                rows.append(event(day, "23:00", lamp, "off", delay=late))
    return rows


def offs(found: Iterable[Suggestion]) -> list[tuple[str, ...]]:
    return [one.pattern.entities for one in found if one.pattern.state == "off"]


def test_one_tap_that_puts_out_whichever_lamps_are_lit_is_one_suggestion() -> None:
    found = learned(living(DAYS), bedtimes()).suggestions

    assert offs(found) == [LAMPS]


def test_ten_lamps_of_which_half_are_lit_have_one_suggestion_though_the_tap_takes_four_seconds() -> None:
    draw, lamps = np.random.default_rng(22), [f"light.spot_{number}" for number in range(12)]
    rows = [event(-1, "00:30", lamp, "off", Cause.DEVICE) for lamp in lamps]
    for day in DAYS:
        bedtime = float(draw.normal(0, 420))
        for place, lamp in enumerate(lamp for lamp in lamps if draw.random() < 0.45):
            rows.append(event(day, "18:00", lamp, "on", delay=float(draw.uniform(0, 9000))))
            rows.append(event(day, "23:00", lamp, "off", delay=bedtime + 0.6 * place))

    assert len(offs(learned(living(DAYS), rows).suggestions)) == 1


def with_one_that_is_seldom_lit(*, later: float, alone: int = 0) -> list[EventRow]:
    """Whichever of four lamps are lit are put out by one tap, and a fifth one, which is seldom lit, a little later.

    Args:
        later: seconds.
        alone: times that the fifth one is put out by itself.
    """
    draw, seldom = np.random.default_rng(31), "light.shed"
    rows = [event(-1, "00:30", lamp, "off", Cause.DEVICE) for lamp in (*LAMPS[:4], seldom)]
    for day in DAYS:
        lit = [*(lamp for lamp in LAMPS[:4] if draw.random() < 0.55), *([seldom] if day % 8 == 3 else [])]
        bedtime = float(draw.normal(0, 420))
        rows += [event(day, "18:00", lamp, "on", delay=float(draw.uniform(0, 9000))) for lamp in lit]
        rows += [event(day, "23:00", lamp, "off", delay=bedtime + later * (lamp == seldom)) for lamp in lit]
    for day in range(1, 1 + 5 * alone, 5):
        morning = float(draw.uniform(0, 20_000))
        rows.append(event(day, "08:00", seldom, "on", delay=morning))
        rows.append(event(day, "08:00", seldom, "off", delay=morning + float(draw.uniform(900, 5000))))
    return rows


@pytest.mark.parametrize(
    ("later", "alone", "lamps"),
    [
        (1.6, 0, (*LAMPS[:4], "light.shed")),
        (3.0, 0, LAMPS[:4]),
        (1.6, 3, (*LAMPS[:4], "light.shed")),
        (1.6, 4, LAMPS[:4]),
    ],
)
def test_one_tap_takes_along_what_is_lit_too_rarely_to_have_a_habit_and_mostly_goes_out_with_it(
    later: float, alone: int, lamps: tuple[str, ...]
) -> None:
    found = learned(living(DAYS), with_one_that_is_seldom_lit(later=later, alone=alone)).suggestions

    assert [tuple(sorted(entities)) for entities in offs(found)] == [tuple(sorted(lamps))]


def test_what_is_joined_is_tried_as_a_whole() -> None:
    (one,) = [one for one in learned(living(DAYS), bedtimes()).suggestions if one.pattern.state == "off"]

    assert one.backtest.runs >= 50
    assert one.backtest.precision > 0.9


def test_lamps_that_are_put_out_one_by_one_at_bedtime_stay_apart() -> None:
    found = offs(learned(living(DAYS), bedtimes(together=False)).suggestions)

    assert all(len(entities) == 1 for entities in found)
    assert len(found) > 1


UPSTAIRS, DOWNSTAIRS = LAMPS[:3], LAMPS[3:6]


def two_taps() -> list[EventRow]:
    """One tap puts out the lamps upstairs, and another one those downstairs, now this one first and now that one."""
    draw = np.random.default_rng(31)
    rows = [event(-1, "00:30", lamp, "off", Cause.DEVICE) for lamp in (*UPSTAIRS, *DOWNSTAIRS)]
    for day in DAYS:
        late = float(draw.normal(0, 360))
        for lamps in draw.permutation([UPSTAIRS, DOWNSTAIRS]).tolist():
            rows += [event(day, "18:00", lamp, "on", delay=float(draw.uniform(0, 9000))) for lamp in lamps]
            rows += [event(day, "23:00", lamp, "off", delay=late + 0.1 * place) for place, lamp in enumerate(lamps)]
            late += float(draw.uniform(6, 17))
    return rows


def test_two_taps_one_after_the_other_are_one_suggestion() -> None:
    assert offs(learned(living(DAYS), two_taps()).suggestions) == [(*UPSTAIRS, *DOWNSTAIRS)]


def test_what_is_no_new_wish_as_a_whole_is_not_joined() -> None:
    rows = columns(living(DAYS), two_taps())
    now = float(rows.time[-1])
    (whole,) = (one for one in learned(living(DAYS), two_taps()).suggestions if one.pattern.state == "off")
    # Half of what was dismissed is a third of what either tap does, and a half of what both do.
    others = replace(whole.pattern, signature="others", entities=(LAMPS[0], LAMPS[3], *LAMPS[6:]))
    dismissed = Decision(
        signature="others",
        verdict=DecisionKind.DISMISSED,
        decided_at=now,
        suggestion=replace(whole, pattern=others),
    )

    found = learn(rows, HOME, Settings(), now=now, words=ENGLISH, known=Known(decisions=(dismissed,)))

    assert sorted(offs(found.suggestions)) == [UPSTAIRS, DOWNSTAIRS]


def one_after_another(*, apart: float, alone: bool = False) -> list[EventRow]:
    """A player, a lamp and a fan are put to rest at bedtime, always in this order."""
    draw, things = np.random.default_rng(12), ("media_player.tv", "light.sofa", "fan.bedroom")
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in things]
    for day in DAYS:
        bedtime = float(draw.normal(0, 300))
        for place, name in enumerate(things):
            late = bedtime + place * apart + float(draw.uniform(0, 5))
            rows.append(event(day, "18:00", name, "on", delay=float(draw.uniform(0, 9000))))
            rows.append(event(day, "23:00", name, "off", delay=late))
        if alone:
            noon = float(draw.uniform(0, 20000))
            rows.append(event(day, "09:00", "light.sofa", "on", delay=noon))
            rows.append(event(day, "09:00", "light.sofa", "off", delay=noon + float(draw.uniform(1500, 4000))))
    return rows


def test_what_is_put_to_rest_in_one_order_is_one_suggestion_and_no_chain() -> None:
    found = learned(living(DAYS), one_after_another(apart=9.0)).suggestions

    assert offs(found) == [("fan.bedroom", "light.sofa", "media_player.tv")]


def rounds(lamps: Sequence[str], *, at: str, in_order: bool, share: float = 0.5, seed: int = 23) -> list[EventRow]:
    """Somebody walks from lamp to lamp and puts out those that are lit, half a minute apart at most."""
    draw = np.random.default_rng(seed)
    rows = [event(-1, "00:30", lamp, "off", Cause.DEVICE) for lamp in lamps]
    for day in DAYS:
        lit = [lamp for lamp in lamps if draw.random() < share]
        rows += [event(day, "17:00", lamp, "on", delay=float(draw.uniform(0, 9000))) for lamp in lit]
        late = float(draw.normal(0, 420))
        for lamp in lit if in_order else draw.permutation(lit).tolist():
            rows.append(event(day, at, lamp, "off", delay=late))
            late += float(draw.uniform(8, 30))
    return rows


@pytest.mark.parametrize("in_order", [True, False])
def test_a_round_that_puts_out_whichever_lamps_are_lit_is_one_suggestion(*, in_order: bool) -> None:
    found = learned(living(DAYS), rounds(LAMPS, at="23:00", in_order=in_order)).suggestions

    assert offs(found) == [LAMPS]


def test_blinds_that_are_raised_one_after_the_other_are_one_suggestion() -> None:
    draw, blinds = np.random.default_rng(26), [f"cover.blind_{place}" for place in ("bath", "kitchen", "study")]
    rows = [event(-1, "00:30", blind, "closed", Cause.DEVICE) for blind in blinds]
    for day in DAYS:
        for clock, state in (("07:00", "open"), ("20:30", "closed")):
            late = float(draw.normal(0, 400))
            for blind in blinds:
                rows.append(event(day, clock, blind, state, delay=late))
                late += float(draw.uniform(10, 30))

    found = learned(living(DAYS), rows).suggestions

    assert [one.pattern.entities for one in found if one.pattern.state == "open"] == [tuple(blinds)]


def test_two_rounds_of_one_evening_are_two_suggestions() -> None:
    children, parents = ("light.kid_a", "light.kid_b", "light.kid_c"), ("light.desk", "light.hall", "light.sofa")

    found = learned(
        living(DAYS),
        rounds(children, at="20:00", in_order=True, share=0.9),
        rounds(parents, at="20:19", in_order=True, share=0.9, seed=24),
    ).suggestions

    assert sorted(offs(found)) == [parents, children]


def test_what_goes_out_with_a_lamp_all_day_is_no_part_of_bedtime() -> None:
    draw = np.random.default_rng(25)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in ("light.study", "fan.study")]
    for day in DAYS:
        for clock, spread in (("09:00", 3000), ("14:00", 3000), ("23:00", 300)):
            late = float(draw.normal(0, spread))
            for name, after in (("light.study", 0.0), ("fan.study", float(draw.uniform(5, 15)))):
                rows.append(event(day, clock, name, "on", delay=late - float(draw.uniform(300, 2400))))
                rows.append(event(day, clock, name, "off", delay=late + after))

    found = learned(living(DAYS), rows).suggestions

    assert [one.pattern.entities for one in found if one.title == "Turn off Study when Study is turned off"] == [
        ("fan.study",)
    ]


def test_what_is_also_put_to_rest_alone_stays_apart() -> None:
    found = offs(learned(living(DAYS), one_after_another(apart=9.0, alone=True)).suggestions)

    assert not any({"light.sofa", "media_player.tv"} <= {*entities} for entities in found)


def test_what_is_lit_at_weekends_alone_is_no_part_of_what_is_lit_every_day() -> None:
    draw, weekend = np.random.default_rng(41), {5, 6}
    rows = [event(-1, "00:30", lamp, "off", Cause.DEVICE) for lamp in ("light.hall", "light.desk")]
    for day in DAYS:
        late = float(draw.normal(0, 300))
        for lamp in ("light.hall", *(["light.desk"] if day % 7 in weekend else [])):
            rows.append(event(day, "19:00", lamp, "on", delay=late + float(draw.uniform(0, 15))))
            rows.append(event(day, "23:00", lamp, "off", delay=float(draw.uniform(0, 7000))))

    found = [one.pattern for one in learned(living(DAYS), rows).suggestions if one.pattern.state == "on"]

    assert {one.entities: one.weekdays for one in found} == {
        ("light.hall",): EVERY_DAY,
        ("light.desk",): WEEKEND,
    }


def test_a_group_is_named_without_its_members() -> None:
    group, members = "light.sofa", ("light.sofa_left", "light.sofa_right")
    home = Home(
        time_zone=HOME.time_zone,
        entities={
            group: Entity(entity_id=group, name="Sofa", members=members),
            **{name: Entity(entity_id=name, name=name) for name in members},
        },
    )
    one = routine(group, "20:00", DAYS)
    rows = [*one, *((time + 0.2, name, state, who) for time, _, state, who in one for name in members)]

    found = learned(living(DAYS), rows, home=home).suggestions

    assert [entry.pattern.entities for entry in found] == [(group,)]
    assert found[0].automation["actions"] == [{"action": "light.turn_on", "target": {"entity_id": [group]}}]


def test_a_hidden_switch_that_is_shown_as_a_light_is_left_out() -> None:
    light, switch = "light.desk", "switch.desk_plug"
    home = Home(
        time_zone=HOME.time_zone,
        entities={
            light: Entity(entity_id=light, name="Desk"),
            switch: Entity(entity_id=switch, name="Desk plug", is_hidden=True),
        },
    )
    one = routine(light, "20:00", DAYS)
    rows = [*one, *((time + 0.1, switch, state, who) for time, _, state, who in one)]

    found = learned(living(DAYS), rows, home=home).suggestions

    assert [entry.title for entry in found] == ["Turn on Desk at 19:50 every day"]


def test_two_lamps_of_one_name_are_told_apart_by_their_rooms() -> None:
    home = Home(
        time_zone=HOME.time_zone,
        areas={name: Area(area_id=name, name=name.capitalize()) for name in ("hall", "bedroom")},
        entities={
            f"light.{area}_lamp": Entity(entity_id=f"light.{area}_lamp", name="Lamp", area_id=area)
            for area in ("hall", "bedroom")
        },
    )

    found = learned(living(DAYS), routine("light.hall_lamp", "20:00", DAYS), home=home).suggestions

    assert [one.title for one in found] == ["Turn on Lamp (Hall) at 19:50 every day"]


def films(*, together: bool) -> list[EventRow]:
    """Two lamps are lit when a film begins, and each is lit at odd times for other reasons as well."""
    draw, lamps = np.random.default_rng(13), ("light.shelf", "light.sofa")
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in (*lamps, "media_player.tv")]
    for day in DAYS:
        start = float(draw.uniform(0, 14_000))
        rows += [
            event(day, "17:00", "media_player.tv", "on", delay=start),
            event(day, "17:00", "media_player.tv", "off", delay=start + 6000),
        ]
        late = float(draw.uniform(10, 60))
        for name in lamps:
            late = late + float(draw.uniform(0, 4)) if together else float(draw.uniform(10, 300))
            rows += [
                event(day, "17:00", name, "on", delay=start + late),
                event(day, "17:00", name, "off", delay=start + 6000 + float(draw.uniform(60, 600))),
            ]
            for clock in ("06:00", "09:00", "12:00"):
                alone = float(draw.uniform(0, 9000))
                rows += [
                    event(day, clock, name, "on", delay=alone),
                    event(day, clock, name, "off", delay=alone + float(draw.uniform(300, 1200))),
                ]
    return rows


def lit_for_films(rows: list[EventRow]) -> list[tuple[str, ...]]:
    found = learned(living(DAYS), rows).suggestions
    return sorted(
        one.pattern.entities for one in found if one.pattern.state == "on" and one.pattern.kind == "follow_up"
    )


def test_what_is_done_together_on_one_occasion_is_one_suggestion_whatever_is_done_apart_at_other_times() -> None:
    assert lit_for_films(films(together=True)) == [("light.shelf", "light.sofa")]


def test_what_is_done_apart_on_one_occasion_is_two() -> None:
    assert lit_for_films(films(together=False)) == [("light.shelf",), ("light.sofa",)]


def test_of_a_scene_a_lamp_stands_beside_its_group_only_where_it_is_brought_elsewhere() -> None:
    group = Entity(entity_id="light.all", name="All", members=("light.a", "light.b"))
    home = Home(entities={group.entity_id: group})
    scene = film(each={"light.all": "off", "light.a": "off", "light.b": "on", "cover.blind": "closed"})

    assert dict(named_once(scene, home).brings) == {"light.all": "off", "light.b": "on", "cover.blind": "closed"}
    assert [one.entity_id for one in named_once(scene, home).otherwise] == ["cover.blind", "light.b"]


def test_what_a_member_is_set_to_is_not_said_beside_its_group() -> None:
    group = Entity(entity_id="light.all", name="All", members=("light.a", "light.b"))
    each = [SetTo(entity_id=name, attribute="brightness", value=51.0, spread=0.0) for name in ("light.a", "light.all")]
    dimmed = habit(AtTime(minute=1200), ("light.a", "light.all"), values=tuple(each))

    named = named_once(dimmed, Home(entities={group.entity_id: group}))

    assert (named.entities, named.values) == (("light.all",), (each[1],))


def in_order(clock: str, things: Sequence[str], state: str, back: str) -> list[EventRow]:
    """Things are brought to a state one after the other, always in this order, and back in the course of the night."""
    draw = np.random.default_rng(27)
    rows = [event(-1, "00:30", name, back, Cause.DEVICE) for name in things]
    for day in DAYS:
        late = float(draw.normal(0, 400))
        for name in things:
            rows.append(event(day, clock, name, state, delay=late))
            rows.append(event(day, "23:00", name, back, delay=float(draw.uniform(0, 9000))))
            late += float(draw.uniform(10, 30))
    return rows


@pytest.mark.parametrize(("second", "suggestions"), [("light.desk", 1), ("fan.desk", 2)])
def test_things_of_one_sort_that_are_lit_in_one_order_are_one_wish_and_others_are_not(
    second: str, suggestions: int
) -> None:
    found = learned(living(DAYS), in_order("19:00", ("light.hall", second), "on", "off")).suggestions

    assert len([one for one in found if one.pattern.state == "on"]) == suggestions
